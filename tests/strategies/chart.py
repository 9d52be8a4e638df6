"""Charts: therapies one after another, relapses, scores, scans, pregnancy, steroids, answers to the safety screen."""

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from tests.strategies.small import as_charted, at_times, chart_text, days, days_before, edss_scores, filled, some

THERAPIES = (
    "glatiramer",
    "interferon_beta_1a_im",
    "teriflunomide",
    "dimethyl_fumarate",
    "fingolimod",
    "natalizumab",
    "ocrelizumab",
    "ofatumumab",
    "ublituximab",
)
OFF_LABEL = "rituximab"
RULED_OUT = ("alemtuzumab", "cladribine", "natalizumab", "interferon_beta_1a_sc")
WHY = {
    "failed": ("lack_of_efficacy",),
    "intolerant": ("intolerance", "lymphopenia", "liver_injury", "infection", "hypersensitivity"),
    "completed": ("max_course_reached", "cost_access"),
}
SITES = ("optic_nerve", "spinal_cord", "brainstem", "cerebellum", "brain", "other")
SYMPTOMS = ("partial transverse myelitis with sensory level T8", "left optic neuritis", "diplopia and ataxia")
QUIET_QUESTIONS = (
    "prior_ig_reaction",
    "iga_deficiency_with_antibodies",
    "iga_deficiency_simple",
    "hyperprolinemia",
    "corn_allergy",
    "diabetes",
    "renal_impairment",
    "cardiac_disease",
    "live_vaccine",
)
_YEAR = dt.timedelta(days=365)
_EXHIBIT = st.sampled_from(["A", "A", "A", None])
_PAGE = st.none() | st.integers(1, 4)


@st.composite
def proofs(draw: st.DrawFn, letter: str = "A") -> dict[str, Any]:
    """`exhibit` and `page`, one, or none."""
    exhibit = draw(st.sampled_from([letter, letter, None]))
    return filled(exhibit=exhibit, page=draw(_PAGE) if exhibit else None)


@st.composite
def ended_therapies(draw: st.DrawFn, first: dt.date, last: dt.date, least: int) -> list[dict[str, Any]]:
    """Therapies that failed or were not tolerated, one after another within the span."""
    names = [*draw(some(THERAPIES, least=least, most=4)), *draw(some((OFF_LABEL,)))]
    step = (last - first) / max(len(names), 1)
    history = []
    for index, name in enumerate(names):
        started = draw(days(first + step * index, first + step * index + step / 3))
        ended = draw(days(first + step * index + step / 2, first + step * (index + 1)))
        outcome = draw(st.sampled_from(["failed", "intolerant"]))
        history.append(
            filled(
                therapy=name,
                started=draw(as_charted(started)),
                ended=draw(as_charted(ended)),
                dose=draw(at_times(st.just("20 mg daily"))),
                outcome=outcome,
                reason=draw(st.sampled_from(WHY[outcome])),
                adherence=draw(at_times(st.just("no missed doses recorded"))),
                detail=draw(at_times(chart_text())),
                **draw(proofs("C")),
            )
        )
    return history


@st.composite
def ruled_out_therapies(draw: st.DrawFn, taken: list[dict[str, Any]], least: int = 0) -> list[dict[str, Any]]:
    """Therapies never begun because they are contraindicated: no dates."""
    free = [name for name in RULED_OUT if name not in {therapy["therapy"] for therapy in taken}]
    return [
        filled(
            therapy=name,
            outcome="contraindicated",
            reason=draw(st.sampled_from(["malignancy", "infection", "jc_virus"])),
            detail=draw(at_times(chart_text())),
            **draw(proofs("C")),
        )
        for name in draw(some(free, least=least, most=2))
    ]


@st.composite
def relapses(
    draw: st.DrawFn, first: dt.date, last: dt.date, *, recent: dt.date | None = None, most: int = 3, **latest: Any
) -> list[dict[str, Any]]:
    """Relapses in order of date; `recent` is an exact day for the last one, which then has the attributes `latest`."""
    before = draw(st.lists(days(first, last), max_size=most - bool(recent), min_size=0 if recent else 1))
    events = [draw(_relapse(day, draw(as_charted(day)))) for day in sorted(before)]
    if recent:
        events.append({**draw(_relapse(recent, recent.isoformat())), **latest})
    return events


@st.composite
def _relapse(draw: st.DrawFn, day: dt.date, said: str) -> dict[str, Any]:
    return filled(
        date=said,
        symptoms=draw(st.sampled_from(SYMPTOMS)),
        site=draw(st.sampled_from(SITES)),
        severity=draw(st.sampled_from(["mild", "moderate", "severe"])),
        treatment=draw(st.sampled_from([["ivmp"], ["ivmp", "plasma_exchange"], [], None])),
        recovery=draw(st.sampled_from(["complete", "partial", "none", None])),
        **draw(proofs()),
    )


@st.composite
def disability(draw: st.DrawFn, as_of: dt.date) -> list[dict[str, Any]]:
    """An earlier visit and a recent one."""
    visits = [draw(days_before(as_of, 700, 200)), draw(days_before(as_of, 60))]
    return [
        filled(
            date=visit.isoformat(),
            edss=draw(edss_scores(1, 6)),
            t25fw_s=draw(at_times(st.integers(40, 200).map(lambda tenths: tenths / 10))),
            **draw(proofs()),
        )
        for visit in visits
    ]


@st.composite
def imaging(draw: st.DrawFn, as_of: dt.date) -> list[dict[str, Any]]:
    scans = sorted(draw(st.lists(days_before(as_of, 700), min_size=1, max_size=3)))
    return [
        filled(
            date=draw(as_charted(scan)),
            region=draw(st.sampled_from(["brain", "brain and whole spine"])),
            new_t2=draw(at_times(st.integers(0, 6))),
            enhancing=draw(at_times(st.integers(0, 3))),
            summary=draw(at_times(chart_text())),
            **draw(proofs("B")),
        )
        for scan in scans
    ]


@st.composite
def diagnoses(draw: st.DrawFn, course: str, code: str, onset: dt.date, diagnosed: dt.date) -> dict[str, Any]:
    return filled(
        course=course,
        icd10=code,
        onset=draw(as_charted(onset)),
        diagnosed=draw(as_charted(diagnosed)),
        criteria=draw(at_times(st.sampled_from(["McDonald 2010", "McDonald 2017"]))),
        mimics_excluded=draw(at_times(st.just("AQP4-IgG and MOG-IgG negative"))),
        **draw(proofs()),
    )


@st.composite
def quiet_screens(draw: st.DrawFn, as_of: dt.date) -> dict[str, Any]:
    """Answers that forbid nothing: no, with a value at times, or asked and open."""
    answers: dict[str, Any] = {}
    for question in draw(some(QUIET_QUESTIONS, least=3)):
        answers[question] = {"answer": "no"}
    if "renal_impairment" in answers:
        value = {"value": draw(st.integers(70, 120)), "unit": "mL/min/1.73m2", "exhibit": "D"}
        answers["renal_impairment"].update(value, date=draw(days_before(as_of, 60)).isoformat())
    for question in draw(some(("migraine", "volume_overload"))):
        answers[question] = filled(answer="yes", detail=draw(at_times(chart_text())))
    return answers


@st.composite
def any_screen(draw: st.DrawFn) -> dict[str, Any]:
    """Any answers at all, contraindications included."""
    questions = (*QUIET_QUESTIONS, "thrombosis_risk", "hereditary_fructose_intolerance", "migraine", "volume_overload")
    answer = st.sampled_from(["yes", "no", "unknown"])
    return {
        question: filled(answer=draw(answer), detail=draw(at_times(chart_text())))
        for question in draw(some(questions, most=6))
    }


def mother(as_of: dt.date) -> st.SearchStrategy[dict[str, Any]]:
    """A record of pregnancy, due within months."""
    due = st.integers(20, 200).map(lambda count: (as_of + dt.timedelta(days=count)).isoformat())
    return due.map(lambda day: {"status": "pregnant", "due_date": day, "exhibit": "C"})


def after_delivery(as_of: dt.date, most_days: int, breastfeeding: bool) -> st.SearchStrategy[dict[str, Any]]:
    """A record of a delivery within that many days."""
    return days_before(as_of, most_days, 3).map(
        lambda day: {"status": "postpartum", "delivery_date": day.isoformat(), "breastfeeding": breastfeeding}
    )
