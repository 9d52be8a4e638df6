"""Units used against units granted: what was infused under an authorization, in units of the product's own code."""

from collections.abc import Iterator

from priorauth.core.dates import short_date
from priorauth.core.deadlines import PRIOR_RENEWAL, Deadline
from priorauth.core.dosing import units_of
from priorauth.core.facts.chart import PriorAuthorization
from priorauth.core.facts.submissions import Authorization
from priorauth.core.records.product import Hcpcs
from priorauth.core.tracking.dealings import Given
from priorauth.core.tracking.model import Place, Step, StepKind, Usage
from priorauth.core.tracking.position import Position
from priorauth.core.typography import capital, counted


def usages_of(position: Position) -> tuple[Usage, ...]:
    """Of each authorization that no renewal has followed and that says how many units it grants; the first to end
    first."""
    return tuple(usage for clock in position.renewals if (usage := _usage(position, clock)) is not None)


def usage_steps(position: Position) -> Iterator[Step]:
    """A warning where the units are used up before the end, or where some are left when the renewal is due.

    An authorization under which no infusion is logged asks for nothing: the clinic may not be the one that infuses.
    """
    for clock in position.renewals:
        usage = _usage(position, clock)
        if usage is None or usage.used is None or not usage.infusions or position.facts.as_of > usage.ends_on:
            continue
        ends, said = short_date(usage.ends_on), f"{usage.used} of {usage.granted} units are used"
        if usage.used >= usage.granted:
            why = f"{said} and the authorization runs to {ends}: a further infusion is not covered."
            because = "the day of the next infusion is not on record"
            yield _step("Ask for more units before the next infusion", why).model_copy(update={"because": because})
        elif clock.due_on is not None and position.facts.as_of >= clock.due_on:
            why = f"{said}; {usage.left} are left, and the authorization ends on {ends}."
            yield _step("Use the units that are left, or have them extended", why).model_copy(
                update={"due_on": usage.ends_on}
            )


def _step(do: str, why: str) -> Step:
    return Step(kind=StepKind.UNITS, do=do, why=why, act="See the infusions", place=Place.INFUSIONS)


def _usage(position: Position, clock: Deadline) -> Usage | None:
    granted, product = _granted(position, clock)
    if granted is None or granted.units is None or granted.ends is None:
        return None
    record = position.library.products.get(product or "")
    hcpcs = record.hcpcs if record else None
    unit_mg = hcpcs.unit_mg if hcpcs and hcpcs.code else None
    days = [
        one
        for one in position.dealings.given
        if one.date <= granted.ends and (granted.begins is None or granted.begins <= one.date)
    ]
    ours = [one for one in days if _is_billed_so(position, one, hcpcs)]
    weighed = [one.grams for one in ours if one.grams is not None]
    return Usage(
        clock=clock.id,
        begins_on=granted.begins,
        ends_on=granted.ends,
        granted=granted.units,
        used=None if unit_mg is None else sum(units_of(grams, unit_mg) for grams in weighed),
        infusions=len(weighed),
        code=(hcpcs.code or "") if hcpcs else "",
        unit_mg=unit_mg,
        is_confirmed=record is None or position.library.hcpcs_unit_is_verified(record.id),
        uncounted=tuple(_uncounted(len(days) - len(ours), len(ours) - len(weighed), has_unit=unit_mg is not None)),
    )


def _granted(position: Position, clock: Deadline) -> tuple[Authorization | PriorAuthorization | None, str | None]:
    """The authorization that the clock counts, with its product: the one that was asked for where it names none."""
    asked = position.facts.request.product
    if clock.id == PRIOR_RENEWAL:
        prior = position.facts.prior_ivig
        return (prior.authorization, prior.product or asked) if prior else (None, None)
    assert clock.submission is not None
    answer = position.facts.submissions[clock.submission].determination
    granted = answer.authorization if answer else None
    return (granted, granted.product or asked) if granted else (None, None)


def _is_billed_so(position: Position, one: Given, hcpcs: Hcpcs | None) -> bool:
    """Whether an infusion is billed by the code that the authorization is for; one that names no product is."""
    if one.product is None or hcpcs is None:
        return True
    record = position.library.products.get(one.product)
    return record is not None and record.hcpcs.code == hcpcs.code


def _uncounted(others: int, unweighed: int, *, has_unit: bool) -> Iterator[str]:
    if others:
        yield capital(f"{counted(others, 'infusion')} of another product {'is' if others == 1 else 'are'} not counted.")
    if unweighed:
        yield capital(
            f"{counted(unweighed, 'infusion')} without grams {'is' if unweighed == 1 else 'are'} not counted."
        )
    if not has_unit:
        yield "The library does not know the size of the code’s unit, so that no units are counted."
