"""What staff should know beside the letter: silences, the policy's version, weak references, program terms."""

from collections.abc import Iterator

from priorauth.core.brief import Brief
from priorauth.core.items import advice, before_signing, stop
from priorauth.core.letter import CheckItem, Reference
from priorauth.core.terms.therapies import therapies_unanswered
from priorauth.core.vocabulary import LetterKind

_ASKS_FOR_OTHERS = ("rrms_second_line", "cis")


def check_outlook(brief: Brief, references: tuple[Reference, ...]) -> Iterator[CheckItem]:
    """Advice on what the record is silent on, on policy, references and program."""
    yield from _silence(brief)
    yield from _policy(brief)
    yield from _references(brief, references)
    yield from _program(brief)


def _silence(brief: Brief) -> Iterator[CheckItem]:
    """The therapies that a reviewer will ask about and that the record does not name."""
    unanswered = therapies_unanswered(brief)
    if unanswered is None or brief.context.indication not in _ASKS_FOR_OTHERS:
        return
    if brief.facts.answers.get("why_not_other_dmt"):
        return
    text = f"The record is silent on {unanswered.text}: the first question of every reviewer."
    lift = "Ask the prescriber, drug by drug, and record the answer at answers.why_not_other_dmt."
    yield advice("question.other_therapies", text, lift)


def _policy(brief: Brief) -> Iterator[CheckItem]:
    policy, coverage = brief.assessment.policy, brief.facts.coverage
    if coverage.policy is None:
        yield advice(
            "policy.none", "The case names no policy of the plan.", "Ask the plan for the policy that it applies."
        )
        return
    if policy is None:
        return
    dated = f"version of {policy.effective_date.long()}" if policy.effective_date else "a version without a date"
    read = "read" if policy.verified else "not read on MS"
    text = f"Policy on record: {policy.title} ({dated}), {read}."
    yield advice("policy.version", text, f"Check the current policy{f': {policy.url}' if policy.url else ''}.")


def _references(brief: Brief, references: tuple[Reference, ...]) -> Iterator[CheckItem]:
    for reference in references:
        publication = brief.library.publications[reference.record]
        if not publication.citation_complete:
            text = f"Reference {reference.number} is printed with the fields that are known: {reference.text}"
            yield advice(
                f"reference.{reference.record}", text, "Complete the citation before sending, if it can be found."
            )


def _program(brief: Brief) -> Iterator[CheckItem]:
    program = brief.program
    if brief.context.kind is not LetterKind.ASSISTANCE_SUPPORT:
        return
    if program is None:
        lift = "Name the program that the letter goes to (--program ID)."
        yield stop("missing.program", "No program is named.", lift)
    elif program.verified is None:
        text = f"The terms of {program.name} were not read on any page."
        yield before_signing(
            "program.terms",
            text,
            f"Call the program{f' ({program.phone})' if program.phone else ''} and confirm its terms.",
        )
    else:
        day = program.verified.date.long()
        yield advice(
            "program.terms",
            f"The terms of {program.name} were read on {day}.",
            "Confirm them before anything is promised.",
        )
