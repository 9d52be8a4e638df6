"""A publication: what it is, whom it studied, what it gave them, what it found, and how far it may be trusted."""

from decimal import Decimal
from enum import StrEnum

from pydantic import PositiveInt

from priorauth.core.records.base import FrozenMap, Id, Interval, Part, Record, Text, Url, Verification
from priorauth.core.records.dosing import Arm
from priorauth.core.vocabulary import Course, Direction, Setting


class Citation(Part):
    """The reference, as far as it is known: None is a field that no page showed.

    `edition` is printed with the reference where the cited text is not the one that its identifiers lead to first.
    `language` is given where the text is not in English; its title then stands in brackets if it is a translation.
    """

    authors: tuple[Text, ...]
    et_al: bool
    group: Text | None
    title: Text | None
    journal: Text | None
    year: int | None
    volume: Text | None
    issue: Text | None
    pages: Text | None
    doi: Text | None
    pmid: Text | None
    url: Url | None = None
    edition: Text | None = None
    language: Text | None = None

    @property
    def can_be_found(self) -> bool:
        """Enough to find it by: journal and year, with a title, a PMID or a DOI (a disclosure is printed with that)."""
        return bool(self.journal and self.year and (self.title or self.pmid or self.doi))

    @property
    def in_short(self) -> str:
        """`Sekul 1994`: what staff call it in a line that is no letter's."""
        first = self.authors[0].rpartition(" ")[0] if self.authors else self.title or self.group
        return " ".join(str(part) for part in (first, self.year) if part)


class Design(StrEnum):
    RCT = "rct"
    META_ANALYSIS = "meta_analysis"
    SYSTEMATIC_REVIEW = "systematic_review"
    PROSPECTIVE_COHORT = "prospective_cohort"
    RETROSPECTIVE_COHORT = "retrospective_cohort"
    CASE_SERIES = "case_series"
    GUIDELINE = "guideline"
    NARRATIVE_REVIEW = "narrative_review"
    LABEL = "label"


class Entry(Part):
    """Who could enter, where the text says so; every bound counts itself, except `edss_below`."""

    age_min: int | None = None
    age_max: int | None = None
    edss_min: Decimal | None = None
    edss_max: Decimal | None = None
    edss_below: Decimal | None = None
    edss_worse_by_min: Decimal | None = None
    relapses_min: int | None = None
    relapses_within: Interval | None = None
    relapses_before: Text | None = None
    no_relapse_within: Interval | None = None
    symptom_years_max: Decimal | None = None
    onset_min: Interval | None = None
    onset_max: Interval | None = None
    stable_for: Interval | None = None
    acuity_at_best: Text | None = None
    mri_confirmed: bool | None = None
    neurologist_confirmed: bool | None = None
    steroid_refractory: bool | None = None


class Finding(Part):
    """One result. `figures` keep the digits that the source prints."""

    id: Id
    outcome: Text
    direction: Direction
    statement: Text
    figures: FrozenMap[str, Decimal]


class Limitation(Part):
    """What weakens the record, or keeps a finding from a claim."""

    id: Id
    text: Text


class Publication(Record):
    """One publication. `verified: null` means that nothing from it may be cited at all.

    `citation_complete: false` means that it is not printed as support until a person completes the citation.
    `unseen_fields` were not displayed on any page read; they are null or come from a named source.
    """

    citation: Citation
    citation_complete: bool
    design: Design
    population: Text | None
    entry: Entry | None = None
    courses: tuple[Course, ...] = ()
    settings: tuple[Setting, ...] = ()
    sample_size: PositiveInt | None
    sample_note: Text | None
    intervention: Text | None
    comparator: Text | None
    arms: tuple[Arm, ...] = ()
    follow_up: Interval | None = None
    findings: tuple[Finding, ...]
    limitations: tuple[Limitation, ...]
    indications: tuple[Id, ...]
    verified: Verification | None
    unseen_fields: tuple[Text, ...] = ()

    @property
    def may_support(self) -> bool:
        """Whether a letter may print it as support."""
        return self.verified is not None and self.citation_complete

    @property
    def may_be_disclosed(self) -> bool:
        """Whether a letter may print it as a disclosure, with just the fields that are known."""
        return self.verified is not None and (self.citation_complete or self.citation.can_be_found)

    def finding(self, finding_id: str) -> Finding | None:
        return next((finding for finding in self.findings if finding.id == finding_id), None)

    def limitation(self, limitation_id: str) -> Limitation | None:
        return next((limitation for limitation in self.limitations if limitation.id == limitation_id), None)

    def arm(self, arm_id: str) -> Arm | None:
        return next((arm for arm in self.arms if arm.id == arm_id), None)
