"""What a course costs and what the patient would pay of it, step by step, with everything that was assumed.

Amounts are US dollars. Nothing is filled in: where an amount is not known the reckoning stops and says what is missing.
"""

import datetime as dt
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from priorauth.core.dates import long_date
from priorauth.core.dosing import DosePlan
from priorauth.core.letter import Value
from priorauth.core.typography import counted, figure

_CENT = Decimal("0.01")


class Price(Value):
    """An amount with where it comes from and when that was true; a price without both is no ground for anything."""

    usd: Decimal
    source: str
    date: dt.date

    @property
    def said(self) -> str:
        return f"{self.source}, {long_date(self.date)}"


class Share(Value):
    """What is left for the patient to pay under the plan this year, as a benefits check gave it; None is not known."""

    deductible_left_usd: Decimal | None = None
    coinsurance_percent: Decimal | None = None
    out_of_pocket_left_usd: Decimal | None = None
    source: str = ""
    date: dt.date | None = None


class CostInputs(Value):
    """`per_gram` is the drug alone, `per_infusion` what giving it costs. `help_usd`: what a program pays at most."""

    per_gram: Price | None = None
    per_infusion: Price | None = None
    share: Share = Share()
    help_usd: Decimal | None = None
    help_name: str = ""


class Step(Value):
    """One line of the sum: what it is, how it was reckoned, the amount."""

    id: str
    label: str
    sum: str
    usd: Decimal


class Estimate(Value):
    """`patient_usd` is None where something is missing; `missing` says what, in words."""

    steps: tuple[Step, ...]
    patient_usd: Decimal | None
    assumed: tuple[str, ...]
    missing: tuple[str, ...]


def estimate(plan: DosePlan, inputs: CostInputs) -> Estimate:
    """The cost of what is asked for and the patient's part of it."""
    missing = tuple(_missing(inputs))
    steps = [*_course(plan, inputs)]
    patient = None
    if not missing:
        steps += _patients_part(sum((step.usd for step in steps), Decimal(0)), inputs)
        patient = steps[-1].usd
    return Estimate(
        steps=tuple(steps), patient_usd=patient, assumed=tuple(_assumed(inputs, is_whole=not missing)), missing=missing
    )


def _course(plan: DosePlan, inputs: CostInputs) -> Iterator[Step]:
    if inputs.per_gram:
        grams = plan.total_g
        said = f"{figure(grams)} g × {dollars(inputs.per_gram.usd)} a gram"
        yield Step(id="drug", label="Drug", sum=said, usd=_cents(grams * inputs.per_gram.usd))
    if inputs.per_infusion:
        said = f"{counted(plan.infusions, 'infusion')} × {dollars(inputs.per_infusion.usd)}"
        yield Step(id="giving", label="Infusion", sum=said, usd=_cents(plan.infusions * inputs.per_infusion.usd))


def _patients_part(allowed: Decimal, inputs: CostInputs) -> Iterator[Step]:
    """Deductible first, then the share of the rest, no more than the year's limit, less what a program pays."""
    share = inputs.share
    assert share.deductible_left_usd is not None
    assert share.coinsurance_percent is not None
    assert share.out_of_pocket_left_usd is not None
    deductible = min(share.deductible_left_usd, allowed)
    left = dollars(share.deductible_left_usd)
    said = f"{left} left" if deductible == share.deductible_left_usd else f"{left} left, no more than the cost"
    yield Step(id="deductible", label="Deductible", sum=said, usd=_cents(deductible))
    rest = allowed - deductible
    percent = figure(share.coinsurance_percent)
    part = _cents(rest * share.coinsurance_percent / 100)
    yield Step(id="coinsurance", label="Coinsurance", sum=f"{percent}% of the rest, {dollars(rest)}", usd=part)
    before = deductible + part
    pays = min(before, share.out_of_pocket_left_usd)
    limit = dollars(share.out_of_pocket_left_usd)
    said = f"{dollars(before)}, no more than {limit} left this year"
    yield Step(id="pays", label="The patient pays", sum=said, usd=_cents(pays))
    if inputs.help_usd is not None:
        helped = min(inputs.help_usd, pays)
        said = f"{dollars(pays)} − {dollars(helped)} from {inputs.help_name or 'a program'}"
        yield Step(id="after_help", label="The patient pays with help", sum=said, usd=_cents(pays - helped))


def _missing(inputs: CostInputs) -> Iterator[str]:
    share = inputs.share
    if inputs.per_gram is None:
        yield "a price per gram, with its source and date"
    if share.deductible_left_usd is None:
        yield "how much of the deductible is left"
    if share.coinsurance_percent is None:
        yield "the coinsurance, in percent"
    if share.out_of_pocket_left_usd is None:
        yield "how much is left up to the out-of-pocket limit"


def _assumed(inputs: CostInputs, *, is_whole: bool) -> Iterator[str]:
    if inputs.per_gram:
        yield f"Price of the drug: {inputs.per_gram.said}. The plan’s allowed amount can be another."
    if inputs.per_infusion:
        yield f"Price of an infusion: {inputs.per_infusion.said}."
    else:
        yield "Drug only: facility, nursing and administration charges come on top."
    if not is_whole:
        return
    share = inputs.share
    if share.source and share.date:
        yield f"Deductible, coinsurance and limit: {share.source}, {long_date(share.date)}."
    yield "The plan covers the course, and every infusion falls into the same plan year."
    if inputs.help_usd is not None:
        yield "The plan counts what a program pays toward deductible and limit. Where it does not, more is left."


def dollars(amount: Decimal) -> str:
    """`$1,234.50`."""
    return f"${_cents(amount):,}"


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(_CENT, ROUND_HALF_UP)
