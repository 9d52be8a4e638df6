"""Where a case stands: what was sent, what the plan answered, which level is next and which letters fit there.

A determination that denies, or approves only in part, opens the next level of the plan type. A pended or unanswered
submission leaves the case where it is; a withdrawn one counts as never sent.
"""

from dataclasses import dataclass

from priorauth.core.facts import CaseFacts
from priorauth.core.items import settled, stop
from priorauth.core.letter import CheckItem
from priorauth.core.levels import FIRST, FIRST_DECISION, RENEWAL, REQUESTS, levels_after, plan_type_of
from priorauth.core.library import Library
from priorauth.core.program_fit import free_drug_programs
from priorauth.core.records.appeal_rules import Level
from priorauth.core.typography import listed, lowered
from priorauth.core.vocabulary import CheckLevel, DeterminationOutcome, LetterKind, Urgency

FIRST_APPEAL, SECOND_APPEAL = "internal_appeal_1", "internal_appeal_2"
ADVERSE = (DeterminationOutcome.DENIED, DeterminationOutcome.PARTIALLY_APPROVED)
GRANTING = (DeterminationOutcome.APPROVED, DeterminationOutcome.PARTIALLY_APPROVED)
_APPEALS = (
    LetterKind.APPEAL_1,
    LetterKind.APPEAL_2,
    LetterKind.EXPEDITED_APPEAL,
    LetterKind.EXTERNAL_REVIEW,
    LetterKind.PATIENT_APPEAL,
)
ANSWERS_A_DENIAL = (*_APPEALS, LetterKind.PEER_TO_PEER)


@dataclass(frozen=True)
class Stage:
    """`level` is the one that the case is at, as a submission names it; `plan_level` its rules, where the plan type has
    it. `denial` is the index of the submission whose denial a letter answers, `earlier` are those before it (all of
    them where no denial is answered). `is_renewal`: what was or is asked for is a renewal.
    """

    kind: LetterKind | None
    level: str
    plan_level: Level | None
    denial: int | None
    earlier: tuple[int, ...]
    is_renewal: bool
    is_waiting: bool = False
    is_closed: bool = False


def stage_of(facts: CaseFacts, library: Library, kind: LetterKind | None = None) -> Stage:
    """Where the case stands for a letter kind; the same for every kind, save that only some answer a denial."""
    sent = live(facts)
    is_renewal = any(facts.submissions[index].level == RENEWAL for index in sent) or (not sent and _is_treated(facts))
    if not sent:
        return _stage(facts, library, kind, RENEWAL if is_renewal else FIRST, None, is_renewal=is_renewal)
    last, outcome = sent[-1], _outcome(facts, sent[-1])
    if outcome in ADVERSE:
        following = next_level(facts, library, facts.submissions[last].level)
        level = following or facts.submissions[last].level
        return _stage(facts, library, kind, level, last, is_renewal=is_renewal, is_closed=following is None)
    approved = outcome is DeterminationOutcome.APPROVED
    if approved and _is_treated(facts):
        return _stage(facts, library, kind, RENEWAL, None, is_renewal=True)
    level = facts.submissions[last].level
    return _stage(facts, library, kind, level, None, is_renewal=is_renewal, is_waiting=not approved, is_closed=approved)


def _stage(
    facts: CaseFacts,
    library: Library,
    kind: LetterKind | None,
    level: str,
    denial: int | None,
    *,
    is_renewal: bool,
    is_waiting: bool = False,
    is_closed: bool = False,
) -> Stage:
    earlier = tuple(range(len(facts.submissions) if denial is None else denial))
    return Stage(kind, level, rules_of(facts, library, level), denial, earlier, is_renewal, is_waiting, is_closed)


def live(facts: CaseFacts) -> list[int]:
    """The indexes of the submissions that count as sent: all that were not withdrawn."""
    indexes = range(len(facts.submissions))
    return [index for index in indexes if _outcome(facts, index) is not DeterminationOutcome.WITHDRAWN]


def _outcome(facts: CaseFacts, index: int) -> DeterminationOutcome | None:
    determination = facts.submissions[index].determination
    return determination.outcome if determination else None


def _is_treated(facts: CaseFacts) -> bool:
    """Whether IVIG is being given under an authorization, so that what comes next is its renewal."""
    return facts.prior_ivig is not None and facts.prior_ivig.authorization is not None


def rules_of(facts: CaseFacts, library: Library, level: str) -> Level | None:
    """The plan type's rules of a level; those of the prior authorization for a renewal too."""
    name = FIRST_DECISION if level in REQUESTS else level
    return library.level(facts.coverage.plan_type or "", name)


def next_level(facts: CaseFacts, library: Library, level: str) -> str | None:
    """The level after a denial at this one that the plan has for certain; None at the end.

    The first appeal where the plan type is not known.
    """
    plan_type = plan_type_of(facts, library)
    if plan_type is None:
        return FIRST_APPEAL if level in REQUESTS else None
    following = levels_after(level, plan_type, facts)
    return following[-1].id if following else None


def kinds_that_fit(facts: CaseFacts, library: Library) -> tuple[LetterKind, ...]:
    """The letter kinds for where the case stands, whatever else may stop them; the tables of the case format."""
    stage = stage_of(facts, library)
    return tuple(kind for kind in LetterKind if _fits(kind, stage, facts, library))


def _fits(kind: LetterKind, stage: Stage, facts: CaseFacts, library: Library) -> bool:
    if kind is LetterKind.ASSISTANCE_SUPPORT:
        return bool(free_drug_programs(facts, library))
    if kind is LetterKind.PEER_TO_PEER:
        return stage.denial is not None
    if stage.is_waiting or stage.is_closed:
        return False
    if kind is LetterKind.PATIENT_APPEAL:
        return stage.denial is not None
    return kind is _kind_at(stage, facts)


def _kind_at(stage: Stage, facts: CaseFacts) -> LetterKind:
    """The prescriber's letter for the level that the case is at."""
    if stage.level == FIRST:
        return LetterKind.MEDICAL_NECESSITY
    if stage.level == RENEWAL:
        return LetterKind.RENEWAL
    if stage.level not in (FIRST_APPEAL, SECOND_APPEAL):
        return LetterKind.EXTERNAL_REVIEW
    has_clock = stage.plan_level is not None and stage.plan_level.decision_expedited is not None
    if facts.request.urgency is Urgency.EXPEDITED and has_clock:
        return LetterKind.EXPEDITED_APPEAL
    return LetterKind.APPEAL_1 if stage.level == FIRST_APPEAL else LetterKind.APPEAL_2


def check_stage(facts: CaseFacts, library: Library, kind: LetterKind) -> tuple[CheckItem, ...]:
    """Whether the letter kind fits where the case stands; else a stop that says which level the case is at."""
    fitting = kinds_that_fit(facts, library)
    stage = stage_of(facts, library, kind)
    name = f"level.{kind}"
    if kind in fitting:
        return (settled(name, f"The letter fits where the case stands: {level_name(stage)}.", CheckLevel.STOP),)
    others = listed([one.replace("_", " ") for one in fitting], "or")
    lift = f"Choose another kind: {others}." if fitting else "No kind of letter fits until the record moves on."
    return (
        stop(name, f"{_why_not(kind)} The case is at this level: {level_name(stage)}. {_state(stage)}".strip(), lift),
    )


def level_name(stage: Stage) -> str:
    """The level in the plan type's own words."""
    if stage.plan_level is None or stage.level in REQUESTS:
        return stage.level.replace("_", " ")
    return lowered(stage.plan_level.name)


def _why_not(kind: LetterKind) -> str:
    if kind is LetterKind.ASSISTANCE_SUPPORT:
        return "No manufacturer's free-drug program of the library fits this product and plan."
    return f"A letter of the kind {kind.replace('_', ' ')} does not fit."


def _state(stage: Stage) -> str:
    if stage.is_waiting:
        return "The plan has not decided yet."
    return "Nothing follows it." if stage.is_closed else ""
