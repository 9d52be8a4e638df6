"""The request's days against each other: start, doses, review, end, authorization."""

import datetime as dt
from collections.abc import Iterator, Sequence

from priorauth.core.dates import is_business_day, long_date
from priorauth.core.dosing.plan import DosePlan, last_day
from priorauth.core.dosing.schedule import ExpectedDose, expected_doses
from priorauth.core.facts import CaseFacts
from priorauth.core.items import advice, before_signing
from priorauth.core.letter import CheckItem
from priorauth.core.typography import capital, counted, listed, number_word, ordinal_word

WEIGHT_DAYS = 90  # exhibits:weight_record asks for a weight within 30 to 90 days


def check_dates(facts: CaseFacts, plan: DosePlan | None) -> Iterator[CheckItem]:
    """A start in the past, doses outside the dates asked for, a review before a dose, infusions on days off."""
    request = facts.request
    if request.start and request.start < facts.as_of:
        text = f"The first day asked for, {long_date(request.start)}, is before the letter's date."
        lift = "Ask for a later start; what was given before needs a retroactive request."
        yield before_signing("dose.start_past", text, lift)
    doses = expected_doses(facts)
    if doses:
        yield from _fit(facts, doses)
        yield from _review(facts, doses)
        yield from _days_off(doses)
    yield from _weight(facts)
    if plan is not None:
        yield from _granted(facts, plan)


def _fit(facts: CaseFacts, doses: Sequence[ExpectedDose]) -> Iterator[CheckItem]:
    start, months = facts.request.start, facts.request.months
    if start is None or months is None:
        return
    end, last = last_day(start, months), doses[-1]
    if last.last_day > end:
        text = (
            f"The {_name(last)} falls {_when(last)}, after {long_date(end)}, the last day asked for "
            f"({counted(months, 'month')} from {long_date(start)})."
        )
        yield before_signing("dose.phases_do_not_fit", text, "Ask for more months, or for fewer doses.")
        return
    every = facts.request.phases[-1].every_weeks
    further = last.latest + dt.timedelta(days=int(every * 7)) if every else None
    if further and further <= end:
        when = f"{'about' if last.is_about else 'on'} {long_date(further)}"
        text = f"By the same rhythm a further dose falls {when}, within the dates asked for."
        yield advice("dose.further_dose_fits", text, "Ask whether it belongs to this request; it is not counted in it.")


def _review(facts: CaseFacts, doses: Sequence[ExpectedDose]) -> Iterator[CheckItem]:
    review = facts.request.review_date
    after = [dose for dose in doses if review and dose.last_day > review]
    if review is None or not after:
        return
    if len(after) == 1:
        text = f"The review is set for {long_date(review)}, and the {_name(after[0])} falls {_when(after[0])}."
        yield before_signing("dose.review_before_dose", text, "Move the review or the dose.")
        return
    later = f"{capital(number_word(len(after)))} of {counted(len(doses), 'dose')}"
    text = f"{later} fall after the review of {long_date(review)}."
    lift = "Say what becomes of them if the review shows no benefit, or set a second review at the end."
    yield advice("dose.review_midway", text, lift)


def _days_off(doses: Sequence[ExpectedDose]) -> Iterator[CheckItem]:
    course = [dose for dose in doses if dose.days > 1 and dose.earliest == dose.latest and not dose.is_about]
    days = [dose.earliest + dt.timedelta(days=day) for dose in course for day in range(dose.days)]
    off = [day for day in days if not is_business_day(day)]
    if off:
        said = listed(
            [f"{day:%A}, {long_date(day)}{'' if day.weekday() > 4 else ', a federal holiday'}" for day in off]
        )
        text = f"The daily course runs over {said}."
        yield advice("dose.days_off", text, "Ask whether the site infuses on that day, or move the start.")


def _weight(facts: CaseFacts) -> Iterator[CheckItem]:
    weight = facts.patient.weight
    if weight is None:
        return
    if weight.date is None:
        yield advice("dose.weight_date", "The weight has no date.", "Give the day on which it was measured.")
    elif (facts.as_of - weight.date).days > WEIGHT_DAYS:
        days = (facts.as_of - weight.date).days
        text = f"The weight is {days} days old ({long_date(weight.date)}); payers look for one within 30 to 90 days."
        yield advice("dose.weight_date", text, "Weigh the patient again before the request.")


def _granted(facts: CaseFacts, plan: DosePlan) -> Iterator[CheckItem]:
    """What an authorization on record grants against what is asked for now."""
    for submission in facts.submissions:
        granted = submission.determination.authorization if submission.determination else None
        if granted is None or (granted.ends and plan.start and granted.ends < plan.start):
            continue
        if granted.product and granted.product != plan.product:
            text = f"The authorization on record is for {granted.product}, the request for {plan.product}."
            yield before_signing("dose.authorized_product", text, "Ask for the product that is to be given.")
        elif granted.units is not None and plan.total_units is not None and granted.units != plan.total_units:
            text = f"The authorization on record grants {granted.units} units; this request is {plan.total_units}."
            yield advice("dose.authorized_units", text, "Say in the request how the difference arises.")


def _name(dose: ExpectedDose) -> str:
    return f"{ordinal_word(dose.number)} {dose.name} dose" if dose.number > 1 else f"{dose.name} dose"


def _when(dose: ExpectedDose) -> str:
    first, last = dose.earliest, dose.latest
    if first == last:
        return f"{'about' if dose.is_about else 'on'} {long_date(first)}"
    return f"between {long_date(first)} and {long_date(last)}"
