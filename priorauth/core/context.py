"""What a judgment needs besides the facts."""

import datetime as dt
from dataclasses import dataclass, replace

from priorauth.core.facts import CaseFacts
from priorauth.core.indications import Choice, Verdicts, choose
from priorauth.core.library import Library
from priorauth.core.routes import route_of
from priorauth.core.stage import Stage, stage_of
from priorauth.core.vocabulary import LetterKind, Route


@dataclass(frozen=True)
class Context:
    """`on` is the day of judgment: the letter's date, or an earlier one where criteria are answered as at the start of
    treatment. `service_on` is the day of service: the start asked for, or the letter's date. What is not settled, or
    does not apply, is None.
    """

    library: Library
    on: dt.date
    service_on: dt.date
    kind: LetterKind | None = None
    indication: str | None = None
    stage: Stage | None = None
    route: Route | None = None

    def at(self, day: dt.date) -> "Context":
        """The same, judged as at an earlier day: what is dated later does not count."""
        return replace(self, on=day)


def context_of(facts: CaseFacts, library: Library, kind: LetterKind | None = None) -> Context:
    """The whole context of a case for a letter kind, or for none where the case is only checked."""
    return settled_context(facts, library, kind)[0]


def settled_context(
    facts: CaseFacts, library: Library, kind: LetterKind | None = None
) -> tuple[Context, Verdicts, Choice]:
    """The context, with the verdicts on the indications and the choice among them that settled it."""
    service_on = facts.request.start or facts.as_of
    stage = stage_of(facts, library, kind)
    bare = Context(library, on=facts.as_of, service_on=service_on, kind=kind, stage=stage)
    staged = replace(bare, route=route_of(facts, bare))
    verdicts = Verdicts(facts, staged)
    choice = choose(facts, verdicts)
    return replace(staged, indication=choice.id), verdicts, choice
