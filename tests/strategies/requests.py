"""What is asked for: a regimen that was studied for the indication, its product, site, months and measures."""

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from tests.strategies.small import at_times, chart_text, filled

# Liquid products without sugar or with glycine, whose billing code a page shows.
PRODUCTS = ("gamunex_c", "gammagard_liquid", "privigen")
# Those that a free-drug program of their maker names.
GIVEN_FREE = ("gamunex_c", "privigen")
ANY_PRODUCT = (*PRODUCTS, "octagam_5", "octagam_10", "panzyga", "gammaplex_5", "gammaplex_10", "bivigam", "yimmugo")
_LOADING = {"name": "loading", "g_per_kg_per_day": 0.4, "days": 5}
_COURSE = {"name": "course", "g_per_kg_per_day": 0.4, "days": 5}


def _maintenance(weeks: int, doses: int) -> dict[str, Any]:
    return {"name": "maintenance", "g_per_kg_per_day": 0.4, "days": 1, "every_weeks": weeks, "doses": doses}


REGIMENS: dict[str, tuple[list[dict[str, Any]], int]] = {
    "rrms_second_line": ([_LOADING, _maintenance(8, 3)], 7),
    "acute_relapse_steroid_contraindicated": ([_COURSE], 1),
    "acute_relapse_steroid_refractory": ([_COURSE], 1),
    "pregnancy": ([_LOADING, _maintenance(6, 3)], 6),
    "breastfeeding": ([_LOADING, _maintenance(6, 2)], 4),
    "postpartum_relapse_prevention": ([_LOADING, _maintenance(6, 2)], 4),
    "cis": ([_LOADING, _maintenance(6, 8)], 12),
    "spms": ([_maintenance(4, 12)], 12),
    "ppms": ([_maintenance(4, 12)], 12),
}


@st.composite
def requests(
    draw: st.DrawFn, as_of: dt.date, indication: str, products: tuple[str, ...], *, urgent: bool, renewal: bool
) -> dict[str, Any]:
    """A whole request of a supported regimen; `renewal` asks for maintenance only."""
    phases, months = REGIMENS[indication]
    phases = [phase for phase in phases if not (renewal and phase["name"] == "loading")]
    start = as_of + dt.timedelta(days=draw(st.integers(3, 30)))
    return filled(
        indication=indication,
        product=draw(st.sampled_from(products)),
        phases=phases,
        weight_basis=draw(st.sampled_from(["actual", "actual", "adjusted", "ideal"])),
        rounding=draw(st.sampled_from([None, "nearest_5_g", "nearest_vial", "none"])),
        months=months,
        start=start.isoformat(),
        site_of_care=draw(st.sampled_from(["infusion_center", "hospital_outpatient", "office", "home"])),
        urgency="expedited" if urgent else "standard",
        urgency_reason="loss of independent walking; delay risks permanent disability" if urgent else None,
        response_measures=["relapses", "EDSS", "timed 25-foot walk"],
        review_date=(start + dt.timedelta(days=30 * months)).isoformat(),
        stop_rule=draw(at_times(st.just("no benefit on relapses, EDSS or MRI at 6 months"))),
        taper=draw(at_times(st.just("interval lengthened to 8 weeks, with a relapse after it"))),
        rate=draw(at_times(st.just("0.5 mL/kg/h, raised as tolerated"))),
        premedication=draw(at_times(chart_text())),
    )


@st.composite
def odd_requests(draw: st.DrawFn, as_of: dt.date) -> dict[str, Any]:
    """A request of anything: any product, dose and schedule, or hardly anything at all."""
    phase = st.fixed_dictionaries(
        {"name": st.sampled_from(["loading", "maintenance", "course"])},
        optional={
            "g_per_kg_per_day": st.sampled_from([0.15, 0.2, 0.4, 1.0, 2]),
            "days": st.integers(1, 5),
            "every_weeks": st.sampled_from([2, 4, 6, 8, 4.5]),
            "doses": st.integers(1, 13),
        },
    )
    return filled(
        indication=draw(st.sampled_from([None, *REGIMENS])),
        product=draw(at_times(st.sampled_from(ANY_PRODUCT))),
        phases=draw(at_times(st.lists(phase, max_size=3))),
        weight_basis=draw(at_times(st.sampled_from(["actual", "ideal", "adjusted"]))),
        months=draw(at_times(st.integers(1, 24))),
        start=draw(at_times(st.integers(-30, 90).map(lambda count: (as_of + dt.timedelta(days=count)).isoformat()))),
        urgency=draw(at_times(st.sampled_from(["standard", "expedited"]))),
        urgency_reason=draw(at_times(chart_text())),
        review_date=draw(at_times(st.just((as_of + dt.timedelta(days=100)).isoformat()))),
    )
