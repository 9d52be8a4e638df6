"""Criteria on disability scores: EDSS and how it changed."""

from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from priorauth.core.criteria.base import Kind, Months, Params
from priorauth.core.criteria.verdict import Verdict, agreed, decided, met, not_documented, not_met
from priorauth.core.facts import CaseFacts, Disability
from priorauth.core.timeline import At, Window, earliest, is_before, latest, scores_in, window

if TYPE_CHECKING:
    from priorauth.core.context import Context


def edss_rise(facts: CaseFacts, within: Window) -> Verdict:
    """A score of the window above an earlier one of the window; not met only where every visit of it has its score."""
    visits = scores_in(facts, within)
    scored = [entry for entry in visits.sure if entry.item.edss is not None] if visits else []
    for entry in scored:
        for other in scored:
            if is_before(other.item.date, entry.item.date, facts.as_of) and _edss(other) < _edss(entry):
                text = f"EDSS rose from {_score(other)} to {_score(entry)}."
                return met(text, f"{other.path}.edss", f"{entry.path}.edss")
    if visits is None or len(scored) < 2:
        return not_documented("Two EDSS scores of that time are not on record.", "disability")
    unscored = [f"{entry.path}.edss" for entry in (*visits.sure, *visits.possible) if entry.item.edss is None]
    undated = [f"{entry.path}.date" for entry in (*visits.possible, *_overlapping(scored, facts))]
    if unscored or undated:
        return not_documented("The EDSS scores of that time are not complete.", *unscored, *undated)
    return not_met("EDSS did not rise in that time.", *(f"{entry.path}.edss" for entry in scored))


def _edss(entry: At[Disability]) -> Decimal:
    assert entry.item.edss is not None
    return entry.item.edss


def _score(entry: At[Disability]) -> str:
    return f"{entry.item.edss} ({entry.item.date.short()})"


def _overlapping(scored: list[At[Disability]], facts: CaseFacts) -> list[At[Disability]]:
    """Scores whose order in time is not known, where it matters."""

    def in_order(one: At[Disability], other: At[Disability]) -> bool:
        first, second = one.item.date, other.item.date
        return is_before(first, second, facts.as_of) or is_before(second, first, facts.as_of)

    return [
        one
        for one in scored
        if not one.item.date.is_exact
        and any(not in_order(one, other) and _edss(one) != _edss(other) for other in scored if other is not one)
    ]


class EdssChangeParams(Params):
    """The latest score against the earliest of the last `months` (of all, where None). `none`: there is only one."""

    direction: Literal["worse", "better", "same", "none"]
    months: Months | None = None


class EdssChange(Kind):
    kind: Literal["edss_change"]
    params: EdssChangeParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        visits = scores_in(facts, window(facts, context.on, self.params.months))
        if visits is None:
            return not_documented("EDSS is not on record.", "disability")
        entries = (*visits.sure, *visits.possible)
        if len(entries) < 2:
            return decided(self.params.direction == "none", "No two EDSS scores are on record.", "disability")
        open_paths = [f"{entry.path}.edss" for entry in entries if entry.item.edss is None]
        ends = earliest(entries, facts.as_of), latest(entries, facts.as_of)
        open_paths += [f"{entry.path}.date" for end in ends for entry in end if len(end) > 1]
        open_paths += [f"{entry.path}.date" for entry in visits.possible]
        if open_paths:
            return not_documented("The EDSS scores of that time are not complete.", *open_paths)
        first, last = ends[0][0], ends[1][0]
        text = f"EDSS {_score(first)}, then {_score(last)}."
        return decided(
            _direction(first, last) == self.params.direction, text, f"{first.path}.edss", f"{last.path}.edss"
        )


def _direction(first: At[Disability], last: At[Disability]) -> str:
    if _edss(first) == _edss(last):
        return "same"
    return "worse" if _edss(last) > _edss(first) else "better"


class BetweenParams(Params):
    """Both bounds count."""

    min: Decimal
    max: Decimal


class EdssBetween(Kind):
    """The EDSS of the latest visit lies within the bounds."""

    kind: Literal["edss_between"]
    params: BetweenParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        visits = scores_in(facts, window(facts, context.on))
        if visits is None or not visits.most:
            return not_documented("EDSS is not on record.", "disability")
        newest = (*latest(visits.sure, facts.as_of), *visits.possible)
        return agreed((self._one(entry) for entry in newest), *(f"{entry.path}.date" for entry in newest))

    def _one(self, entry: At[Disability]) -> Verdict:
        path = f"{entry.path}.edss"
        if entry.item.edss is None:
            return not_documented(f"The EDSS of {entry.item.date.short()} is not on record.", path)
        return decided(self.params.min <= entry.item.edss <= self.params.max, f"EDSS {_score(entry)}.", path)
