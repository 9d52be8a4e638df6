"""Criteria on what is asked for: product, dose, schedule, place."""

from typing import Any

import pytest

from priorauth.core.library import Library
from priorauth.core.vocabulary import Standing
from tests.core.examples import facts_with
from tests.core.judging import criterion, judged

LOADING = {"name": "loading", "g_per_kg_per_day": 0.4, "days": 5}
MONTHLY = {"name": "maintenance", "g_per_kg_per_day": 0.4, "days": 1, "every_weeks": 4, "doses": 6}
EIGHT_WEEKLY = {**MONTHLY, "every_weeks": 8}


def asking(*phases: dict[str, Any], **request: Any) -> Any:
    return facts_with(request={"phases": list(phases), **request})


@pytest.mark.parametrize(
    ("params", "standing"),
    [
        ({"g_per_kg": 0.4, "per": "day", "max_days": 5}, Standing.MET),
        ({"g_per_kg": 0.4, "per": "day", "max_days": 4}, Standing.NOT_MET),
        ({"g_per_kg": 0.3, "per": "day"}, Standing.NOT_MET),
        ({"g_per_kg": 2.0, "per": "course"}, Standing.MET),
        ({"g_per_kg": 1.0, "per": "month"}, Standing.NOT_MET),
        ({"g_per_kg": 1.0, "per": "month", "course": "maintenance"}, Standing.MET),
        ({"g_per_kg": 0.1, "per": "day", "course": "postpartum"}, Standing.NOT_MET),
    ],
)
def test_every_phase_concerned_stays_within_the_most(
    params: dict[str, Any], standing: Standing, library: Library
) -> None:
    assert judged(criterion("dose_max", **params), asking(LOADING, MONTHLY), library).standing is standing


def test_a_month_holds_as_many_doses_as_fall_into_four_weeks(library: Library) -> None:
    weekly = {**MONTHLY, "every_weeks": 2}
    assert judged(criterion("dose_max", g_per_kg=0.8, per="month"), asking(weekly), library).is_met
    assert judged(criterion("dose_max", g_per_kg=0.7, per="month"), asking(weekly), library).is_not_met
    assert judged(criterion("dose_max", g_per_kg=0.4, per="month"), asking(EIGHT_WEEKLY), library).is_met


def test_a_limit_for_a_phase_that_is_not_asked_for_is_kept(library: Library) -> None:
    limit = criterion("dose_max", g_per_kg=0.1, per="month", course="maintenance")
    assert judged(limit, asking(LOADING), library).is_met


def test_a_dose_that_is_not_on_record_is_asked_for(library: Library) -> None:
    limit = criterion("dose_max", g_per_kg=0.4, per="day")
    assert judged(limit, asking({"name": "loading"}), library).missing == ("request.phases[0].g_per_kg_per_day",)
    assert judged(limit, facts_with(), library).missing == ("request.phases",)


def test_products_are_named_by_id_or_brand(library: Library) -> None:
    preferred = criterion("product_rule", mode="preferred", products=["Gammagard Liquid"], exception="none")
    assert judged(preferred, asking(product="gammagard_liquid"), library).is_met
    assert judged(preferred, asking(product="privigen"), library).is_not_met
    excluded = criterion("product_rule", mode="excluded", products=["asceniv"], exception="none")
    assert judged(excluded, asking(product="asceniv"), library).is_not_met
    assert judged(excluded, asking(product="privigen"), library).is_met
    assert judged(excluded, facts_with(), library).missing == ("request.product",)


def test_another_product_with_a_reason_stays_open_because_no_field_holds_the_reason(library: Library) -> None:
    preferred = criterion("product_rule", mode="preferred", products=["gammagard_liquid"], exception="rationale")
    assert judged(preferred, asking(product="privigen"), library).is_open


def test_months_and_site_of_care(library: Library) -> None:
    assert judged(criterion("authorization_period", months=6), asking(months=6), library).is_met
    assert judged(criterion("authorization_period", months=6), asking(months=12), library).is_not_met
    assert judged(criterion("authorization_period", months=6), facts_with(), library).is_open
    no_home = criterion("site_of_care", allowed=["office", "infusion_center"], blocked=["home"])
    assert judged(no_home, asking(site_of_care="home"), library).is_not_met
    assert judged(no_home, asking(site_of_care="office"), library).is_met
    unless = criterion("site_of_care", allowed=["office"], exception="No center within 50 miles.")
    assert judged(unless, asking(site_of_care="home"), library).is_open


def test_phases_products_and_urgency_of_the_request(library: Library) -> None:
    facts = asking(LOADING, product="octagam_10", urgency="expedited")
    assert judged(criterion("has_phase", names=["loading", "course"]), facts, library).is_met
    assert judged(criterion("has_phase", names=["maintenance"]), facts, library).is_not_met
    assert judged(criterion("product_in", products=["octagam_10"]), facts, library).is_met
    assert judged(criterion("urgency", values=["expedited"]), facts, library).is_met
    assert judged(criterion("urgency", values=["standard"]), facts_with(), library).is_open


@pytest.mark.parametrize(
    ("product", "held"),
    [("octagam_10", "maltose"), ("octagam_10", "sugar"), ("gamunex_c", "sugar_free"), ("privigen", "l_proline")],
)
def test_what_a_product_holds(product: str, held: str, library: Library) -> None:
    assert judged(criterion("product_has", property=held), asking(product=product), library).is_met


def test_a_code_that_no_page_shows_is_unverified(library: Library) -> None:
    unverified = criterion("product_has", property="unverified_code")
    for product in library.products:
        verdict = judged(unverified, asking(product=product), library)
        assert verdict.is_met is not library.hcpcs_code_is_verified(product)


def test_a_dose_matches_a_regimen_where_dose_days_and_interval_are_equal(library: Library) -> None:
    achiron = criterion("dose_matches", ref="regimens:rrms_loading_bimonthly")
    assert judged(achiron, asking(LOADING, EIGHT_WEEKLY), library).is_met
    assert judged(achiron, asking(LOADING, MONTHLY), library).is_not_met
    assert judged(achiron, asking(LOADING), library).is_not_met
    loading_alone = criterion("dose_matches", ref="regimens:rrms_loading_bimonthly", phase="loading")
    assert judged(loading_alone, asking(LOADING, MONTHLY), library).is_met


def test_a_single_course_is_the_same_as_a_loading_dose(library: Library) -> None:
    relapse = criterion("dose_matches", ref="regimens:relapse_0_4_x5")
    assert judged(relapse, asking({**LOADING, "name": "course"}), library).is_met
    assert judged(relapse, asking({**LOADING, "name": "course", "days": 3}), library).is_not_met
    assert judged(relapse, asking({"name": "course", "g_per_kg_per_day": 0.4}), library).is_open


def test_a_month_is_read_as_four_weeks_to_thirty_one_days(library: Library) -> None:
    privig = criterion("dose_matches", ref="regimens:rrms_0_2_or_0_4_monthly", phase="maintenance")
    assert judged(privig, asking(LOADING, MONTHLY), library).is_met
    assert judged(privig, asking(LOADING, EIGHT_WEEKLY), library).is_not_met
    assert judged(privig, asking({**MONTHLY, "every_weeks": None}), library).is_open


def test_boosters_at_six_and_twelve_weeks_are_an_interval_of_six(library: Library) -> None:
    boosters = criterion("dose_matches", ref="regimens:postpartum_achiron_2004")
    assert judged(boosters, asking(LOADING, {**MONTHLY, "every_weeks": 6, "doses": 2}), library).is_met


def test_a_dose_lies_within_a_range_over_all_its_days(library: Library) -> None:
    ontario = criterion("dose_within", ref="regimens:ontario_short_term_rrms")
    assert judged(ontario, asking({"name": "loading", "g_per_kg_per_day": 1, "days": 2}, MONTHLY), library).is_met
    assert judged(ontario, asking({"name": "loading", "g_per_kg_per_day": 1, "days": 3}, MONTHLY), library).is_not_met
    assert judged(ontario, asking(LOADING, EIGHT_WEEKLY), library).is_not_met
