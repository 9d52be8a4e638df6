"""Histories of a case with its plan: what was sent level by level, what was answered, what passed in between.

Whatever the record may lack is lacking at times, and days come in the order in which they can.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from priorauth.core.casefile.levels import levels_of
from priorauth.core.facts import CaseFacts
from priorauth.core.library import Library
from priorauth.core.tracking import ApplicationStatus, Dealings
from priorauth.core.vocabulary import DeterminationOutcome, LetterKind, PeerToPeerOutcome
from priorauth.reference.services import shipped_library
from tests.core.examples import facts_with
from tests.strategies.plans import PLAN_TYPES, REASONS
from tests.strategies.small import at_times, filled, some

OPENS = dt.date(2026, 1, 1)
ENDS = dt.date(2028, 6, 30)
PRODUCTS = ["gamunex_c", "privigen"]
SIGNED = [
    LetterKind.MEDICAL_NECESSITY,
    LetterKind.APPEAL_1,
    LetterKind.EXTERNAL_REVIEW,
    LetterKind.RENEWAL,
    LetterKind.ASSISTANCE_SUPPORT,
]


@dataclass(frozen=True)
class History:
    facts: CaseFacts
    dealings: Dealings

    def on(self, day: dt.date) -> "History":
        """The same record, looked at on another day."""
        return History(self.facts.model_copy(update={"as_of": day}), self.dealings)


@st.composite
def histories(draw: st.DrawFn) -> History:
    plan_type = draw(at_times(st.sampled_from(PLAN_TYPES)))
    submissions, latest = draw(_submissions(plan_type, shipped_library()))
    calls = [
        {"date": one.isoformat(), "summary": "asked for the status"} for one in draw(st.lists(_days(), max_size=2))
    ]
    facts = facts_with(
        as_of=draw(st.dates(latest, ENDS)).isoformat(),
        coverage=filled(plan_type=plan_type, internal_levels=draw(at_times(st.sampled_from([1, 2])))),
        request=filled(urgency=draw(at_times(st.sampled_from(["standard", "expedited"])))),
        prior_ivig=draw(at_times(_prior())),
        exhibits=[{"id": letter} for letter in draw(st.sampled_from(["", "A", "AB"]))],
        submissions=submissions,
        calls=calls,
    )
    return History(facts, draw(_dealings(facts, shipped_library())))


def _days() -> st.SearchStrategy[dt.date]:
    return st.dates(OPENS, OPENS + dt.timedelta(days=300))


@st.composite
def _submissions(draw: st.DrawFn, plan_type: str | None, library: Library) -> tuple[list[dict[str, Any]], dt.date]:
    levels = draw(st.lists(st.sampled_from(levels_of(plan_type, library)), max_size=4))
    sent, day = [], draw(_days())
    for level in levels:
        submitted = day
        received = submitted + dt.timedelta(days=draw(st.integers(0, 5)))
        answer, day = draw(_answers(received))
        one = filled(
            level=level,
            submitted=draw(at_times(st.just(submitted.isoformat()))),
            plan_received=draw(at_times(st.just(received.isoformat()))),
            channel=draw(at_times(st.sampled_from(["fax", "portal"]))),
            determination=draw(at_times(st.just(answer))),
        )
        sent.append(one)
    return sent, day


@st.composite
def _answers(draw: st.DrawFn, after: dt.date) -> tuple[dict[str, Any], dt.date]:
    notice = after + dt.timedelta(days=draw(st.integers(0, 40)))
    received = notice + dt.timedelta(days=draw(st.integers(0, 9)))
    outcome = draw(st.sampled_from(DeterminationOutcome))
    is_grant = outcome in (DeterminationOutcome.APPROVED, DeterminationOutcome.PARTIALLY_APPROVED)
    printed = (notice + dt.timedelta(days=draw(st.integers(1, 190)))).isoformat()
    answer = filled(
        outcome=outcome.value,
        notice_date=draw(at_times(st.just(notice.isoformat()))),
        received_date=draw(at_times(st.just(received.isoformat()))),
        appeal_by=draw(at_times(st.just(printed))),
        reasons=draw(some(REASONS, least=0, most=2)),
        authorization=draw(at_times(_grants(notice))) if is_grant else None,
    )
    return answer, received + dt.timedelta(days=draw(st.integers(0, 60)))


@st.composite
def _grants(draw: st.DrawFn, begins: dt.date) -> dict[str, Any]:
    ends = begins + dt.timedelta(days=draw(st.integers(20, 400)))
    units, product = draw(at_times(st.sampled_from([60, 120, 550]))), draw(at_times(st.sampled_from(PRODUCTS)))
    days = {"from": begins.isoformat(), "to": draw(at_times(st.just(ends.isoformat())))}
    return filled(number="AUTH-1", units=units, product=product, **days)


@st.composite
def _prior(draw: st.DrawFn) -> dict[str, Any]:
    grams = at_times(st.integers(5, 60))
    given = [filled(date=draw(_days()).isoformat(), grams=draw(grams)) for _ in range(draw(st.integers(0, 4)))]
    exhibit = draw(at_times(st.sampled_from("AC")))
    granted = {name: value for name, value in draw(_grants(draw(_days()))).items() if name != "product"}
    return filled(authorization=granted, infusions=given, exhibit=exhibit)


@st.composite
def _dealings(draw: st.DrawFn, facts: CaseFacts, library: Library) -> Dealings:
    count, levels = len(facts.submissions), levels_of(facts.coverage.plan_type, library)
    indexes = st.integers(0, count - 1) if count else st.nothing()
    days = at_times(_days())
    asked = st.fixed_dictionaries({"submission": indexes, "asked_on": days, "due_on": days, "answered_on": days})
    outcomes = at_times(st.sampled_from(PeerToPeerOutcome))
    call = st.fixed_dictionaries(
        {"submission": indexes, "asked_on": days, "scheduled": days, "held_on": days, "outcome": outcomes}
    )
    notice = st.fixed_dictionaries({"submission": indexes, "outcome": st.just("denied"), "notice_date": days})
    some_of = (lambda one: st.lists(one, max_size=2)) if count else (lambda one: st.just([]))
    return Dealings.model_validate(
        {
            "prepared": draw(at_times(st.sampled_from(levels))),
            "closed_on": draw(st.one_of(st.none(), st.none(), days)),
            "information": draw(some_of(asked)),
            "peer_to_peer": draw(some_of(call)),
            "earlier_notices": draw(some_of(notice)),
            "letters": draw(_letters()),
            "applications": draw(_applications(library)),
            **_told_by_the_record(facts),
        }
    )


def _letters() -> st.SearchStrategy[list[dict[str, Any]]]:
    days = at_times(_days())
    one = st.fixed_dictionaries(
        {"id": st.uuids(), "kind": st.sampled_from(SIGNED), "asked_on": days, "signed_on": days}
    ).filter(lambda letter: letter["asked_on"] or letter["signed_on"])
    return st.lists(one, max_size=2, unique_by=lambda letter: letter["kind"])


def _applications(library: Library) -> st.SearchStrategy[list[dict[str, Any]]]:
    days = at_times(_days())
    names = st.sampled_from(sorted(library.programs))
    one = st.fixed_dictionaries(
        {
            "id": st.uuids(),
            "program": names,
            "status": st.sampled_from(ApplicationStatus),
            "ready": st.sampled_from([(), ("prescription",), ("insurance_card", "prescription")]),
            "next_on": days,
            "renews_on": days,
        }
    )
    several = st.lists(one, max_size=2, unique_by=lambda application: application["program"])
    return several.map(lambda found: sorted(found, key=lambda application: application["program"]))


def _told_by_the_record(facts: CaseFacts) -> dict[str, Any]:
    """No exhibit has a file, and every infusion of the chart was given."""
    given = (facts.prior_ivig.infusions or ()) if facts.prior_ivig else ()
    return {
        "absent": [exhibit.id for exhibit in facts.exhibits],
        "given": [{"date": one.date, "grams": one.grams} for one in given],
    }
