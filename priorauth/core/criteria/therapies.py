"""Criteria on disease-modifying therapies. `among` names therapies or classes of the library."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from priorauth.core.criteria.base import AtLeastOne, Kind, Params, UseParams
from priorauth.core.criteria.verdict import Verdict, all_of, any_of, decided, met, not_documented, not_met
from priorauth.core.dates import months_after
from priorauth.core.facts import CaseFacts, Therapy
from priorauth.core.timeline import At, numbered, span, window
from priorauth.core.typography import capital, listed, number_word
from priorauth.core.vocabulary import Outcome, Standing

if TYPE_CHECKING:
    from priorauth.core.context import Context

_SAID = {
    Outcome.FAILED: "{} failed",
    Outcome.INTOLERANT: "{} was not tolerated",
    Outcome.CONTRAINDICATED: "{} is contraindicated",
    Outcome.COMPLETED: "{} was completed",
    Outcome.ONGOING: "{} is being taken",
}
_NO_HISTORY = not_documented("The therapies tried are not on record.", "therapies")


class TriedParams(UseParams):
    """`min_trial_months` counts for failures only: a therapy not tolerated or ruled out needs no trial."""

    among: tuple[str, ...] = Field(alias="from")
    at_least: AtLeastOne
    outcomes: tuple[Outcome, ...]
    min_trial_months: int | None = None


class TriedAndFailed(Kind):
    """So many different therapies ended in one of these ways by the day of judgment."""

    kind: Literal["tried_and_failed"]
    params: TriedParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        return _judged(self.params, facts, context, lambda entry: self._entry(entry, facts, context))

    def _entry(self, entry: At[Therapy], facts: CaseFacts, context: "Context") -> Verdict:
        outcome = _outcome(entry, self.params.outcomes, context)
        if not outcome.is_met:
            return outcome
        parts = [outcome, _by_then(entry, facts, context)]
        if entry.item.outcome is Outcome.FAILED and self.params.min_trial_months:
            parts.append(_trial(entry, self.params.min_trial_months, facts))
        return all_of(parts)


class TherapyStatusParams(Params):
    """Counts therapies with one of these outcomes, and of these reasons where any is named."""

    among: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    reasons: tuple[str, ...] = ()
    at_least: AtLeastOne = 1
    at_most: int | None = None


class TherapyStatus(Kind):
    kind: Literal["therapy_status"]
    params: TherapyStatusParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        return _judged(self.params, facts, context, lambda entry: self._entry(entry, context), self.params.at_most)

    def _entry(self, entry: At[Therapy], context: "Context") -> Verdict:
        return all_of([_outcome(entry, self.params.outcomes, context), self._reason(entry)])

    def _reason(self, entry: At[Therapy]) -> Verdict:
        reason, wanted = entry.item.reason, self.params.reasons
        if not wanted:
            return met("")
        if reason is None:
            return not_documented("Why it ended is not on record.", f"{entry.path}.reason")
        return decided(reason in wanted, "", f"{entry.path}.reason")


class AmongParams(Params):
    among: tuple[str, ...]


class NotRecordedTherapy(Kind):
    """The history is on record and names none of these, by whatever outcome."""

    kind: Literal["not_recorded_therapy"]
    params: AmongParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        if facts.therapies is None:
            return _NO_HISTORY
        named = _entries(facts, context, self.params.among)
        if named:
            paths = [entry.path for entries in named.values() for entry in entries]
            return not_met(f"The history names {_listed_names(list(named), context)}.", *paths)
        return met(f"The history names none of {listed(self.params.among, 'or')}.", "therapies")


def therapy_name(therapy_id: str, context: "Context") -> str:
    """The generic name, as the library has it."""
    record = context.library.therapies.get(therapy_id) or context.library.therapy_history.get(therapy_id)
    return record.generic if record else therapy_id.replace("_", " ")


def _entries(facts: CaseFacts, context: "Context", among: tuple[str, ...]) -> dict[str, list[At[Therapy]]]:
    """Entries of the history by therapy; the same drug taken twice is one therapy."""
    wanted = {member for name in among for member in (name, *context.library.therapies_in(name))}
    found: dict[str, list[At[Therapy]]] = {}
    for entry in numbered("therapies", facts.therapies or ()):
        if entry.item.therapy in wanted:
            found.setdefault(entry.item.therapy, []).append(entry)
    return found


def _judged(
    params: TriedParams | TherapyStatusParams,
    facts: CaseFacts,
    context: "Context",
    judge: Callable[[At[Therapy]], Verdict],
    at_most: int | None = None,
) -> Verdict:
    """How many therapies among those asked for have an entry that `judge` finds met."""
    if facts.therapies is None:
        return _NO_HISTORY
    by_therapy = {
        therapy: _either([judge(entry) for entry in entries])
        for therapy, entries in _entries(facts, context, params.among).items()
    }
    return _counted(by_therapy, params.at_least, context, at_most)


def _outcome(entry: At[Therapy], outcomes: tuple[Outcome, ...], context: "Context") -> Verdict:
    if entry.item.outcome is None:
        return not_documented("How it ended is not on record.", f"{entry.path}.outcome")
    text = _SAID[entry.item.outcome].format(therapy_name(entry.item.therapy, context))
    return decided(entry.item.outcome in outcomes, text, f"{entry.path}.outcome")


def _either(entries: list[Verdict]) -> Verdict:
    """One of the entries of a therapy is enough, and one is said."""
    counting = next((verdict for verdict in entries if verdict.is_met), None)
    return counting or any_of(entries)


def _by_then(entry: At[Therapy], facts: CaseFacts, context: "Context") -> Verdict:
    """Whether it had come to that by the day of judgment. A contraindication without a date is taken to hold then."""
    ended, ruled_out = entry.item.ended or entry.item.started, entry.item.outcome is Outcome.CONTRAINDICATED
    if context.on >= facts.as_of or (ruled_out and ended is None):
        return met("")
    if entry.item.ended is None and not ruled_out:
        return not_documented("When it ended is not on record.", f"{entry.path}.ended")
    assert ended is not None
    standing = window(facts, context.on).holds(ended)
    if standing is Standing.NOT_DOCUMENTED:
        return not_documented("The day on which it ended is not on record.", f"{entry.path}.ended")
    return decided(standing is Standing.MET, "", f"{entry.path}.ended")


def _trial(entry: At[Therapy], months: int, facts: CaseFacts) -> Verdict:
    """Whether a failed therapy was taken that long, for every start and end that its dates may mean."""
    started, ended = entry.item.started, entry.item.ended
    if started is None:
        return not_documented("How long it was taken is not on record.", f"{entry.path}.started")
    start_first, start_last = span(started, facts.as_of)
    end_first, end_last = span(ended, facts.as_of) if ended else (start_last, facts.as_of)
    if months_after(start_last, months) <= end_first:
        return met("", f"{entry.path}.started", f"{entry.path}.ended")
    if months_after(start_first, months) > end_last:
        return not_met("", f"{entry.path}.started", *([f"{entry.path}.ended"] if ended else []))
    open_path = "ended" if ended is None or not ended.is_exact else "started"
    return not_documented("How long it was taken is not known exactly enough.", f"{entry.path}.{open_path}")


def _counted(by_therapy: dict[str, Verdict], at_least: int, context: "Context", at_most: int | None = None) -> Verdict:
    """So many of the therapies, with the sentence that says which."""
    sure = [verdict for verdict in by_therapy.values() if verdict.is_met]
    maybe = {therapy: verdict for therapy, verdict in by_therapy.items() if verdict.is_open}
    facts = tuple(dict.fromkeys(path for verdict in sure for path in verdict.facts))
    text = _sum([verdict.text for verdict in sure], at_least)
    least, most = len(sure), len(sure) + len(maybe)
    if most < at_least or (at_most is not None and least > at_most):
        return not_met(text, *(facts or ("therapies",)))
    if least < at_least or (at_most is not None and most > at_most):
        missing = dict.fromkeys(path for verdict in maybe.values() for path in verdict.missing)
        unsure = f"Of {_listed_names(list(maybe), context)} the record does not hold enough to tell."
        return not_documented(f"{text} {unsure}", *missing, facts=facts)
    return met(text, *(facts or ("therapies",)))


def _sum(said: list[str], needed: int) -> str:
    count = capital(number_word(len(said)))
    if not said:
        return f"No such therapy on record, where {number_word(needed)} {'is' if needed == 1 else 'are'} needed."
    if len(said) > needed:
        count = f"{count}, where {number_word(needed)} {'is' if needed == 1 else 'are'} needed"
    elif needed == 1:
        count = "One is needed"
    else:
        count = f"{count} of the {number_word(needed)} needed"
    return f"{count}: {listed(said)}."


def _listed_names(therapies: list[str], context: "Context") -> str:
    return listed([therapy_name(therapy, context) for therapy in therapies])
