"""The levels of a plan type: which one a submission was, and which may come after its denial."""

from priorauth.core.facts import CaseFacts
from priorauth.core.library import Library
from priorauth.core.records.appeal_rules import Level, PlanType

# A case names the first request and its renewal by their own names; the rules of both are those of the first decision.
FIRST, RENEWAL = "prior_authorization", "renewal"
REQUESTS = (FIRST, RENEWAL)
FIRST_DECISION = "pa_decision"


def plan_type_of(facts: CaseFacts, library: Library) -> PlanType | None:
    """The record of the member's plan type; None where none is on record."""
    return library.plan_types.get(facts.coverage.plan_type or "")


def level_of(submission_level: str, plan_type: PlanType) -> Level | None:
    """The level's record; None where the plan type has no such level."""
    return plan_type.level(FIRST_DECISION if submission_level in REQUESTS else submission_level)


def short_name(level: Level) -> str:
    """The level's name without what stands in brackets behind it."""
    return level.name.split(" (")[0]


def levels_after(submission_level: str, plan_type: PlanType, facts: CaseFacts) -> tuple[Level, ...]:
    """The levels that a denial at this level opens, in their order: the last is the one that the plan has for certain.

    Two where the plan may or may not have a further internal level and the record does not say; none after the last.
    """
    here = level_of(submission_level, plan_type)
    if here is None and submission_level not in REQUESTS:
        return ()
    order = here.order if here else 0
    later = sorted((level for level in plan_type.levels if level.order > order), key=lambda level: level.order)
    opened: list[Level] = []
    for level in later:
        has_it = _plan_has(level, facts)
        if has_it is not False:
            opened.append(level)
        if has_it:
            break
    return tuple(opened)


def _plan_has(level: Level, facts: CaseFacts) -> bool | None:
    """Whether the member's plan has the level; None where the record does not say."""
    if not level.only_if_plan_has_it:
        return True
    on_record = level.id in facts.coverage.windows or any(sent.level == level.id for sent in facts.submissions)
    if on_record or facts.coverage.internal_levels == 2:
        return True
    return None if facts.coverage.internal_levels is None else False
