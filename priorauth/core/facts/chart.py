"""The chart: diagnosis, therapies, relapses, disability, imaging, pregnancy, steroids, safety."""

from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, Field

from priorauth.core.facts.base import ChartDate, Count, Day, DiagnosisCode, Flag, Number, Part, Positive, Proven, Text
from priorauth.core.vocabulary import (
    CASE_COURSES,
    Answer,
    Course,
    Outcome,
    PlasmaExchangeStatus,
    Recovery,
    RelapseSite,
    ReproductiveStatus,
    Severity,
    SteroidStatus,
)


def _case_course(course: Course) -> Course:
    if course not in CASE_COURSES:
        raise ValueError(f"a case names its course exactly: one of {', '.join(CASE_COURSES)}")
    return course


def _edss(score: Decimal) -> Decimal:
    if not 0 <= score <= 10 or score % Decimal("0.5"):
        raise ValueError(f"{score} is no EDSS score: EDSS runs from 0 to 10 in steps of 0.5")
    return score


Edss = Annotated[Number, AfterValidator(_edss)]


class Diagnosis(Proven):
    course: Annotated[Course, AfterValidator(_case_course)] | None = None
    icd10: DiagnosisCode | None = None
    icd10_also: tuple[DiagnosisCode, ...] = ()
    onset: ChartDate | None = None
    diagnosed: ChartDate | None = None
    criteria: Text | None = None
    mimics_excluded: Text | None = None


class Therapy(Proven):
    """A disease-modifying therapy. One that was never begun because it is contraindicated has no dates."""

    therapy: Text
    started: ChartDate | None = None
    ended: ChartDate | None = None
    dose: Text | None = None
    outcome: Outcome | None = None
    reason: Text | None = None
    adherence: Text | None = None
    detail: Text | None = None


class Relapse(Proven):
    """`treatment` None is not documented; empty is untreated, on record."""

    date: ChartDate
    symptoms: Text | None = None
    site: RelapseSite | None = None
    severity: Severity | None = None
    treatment: tuple[Text, ...] | None = None
    recovery: Recovery | None = None
    on_therapy: Text | None = None


class Disability(Proven):
    """Scores of one visit. EDSS from 0 to 10; timed 25-foot walk and nine-hole peg test in seconds."""

    date: ChartDate
    edss: Edss | None = None
    t25fw_s: Positive | None = None
    nine_hpt_s: Positive | None = None


class Imaging(Proven):
    """One MRI report: lesions new since the one before, and lesions that enhance."""

    date: ChartDate
    region: Text | None = None
    new_t2: Count | None = None
    enhancing: Count | None = None
    summary: Text | None = None


class Reproductive(Proven):
    status: ReproductiveStatus | None = None
    due_date: Day | None = None
    delivery_date: Day | None = None
    breastfeeding: Flag | None = None


class Steroids(Proven):
    status: SteroidStatus | None = None
    reasons: tuple[Text, ...] = ()
    date: ChartDate | None = None
    detail: Text | None = None


class PlasmaExchange(Proven):
    status: PlasmaExchangeStatus | None = None
    date: ChartDate | None = None
    detail: Text | None = None


class SafetyAnswer(Proven):
    """The answer to one screening question. `unknown` was asked and is open; an absent question was not asked."""

    answer: Answer
    detail: Text | None = None
    value: Number | None = None
    unit: Text | None = None
    date: ChartDate | None = None


class Infusion(Part):
    date: Day
    grams: Positive | None = None
    rate: Text | None = None
    reaction: Text | None = None


class Response(Part):
    """Response to IVIG as the chart states it; counts are over 12 months before and after the first infusion."""

    text: Text | None = None
    edss_before: Edss | None = None
    edss_after: Edss | None = None
    relapses_12m_before: Count | None = None
    relapses_12m_after: Count | None = None
    steroid_courses_12m_before: Count | None = None
    steroid_courses_12m_after: Count | None = None


class PriorAuthorization(Part):
    """The authorization under which IVIG was given; `from` in the file is `begins` here, `to` is `ends`."""

    number: Text | None = None
    begins: Day | None = Field(default=None, alias="from")
    ends: Day | None = Field(default=None, alias="to")
    units: Count | None = None
    icd10: DiagnosisCode | None = None


class PriorIvig(Proven):
    product: Text | None = None
    regimen: Text | None = None
    response: Response | None = None
    started: ChartDate | None = None
    infusions: tuple[Infusion, ...] | None = None
    authorization: PriorAuthorization | None = None
