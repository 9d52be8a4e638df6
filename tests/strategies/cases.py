"""Whole cases as case files: for every letter kind one that it fits, and anything valid."""

import copy
import datetime as dt
from typing import Any

from hypothesis import strategies as st

from priorauth.core.vocabulary import LetterKind
from tests.strategies import chart, people, plans
from tests.strategies.requests import GIVEN_FREE, PRODUCTS, odd_requests, requests
from tests.strategies.small import at_times, days, days_before, filled

File = dict[str, Any]
RELAPSE_USES = ("acute_relapse_steroid_contraindicated", "acute_relapse_steroid_refractory")
MOTHERS = ("pregnancy", "breastfeeding", "postpartum_relapse_prevention")
SUPPORTED = ("rrms_second_line", *RELAPSE_USES, *MOTHERS, "cis")
# The makers' free-drug programs that name the products of `GIVEN_FREE`, and two that need not fit.
PROGRAM_OF = {"gamunex_c": "grifols_pap", "privigen": "csl_pap"}
PROGRAMS = (*PROGRAM_OF.values(), "nmss_financial_assistance", "takeda_help_at_hand")
_YEAR = dt.timedelta(days=365)


def letter_dates() -> st.SearchStrategy[dt.date]:
    return st.dates(dt.date(2026, 3, 1), dt.date(2027, 4, 30))


@st.composite
def case_files(draw: st.DrawFn, kind: LetterKind | str, indication: str | None = None) -> File:
    """A complete case for which the letter kind fits: an indication that its record supports, no stop."""
    kind = LetterKind(kind)
    as_of = draw(letter_dates())
    use = indication or draw(st.sampled_from(_uses(kind)))
    plan_type, levels, internal = draw(_history_for(kind))
    sex = "female" if use in MOTHERS else draw(st.sampled_from(["female", "male", "other"]))
    urgent = kind is LetterKind.EXPEDITED_APPEAL
    renewal = kind is LetterKind.RENEWAL
    products = GIVEN_FREE if kind is LetterKind.ASSISTANCE_SUPPORT else PRODUCTS
    case = filled(
        format=1,
        as_of=as_of.isoformat(),
        clinic=draw(people.clinics()),
        prescriber=draw(people.prescribers()),
        patient=draw(people.patients(as_of, sex)),
        coverage=draw(plans.coverages(plan_type, internal)),
        request=draw(requests(as_of, use, products, urgent=urgent, renewal=renewal)),
        submissions=draw(plans.denied_levels(levels, as_of)),
        safety=draw(chart.quiet_screens(as_of)),
        calls=draw(at_times(plans.calls(as_of))),
        household=draw(_households()),
    )
    case.update(draw(_charts(as_of, use)))
    if renewal:
        case.update(draw(_treated(as_of, case)))
    case["exhibits"] = draw(_exhibits(as_of, bool(case["submissions"])))
    return case


def _uses(kind: LetterKind) -> tuple[str, ...]:
    return ("rrms_second_line",) if kind is LetterKind.RENEWAL else SUPPORTED


@st.composite
def _history_for(draw: st.DrawFn, kind: LetterKind) -> tuple[str, tuple[str, ...], int | None]:
    """A plan type, the levels that were denied so far, and how many internal levels the plan has."""
    first = ("prior_authorization",)
    if kind is LetterKind.APPEAL_2:
        return draw(st.sampled_from(plans.TWO_INTERNAL)), (*first, "internal_appeal_1"), 2
    if kind is LetterKind.EXTERNAL_REVIEW:
        plan_type = draw(st.sampled_from(tuple(plans.BEFORE_OUTSIDE)))
        before = plans.BEFORE_OUTSIDE[plan_type]
        return plan_type, (*first, *before), len(before)
    if kind is LetterKind.EXPEDITED_APPEAL:
        return draw(st.sampled_from(plans.EXPEDITED)), first, draw(st.sampled_from([None, 1]))
    if kind is LetterKind.ASSISTANCE_SUPPORT:
        return draw(st.sampled_from(plans.COMMERCIAL)), draw(st.sampled_from([(), first])), None
    if kind in (LetterKind.MEDICAL_NECESSITY, LetterKind.RENEWAL):
        return draw(st.sampled_from([plan for plan in plans.PLAN_TYPES if plan != "va"])), (), None
    return draw(st.sampled_from(plans.PLAN_TYPES)), first, draw(st.sampled_from([None, 1]))


@st.composite
def _charts(draw: st.DrawFn, as_of: dt.date, use: str) -> File:
    """The chart of a patient whose record supports the use."""
    if use == "cis":
        return draw(_first_event(as_of))
    onset = draw(days(as_of - 5 * _YEAR, as_of - 4 * _YEAR))
    diagnosed = draw(days(onset, onset + _YEAR))
    therapies = draw(chart.ended_therapies(diagnosed, as_of - dt.timedelta(days=400), 2))
    return filled(
        diagnosis=draw(chart.diagnoses("rrms", "G35.A", onset, diagnosed)),
        therapies=[*therapies, *draw(chart.ruled_out_therapies(therapies))],
        relapses=draw(_recent_relapses(as_of, use)),
        disability=draw(chart.disability(as_of)),
        imaging=draw(at_times(chart.imaging(as_of))),
        reproductive=draw(_reproductive(as_of, use)),
        **draw(_steroids(as_of, use)),
    )


@st.composite
def _first_event(draw: st.DrawFn, as_of: dt.date) -> File:
    event = draw(days_before(as_of, 200, 90))
    ruled_out = draw(chart.ruled_out_therapies([], least=2))
    return filled(
        diagnosis=draw(chart.diagnoses("cis", "G37.9", event, event + dt.timedelta(days=20))),
        therapies=ruled_out,
        relapses=draw(chart.relapses(event, event, recent=event, most=1)),
        disability=[{"date": (event + dt.timedelta(days=40)).isoformat(), "edss": 1.5}],
        imaging=draw(at_times(chart.imaging(as_of))),
        steroids={"status": "effective"},
    )


@st.composite
def _recent_relapses(draw: st.DrawFn, as_of: dt.date, use: str) -> list[File]:
    earlier, later = as_of - 2 * _YEAR, as_of - dt.timedelta(days=120)
    if use == "acute_relapse_steroid_contraindicated":
        latest: File = {"severity": "severe", "treatment": [], "recovery": "ongoing"}
    elif use == "acute_relapse_steroid_refractory":
        latest = {"severity": "severe", "treatment": ["ivmp"], "recovery": "none"}
    else:
        return draw(chart.relapses(earlier, later, recent=draw(days_before(as_of, 300, 30))))
    return draw(chart.relapses(earlier, later, recent=draw(days_before(as_of, 60, 10)), **latest))


@st.composite
def _steroids(draw: st.DrawFn, as_of: dt.date, use: str) -> File:
    exchange = {"status": draw(st.sampled_from(["contraindicated", "unavailable"])), "detail": "unit 240 km away"}
    if use == "acute_relapse_steroid_contraindicated":
        reasons = [draw(st.sampled_from(["steroid_psychosis", "avascular_necrosis", "glaucoma"]))]
        steroids = filled(status="contraindicated", reasons=reasons, date="2019-05", **draw(chart.proofs()))
        return {"steroids": steroids, "plasma_exchange": exchange}
    if use == "acute_relapse_steroid_refractory":
        date = (as_of - dt.timedelta(days=5)).isoformat()
        return {"steroids": {"status": "no_response", "date": date}, "plasma_exchange": exchange}
    return draw(st.sampled_from([{}, {"steroids": {"status": "effective"}}]))


def _reproductive(as_of: dt.date, use: str) -> st.SearchStrategy[File | None]:
    if use == "pregnancy":
        return chart.mother(as_of)
    if use == "postpartum_relapse_prevention":
        return st.booleans().flatmap(lambda feeds: chart.after_delivery(as_of, 150, feeds))
    if use == "breastfeeding":
        return chart.after_delivery(as_of, 150, breastfeeding=True)
    return st.sampled_from([None, {"status": "none"}])


@st.composite
def _treated(draw: st.DrawFn, as_of: dt.date, case: File) -> File:
    """Months of immune globulin with a measured response; no relapse since, so that equal periods can be compared."""
    started = draw(days_before(as_of, 330, 150))
    before = draw(chart.relapses(started - _YEAR, started, recent=started - dt.timedelta(days=30)))
    disability = [
        {"date": (started - dt.timedelta(days=14)).isoformat(), "edss": 4.5, "exhibit": "A"},
        {"date": (as_of - dt.timedelta(days=11)).isoformat(), "edss": 4.0, "exhibit": "A"},
    ]
    infusions = [{"date": (started + dt.timedelta(days=28 * turn)).isoformat(), "grams": 35} for turn in range(3)]
    prior = filled(
        product=case["request"]["product"],
        started=started.isoformat(),
        regimen="0.4 g/kg x 5 days, then 0.4 g/kg every 4 weeks",
        response={"text": "walks farther, no fall since the spring", "edss_before": 4.5, "edss_after": 4.0},
        infusions=draw(at_times(st.just(infusions))),
        authorization={"number": "KY-AUTH-55102", "from": started.isoformat(), "icd10": "G35.A"},
        **draw(chart.proofs()),
    )
    return {"prior_ivig": prior, "relapses": before, "disability": disability}


def _households() -> st.SearchStrategy[File | None]:
    return at_times(st.just({"size": 3, "income_usd": 61500, "state": "PA", "us_resident": True}))


@st.composite
def _exhibits(draw: st.DrawFn, as_of: dt.date, denied: bool) -> list[File]:
    kinds = {"A": "progress_notes", "B": "mri_report", "C": "prior_therapy_record", "D": "labs_safety"}
    kinds |= {"E": "denial_notice"} if denied else {}
    kinds |= {"F": "plan_document_definition"}
    return [
        filled(
            id=letter,
            kind=kind,
            title=draw(st.sampled_from(["Neurology notes 2019 to 2026", "Record & results", "“Notes” <scan>"])),
            date=as_of.isoformat(),
            pages=draw(at_times(st.integers(31, 64))),
        )
        for letter, kind in kinds.items()
    ]


@st.composite
def any_case_files(draw: st.DrawFn) -> File:
    """Anything valid: any course, plan, product and history, much of it absent, stops and contradictions included."""
    case = draw(st.one_of([case_files(kind) for kind in LetterKind]))
    as_of = dt.date.fromisoformat(case["as_of"])
    if draw(st.booleans()):
        case["request"] = draw(odd_requests(as_of))
    if draw(st.booleans()):
        case["safety"] = draw(chart.any_screen())
    if draw(st.booleans()):
        case["diagnosis"] = {**case["diagnosis"], **draw(_other_courses())}
    if draw(st.booleans()):
        case["overrides"] = draw(_overrides(as_of))
    return draw(forgotten(case))


def _other_courses() -> st.SearchStrategy[File]:
    codes = ("G35", "G35.A", "G35.B1", "G35.B2", "G35.C1", "G35.C2", "G35.D", "G37.9", "H46.9", "O99.352")
    courses = ("cis", "rrms", "spms_active", "spms_nonactive", "ppms_active", "ppms_nonactive")
    return st.fixed_dictionaries({"course": st.sampled_from(courses), "icd10": st.sampled_from(codes)})


def _overrides(as_of: dt.date) -> st.SearchStrategy[list[File]]:
    rules = ("evidence_against.spms", "evidence_against.ppms", "dose_outside_evidence", "contraindication.corn_allergy")
    written = {"reason": "No other therapy is left; she asks for a trial of six months.", "by": "Elena Marsh, MD"}
    return st.lists(st.sampled_from(rules), unique=True, max_size=2).map(
        lambda chosen: [{"rule": rule, **written, "date": as_of.isoformat()} for rule in chosen]
    )


@st.composite
def forgotten(draw: st.DrawFn, case: File) -> File:
    """The same case with some of what may be absent absent."""
    case = copy.deepcopy(case)
    for path in draw(st.lists(st.sampled_from(removable(case)), unique=True, max_size=12)):
        remove(case, path)
    return case


@st.composite
def case_pairs(draw: st.DrawFn, kind: LetterKind | str | None = None) -> tuple[File, File]:
    """A case, and the same with one thing more on record that was not documented before."""
    fuller = draw(case_files(kind) if kind else any_case_files())
    thinner = copy.deepcopy(fuller)
    remove(thinner, draw(st.sampled_from(removable(fuller))))
    return thinner, fuller


_NEEDED = {"format", "as_of", "clinic", "prescriber"}
_NEEDED_BELOW = {"name", "therapy", "date", "answer", "text", "rule", "reason", "by", "kg", "outcome", "level", "id"}
_NEEDED_BELOW |= {"quote", "payer", "who"}


def removable(case: File) -> list[tuple[str | int, ...]]:
    """The paths of all keys that a case may lack and stay valid."""
    return [path for path in _paths(case, ()) if path[0] not in _NEEDED or len(path) > 1]


def _paths(tree: Any, path: tuple[str | int, ...]) -> list[tuple[str | int, ...]]:
    if isinstance(tree, list):
        return [found for index, item in enumerate(tree) for found in _paths(item, (*path, index))]
    if not isinstance(tree, dict):
        return []
    here = [(*path, key) for key in tree if not (path and key in _NEEDED_BELOW)]
    return here + [found for key, item in tree.items() for found in _paths(item, (*path, key))]


def remove(case: File, path: tuple[str | int, ...]) -> None:
    """Take one key away; one that went with another already is no matter."""
    tree: Any = case
    for step in path[:-1]:
        held = (isinstance(tree, dict) and step in tree) or (isinstance(tree, list) and isinstance(step, int))
        if not held:
            return
        tree = tree[step]
    tree.pop(path[-1], None)
