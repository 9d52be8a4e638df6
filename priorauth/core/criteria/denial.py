"""Criteria on the denial that the letter answers."""

from typing import TYPE_CHECKING, Literal

from priorauth.core.criteria.base import Kind, Params
from priorauth.core.criteria.verdict import Verdict, any_of, decided, met, not_documented, not_met
from priorauth.core.dates import short_date
from priorauth.core.facts import CaseFacts, Determination
from priorauth.core.timeline import Window
from priorauth.core.typography import listed, lowered
from priorauth.core.vocabulary import Standing

if TYPE_CHECKING:
    from priorauth.core.context import Context

_NO_DENIAL = not_met("The letter answers no denial.", "submissions")


class ReasonsParams(Params):
    """Reasons of the denial that the letter answers: one of them where `any`, else each."""

    ids: tuple[str, ...]
    any: bool = True


class DenialReasonIs(Kind):
    kind: Literal["denial_reason"]
    params: ReasonsParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        denial, path = denial_of(facts, context)
        if denial is None:
            return _NO_DENIAL
        if not denial.reasons:
            return not_documented("The reasons of the denial are not on record.", f"{path}.reasons")
        named = [f"{path}.reasons[{index}]" for index, one in enumerate(denial.reasons) if one in self.params.ids]
        holds = bool(named) if self.params.any else len(named) >= len(set(self.params.ids))
        records = (context.library.denial_reasons.get(one) for one in denial.reasons)
        said = listed([lowered(record.label) for record in records if record])
        return decided(holds, f"The denial gives as its reason: {said}.", *(named or [f"{path}.reasons"]))


class DenialQuoted(Kind):
    """The notice's own words are on record."""

    kind: Literal["denial_quoted"]
    params: Params = Params()

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        denial, path = denial_of(facts, context)
        if denial is None:
            return _NO_DENIAL
        if denial.quote is None:
            return not_documented("The notice's own words are not on record.", f"{path}.quote")
        return met("The notice's own words are on record.", f"{path}.quote")


class NewSinceParams(Params):
    what: Literal["relapses", "imaging", "disability", "therapies", "any"]


class NewSince(Kind):
    """Dated after the notice of the denial that the letter answers; a therapy by its start or end."""

    kind: Literal["new_since"]
    params: NewSinceParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        denial, path = denial_of(facts, context)
        if denial is None:
            return _NO_DENIAL
        if denial.notice_date is None:
            return not_documented("The date of the notice is not on record.", f"{path}.notice_date")
        until = Window(None, denial.notice_date, facts.as_of)
        names = ("relapses", "imaging", "disability", "therapies") if self.params.what == "any" else (self.params.what,)
        return any_of(_newer(name, facts, until) for name in names)


def _newer(name: str, facts: CaseFacts, until: Window) -> Verdict:
    items = getattr(facts, name)
    if items is None:
        return not_documented(f"No {name} on record.", name)
    fields = ("started", "ended") if name == "therapies" else ("date",)
    dates = {f"{name}[{index}].{field}": getattr(item, field) for index, item in enumerate(items) for field in fields}
    standings = {path: until.holds(date) if date else Standing.NOT_DOCUMENTED for path, date in dates.items()}
    newer = [path for path, standing in standings.items() if standing is Standing.NOT_MET]
    if newer:
        return met(f"New since {short_date(until.last)}.", *newer)
    unsure = [path for path, standing in standings.items() if standing is Standing.NOT_DOCUMENTED]
    if unsure:
        return not_documented("The exact date decides whether it is new.", *unsure)
    return not_met(f"Nothing new since {short_date(until.last)}.", name)


def denial_of(facts: CaseFacts, context: "Context") -> tuple[Determination | None, str]:
    """The determination that the letter answers, with its path; None where it answers none."""
    index = context.stage.denial if context.stage else None
    if index is None:
        return None, "submissions"
    return facts.submissions[index].determination, f"submissions[{index}].determination"
