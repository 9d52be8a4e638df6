"""Disease-modifying therapies, their classes, and why they end."""

from enum import StrEnum
from typing import Literal

from priorauth.core.records.base import FrozenMap, Id, Part, Record, Text, Url, Verification
from priorauth.core.vocabulary import Course


class GivenBy(StrEnum):
    """The route of a drug or procedure."""

    IM = "im"
    SC = "sc"
    SC_OR_IM = "sc_or_im"
    ORAL = "oral"
    IV = "iv"
    EXTRACORPOREAL = "extracorporeal"


class EfficacyTier(StrEnum):
    MODERATE = "moderate"
    HIGH = "high"


class PregnancyLabelling(Part):
    summary: Text
    washout_label: Text | None
    washout_practice: Text | None


class FirstLine(Part):
    """Whether it may be the first drug, and why."""

    value: bool
    reason: Text


class Therapy(Record):
    """A drug labelled for MS in the US. `efficacy_tier` is by source (`efficacy_tier_sources`); None is not classed."""

    generic: Text
    brands: tuple[Text, ...]
    therapy_class: Id
    route: GivenBy
    efficacy_tier: FrozenMap[str, EfficacyTier | None]
    efficacy_note: Text | None = None
    biosimilar_of: Id | None = None
    interchangeable: bool | None = None
    us_approval_year: int
    courses: tuple[Course, ...]
    course_note: Text | None = None
    pregnancy_labelling: PregnancyLabelling
    lactation: Text
    contraindications: tuple[Id, ...]
    contraindication_note: Text | None = None
    boxed_warning: Text | None
    boxed_warning_note: Text | None = None
    discontinuation_reasons: tuple[Id, ...]
    first_line: FirstLine
    ivig_note: Text | None = None
    verified: Verification | None
    unverified_fields: tuple[Text, ...] = ()


class HistoryStatus(StrEnum):
    OFF_LABEL = "off_label"
    WITHDRAWN = "withdrawn"
    PROCEDURE = "procedure"


class PastTherapy(Record):
    """A treatment that a history may hold though it is not labelled for MS, or no more."""

    generic: Text
    status: HistoryStatus
    withdrawn_year: int | None = None
    therapy_class: Id
    washout_label: Text | None = None
    verified: Verification | None


class TherapyClass(Record):
    """A class, for criteria to name. `members: all` is every therapy labelled for MS; else those of the class."""

    label: Text
    members: Literal["all", "class"]


class EfficacySource(Record):
    text: Text
    url: Url


class WashoutSource(Record):
    url: Url


class CourseLabel(Record):
    """A course of MS in words; its id is the course."""

    id: Course
    label: Text
    note: Text | None = None


class DiscontinuationReason(Record):
    """Why a therapy ended, and what the chart should hold to show it."""

    label: Text
    needs: tuple[Id, ...]
    caution: Text | None = None


class RelapseTreatment(Record):
    """A treatment of relapses other than immune globulin."""

    generic: Text
    brands: tuple[Text, ...]
    treatment_class: Id
    route: GivenBy
    regimens: tuple[Text, ...]
    labelled_for_ms_relapse: bool | None
    pregnancy_note: Text
    contraindications: tuple[Id, ...]
    discontinuation_reasons: tuple[Id, ...]
    first_line: FirstLine
    unavailability_note: Text | None = None
    verified: Verification | None
    unverified_fields: tuple[Text, ...] = ()


class ContraindicationLevel(StrEnum):
    """`failure` marks what is no contraindication but belongs in the same list."""

    ABSOLUTE = "absolute"
    RELATIVE = "relative"
    FAILURE = "failure"


class SteroidContraindication(Record):
    label: Text
    level: ContraindicationLevel
    icd10: tuple[Text, ...] = ()
    scope: Text | None = None
    note: Text | None = None
    verified: Verification | None
