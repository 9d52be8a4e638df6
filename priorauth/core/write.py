"""A letter is a pure function of the facts on record and the library: the whole path, from both to the letter."""

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from priorauth.core.assess import assess
from priorauth.core.brief import Brief
from priorauth.core.checklist import check_letter
from priorauth.core.compose import Writer, must_be_there
from priorauth.core.deadlines import deadlines
from priorauth.core.disclosures import disclosures, with_disclosures
from priorauth.core.dosing import dose_plan, expected_doses, last_day
from priorauth.core.facts import CaseFacts
from priorauth.core.letter import CheckItem, Letter, Paragraph, PrintSetup, Section, Sentence
from priorauth.core.library import Library
from priorauth.core.records.words import LetterPlan
from priorauth.core.references import numbered
from priorauth.core.terms.people import patient_name, prescriber_name
from priorauth.core.vocabulary import LetterKind
from priorauth.core.wordbook import Wordbook


def write_letter(facts: CaseFacts, kind: LetterKind, library: Library, *, program: str | None = None) -> Letter:
    """The letter of that kind, dated as the facts, with its check list.

    It is composed even where stops forbid it (`letter.stops`), so that a draft can show what is missing. `program` is
    the id of an assistance program, for a letter of support. Raises KeyError for a program that the library has not,
    and WordsError where the words fail to make a letter.
    """
    brief = brief_of(facts, kind, library, program)
    wording = worded(brief, kind)
    return letter_of(brief, kind, wording.setup, wording.sections)


def letter_of(
    brief: Brief,
    kind: LetterKind,
    setup: PrintSetup,
    marked: tuple[Section, ...],
    *,
    more: Iterable[CheckItem] = (),
) -> Letter:
    """The letter that these sections make, its citations numbered, and its check list with `more` items."""
    sections, references = numbered(marked, brief.library)
    return Letter(
        kind=kind,
        date=brief.facts.as_of,
        library=brief.library.version,
        indication=brief.context.indication,
        route=None if kind is LetterKind.ASSISTANCE_SUPPORT else brief.context.route,
        program=brief.program.id if brief.program else None,
        sections=sections,
        references=references,
        assessment=brief.assessment.view,
        checklist=check_letter(brief, sections, references, more),
        setup=setup,
    )


class Wording(NamedTuple):
    """What a letter says before anything has checked it, with marks for its citations."""

    sections: tuple[Section, ...]
    setup: PrintSetup


def worded(brief: Brief, kind: LetterKind) -> Wording:
    """The words of that kind. Raises WordsError where the words fail to make a letter."""
    book = _wordbook(brief.library)
    plan = book.plan(kind)
    writer = Writer(brief, book, frozenset(disclosures(brief)))
    title = must_be_there(writer.line(plan.title), f"the title of {plan.kind}")
    sections = _titled(with_disclosures(writer.sections(plan), brief), title)
    return Wording(sections, _setup(writer, plan, title))


@lru_cache(maxsize=64)
def _wordbook(library: Library) -> Wordbook:
    return Wordbook(library.words)


def _titled(sections: tuple[Section, ...], title: Sentence) -> tuple[Section, ...]:
    """The sections with the title as the last part of the head, so that it has its grounds as every sentence has."""
    head, *rest = sections
    paragraph = Paragraph(id="title", sentences=(title,))
    return (head.model_copy(update={"blocks": (*head.blocks, paragraph)}), *rest)


def brief_of(facts: CaseFacts, kind: LetterKind | None, library: Library, program: str | None = None) -> Brief:
    """Everything that the words of this letter may draw on; without a kind, what the case alone gives."""
    assessment = assess(facts, library, kind)
    clocks = deadlines(facts, library)
    expected = frozenset(
        [*_expected(facts), *(day for clock in clocks for day in (clock.due_on, clock.send_by) if day)]
    )
    return Brief(
        facts=facts,
        library=library,
        context=assessment.context,
        assessment=assessment,
        dose=dose_plan(facts, library),
        deadlines=clocks,
        expected=expected,
        program=library.programs[program] if program else None,
    )


def _expected(facts: CaseFacts) -> Iterator[dt.date]:
    """The days after the letter that it may name: what is asked for, planned or running."""
    request, earlier = facts.request, facts.prior_ivig
    yield from (day for day in (request.start, request.review_date) if day)
    if request.start and request.months:
        yield last_day(request.start, request.months)
    if facts.reproductive and facts.reproductive.due_date:
        yield facts.reproductive.due_date
    if earlier and earlier.authorization and earlier.authorization.ends:
        yield earlier.authorization.ends
    for dose in expected_doses(facts):
        yield from (dose.earliest, dose.latest, dose.last_day)
    for submission in facts.submissions:
        determination = submission.determination
        if determination and determination.appeal_by:
            yield determination.appeal_by


def _setup(writer: Writer, plan: LetterPlan, title: Sentence) -> PrintSetup:
    author = patient_name(writer.brief) if plan.kind is LetterKind.PATIENT_APPEAL else prescriber_name(writer.brief)
    return PrintSetup(
        title=title.text,
        author=author.text if author else writer.brief.facts.clinic.name,
        subject=must_be_there(writer.line(plan.subject), f"the subject of {plan.kind}").text,
        running=must_be_there(writer.line(plan.running), f"the running reference of {plan.kind}").text,
        density=plan.density,
        is_brief=plan.is_brief,
        not_for_sending=plan.not_for_sending,
    )
