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
from priorauth.core.tracking import Dealings
from priorauth.core.vocabulary import DeterminationOutcome, PeerToPeerOutcome
from priorauth.reference.services import shipped_library
from tests.core.examples import facts_with
from tests.strategies.plans import PLAN_TYPES, REASONS
from tests.strategies.small import at_times, filled, some

OPENS = dt.date(2026, 1, 1)
ENDS = dt.date(2028, 6, 30)


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
    return filled(number="AUTH-1", **{"from": begins.isoformat(), "to": draw(at_times(st.just(ends.isoformat())))})


@st.composite
def _prior(draw: st.DrawFn) -> dict[str, Any]:
    return {"authorization": draw(_grants(draw(_days())))}


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
        }
    )
