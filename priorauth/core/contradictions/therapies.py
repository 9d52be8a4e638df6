"""Therapies against themselves and each other: dates, outcomes, reasons, drugs that exclude one another."""

import datetime as dt
from collections.abc import Iterator
from itertools import combinations

from priorauth.core.contradictions.saying import contradiction, span_said
from priorauth.core.facts import CaseFacts, Therapy
from priorauth.core.items import advice
from priorauth.core.letter import CheckItem
from priorauth.core.library import Library
from priorauth.core.naming import drug
from priorauth.core.timeline import At, numbered
from priorauth.core.typography import capital
from priorauth.core.vocabulary import Outcome

# Reasons for stopping that name no failure of the drug, and the one that names nothing else.
_NO_FAILURE = ("pregnancy_or_planning", "breastfeeding", "cost_access", "patient_choice", "max_course_reached")
_FAILURE = "lack_of_efficacy"


def therapy_contradictions(facts: CaseFacts, library: Library) -> Iterator[CheckItem]:
    """Therapies whose dates, outcomes or reasons do not agree."""
    therapies = numbered("therapies", facts.therapies or ())
    for entry in therapies:
        yield from _outcome_and_dates(entry, library)
        yield from _outcome_and_reason(entry, library)
        yield from _before_approval(entry, library)
    for one, other in combinations(therapies, 2):
        if overlap(one.item, other.item, facts.as_of):
            yield from _taken_together(one, other, library)


def sure_days(therapy: Therapy, as_of: dt.date) -> tuple[dt.date, dt.date] | None:
    """The days on which it was surely taken; None where there may be none."""
    if therapy.started is None:
        return None
    if therapy.ended:
        last = therapy.ended.first
    elif therapy.outcome is Outcome.ONGOING:
        last = as_of
    else:
        return None
    first = therapy.started.last
    return (first, last) if first <= last else None


def overlap(one: Therapy, other: Therapy, as_of: dt.date) -> bool:
    """Whether both were surely taken on more than the one day of a change."""
    first, second = sure_days(one, as_of), sure_days(other, as_of)
    return bool(first and second and max(first[0], second[0]) < min(first[1], second[1]))


def _outcome_and_dates(entry: At[Therapy], library: Library) -> Iterator[CheckItem]:
    therapy = entry.item
    name = drug(library, therapy.therapy)
    if therapy.outcome is Outcome.ONGOING and therapy.ended:
        text = f"{name} is recorded as ongoing and as ended in {therapy.ended.long()}."
        yield contradiction(f"ongoing_ended.{entry.path}", text, f"{entry.path}.outcome", f"{entry.path}.ended")


def _outcome_and_reason(entry: At[Therapy], library: Library) -> Iterator[CheckItem]:
    therapy, reason = entry.item, library.discontinuation_reasons.get(entry.item.reason or "")
    if reason is None:
        return
    failed_without = therapy.outcome is Outcome.FAILED and therapy.reason in _NO_FAILURE
    failed_within = therapy.outcome is Outcome.INTOLERANT and therapy.reason == _FAILURE
    if failed_without or failed_within:
        text = (
            f"{drug(library, therapy.therapy)} is recorded with the outcome {therapy.outcome} and the reason "
            f"“{reason.label}”, which do not go together."
        )
        yield contradiction(f"outcome_reason.{entry.path}", text, f"{entry.path}.outcome", f"{entry.path}.reason")


def _before_approval(entry: At[Therapy], library: Library) -> Iterator[CheckItem]:
    record, started = library.therapies.get(entry.item.therapy), entry.item.started
    if record and started and started.last.year < record.us_approval_year:
        year = record.us_approval_year
        text = f"{record.generic} is recorded from {started.long()}; it was approved in the US in {year}."
        lift = f"Correct {entry.path}.started, or say in {entry.path}.detail that it was given in a trial."
        yield advice(f"contradiction.before_approval.{entry.path}", capital(text), lift)


def _taken_together(one: At[Therapy], other: At[Therapy], library: Library) -> Iterator[CheckItem]:
    same = one.item.therapy == other.item.therapy
    if not same and not _exclude_each_other(one.item.therapy, other.item.therapy, library):
        return
    name, other_name = drug(library, one.item.therapy), drug(library, other.item.therapy)
    text = f"{name} is recorded {span_said(one.item)} and {'again' if same else other_name} {span_said(other.item)}"
    text += "." if same else ": the label of one rules the other out at the same time."
    paths = [f"{entry.path}.{name}" for entry in (one, other) for name in ("started", "ended")]
    yield contradiction(f"taken_together.{other.path}", text, *paths)


def _exclude_each_other(one: str, other: str, library: Library) -> bool:
    return _rules_out(one, other, library) or _rules_out(other, one, library)


def _rules_out(one: str, other: str, library: Library) -> bool:
    # The library's ids say it: `concurrent_dimethyl_or_diroximel_fumarate` names both fumarates.
    record = library.therapies.get(one)
    named = [item.split("_") for item in record.contraindications if item.startswith("concurrent_")] if record else []
    return any(set(other.split("_")) <= set(words) for words in named)
