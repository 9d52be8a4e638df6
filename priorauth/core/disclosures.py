"""What a letter must not leave out: the findings that the library marks so for its indication.

A clinic's own findings for the indication join them here: the contrary ones must be said, and those that support are
said where the letter gives its evidence.
"""

from collections.abc import Iterator

from priorauth.core.brief import Brief
from priorauth.core.criteria.diagnosis import names_course
from priorauth.core.fill import CITE_CLOSES, CITE_OPENS
from priorauth.core.grounds import Grounds
from priorauth.core.letter import Paragraph, Section, Sentence, Table
from priorauth.core.library import Library
from priorauth.core.vocabulary import Direction, LetterKind

EXEMPT = (LetterKind.PATIENT_APPEAL, LetterKind.ASSISTANCE_SUPPORT)
_EVIDENCE = "evidence"
_PLACES = (_EVIDENCE, "rebuttal", "disease_activity")


def disclosures(brief: Brief) -> tuple[str, ...]:
    """The findings that this letter must say, `record/finding`, those with a condition where the record meets it."""
    indication = brief.assessment.indication
    if indication is None or brief.context.kind in EXEMPT:
        return ()
    conditional = [
        finding
        for rule in indication.must_disclose_if
        if rule.when.evaluate(brief.facts, brief.context).is_met
        for finding in rule.findings
    ]
    return (*indication.must_disclose, *conditional, *_own_findings(brief, Direction.CONTRARY))


def _own_findings(brief: Brief, direction: Direction) -> Iterator[str]:
    """The clinic's own findings for the indication, of publications that studied the recorded course of MS."""
    indication, course = brief.assessment.indication, brief.facts.diagnosis.course
    for publication in brief.library.own_publications():
        is_for_it = indication is not None and indication.id in publication.indications
        if is_for_it and publication.may_support and course and names_course(publication.courses, course):
            yield from (f"{publication.id}/{one.id}" for one in publication.findings if one.direction is direction)


def with_disclosures(sections: tuple[Section, ...], brief: Brief) -> tuple[Section, ...]:
    """The sections with every disclosure: one that the words did not say is added in the finding's own statement."""
    supporting = () if brief.context.kind in EXEMPT else tuple(_own_findings(brief, Direction.SUPPORTS))
    if supporting and any(section.id == _EVIDENCE for section in sections):
        sections = _with_statements(sections, "also_found", supporting, _EVIDENCE, brief)
    said = {finding for grounds in all_grounds(sections) for finding in grounds.findings}
    unsaid = tuple(finding for finding in disclosures(brief) if finding not in said)
    if not unsaid:
        return sections
    place = next((name for name in _PLACES if any(section.id == name for section in sections)), sections[-1].id)
    return _with_statements(sections, "also_against", unsaid, place, brief)


def _with_statements(
    sections: tuple[Section, ...], name: str, findings: tuple[str, ...], place: str, brief: Brief
) -> tuple[Section, ...]:
    """The sections with a paragraph of the findings' own statements at the end of one of them."""
    paragraph = Paragraph(id=name, sentences=tuple(stated(finding, brief.library) for finding in findings))
    return tuple(
        section.model_copy(update={"blocks": (*section.blocks, paragraph)}) if section.id == place else section
        for section in sections
    )


def stated(finding_id: str, library: Library) -> Sentence:
    """The library's own statement of a finding, with the mark of its publication. KeyError where there is none."""
    publication, finding = library.finding(finding_id)
    mark = f"{CITE_OPENS}{publication.id}{CITE_CLOSES}"
    return Sentence(text=f"{finding.statement.rstrip('.')} {mark}.", grounds=Grounds(findings=(finding_id,)))


def all_grounds(sections: tuple[Section, ...]) -> list[Grounds]:
    """The grounds of every sentence and row."""
    found: list[Grounds] = []
    for section in sections:
        for block in section.blocks:
            parts = block.rows if isinstance(block, Table) else block.sentences
            found += [part.grounds for part in parts]
    return found
