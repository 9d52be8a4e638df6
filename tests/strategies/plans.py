"""Plans, and what was sent to them: submissions and determinations in the order in which they happen."""

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from tests.strategies.small import at_times, filled, some

POLICIES: dict[str, tuple[str | None, ...]] = {
    "erisa_self_funded": ("aetna-cpb-0206", None),
    "commercial_fully_insured": ("cigna-5026", "uhc-commercial-2021", None),
    "marketplace": ("uhc-exchange-2022", "centene-cp-phar-103", None),
    "medicare_advantage": ("medicare-lcd-l34314", None),
    "original_medicare_partB": ("medicare-lcd-l34314", None),
    "medicare_part_d": (None,),
    "medicaid_managed_care": ("passport-ky-ivig-form", "molina-mcp-043", None),
    "chip": (None,),
    "fehb": (None,),
    "tricare": (None,),
    "va": (None,),
}
PLAN_TYPES = tuple(POLICIES)
COMMERCIAL = ("erisa_self_funded", "commercial_fully_insured")
TWO_INTERNAL = ("erisa_self_funded", "commercial_fully_insured", "original_medicare_partB")
EXPEDITED = tuple(plan for plan in PLAN_TYPES if plan not in ("original_medicare_partB", "va"))
# The levels that must be behind a case before one outside the plan opens.
BEFORE_OUTSIDE = {
    "erisa_self_funded": ("internal_appeal_1",),
    "commercial_fully_insured": ("internal_appeal_1",),
    "marketplace": ("internal_appeal_1",),
    "medicare_advantage": ("internal_appeal_1",),
    "original_medicare_partB": ("internal_appeal_1", "internal_appeal_2"),
    "medicare_part_d": ("internal_appeal_1",),
    "medicaid_managed_care": ("internal_appeal_1",),
    "chip": ("internal_appeal_1",),
    "fehb": ("internal_appeal_1",),
    "tricare": ("internal_appeal_1",),
}
REASONS = (
    "not_medically_necessary",
    "experimental_investigational",
    "step_therapy_not_met",
    "insufficient_documentation",
    "non_formulary_or_non_preferred",
    "site_of_care",
    "dose_or_frequency_exceeds",
)
QUOTES = (
    "The record does not show that corticosteroids were tried for this relapse.",
    "Immune globulin is considered experimental and investigational for multiple sclerosis.",
    "Two preferred therapies have not been tried & the dose exceeds our limit (>= 0.4 g/kg).",
)
TURN = 24  # days from one submission to the next at the least


@st.composite
def coverages(draw: st.DrawFn, plan_type: str, internal_levels: int | None = None) -> dict[str, Any]:
    return filled(
        payer=draw(st.sampled_from(["Aetna", "Blue Cross and Blue Shield", "Molina Healthcare"])),
        plan_name=draw(at_times(st.sampled_from(["Gold Plus (HMO)", "Choice Plus"]))),
        plan_type=plan_type,
        policy=draw(st.sampled_from(POLICIES[plan_type])),
        member_id=draw(st.sampled_from(["W2214 88017", "00881723A", "1EG4-TE5-MK72"])),
        group_number=draw(at_times(st.just("0810442-010"))),
        state=draw(st.sampled_from(["PA", "MN", "NM", "KY"])),
        grandfathered=draw(at_times(st.booleans())),
        internal_levels=internal_levels,
        windows=draw(at_times(st.just({"internal_appeal_1": 180}))),
        appeals=draw(at_times(st.just({"to": "National Appeals Unit", "fax": "(423) 555-0199"}))),
        definitions=draw(at_times(_definitions())),
    )


def _definitions() -> st.SearchStrategy[dict[str, Any]]:
    quote = "In accordance with generally accepted standards of medical practice."
    return st.just({"medically_necessary": {"quote": quote, "exhibit": "F", "page": 31}})


@st.composite
def denials(draw: st.DrawFn, level: str, submitted: dt.date, latest: dt.date) -> dict[str, Any]:
    """A level that ended in a denial; nothing in it is after `latest`."""
    notice = draw(st.dates(submitted, min(submitted + dt.timedelta(days=14), latest)))
    received = draw(st.dates(notice, min(notice + dt.timedelta(days=5), latest)))
    printed = draw(at_times(st.integers(30, 180).map(lambda count: (notice + dt.timedelta(days=count)).isoformat())))
    determination = filled(
        outcome=draw(st.sampled_from(["denied", "denied", "denied", "partially_approved"])),
        notice_date=notice.isoformat(),
        received_date=received.isoformat(),
        appeal_by=printed,
        reasons=draw(some(REASONS, least=1, most=2)),
        quote=draw(st.sampled_from(QUOTES)),
        policy_cited=draw(at_times(st.just("CPB 0206"))),
        reviewer=draw(at_times(st.just({"name": "R. Hale", "specialty": "family medicine"}))),
    )
    return filled(
        level=level,
        submitted=submitted.isoformat(),
        channel=draw(st.sampled_from(["portal", "fax"])),
        reference=draw(st.sampled_from(["PA-77120934", "HUM-5510-227", "CG-881002"])),
        determination=determination,
    )


@st.composite
def denied_levels(draw: st.DrawFn, levels: tuple[str, ...], as_of: dt.date) -> list[dict[str, Any]]:
    """One denial after the other, the last one within the weeks before the letter."""
    sent = []
    for index, level in enumerate(levels):
        left = (len(levels) - index) * TURN
        submitted = as_of - dt.timedelta(days=draw(st.integers(left - 3, left)))
        sent.append(draw(denials(level, submitted, as_of - dt.timedelta(days=left - TURN))))
    return sent


@st.composite
def approvals(draw: st.DrawFn, as_of: dt.date, started: dt.date) -> dict[str, Any]:
    """The authorization under which immune globulin was begun."""
    notice = started - dt.timedelta(days=draw(st.integers(1, 20)))
    return {
        "level": "prior_authorization",
        "submitted": (notice - dt.timedelta(days=draw(st.integers(0, 14)))).isoformat(),
        "determination": {
            "outcome": "approved",
            "notice_date": notice.isoformat(),
            "authorization": {"number": "KY-AUTH-55102", "from": notice.isoformat()},
        },
    }


@st.composite
def calls(draw: st.DrawFn, as_of: dt.date) -> list[dict[str, Any]]:
    date = (as_of - dt.timedelta(days=draw(st.integers(0, 20)))).isoformat()
    return [{"date": date, "with": "Appeals intake", "reference": "C-88231", "summary": "the source was asked for"}]
