"""What a letter must not leave out: the findings that the library marks so for its indication."""

from priorauth.core.brief import Brief
from priorauth.core.fill import CITE_CLOSES, CITE_OPENS
from priorauth.core.grounds import Grounds
from priorauth.core.letter import Paragraph, Section, Sentence, Table
from priorauth.core.vocabulary import LetterKind

EXEMPT = (LetterKind.PATIENT_APPEAL, LetterKind.ASSISTANCE_SUPPORT)
_PLACES = ("evidence", "rebuttal", "disease_activity")


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
    return (*indication.must_disclose, *conditional)


def with_disclosures(sections: tuple[Section, ...], brief: Brief) -> tuple[Section, ...]:
    """The sections with every disclosure: one that the words did not say is added in the finding's own statement."""
    said = {finding for grounds in all_grounds(sections) for finding in grounds.findings}
    unsaid = [finding for finding in disclosures(brief) if finding not in said]
    if not unsaid:
        return sections
    paragraph = Paragraph(id="also_against", sentences=tuple(_statement(finding, brief) for finding in unsaid))
    place = next((name for name in _PLACES if any(section.id == name for section in sections)), sections[-1].id)
    return tuple(
        section.model_copy(update={"blocks": (*section.blocks, paragraph)}) if section.id == place else section
        for section in sections
    )


def _statement(finding_id: str, brief: Brief) -> Sentence:
    publication, finding = brief.library.finding(finding_id)
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
