"""The levels that a case may be at: those of its plan type, before them the prior authorization, and the renewal."""

from collections.abc import Iterator

from priorauth.core.casefile.suggest import unknown
from priorauth.core.errors import Problem
from priorauth.core.facts import CaseFacts
from priorauth.core.levels import FIRST, FIRST_DECISION, RENEWAL
from priorauth.core.library import Library


def levels_of(plan_type: str | None, library: Library) -> tuple[str, ...]:
    """The ids that a submission's level may have; of every plan type where the case names none that is known."""
    record = library.plan_types.get(plan_type or "")
    plan_types = [record] if record else library.plan_types.values()
    appeals = [level.id for each in plan_types for level in each.levels if level.id not in (FIRST_DECISION, FIRST)]
    return tuple(dict.fromkeys([FIRST, *appeals, RENEWAL]))


def level_problems(facts: CaseFacts, library: Library) -> Iterator[Problem]:
    """Levels that the plan type does not have, of submissions and of the plan document's windows."""
    plan_type = facts.coverage.plan_type
    known = levels_of(plan_type, library)
    where = f"no level of {plan_type}" if plan_type in library.plan_types else "no level of any plan type"
    for level in facts.coverage.windows:
        if level not in known:
            yield Problem(f"coverage.windows.{level}", unknown(level, where, known))
    for index, sent in enumerate(facts.submissions):
        if sent.level == FIRST_DECISION:
            yield Problem(f"submissions[{index}].level", f'"{FIRST_DECISION}" is the plan’s decision: write {FIRST}')
        elif sent.level is not None and sent.level not in known:
            yield Problem(f"submissions[{index}].level", unknown(sent.level, where, known))
