"""Situations that call for a letter: facts, a letter kind, a program where it goes to one.

They come from generated cases that the kind fits, from generated cases of any sort, and from the shipped examples with
a few things changed: keys dropped, dates moved, another course, outcome, plan type, product, denial reason, pronoun.
"""

import copy
import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from priorauth.core.facts import CaseFacts
from priorauth.core.vocabulary import LetterKind
from tests.core.examples import ALL, example_file
from tests.strategies.cases import PROGRAMS, any_case_files, case_files, removable, remove
from tests.strategies.plans import PLAN_TYPES, REASONS
from tests.strategies.requests import ANY_PRODUCT, REGIMENS

File = dict[str, Any]
_OTHER_REASONS = (
    "out_of_network", "benefit_exclusion", "missed_deadline", "authorization_expired_or_absent",
    "renewal_no_response_shown", "duplicate", "coding_error", "coverage_or_payer_mismatch",
)  # fmt: skip
_COURSES = ("cis", "rrms", "spms_active", "spms_nonactive", "ppms_active", "ppms_nonactive")


@dataclass(frozen=True)
class Situation:
    """`case` is the case file that the facts were read from."""

    case: File = field(hash=False)
    facts: CaseFacts = field(repr=False)
    kind: LetterKind
    program: str | None = None


def of(case: File, kind: LetterKind | str, program: str | None = None) -> Situation:
    """The situation of a case file that is known to be valid."""
    kind = LetterKind(kind)
    if kind is LetterKind.ASSISTANCE_SUPPORT:
        program = program or PROGRAMS[-1]
    return Situation(case, CaseFacts.model_validate(case), kind, program)


def situations() -> st.SearchStrategy[Situation]:
    """Any letter that may be asked for, whether something stops it or not."""
    return st.one_of(fitting(), changed_examples(), _anything())


def fitting(kind: LetterKind | None = None) -> st.SearchStrategy[Situation]:
    """A complete case for which the kind fits, so that nothing stops the letter; of any kind where none is named."""
    return _of_kind(kind) if kind else st.sampled_from(list(LetterKind)).flatmap(_of_kind)


def _of_kind(kind: LetterKind) -> st.SearchStrategy[Situation]:
    programs = st.sampled_from(PROGRAMS) if kind is LetterKind.ASSISTANCE_SUPPORT else st.none()
    return st.builds(of, case_files(kind), st.just(kind), programs)


def _anything() -> st.SearchStrategy[Situation]:
    return st.builds(of, any_case_files(), st.sampled_from(list(LetterKind)), st.sampled_from(PROGRAMS))


@st.composite
def changed_examples(draw: st.DrawFn) -> Situation:
    """A shipped example with up to five changes that leave it a valid case file."""
    case = copy.deepcopy(example_file(draw(st.sampled_from(ALL))))
    case = plain(case)
    for change in draw(st.lists(st.sampled_from(_CHANGES), max_size=5)):
        change(draw, case)
    kinds = st.sampled_from(list(LetterKind))
    return of(case, draw(kinds), draw(st.sampled_from(PROGRAMS)))


def plain(tree: Any) -> Any:
    """Dates as text, as generated cases have them."""
    if isinstance(tree, dict):
        return {key: plain(item) for key, item in tree.items()}
    if isinstance(tree, list):
        return [plain(item) for item in tree]
    return tree.isoformat() if isinstance(tree, dt.date) else tree


def _drop(draw: st.DrawFn, case: File) -> None:
    remove(case, draw(st.sampled_from(removable(case))))


def _empty_list(draw: st.DrawFn, case: File) -> None:
    name = draw(st.sampled_from(["therapies", "relapses", "disability", "imaging", "calls", "exhibits", "submissions"]))
    case[name] = []
    if name == "exhibits":
        case.pop("exhibits")


def _earlier_letter(draw: st.DrawFn, case: File) -> None:
    """The letter a little later, so that windows of months move over the record."""
    day = dt.date.fromisoformat(case["as_of"]) + dt.timedelta(days=draw(st.integers(1, 900)))
    case["as_of"] = day.isoformat()


def _course(draw: st.DrawFn, case: File) -> None:
    case.setdefault("diagnosis", {})["course"] = draw(st.sampled_from(_COURSES))


def _indication(draw: st.DrawFn, case: File) -> None:
    case.setdefault("request", {})["indication"] = draw(st.sampled_from(sorted(REGIMENS)))


def _outcome(draw: st.DrawFn, case: File) -> None:
    for therapy in case.get("therapies") or []:
        if "started" not in therapy or draw(st.booleans()):
            continue
        therapy["outcome"] = draw(st.sampled_from(["failed", "intolerant", "completed", "ongoing"]))
        if therapy["outcome"] == "ongoing":
            therapy.pop("ended", None)


def _relapse(draw: st.DrawFn, case: File) -> None:
    for relapse in case.get("relapses") or []:
        relapse["site"] = draw(st.sampled_from(["optic_nerve", "spinal_cord", "brain"]))
        relapse["severity"] = draw(st.sampled_from(["mild", "moderate", "severe"]))
        relapse["recovery"] = draw(st.sampled_from(["complete", "partial", "none", "ongoing"]))
        relapse["treatment"] = draw(st.sampled_from([[], ["ivmp"]]))


def _partial_dates(draw: st.DrawFn, case: File) -> None:
    length = draw(st.sampled_from([4, 7]))
    for name in ("relapses", "disability", "imaging"):
        for event in case.get(name) or []:
            event["date"] = event["date"][:length]


def _plan_type(draw: st.DrawFn, case: File) -> None:
    coverage = case.setdefault("coverage", {})
    coverage["plan_type"] = draw(st.sampled_from(PLAN_TYPES))
    coverage["internal_levels"] = draw(st.sampled_from([1, 2]))


def _product(draw: st.DrawFn, case: File) -> None:
    case.setdefault("request", {})["product"] = draw(st.sampled_from(ANY_PRODUCT))


def _regimen(draw: st.DrawFn, case: File) -> None:
    phases, months = draw(st.sampled_from(list(REGIMENS.values())))
    case.setdefault("request", {}).update(phases=copy.deepcopy(phases), months=months)


def _reasons(draw: st.DrawFn, case: File) -> None:
    for submission in case.get("submissions") or []:
        if "determination" in submission:
            reasons = st.lists(st.sampled_from((*REASONS, *_OTHER_REASONS)), unique=True, min_size=1, max_size=3)
            submission["determination"]["reasons"] = draw(reasons)


def _pronouns(draw: st.DrawFn, case: File) -> None:
    case.setdefault("patient", {})["pronouns"] = draw(st.sampled_from(["she", "he", "they"]))


def _statuses(draw: st.DrawFn, case: File) -> None:
    steroids = ["contraindicated", "not_tolerated", "no_response", "effective", "not_tried"]
    exchange = ["no_response", "contraindicated", "unavailable", "not_tried", "effective"]
    case["steroids"] = {**(case.get("steroids") or {}), "status": draw(st.sampled_from(steroids))}
    case["plasma_exchange"] = {**(case.get("plasma_exchange") or {}), "status": draw(st.sampled_from(exchange))}


def _safety(draw: st.DrawFn, case: File) -> None:
    questions = ("diabetes", "thrombosis_risk", "prior_ig_reaction", "iga_deficiency_with_antibodies", "migraine")
    answer = st.sampled_from(["yes", "no", "unknown"])
    case["safety"] = {question: {"answer": draw(answer)} for question in questions}


def _filer(draw: st.DrawFn, case: File) -> None:
    case["filed_by"] = draw(st.sampled_from(["prescriber", "member", "representative"]))


def _prescriber(draw: st.DrawFn, case: File) -> None:
    case["prescriber"]["specialty"] = draw(st.sampled_from(["neurology", "internal_medicine", "obstetrics"]))
    case["prescriber"]["credentials"] = draw(st.sampled_from(["MD", "NP", "PA-C"]))


def _override(draw: st.DrawFn, case: File) -> None:
    rules = ("evidence_against.spms", "evidence_against.ppms", "dose_outside_evidence", "contraindication.corn_allergy")
    written = {"reason": "No other therapy is left to try.", "by": "Elena Marsh, MD", "date": case["as_of"]}
    case["overrides"] = [{"rule": rule, **written} for rule in draw(st.sets(st.sampled_from(rules)))]


_CHANGES = (
    _drop, _drop, _drop, _empty_list, _earlier_letter, _course, _indication, _outcome, _relapse, _partial_dates,
    _plan_type, _product, _regimen, _reasons, _pronouns, _statuses, _safety, _filer, _prescriber, _override,
)  # fmt: skip
