"""The check list of a letter: what forbids it, what must be settled before signing, what is advised."""

from collections.abc import Iterable, Iterator

from priorauth.core.assess import check_assessment
from priorauth.core.benefit import check_benefit
from priorauth.core.brief import Brief
from priorauth.core.codes import check_codes
from priorauth.core.contradictions import find_contradictions
from priorauth.core.deadlines.checks import check_deadlines
from priorauth.core.dosing import check_dosing
from priorauth.core.filing import check_filing
from priorauth.core.language import check_language
from priorauth.core.letter import CheckItem, Reference, Section
from priorauth.core.outlook import check_outlook
from priorauth.core.proof import check_proof
from priorauth.core.stage import check_stage
from priorauth.core.vocabulary import CheckLevel

_ORDER = tuple(CheckLevel)


def check_letter(
    brief: Brief, sections: tuple[Section, ...], references: tuple[Reference, ...], more: Iterable[CheckItem] = ()
) -> tuple[CheckItem, ...]:
    """Every item for this letter, gravest level first, open items before settled ones; one for each id and text."""
    of_words = [*check_language(brief, sections), *check_outlook(brief, references)]
    return in_order([*check_case_of(brief), *of_words, *more])


def check_case_of(brief: Brief) -> Iterator[CheckItem]:
    """The items that the case gives for a letter kind, whatever the letter's words."""
    facts, context = brief.facts, brief.context
    if context.kind is not None:
        yield from check_stage(facts, brief.library, context.kind)
    yield from check_assessment(facts, brief.assessment)
    yield from check_benefit(facts, brief.library, context)
    yield from check_codes(facts, context)
    yield from check_dosing(facts, context)
    yield from brief.assessment.alerts
    yield from find_contradictions(facts, brief.library)
    yield from check_proof(facts, brief.library, context.kind)
    yield from check_filing(brief)
    yield from check_deadlines(facts, context)


def in_order(items: Iterable[CheckItem]) -> tuple[CheckItem, ...]:
    """Open items before settled ones, the gravest level first, each once."""
    once = {(item.id, item.text): item for item in items}
    return tuple(sorted(once.values(), key=lambda item: (item.ok, _ORDER.index(item.level))))
