"""What is not on record: what it costs to get, and what it would unlock; dearest last, and what unlocks most first.

What a path unlocks is not guessed: it is every criterion, indication and question whose verdict named that path, and
the stop that stands for it.
"""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from priorauth.core.criteria.record import Reading, read
from priorauth.core.criteria.therapies import therapy_name
from priorauth.core.facts import CaseFacts, Disability, Imaging, Relapse, Therapy
from priorauth.core.indications import IndicationVerdict
from priorauth.core.items import before_signing, stop
from priorauth.core.letter import CheckItem, Missing
from priorauth.core.library import Library
from priorauth.core.paths import value_at
from priorauth.core.policy_answers import CriterionVerdict
from priorauth.core.questions import QuestionVerdict
from priorauth.core.records.wanted import Wanted
from priorauth.core.stage import ANSWERS_A_DENIAL
from priorauth.core.typography import counted, listed, lowered
from priorauth.core.vocabulary import CheckLevel

if TYPE_CHECKING:
    from priorauth.core.context import Context

_DEFAULT_EFFORT = 2
_DENIAL = "submissions.determination"


def missing_facts(
    facts: CaseFacts,
    context: "Context",
    wanted: Iterable[tuple[str, Wanted]],
    criteria: Iterable[CriterionVerdict],
    indications: Iterable[IndicationVerdict],
    questions: Iterable[QuestionVerdict],
) -> tuple[Missing, ...]:
    """Every path that is wanted (`needed`) or would decide something, and holds nothing: by effort, then by what it
    unlocks, then in the order found."""
    unlocks: dict[str, list[str]] = {}
    for path, record in wanted:
        unlocks.setdefault(path, []).append(f"missing.{path}" if record.level is CheckLevel.STOP else "")
    for path, name in _deciding(criteria, indications, questions):
        unlocks.setdefault(path, []).append(name)
    found = [
        _missing(path, tuple(dict.fromkeys(filter(None, names))), facts, context) for path, names in unlocks.items()
    ]
    return tuple(sorted(found, key=_order))


def _deciding(
    criteria: Iterable[CriterionVerdict], indications: Iterable[IndicationVerdict], questions: Iterable[QuestionVerdict]
) -> Iterator[tuple[str, str]]:
    for one in criteria:
        yield from ((path, one.rule) for path in (one.verdict.missing if one.verdict else ()))
    for judged in indications:
        yield from ((path, f"indications:{judged.indication.id}") for path in judged.verdict.missing)
    for question in questions:
        yield from ((path, question.rule) for path in question.verdict.missing)


def _order(missing: Missing) -> tuple[int, bool, int]:
    lifts = any(name.startswith("missing.") for name in missing.unlocks)
    return missing.effort, not lifts, -len(missing.unlocks)


def _missing(path: str, unlocks: tuple[str, ...], facts: CaseFacts, context: "Context") -> Missing:
    effort = context.library.upkeep.rank_of(path) or _DEFAULT_EFFORT
    ask = f"{asked_for(path, context.library)}{_which(path, facts, context)}"
    return Missing(path=path, effort=effort, unlocks=unlocks, text=f"{ask}{_so_that(unlocks)}.")


def _so_that(unlocks: tuple[str, ...]) -> str:
    said = [counted(number, *nouns) for nouns, number in _kinds_of(unlocks).items() if number]
    parts = ["no letter goes without it"] if any(name.startswith("missing.") for name in unlocks) else []
    if said:
        parts.append(f"{listed(said)} {'waits' if len(unlocks) - len(parts) == 1 else 'wait'} for it")
    return f": {listed(parts)}" if parts else ""


def _kinds_of(unlocks: tuple[str, ...]) -> dict[tuple[str, str], int]:
    """How many of each kind, under the words for one and for several."""
    return {
        ("criterion of the plan", "criteria of the plan"): sum(name.startswith("policies:") for name in unlocks),
        ("indication", "indications"): sum(name.startswith("indications:") and "/" not in name for name in unlocks),
        ("reviewer's question", "reviewer's questions"): sum(
            name.startswith("indications:") and "/" in name for name in unlocks
        ),
    }


def _which(path: str, facts: CaseFacts, context: "Context") -> str:
    """Which item of a list a numbered path is about: its therapy, or its date."""
    found = re.match(r"(.*?\[\d+\])", path)
    item = value_at(facts, found[1]) if found else None
    if isinstance(item, Therapy):
        return f" ({therapy_name(item.therapy, context)})"
    return f" ({item.date.short()})" if isinstance(item, Relapse | Disability | Imaging) else ""


def wanted_at(path: str, library: Library) -> Wanted | None:
    """The record that speaks of a path: the longest that holds it."""
    plain = re.sub(r"\[\d+\]", "", path)
    if plain.startswith(_DENIAL):
        plain = "denial" + plain.removeprefix(_DENIAL)
    holding = [one for one in library.wanted.values() if plain == one.id or plain.startswith(f"{one.id}.")]
    return max(holding, key=lambda one: len(one.id), default=None)


def asked_for(path: str, library: Library) -> str:
    """The words that ask for what is missing at a path."""
    wanted = wanted_at(path, library)
    return wanted.ask if wanted else path


def needed(facts: CaseFacts, context: "Context") -> Iterator[tuple[str, Wanted]]:
    """What the letter kind cannot do without and the record does not hold, with the record that asks for it."""
    seen: set[str] = set()
    for wanted in context.library.wanted.values():
        if not wanted.needed_for(context.kind, facts.request.weight_basis):
            continue
        for path in _not_on_record(read(facts, wanted.id, context), wanted.id):
            if path not in seen:
                seen.add(path)
                yield path, wanted_at(path, context.library) or wanted


def _not_on_record(reading: Reading, dotted: str) -> tuple[str, ...]:
    if reading.none:
        return ()
    return reading.missing if reading.missing or reading.found else (dotted,)


def check_missing(facts: CaseFacts, context: "Context", wanted: Iterable[tuple[str, Wanted]]) -> tuple[CheckItem, ...]:
    """A stop `missing.<path>`, or an item before signing, for each thing that the letter kind cannot do without."""
    items = []
    for path, record in wanted:
        make = stop if record.level is CheckLevel.STOP else before_signing
        text = f"Not on record: {lowered(asked_for(path, context.library))}{_which(path, facts, context)}."
        items.append(make(f"missing.{path}", text, f"Record it at {path}."))
    stage = context.stage
    if context.kind in ANSWERS_A_DENIAL and (stage is None or stage.denial is None):
        text = "The denial that the letter answers is not on record."
        items.append(stop("missing.submissions", text, "Log the plan's determination with its date and reasons."))
    return tuple(items)
