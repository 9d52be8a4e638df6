"""The request reckoned out: doses, units, totals, days; against the exemplar letters' own figures."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from priorauth.core.context import context_of
from priorauth.core.dosing import check_dosing, dose_lacks, dose_matches, dose_plan, expected_doses, last_day
from priorauth.core.facts import CaseFacts
from priorauth.core.letter import CheckItem
from priorauth.core.library import Library
from priorauth.core.vocabulary import LetterKind
from priorauth.core.write import write_letter
from tests.core.examples import example, example_file, facts_with
from tests.core.listed import ids, item

LOADING = {"name": "loading", "g_per_kg_per_day": 0.4, "days": 5}
MONTHLY = {"name": "maintenance", "g_per_kg_per_day": 0.4, "days": 1, "every_weeks": 4, "doses": 6}


def asked(**request: Any) -> dict[str, Any]:
    """A request for Gamunex-C by actual weight, changed as the test says."""
    return {
        "product": "gamunex_c",
        "weight_basis": "actual",
        "indication": "rrms_second_line",
        "phases": [LOADING, MONTHLY],
        **request,
    }


def checked(library: Library, **parts: Any) -> tuple[CheckItem, ...]:
    case = {"patient": {"weight": {"kg": 68.0, "date": "2026-10-28"}, "height_cm": 168, "sex": "female"}, **parts}
    facts = facts_with(**case)
    return check_dosing(facts, context_of(facts, library))


# number, infusions, grams each, grams in all, units in all, first day, last day: as the letters beside the cases print
@pytest.mark.parametrize(
    ("number", "infusions", "each", "grams", "units", "start", "end"),
    [
        ("01", 11, "25", "275", 550, "2026-12-07", "2027-06-06"),
        ("02", 5, "25", "125", 250, "2026-11-23", "2026-12-22"),
        ("03", 7, "30", "210", 420, "2026-11-30", "2027-03-29"),
        ("08", 6, "35", "210", 420, "2026-12-15", "2027-06-14"),
        # 59.0 × 0.4 = 23.6; 25 g × 8
        ("04", 8, "25", "200", 400, "2026-11-30", "2027-04-29"),
        # 92.3 × 0.4 = 36.9; 35 g × 13
        ("05", 13, "35", "455", 910, "2026-12-01", "2027-11-30"),
        # 57.5 × 0.4 = 23; 25 g × 8
        ("09", 8, "25", "200", 400, "2026-12-14", "2027-06-13"),
    ],
)
def test_the_examples_come_to_the_figures_of_their_letters(
    library: Library, number: str, infusions: int, each: str, grams: str, units: int, start: str, end: str
) -> None:
    plan = dose_plan(example(number), library)
    assert plan is not None
    assert {phase.grams for phase in plan.phases} == {Decimal(each)}
    assert (plan.infusions, plan.total_g, plan.total_units) == (infusions, Decimal(grams), units)
    assert (plan.start, plan.end) == (dt.date.fromisoformat(start), dt.date.fromisoformat(end))


def test_each_sum_has_a_line(library: Library) -> None:
    plan = dose_plan(example("01"), library)
    assert plan is not None
    loading = plan.phases[0]
    assert plan.line(loading) == (
        "0.4 g/kg × 68.0 kg (actual, October 28, 2026) = 27.2 g, rounded to 25 g (8% less): one 20 g and one 5 g vial"
    )
    assert loading.total_line == "5 infusions × 25 g = 125 g"
    assert loading.units_line == "25 g ÷ 500 mg = 50 units; 5 × 50 = 250 units"
    assert plan.total_line == "5 + 6 = 11 infusions; 125 + 150 = 275 g; 250 + 300 = 550 units"
    assert plan.sums[0] == ("loading", (plan.line(loading), loading.total_line, loading.units_line))
    assert all(library.resolves(rule) for rule in plan.rules)


def test_an_adjusted_weight_is_named_without_a_date(library: Library) -> None:
    plan = dose_plan(example("02"), library)
    assert plan is not None
    assert plan.weight_said == "64.1 kg (adjusted)"


def test_a_code_of_100_mg_gives_ten_units_a_gram(library: Library) -> None:
    facts = example("01", request={**example_file("01")["request"], "product": "yimmugo"})
    plan = dose_plan(facts, library)
    assert plan is not None
    assert plan.phases[0].units_line == "25 g ÷ 100 mg = 250 units; 5 × 250 = 1250 units"
    assert plan.total_units == 2750


def test_without_a_known_unit_no_units_are_reckoned(library: Library) -> None:
    facts = facts_with(patient={"weight": {"kg": 68.0}}, request=asked(product="alyglo"))
    plan = dose_plan(facts, library)
    assert plan is not None
    assert (plan.total_units, plan.phases[0].units, plan.phases[0].units_line) == (None, None, "")
    assert "units" not in plan.total_line


@pytest.mark.parametrize(
    ("product", "wanted"),
    [
        ("alyglo", ["dose.unit_missing", "dose.vials_unverified"]),
        ("gammagard_liquid_erc", ["dose.code_missing", "product.market"]),
        ("panzyga", ["dose.code_unverified"]),
        ("carimune_nf", ["product.discontinued"]),
        ("gamunex_c", []),
    ],
)
def test_what_the_library_does_not_know_of_the_product_is_said(
    library: Library, product: str, wanted: list[str]
) -> None:
    items = checked(library, request=asked(product=product))
    assert set(wanted) <= set(ids(items))
    if not wanted:
        assert not [
            name for name in ids(items) if name.startswith(("dose.code", "dose.unit", "dose.vials", "product."))
        ]


def test_without_rounding_the_waste_is_told_and_units_are_whole(library: Library) -> None:
    facts = facts_with(
        patient={"weight": {"kg": 68.0}}, request=asked(product="privigen", rounding="none", phases=[LOADING])
    )
    plan = dose_plan(facts, library)
    assert plan is not None
    # 27.2 g are 54.4 units of 500 mg; 30 g of vials are opened each time
    assert (plan.phases[0].grams, plan.phases[0].units, plan.total_waste_g) == (Decimal("27.2"), 55, Decimal(14))
    assert "dose.waste" in ids(check_dosing(facts, context_of(facts, library)))


@pytest.mark.parametrize(
    ("parts", "lacks"),
    [
        ({"request": asked()}, ("patient.weight",)),
        (
            {"patient": {"weight": {"kg": 70}}, "request": asked(weight_basis="adjusted")},
            ("patient.sex", "patient.height_cm"),
        ),
        (
            {"patient": {"weight": {"kg": 70}}, "request": {"product": "gamunex_c"}},
            ("request.phases", "request.weight_basis"),
        ),
        (
            {"patient": {"weight": {"kg": 70}}, "request": asked(phases=[{"name": "maintenance", "every_weeks": 4}])},
            ("request.phases[0].g_per_kg_per_day", "request.phases[0].days", "request.phases[0].doses"),
        ),
    ],
)
def test_without_a_fact_nothing_is_reckoned_and_the_fact_is_named(
    library: Library, parts: dict[str, Any], lacks: tuple[str, ...]
) -> None:
    facts = facts_with(**parts)
    assert dose_plan(facts, library) is None
    assert dose_lacks(facts) == lacks


def test_a_short_patient_has_no_dose_until_the_prescriber_says_the_weight(library: Library) -> None:
    patient = {"weight": {"kg": 60}, "height_cm": 148, "sex": "female"}
    items = checked(library, patient=patient, request=asked(weight_basis="ideal"))
    assert "under 60 inches" in item(items, "dose.height_floor").text


# --- evidence


@pytest.mark.parametrize("number", ["01", "02", "03", "04", "05", "06", "08", "09"])
def test_every_example_asks_for_a_dose_that_was_tested(library: Library, number: str) -> None:
    facts = example(number)
    if number == "06":
        facts = example(number, request={**example_file(number)["request"], "indication": "spms"})
    items = check_dosing(facts, context_of(facts, library))
    assert "dose_outside_evidence" not in [entry.id for entry in items]


@pytest.mark.parametrize(
    ("number", "phase", "ground"),
    [
        ("01", 0, "regimens:rrms_loading_bimonthly"),
        ("01", 1, "regimens:rrms_0_2_or_0_4_monthly"),
        ("01", 1, "regimens:ontario_short_term_rrms"),
        ("01", 1, "fazekas-2008#arm/high"),
        ("02", 0, "regimens:relapse_0_4_x5"),
        ("03", 1, "regimens:postpartum_achiron_2004"),
        ("05", 0, "regimens:cis_loading_q6w"),
        ("05", 1, "regimens:cis_loading_q6w"),
        ("09", 1, "regimens:rrms_loading_bimonthly"),  # every 8 weeks is every 2 months
    ],
)
def test_the_source_of_a_dose_is_named(library: Library, number: str, phase: int, ground: str) -> None:
    grounds = sources(library, example(number), phase)
    assert ground in grounds
    assert all(library.resolves(name) for name in grounds)


@pytest.mark.parametrize(
    ("indication", "ground"),
    [
        ("pregnancy", "regimens:pregnancy_achiron_2004"),
        ("acute_relapse_steroid_refractory", "regimens:ontario_short_term_rrms"),
    ],
)
def test_the_indication_argued_decides_which_sources_count(library: Library, indication: str, ground: str) -> None:
    facts = example("04", request={**example_file("04")["request"], "indication": indication})
    assert ground in sources(library, facts, 1)


def sources(library: Library, facts: CaseFacts, phase: int) -> set[str]:
    """The grounds within which a phase of the request lies."""
    plan = dose_plan(facts, library)
    assert plan is not None
    found = dose_matches(facts, context_of(facts, library), plan)
    return {match.tested.ground for match in found if match.path == f"request.phases[{phase}]"}


@pytest.mark.parametrize(
    "phase",
    [
        {"name": "maintenance", "g_per_kg_per_day": 0.4, "days": 1, "every_weeks": 3, "doses": 6},  # too often
        {"name": "maintenance", "g_per_kg_per_day": 0.4, "days": 1, "every_weeks": 12, "doses": 2},  # too seldom
        {"name": "maintenance", "g_per_kg_per_day": 1.5, "days": 1, "every_weeks": 4, "doses": 6},  # too much
        {"name": "maintenance", "g_per_kg_per_day": 0.05, "days": 1, "every_weeks": 4, "doses": 6},  # too little
        {"name": "loading", "g_per_kg_per_day": 1.0, "days": 5},  # 5 g/kg
        {"name": "loading", "g_per_kg_per_day": 2.0, "days": 1},  # over 1 g/kg a day
    ],
)
def test_a_dose_that_nobody_tested_is_a_stop(library: Library, phase: dict[str, Any]) -> None:
    stop = item(checked(library, diagnosis={"course": "rrms"}, request=asked(phases=[phase])), "dose_outside_evidence")
    assert (stop.level, stop.ok) == ("stop", False)
    assert "Ask for a dose that was tested" in stop.lift


def test_the_prescribers_override_settles_the_stop_and_is_quoted(library: Library) -> None:
    phase = {"name": "maintenance", "g_per_kg_per_day": 1.5, "days": 1, "every_weeks": 4, "doses": 6}
    override = {"rule": "dose_outside_evidence", "reason": "Earlier response.", "by": "Alex", "date": "2026-11-19"}
    stop = item(checked(library, request=asked(phases=[phase]), overrides=[override]), "dose_outside_evidence")
    assert stop.ok
    assert stop.text.endswith("Overridden by Alex on November 19, 2026: Earlier response.")


def test_a_rounded_dose_that_leaves_a_guidance_names_both_sums_on_the_guidances_own_weight(library: Library) -> None:
    facts = example("01")
    told = item(check_dosing(facts, context_of(facts, library)), "dose.rounding")
    assert told.level == "before_signing"
    # 136 ÷ 62.98 and 125 ÷ 62.98; 27.2 ÷ 62.98 and 25 ÷ 62.98
    assert "on 63.0 kg the request is 2.16 g/kg as computed (above) and 1.98 g/kg as rounded (within)" in told.text
    assert "0.432 g/kg as computed (within) and 0.397 g/kg as rounded (below)" in told.text
    assert "in place of 550" in told.text


def test_a_rounding_that_leaves_no_range_is_only_told(library: Library) -> None:
    facts = example("03")
    assert item(check_dosing(facts, context_of(facts, library)), "dose.rounding").level == "advice"


def test_phases_from_different_sources_are_told(library: Library) -> None:
    phases = [
        {"name": "loading", "g_per_kg_per_day": 0.4, "days": 5},
        {"name": "maintenance", "g_per_kg_per_day": 0.2, "days": 1, "every_weeks": 4, "doses": 6},
    ]
    told = item(checked(library, request=asked(phases=phases)), "dose.evidence")
    assert "No single source gave these phases together." in told.text


def test_doses_that_go_on_after_a_relapse_are_told_where_the_letter_argues_no_more(library: Library) -> None:
    relapse, pregnancy = (
        check_dosing(facts, context_of(facts, library))
        for facts in (
            example("04"),
            example("04", request={**example_file("04")["request"], "indication": "pregnancy"}),
        )
    )
    told = item(relapse, "dose.after_relapse")
    assert told.level == "advice"
    assert told.text == (
        "The letter argues the treatment of a relapse, and the request goes on after it: 0.4 g/kg every 6 weeks "
        "(maintenance)."
    )
    assert "dose.after_relapse" not in ids(pregnancy)


def test_a_course_for_a_relapse_goes_on_with_nothing(library: Library) -> None:
    facts = example("02")
    assert "dose.after_relapse" not in ids(check_dosing(facts, context_of(facts, library)))


# --- days


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-12-07", 6, "2027-06-06"),
        ("2026-11-30", 4, "2027-03-29"),
        ("2026-12-01", 12, "2027-11-30"),
        ("2026-08-31", 6, "2027-02-28"),  # no February 31: the month's last day
        ("2027-08-31", 6, "2028-02-29"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2026-12-31", 1, "2027-01-30"),
    ],
)
def test_months_end_on_the_day_before_the_same_day_number(start: str, months: int, end: str) -> None:
    assert last_day(dt.date.fromisoformat(start), months) == dt.date.fromisoformat(end)


def test_maintenance_is_counted_from_the_loading_course() -> None:
    doses = expected_doses(example("01"))
    assert (doses[0].earliest, doses[0].last_day) == (dt.date(2026, 12, 7), dt.date(2026, 12, 11))
    assert (doses[-1].number, doses[-1].earliest, doses[-1].latest) == (6, dt.date(2027, 5, 24), dt.date(2027, 5, 28))


def test_doses_that_would_outlast_the_patient_are_not_expected() -> None:
    longest = {"name": "maintenance", "g_per_kg_per_day": Decimal(100), "days": 31, "every_weeks": 104, "doses": 400}
    assert expected_doses(facts_with(request={"phases": [longest] * 20, "start": "2026-12-01"})) == ()


def test_a_renewal_goes_on_in_the_rhythm_of_the_treatment_on_record() -> None:
    doses = expected_doses(example("08"))
    assert (doses[0].earliest, doses[-1].earliest) == (dt.date(2026, 12, 28), dt.date(2027, 5, 17))
    assert doses[0].is_about


@pytest.mark.parametrize(
    ("number", "said"), [("01", "May 24, 2027"), ("08", "about May 17, 2027"), ("09", "May 31, 2027")]
)
def test_a_review_just_before_the_last_dose_blocks_signing(library: Library, number: str, said: str) -> None:
    facts = example(number)
    told = item(check_dosing(facts, context_of(facts, library)), "dose.review_before_dose")
    assert told.level == "before_signing"
    assert said in told.text


def test_a_review_in_the_middle_is_advice(library: Library) -> None:
    facts = example("05")
    assert item(check_dosing(facts, context_of(facts, library)), "dose.review_midway").text == (
        "Four of nine doses fall after the review of May 30, 2027."
    )


def test_phases_that_do_not_fit_into_the_months_block_signing(library: Library) -> None:
    items = checked(library, request=asked(start="2026-12-07", months=3))
    assert "after March 6, 2027" in item(items, "dose.phases_do_not_fit").text


def test_a_start_before_the_letter_blocks_signing(library: Library) -> None:
    assert "dose.start_past" in ids(checked(library, request=asked(start="2026-11-19", months=6)))
    assert "dose.start_past" not in ids(checked(library, request=asked(start="2026-11-20", months=6)))


def test_a_daily_course_over_a_holiday_or_weekend_is_told(library: Library) -> None:
    course = {"name": "course", "g_per_kg_per_day": 0.4, "days": 5}
    items = checked(library, request=asked(phases=[course], start="2026-11-25", months=1))
    assert item(items, "dose.days_off").text == (
        "The daily course runs over Thursday, November 26, 2026, a federal holiday; Saturday, November 28, 2026; "
        "Sunday, November 29, 2026."
    )


def test_an_old_weight_and_a_weight_without_a_date_are_told(library: Library) -> None:
    for weight in ({"kg": 68}, {"kg": 68, "date": "2026-08-01"}):
        assert "dose.weight_date" in ids(checked(library, patient={"weight": weight}, request=asked()))


def test_an_authorization_for_other_units_or_another_product_is_told(library: Library) -> None:
    def granted(**authorization: Any) -> list[str]:
        answer = {"outcome": "partially_approved", "notice_date": "2026-11-10", "authorization": authorization}
        sent = {"level": "prior_authorization", "submitted": "2026-11-01", "determination": answer}
        return ids(checked(library, request=asked(), submissions=[sent]))

    assert "dose.authorized_units" in granted(units=300, product="gamunex_c")
    assert "dose.authorized_product" in granted(units=550, product="gammaked")
    assert not {"dose.authorized_units", "dose.authorized_product"} & set(granted(units=550, product="gamunex_c"))


@pytest.mark.parametrize(
    ("lacks", "stop"), [("height_cm", "missing.patient.height_cm"), ("sex", "missing.patient.sex")]
)
def test_a_weight_that_cannot_be_reckoned_stops_the_letter(library: Library, lacks: str, stop: str) -> None:
    facts = example("02")
    without = facts.model_copy(update={"patient": facts.patient.model_copy(update={lacks: None})})
    letter = write_letter(without, LetterKind.EXPEDITED_APPEAL, library)
    assert [item.id for item in letter.stops] == [stop]


def test_a_height_under_the_formula_stops_the_letter(library: Library) -> None:
    facts = example("02")
    small = facts.model_copy(update={"patient": facts.patient.model_copy(update={"height_cm": Decimal(150)})})
    assert [item.id for item in write_letter(small, LetterKind.EXPEDITED_APPEAL, library).stops] == [
        "dose.height_floor"
    ]
