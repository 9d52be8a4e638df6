"""Weight, grams, rounding, vials: sums that a pharmacist can repeat."""

from decimal import Decimal

import pytest

from priorauth.core.dosing import dosing_weight, fewest_vials, rounded_dose, say_change, say_vials
from priorauth.core.dosing.vials import nearest_reachable, smallest_reachable_from
from priorauth.core.dosing.weight import DosingWeight
from priorauth.core.library import Library
from priorauth.core.vocabulary import Rounding, Sex, WeightBasis

GAMUNEX = tuple(map(Decimal, ("1", "2.5", "5", "10", "20", "40")))
PRIVIGEN = tuple(map(Decimal, ("5", "10", "20", "40")))
CARIMUNE = tuple(map(Decimal, ("3", "6", "12")))


def weigh(library: Library, basis: str, kg: str | None, cm: str | None = None, sex: str | None = None) -> DosingWeight:
    return dosing_weight(
        library.administration.dosing_weight,
        WeightBasis(basis),
        Decimal(kg) if kg else None,
        Decimal(cm) if cm else None,
        Sex(sex) if sex else None,
    )


@pytest.mark.parametrize(
    ("basis", "kg", "cm", "sex", "wanted"),
    [
        ("actual", "81.6", "160", "female", "81.6"),
        ("ideal", "81.6", "160", "female", "52.4"),  # 45.5 + 2.3 × (62.99 − 60)
        ("adjusted", "81.6", "160", "female", "64.1"),  # 52.4 + 0.4 × 29.2
        ("adjusted", "68.0", "168", "female", "63.0"),  # 59.6 + 0.4 × 8.4
        ("ideal", "88.2", "180", "male", "75.0"),  # 50 + 2.3 × (70.87 − 60)
        ("adjusted", "88.2", "180", "male", "80.3"),  # 75.0 + 0.4 × 13.2
    ],
)
def test_the_dosing_weight_follows_its_basis(
    library: Library, basis: str, kg: str, cm: str, sex: str, wanted: str
) -> None:
    found = weigh(library, basis, kg, cm, sex).kg
    assert found is not None
    assert f"{found:.1f}" == wanted


@pytest.mark.parametrize("basis", ["ideal", "adjusted"])
def test_no_formula_raises_the_weight_above_the_actual_one(library: Library, basis: str) -> None:
    weight = weigh(library, basis, "48", "168", "female")  # ideal 59.6
    assert (weight.kg, weight.kept_at_actual) == (Decimal(48), True)
    assert weight.line.endswith("the actual 48.0 kg is not above it and is used")


def test_the_sum_of_an_adjusted_weight_is_written_out(library: Library) -> None:
    assert weigh(library, "adjusted", "81.6", "160", "female").line == (
        "ideal 45.5 + 2.3 × (160 ÷ 2.54 − 60) = 52.4 kg; adjusted 52.4 + 0.4 × (81.6 − 52.4) = 64.1 kg"
    )


@pytest.mark.parametrize(
    ("kg", "cm", "sex", "lacking"),
    [
        (None, "160", "female", "weight"),
        ("70", None, "female", "height"),
        ("70", "160", None, "sex"),
        ("70", "160", "other", "sex"),
        ("70", "152.3", "female", "height_floor"),  # 59.96 inches
        ("70", "152.4", "female", None),  # 60 inches
    ],
)
def test_a_weight_that_the_formula_cannot_give_is_not_given(
    library: Library, kg: str | None, cm: str | None, sex: str | None, lacking: str | None
) -> None:
    weight = weigh(library, "adjusted", kg, cm, sex)
    assert weight.lacking == lacking
    assert (weight.kg is None) == (lacking is not None)


@pytest.mark.parametrize(
    ("grams", "sizes", "said"),
    [
        ("25", GAMUNEX, "one 20 g and one 5 g vial"),
        ("27.5", GAMUNEX, "one 20 g, one 5 g and one 2.5 g vial"),
        ("35", GAMUNEX, "one 20 g, one 10 g and one 5 g vial"),
        ("30", PRIVIGEN, "one 20 g and one 10 g vial"),
        ("80", PRIVIGEN, "two 40 g vials"),
        ("100", PRIVIGEN, "two 40 g and one 20 g vial"),
        ("20", tuple(map(Decimal, ("5", "10"))), "two 10 g vials"),
        # 25 and 1 would need six vials; two of 15 are fewer
        ("30", tuple(map(Decimal, ("1", "15", "25"))), "two 15 g vials"),
    ],
)
def test_the_fewest_vials_are_taken(grams: str, sizes: tuple[Decimal, ...], said: str) -> None:
    vials = fewest_vials(Decimal(grams), sizes)
    assert vials is not None
    assert say_vials(vials) == said


@pytest.mark.parametrize(("grams", "sizes"), [("26", PRIVIGEN), ("5", CARIMUNE), ("0", GAMUNEX), ("25", ())])
def test_a_sum_that_no_vials_give_is_none(grams: str, sizes: tuple[Decimal, ...]) -> None:
    assert fewest_vials(Decimal(grams), sizes) is None


def test_of_two_sums_equally_near_the_one_with_fewer_vials_is_taken_then_the_lower() -> None:
    assert nearest_reachable(Decimal("22.5"), PRIVIGEN) == Decimal(20)  # one vial against two
    assert nearest_reachable(Decimal("7.5"), PRIVIGEN) == Decimal(5)  # one each: the lower
    assert nearest_reachable(Decimal("37.5"), PRIVIGEN) == Decimal(40)  # one vial against three


def test_vials_are_rounded_up_to_the_next_sum() -> None:
    assert smallest_reachable_from(Decimal("27.2"), PRIVIGEN) == Decimal(30)
    assert smallest_reachable_from(Decimal("27.2"), GAMUNEX) == Decimal("27.5")


@pytest.mark.parametrize(
    ("computed", "sizes", "asked", "grams", "used", "change"),
    [
        ("27.2", GAMUNEX, "nearest_5_g", "25", "nearest_5_g", "8% less"),
        ("29.8", PRIVIGEN, "nearest_5_g", "30", "nearest_5_g", "under 1% more"),
        ("35.28", GAMUNEX, "nearest_5_g", "35", "nearest_5_g", "under 1% less"),
        ("25.63", GAMUNEX, "nearest_5_g", "25", "nearest_5_g", "2% less"),
        ("30", PRIVIGEN, "nearest_5_g", "30", "nearest_5_g", ""),
        ("22.5", tuple(map(Decimal, ("2.5",))), "nearest_5_g", "22.5", "nearest_vial", ""),  # 20 and 25 are 11% off
        ("27.5", PRIVIGEN, "nearest_5_g", "25", "nearest_5_g", "9% less"),  # equally near: the lower
        ("12", PRIVIGEN, "nearest_5_g", "10", "nearest_vial", "17% less"),  # 10 is more than 10% off
        ("12", GAMUNEX, "nearest_5_g", "12", "nearest_vial", ""),
        ("25", CARIMUNE, "nearest_5_g", "24", "nearest_vial", "4% less"),  # threes: 24 is nearer than 27
        ("27.2", GAMUNEX, "nearest_vial", "27", "nearest_vial", "under 1% less"),
    ],
)
def test_the_house_rule_of_rounding(
    library: Library, computed: str, sizes: tuple[Decimal, ...], asked: str, grams: str, used: str, change: str
) -> None:
    house = library.administration.dose_rounding.house_rule
    dose = rounded_dose(Decimal(computed), sizes, Rounding(asked), house)
    assert (dose.grams, dose.used, dose.say_change) == (Decimal(grams), used, change)


def test_without_rounding_grams_have_one_decimal_and_the_waste_is_stated(library: Library) -> None:
    house = library.administration.dose_rounding.house_rule
    dose = rounded_dose(Decimal("27.24"), PRIVIGEN, Rounding.NONE, house)
    assert (dose.grams, dose.waste_g) == (Decimal("27.2"), Decimal("2.8"))
    assert say_vials(dose.vials or ()) == "one 20 g and one 10 g vial"


def test_without_vial_sizes_the_dose_is_rounded_and_no_vials_are_named(library: Library) -> None:
    dose = rounded_dose(Decimal("27.2"), (), Rounding.NEAREST_5_G, library.administration.dose_rounding.house_rule)
    assert (dose.grams, dose.vials) == (Decimal(25), None)


@pytest.mark.parametrize(
    ("change", "said"),
    [("-0.0809", "8% less"), ("0.0067", "under 1% more"), ("0.015", "2% more"), ("0.0099", "under 1% more"), ("0", "")],
)
def test_a_change_is_said_in_whole_percent(change: str, said: str) -> None:
    assert say_change(Decimal(change)) == said
