"""The safety screen against product, dose and place."""

from typing import Any

import pytest

from priorauth.core.context import context_of
from priorauth.core.letter import CheckItem
from priorauth.core.library import Library
from priorauth.core.safety import Screen, alternatives, check_safety
from tests.core.examples import example, example_file, facts_with
from tests.core.listed import ids, item

COURSE = {"name": "course", "g_per_kg_per_day": 0.4, "days": 5}


def screened(library: Library, product: str, **parts: Any) -> tuple[CheckItem, ...]:
    """The items of a case with these safety answers: `diabetes="yes"`; other parts by their own names."""
    request = {"product": product, "phases": [COURSE], "site_of_care": "office", **parts.pop("request", {})}
    answers = {name: {"answer": parts.pop(name)} for name in list(parts) if name in library.safety_questions}
    facts = facts_with(safety=answers, request=request, **parts)
    return check_safety(facts, context_of(facts, library))


# --- contraindications


@pytest.mark.parametrize(
    ("product", "question"),
    [
        ("gamunex_c", "prior_ig_reaction"),
        ("gammagard_sd", "iga_deficiency_with_antibodies"),
        ("privigen", "hyperprolinemia"),
        ("gammaplex_5", "hereditary_fructose_intolerance"),
        ("octagam_10", "corn_allergy"),
    ],
)
def test_a_contraindication_of_the_product_is_a_stop(library: Library, product: str, question: str) -> None:
    stop = item(screened(library, product, **{question: "yes"}), f"contraindication.{question}")
    assert (stop.level, stop.ok) == ("stop", False)
    assert "written override of this stop" in stop.lift


def test_a_contraindication_of_another_product_is_none(library: Library) -> None:
    assert "contraindication.hyperprolinemia" not in ids(screened(library, "gamunex_c", hyperprolinemia="yes"))


def test_a_stop_for_one_product_names_others(library: Library) -> None:
    lift = item(screened(library, "privigen", hyperprolinemia="yes"), "contraindication.hyperprolinemia").lift
    assert "Gamunex-C" in lift
    assert "Privigen" not in lift


def test_a_contraindication_of_every_product_names_none(library: Library) -> None:
    lift = item(screened(library, "privigen", prior_ig_reaction="yes"), "contraindication.prior_ig_reaction").lift
    assert lift.startswith("Correct the answer if it is wrong, or record the prescriber’s written override")


def test_the_prescribers_override_settles_a_contraindication(library: Library) -> None:
    override = {"rule": "contraindication.corn_allergy", "reason": "Rash in 1990.", "by": "Alex", "date": "2026-11-19"}
    stop = item(
        screened(library, "octagam_10", corn_allergy="yes", overrides=[override]), "contraindication.corn_allergy"
    )
    assert stop.ok
    assert "Rash in 1990." in stop.text


def test_an_open_contraindication_blocks_signing_and_the_first_infusion_waits(library: Library) -> None:
    facts = example("02")
    told = item(check_safety(facts, context_of(facts, library)), "contraindication.iga_deficiency_with_antibodies")
    assert told.level == "before_signing"
    assert "the first infusion waits for it" in told.text
    assert "average 106 mcg/mL" in told.text
    assert "before November 23, 2026" in told.lift


def test_contraindications_that_were_not_asked_for_block_signing(library: Library) -> None:
    told = item(screened(library, "octagam_10", prior_ig_reaction="no"), "safety.contraindications_not_asked")
    assert "Corn allergy?" in told.text
    assert "anaphylaxis" not in told.text
    assert "fructose" not in told.text


def test_an_answered_contraindication_is_shown_as_settled(library: Library) -> None:
    assert item(screened(library, "privigen", hyperprolinemia="no"), "contraindication.hyperprolinemia").ok


# --- cautions


def test_a_product_to_avoid_blocks_signing_and_others_are_named(library: Library) -> None:
    facts = example("02")
    told = item(check_safety(facts, context_of(facts, library)), "safety.product.octagam_10")
    assert told.level == "before_signing"
    assert "maltose gives falsely high readings on some meters" in told.text
    assert "IgA content: average 106 mcg/mL, while the IgA result is open" in told.text
    assert "Gamunex-C" in told.lift
    assert "Privigen (after a check for hyperprolinemia)" in told.lift
    assert "glucose-specific meter" in told.lift


def test_the_same_answer_leaves_another_product_alone(library: Library) -> None:
    items = screened(library, "gamunex_c", diabetes="yes")
    assert "safety.product.gamunex_c" not in ids(items)
    assert item(items, "safety.diabetes").level == "advice"


def test_no_alternative_speaks_against_a_yes_on_record(library: Library) -> None:
    facts = facts_with(
        safety={"iga_deficiency_simple": {"answer": "yes"}, "hyperprolinemia": {"answer": "yes"}},
        request={"product": "octagam_5"},
    )
    named = alternatives(Screen(facts, context_of(facts, library)))
    assert named
    assert not {"Yimmugo", "Bivigam", "Asceniv", "Octagam 5%", "Privigen"} & set(named)


def test_volume_is_told_in_milliliters_with_the_products_sodium(library: Library) -> None:
    facts = example("02")
    told = item(check_safety(facts, context_of(facts, library)), "safety.volume_overload")
    assert "25 g of Octagam 10% are 250 mL. Sodium: 30 mmol/L or less." in told.text


def test_a_five_percent_product_in_volume_overload_is_not_what_the_library_prefers(library: Library) -> None:
    told = item(screened(library, "octagam_5", volume_overload="yes"), "safety.volume_overload")
    assert "is not what the library prefers here" in told.text


@pytest.mark.parametrize(("born", "told"), [("1961-11-20", False), ("1961-11-19", True), ("1990-01-01", False)])
def test_age_over_65_is_a_renal_risk(library: Library, born: str, told: bool) -> None:
    assert ("safety.renal_risk" in ids(screened(library, "gamunex_c", patient={"birth_date": born}))) == told


def test_the_labels_lower_rate_is_told_where_the_record_shows_a_risk(library: Library) -> None:
    facts = example("02")
    told = item(check_safety(facts, context_of(facts, library)), "safety.rate")
    assert "the rate of Octagam 10% is 3.3 mg/kg/min or less. No rate is on record." in told.text


def test_what_was_not_answered_is_listed_weightiest_first(library: Library) -> None:
    text = item(screened(library, "octagam_10", diabetes="no"), "safety.not_answered").text
    order = ["sensitivity to sugars", "a risk of thrombosis", "kidney disease", "heart disease", "migraine"]
    places = [text.index(name) for name in order]
    assert places == sorted(places)
    assert "diabetes" not in text


def test_a_man_is_not_asked_about_birth(library: Library) -> None:
    assert "postpartum" not in item(screened(library, "privigen", patient={"sex": "male"}), "safety.not_answered").text


# --- with the dose


@pytest.mark.parametrize(("g_per_kg", "told"), [(0.4, True), (0.39, False)])
def test_migraine_matters_at_two_grams_per_kilogram(library: Library, g_per_kg: float, told: bool) -> None:
    phase = {**COURSE, "g_per_kg_per_day": g_per_kg}
    items = screened(library, "gamunex_c", migraine="yes", request={"phases": [phase]})
    assert ("safety.migraine" in ids(items)) == told


def test_the_series_behind_the_migraine_alert_is_told_with_its_figures(library: Library) -> None:
    facts = example("01")
    told = item(check_safety(facts, context_of(facts, library)), "safety.migraine")
    assert "in 4 of 8 with migraine and 2 of 46 without (Sekul 1994)" in told.text
    assert "Premedication and rate are not on record." in told.text


def test_an_unknown_blood_group_is_asked_for_at_high_dose(library: Library) -> None:
    assert item(screened(library, "privigen"), "safety.hemolysis").lift.startswith("Record the blood group")
    assert "safety.hemolysis" not in ids(screened(library, "privigen", hemolysis_risk="no"))


@pytest.mark.parametrize(
    ("g_per_kg", "days", "months"),
    [
        (0.15, 1, 8),  # under the table: its lowest row
        (0.4, 1, 8),
        (0.41, 1, 10),  # between two rows: the next higher
        (1.0, 1, 10),
        (0.4, 5, 11),
        (1.0, 5, 11),  # above the table: its highest row
    ],
)
def test_live_vaccines_wait_by_the_dose(library: Library, g_per_kg: float, days: int, months: int) -> None:
    phases = [{"name": "course", "g_per_kg_per_day": g_per_kg, "days": days}]
    items = screened(library, "gamunex_c", live_vaccine="yes", request={"phases": phases})
    words = {8: "eight", 10: "ten", 11: "eleven"}[months]
    assert f"wait {words} months" in item(items, "safety.live_vaccine").text


# --- place and other grounds


def test_a_first_infusion_at_home_blocks_signing(library: Library) -> None:
    facts = example("03")
    told = item(check_safety(facts, context_of(facts, library)), "safety.first_infusion_at_home")
    assert told.level == "before_signing"
    assert "the six weeks after birth end on December 4, 2026" in told.text


def test_home_is_no_matter_for_who_has_had_immune_globulin(library: Library) -> None:
    facts = example("08")
    assert "safety.first_infusion_at_home" not in ids(check_safety(facts, context_of(facts, library)))


def test_low_immunoglobulins_on_record_may_be_a_ground_of_their_own(library: Library) -> None:
    facts = example("01")
    told = item(check_safety(facts, context_of(facts, library)), "safety.low_immunoglobulins")
    assert "IgG 412 mg/dL" in told.text
    assert "a separate request with its own code" in told.lift


def test_every_question_of_the_library_has_its_say_when_answered_yes(library: Library) -> None:
    silent = []
    for question in library.safety_questions:
        items = screened(library, "octagam_10", **{question: "yes"})
        concerned = [
            entry
            for entry in items
            if not entry.ok and (question in entry.id or question.split("_")[0] in entry.id or "product" in entry.id)
        ]
        if not concerned and question not in ("hyperprolinemia", "hereditary_fructose_intolerance"):
            silent.append(question)
    assert silent == []


@pytest.mark.parametrize("number", ["01", "02", "03", "04", "05", "06", "07", "08", "09"])
def test_no_example_needs_an_override_for_safety(library: Library, number: str) -> None:
    facts = example(number)
    assert example_file(number).get("overrides") is None
    assert not [entry for entry in check_safety(facts, context_of(facts, library)) if entry.level == "stop"]
