"""The findings that may stand in the place of the one that a sentence cites: the same argument, another result."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from priorauth.core.brief import Brief
from priorauth.core.criteria.diagnosis import names_course
from priorauth.core.disclosures import all_grounds, disclosures
from priorauth.core.edits.marks import marked_in
from priorauth.core.letter import Paragraph, Section, Sentence
from priorauth.core.library import Library
from priorauth.core.records.publication import Design, Publication
from priorauth.core.vocabulary import Direction

# What somebody holds, beside what somebody found.
_OPINIONS = (Design.GUIDELINE, Design.NARRATIVE_REVIEW)

Place = tuple[str, int]


class Choice(NamedTuple):
    """The finding that a sentence cites, and the others for its argument, weightiest first: none where none is held."""

    instead_of: str
    others: tuple[str, ...]


def choices(brief: Brief, sections: Iterable[Section]) -> Mapping[Place, Choice]:
    """For each sentence whose finding may be chosen, by its paragraph and its number there.

    The others are those that the indication may cite and the letter does not say yet: of the recorded course, verified,
    supporting, and of the same sort of source. A sentence that must be said, weighs several publications or cites none
    is not there. The sections have marks for citations.
    """
    sections = tuple(sections)
    said = {finding for grounds in all_grounds(sections) for finding in grounds.findings}
    unsaid = tuple(finding for finding in _citable(brief) if finding not in said)
    owed = frozenset(disclosures(brief))
    return {
        place: Choice(finding, tuple(one for one in unsaid if _same_sort(finding, one, brief.library)))
        for place, finding in _cited(sections, owed, brief.library)
    }


def _citable(brief: Brief) -> Iterator[str]:
    indication, course = brief.assessment.indication, brief.facts.diagnosis.course
    for finding in indication.may_cite if indication and course else ():
        publication, part = brief.library.finding(finding)
        of_course = not publication.courses or (course and names_course(publication.courses, course))
        if part.direction is Direction.SUPPORTS and publication.may_support and of_course:
            yield finding


def _cited(sections: tuple[Section, ...], owed: frozenset[str], library: Library) -> Iterator[tuple[Place, str]]:
    blocks = (block for section in sections for block in section.blocks)
    for block in blocks:
        if isinstance(block, Paragraph) and not block.is_list:
            found = (_finding_of(sentence, owed, library) for sentence in block.sentences)
            yield from (((block.id, number), finding) for number, finding in enumerate(found) if finding)


def _finding_of(sentence: Sentence, owed: frozenset[str], library: Library) -> str | None:
    """The supporting finding that a composed sentence rests on and cites, where it is the only publication there."""
    findings = [ground for ground in sentence.grounds.findings if "#" not in ground]
    records = {ground.partition("#")[0].partition("/")[0] for ground in sentence.grounds.findings}
    if sentence.is_own or not findings or len(records) > 1 or set(marked_in(sentence.text)) != records:
        return None
    is_free = all(library.finding(one)[1].direction is Direction.SUPPORTS and one not in owed for one in findings)
    return findings[0] if is_free else None


def _same_sort(finding: str, other: str, library: Library) -> bool:
    """Whether both are guidelines or reviews, studies that gave a treatment, or studies that gave none."""
    return _sort(library.finding(finding)[0]) == _sort(library.finding(other)[0])


def _sort(publication: Publication) -> tuple[bool, bool]:
    return publication.design in _OPINIONS, bool(publication.arms)
