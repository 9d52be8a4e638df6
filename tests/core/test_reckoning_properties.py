"""What holds of every dose and every deadline, over generated cases."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from priorauth.core.casefile import read_case
from priorauth.core.codes import check_codes
from priorauth.core.context import context_of
from priorauth.core.dates import add_business_days
from priorauth.core.deadlines import Deadline, DeadlineKind, DeadlineStatus, check_deadlines, deadlines
from priorauth.core.dosing import (
    check_dosing,
    dose_plan,
    dosing_weight,
    expected_doses,
    fewest_vials,
    last_day,
    rounded_dose,
)
from priorauth.core.dosing.vials import nearest_reachable
from priorauth.core.facts import CaseFacts
from priorauth.core.library import Library
from priorauth.core.safety import check_safety
from priorauth.core.vocabulary import LetterKind, Rounding, Sex, WeightBasis
from priorauth.core.walk import written
from priorauth.reference.services import shipped_library
from tests.core.examples import facts_with
from tests.strategies.cases import case_files

PRODUCTS = sorted(shipped_library().products)
PLAN_TYPES = sorted(shipped_library().plan_types)
grams = st.decimals("0.1", "250", places=2)
days = st.dates(dt.date(2025, 1, 1), dt.date(2028, 12, 31))


@pytest.fixture(scope="module")
def library() -> Library:
    return shipped_library()


@given(product=st.sampled_from(PRODUCTS), computed=grams, asked=st.sampled_from(Rounding))
def test_a_rounded_dose_is_reached_by_its_vials(
    library: Library, product: str, computed: Decimal, asked: Rounding
) -> None:
    sizes = library.products[product].vial_sizes_g
    dose = rounded_dose(computed, sizes, asked, library.administration.dose_rounding.house_rule)
    assert dose.vials
    assert sum(vial.grams for vial in dose.vials) == dose.grams + dose.waste_g
    assert {vial.size_g for vial in dose.vials} <= set(sizes)
    assert dose.waste_g == 0 or asked is Rounding.NONE


@given(product=st.sampled_from(PRODUCTS), computed=grams)
def test_steps_of_five_grams_stay_within_ten_percent_or_give_way_to_the_nearest_sum(
    library: Library, product: str, computed: Decimal
) -> None:
    sizes = library.products[product].vial_sizes_g
    dose = rounded_dose(computed, sizes, Rounding.NEAREST_5_G, library.administration.dose_rounding.house_rule)
    if dose.used is Rounding.NEAREST_5_G:
        assert dose.grams % 5 == 0
        assert abs(dose.change) <= Decimal("0.1")
    else:
        assert dose.grams == nearest_reachable(computed, sizes)


@given(total=st.integers(1, 60), sizes=st.lists(st.integers(1, 20), min_size=1, max_size=4, unique=True))
def test_no_other_choice_has_fewer_vials(total: int, sizes: list[int]) -> None:
    found = fewest_vials(Decimal(total), [Decimal(size) for size in sizes])
    fewest = {0: 0}
    for amount in range(1, total + 1):
        ways = [fewest[amount - size] + 1 for size in sizes if amount - size in fewest]
        if ways:
            fewest[amount] = min(ways)
    assert (sum(vial.count for vial in found) if found else None) == fewest.get(total)


@given(
    basis=st.sampled_from(WeightBasis),
    kg=st.decimals("30", "250", places=1),
    cm=st.decimals("120", "210", places=0),
    sex=st.sampled_from(Sex),
)
def test_no_dosing_weight_is_above_the_actual_one(
    library: Library, basis: WeightBasis, kg: Decimal, cm: Decimal, sex: Sex
) -> None:
    weight = dosing_weight(library.administration.dosing_weight, basis, kg, cm, sex)
    assert weight.kg is None or weight.kg <= kg
    assert (weight.kg is None) == (weight.lacking is not None)


@given(data=st.data(), kind=st.sampled_from(LetterKind))
def test_totals_are_sums_and_days_are_in_order(library: Library, data: st.DataObject, kind: LetterKind) -> None:
    facts = read_case(data.draw(case_files(kind)), library)
    plan = dose_plan(facts, library)
    assume(plan is not None)
    assert plan is not None
    assert plan.total_g == sum(phase.grams * phase.infusions for phase in plan.phases)
    if plan.unit_mg is not None:
        assert plan.total_units == sum((phase.units or 0) * phase.infusions for phase in plan.phases)
        assert (plan.total_units or 0) * plan.unit_mg >= plan.total_g * 1000
    doses = expected_doses(facts)
    assert [dose.earliest for dose in doses] == sorted(dose.earliest for dose in doses)
    assert all(dose.earliest <= dose.latest <= dose.last_day for dose in doses)
    assert all(facts.request.start is None or dose.earliest >= facts.request.start for dose in doses)


@given(start=days, months=st.integers(1, 24))
def test_so_many_months_never_overlap_the_next_ones(start: dt.date, months: int) -> None:
    end = last_day(start, months)
    assert end > start
    assert abs((end - start).days + 1 - months * 30.44) < 3


@given(data=st.data(), kind=st.sampled_from(LetterKind))
def test_every_item_says_what_is_so_and_what_settles_it(
    library: Library, data: st.DataObject, kind: LetterKind
) -> None:
    facts = read_case(data.draw(case_files(kind)), library)
    context = context_of(facts, library)
    items = (
        *check_dosing(facts, context),
        *check_codes(facts, context),
        *check_safety(facts, context),
        *check_deadlines(facts, context),
    )
    charted = " ".join(text for _, text in written(facts))  # an item may quote what the chart holds, whatever that is
    for entry in items:
        assert entry.text[0].isupper() or entry.text[0].isdigit()
        assert entry.text.rstrip()[-1] in ".?"
        assert entry.ok or entry.lift.endswith((".", "?"))
        said = f"{entry.text} {entry.lift}"
        assert not [blank for blank in ("None", "  ", "{", "}", "..", " .") if blank in said and blank not in charted]


@given(data=st.data(), kind=st.sampled_from(LetterKind))
def test_deadlines_of_whole_cases_hold_what_they_promise(
    library: Library, data: st.DataObject, kind: LetterKind
) -> None:
    facts = read_case(data.draw(case_files(kind)), library)
    clocks = deadlines(facts, library)
    assert len({clock.id for clock in clocks}) == len(clocks)
    for clock in clocks:
        keeps_its_promises(clock, facts, library)


@given(
    plan_type=st.sampled_from(PLAN_TYPES),
    notice=days,
    delay=st.integers(0, 40),
    printed=st.none() | st.integers(1, 250),
    window=st.none() | st.integers(1, 365),
    levels=st.sampled_from([None, 1, 2]),
    data=st.data(),
)
def test_no_deadline_precedes_its_start_and_the_earliest_reckoning_wins(
    library: Library,
    plan_type: str,
    notice: dt.date,
    delay: int,
    printed: int | None,
    window: int | None,
    levels: int | None,
    data: st.DataObject,
) -> None:
    level = data.draw(st.sampled_from(["prior_authorization", *_appeals(library, plan_type)]))
    answer = {"outcome": "denied", "notice_date": notice, "received_date": notice + dt.timedelta(days=delay)}
    if printed:
        answer["appeal_by"] = notice + dt.timedelta(days=printed)
    coverage = {"plan_type": plan_type, "windows": {"internal_appeal_1": window} if window else {}}
    facts = facts_with(
        as_of=notice + dt.timedelta(days=delay),
        coverage={**coverage, **({"internal_levels": levels} if levels else {})},
        submissions=[{"level": level, "submitted": notice, "determination": answer}],
    )
    clocks = deadlines(facts, library)
    assert any(clock.kind is DeadlineKind.FILING for clock in clocks)
    for clock in clocks:
        keeps_its_promises(clock, facts, library)
        if clock.kind is DeadlineKind.FILING and printed and clock.status is not DeadlineStatus.AUTOMATIC:
            assert clock.due_on is not None
            assert clock.due_on <= answer["appeal_by"]


@given(notice=days, delay=st.integers(0, 30), plan_type=st.sampled_from(PLAN_TYPES))
def test_knowing_the_receipt_later_never_ends_a_window_before_the_earliest_day_shown(
    library: Library, notice: dt.date, delay: int, plan_type: str
) -> None:
    """Without a receipt the day shown is the earliest that it can end, where no presumption applies."""
    received = notice + dt.timedelta(days=delay)

    def first(**answer: dt.date) -> Deadline | None:
        sent = {"level": "prior_authorization", "submitted": notice, "determination": {"outcome": "denied", **answer}}
        facts = facts_with(as_of=received, coverage={"plan_type": plan_type}, submissions=[sent])
        return next((clock for clock in deadlines(facts, library) if clock.kind is DeadlineKind.FILING), None)

    without, known = first(notice_date=notice), first(notice_date=notice, received_date=received)
    assert without is not None
    assert known is not None
    level = library.level(plan_type, without.level or "")
    presumed = level and level.filing_window and level.filing_window.receipt_presumed_days is not None
    if without.due_on and known.due_on and not presumed:
        assert without.due_on <= known.due_on


def _appeals(library: Library, plan_type: str) -> list[str]:
    return [level.id for level in library.plan_types[plan_type].levels if level.order]


def keeps_its_promises(clock: Deadline, facts: CaseFacts, library: Library) -> None:
    """Nothing ends before it began, the earliest day wins, what is undetermined says why, grounds resolve."""
    assert all(library.resolves(rule) for rule in clock.rules)
    assert (clock.due_on is None) == (not clock.reckonings)
    if clock.due_on is None:
        assert clock.because or clock.status in (DeadlineStatus.AUTOMATIC, DeadlineStatus.SETTLED)
        return
    assert clock.due_on == min(reckoning.due_on for reckoning in clock.reckonings)
    if clock.kind is not DeadlineKind.RENEWAL:
        assert all(reckoning.counted_from_on <= reckoning.due_on for reckoning in clock.reckonings)
    if clock.kind is DeadlineKind.FILING:
        assert clock.send_by is not None
        assert clock.counted_from_on is not None
        assert clock.counted_from_on <= clock.send_by <= clock.due_on
        assert clock.send_by >= add_business_days(clock.due_on, -5)
    shown = clock.due_as_of(facts.as_of)
    assert shown is not None
    if clock.status is DeadlineStatus.OPEN:
        assert facts.as_of <= shown
    if clock.status is DeadlineStatus.PAST:
        assert facts.as_of > shown
