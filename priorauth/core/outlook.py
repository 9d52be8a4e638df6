"""What staff should know beside the letter: the last day, the policy's version, weak references, program terms."""

from collections.abc import Iterator

from priorauth.core.brief import Brief
from priorauth.core.dates import long_date
from priorauth.core.deadlines import Deadline, DeadlineKind, DeadlineStatus
from priorauth.core.items import advice, before_signing
from priorauth.core.letter import CheckItem, Reference
from priorauth.core.vocabulary import LetterKind

_REQUESTS = (LetterKind.MEDICAL_NECESSITY, LetterKind.RENEWAL)


def check_outlook(brief: Brief, references: tuple[Reference, ...]) -> Iterator[CheckItem]:
    """Advice on deadline, policy, references and program; a window that is past comes before signing."""
    yield from _deadline(brief)
    yield from _policy(brief)
    yield from _references(brief, references)
    yield from _program(brief)


def _deadline(brief: Brief) -> Iterator[CheckItem]:
    stage = brief.context.stage
    for clock in brief.deadlines:
        is_this = stage is not None and clock.kind is DeadlineKind.FILING and clock.submission == stage.denial
        if is_this and brief.context.kind not in (*_REQUESTS, LetterKind.ASSISTANCE_SUPPORT):
            yield _filing(clock)


def _filing(clock: Deadline) -> CheckItem:
    trust = "" if clock.verified else " The rule behind it is not confirmed."
    if clock.due_on is None:
        because = clock.because or "an input is missing"
        return advice(
            "deadline.filing",
            f"The last day to file is undetermined, because {because}",
            "Read the notice for its date.",
        )
    last = long_date(clock.due_on)
    if clock.status is DeadlineStatus.PAST:
        lift = "File at once with the cause of the delay, or start a new request."
        return before_signing("deadline.filing", f"The last day to file was {last} ({clock.arithmetic}).{trust}", lift)
    send = f" Send by {long_date(clock.send_by)}." if clock.send_by else ""
    return advice("deadline.filing", f"Last day to file: {last} ({clock.arithmetic}).{trust}", f"File before it.{send}")


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
        yield before_signing("program.none", "No program is named.", "Name one with --program ID.")
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
