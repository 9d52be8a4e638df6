"""The judgment of a case: what the record supports, how it answers the plan's criteria, what is open or missing."""

from dataclasses import dataclass
from functools import cached_property

from priorauth.core.context import Context, settled_context
from priorauth.core.criteria.verdict import Verdict, all_of
from priorauth.core.facts import CaseFacts
from priorauth.core.indications import Choice, IndicationVerdict, Verdicts
from priorauth.core.items import settled, stop, stop_unless_overridden
from priorauth.core.letter import Alert, AssessmentView, CheckItem, CriterionView, IndicationView, Missing
from priorauth.core.library import Library
from priorauth.core.missing import check_missing, missing_facts, needed
from priorauth.core.policy_answers import CriterionVerdict, GroupVerdict, group_verdicts, policy_verdicts
from priorauth.core.questions import QuestionVerdict, check_questions, question_verdicts
from priorauth.core.records.indication import Indication
from priorauth.core.records.policy import Policy
from priorauth.core.records.route import RouteRule
from priorauth.core.records.wanted import Wanted
from priorauth.core.routes import policy_of, policy_rule
from priorauth.core.safety import check_safety
from priorauth.core.typography import lowered
from priorauth.core.vocabulary import CheckLevel, LetterKind


@dataclass(frozen=True)
class Assessment:
    """Everything that was judged of a case. `policy_rule` is the row of the table of routes for the plan's policy.

    `reasons` are those of the denial, which a letter answers one by one whatever the route. Criteria, questions, alerts
    and what is missing are reckoned when they are asked for: few letters speak of all of them.
    """

    context: Context
    verdicts: Verdicts
    choice: Choice
    policy: Policy | None
    policy_rule: RouteRule
    reasons: tuple[str, ...]
    facts: CaseFacts

    @cached_property
    def criteria(self) -> tuple[CriterionVerdict, ...]:
        """The criteria of the policy that apply to this request."""
        return policy_verdicts(self.facts, self.context)

    @cached_property
    def groups(self) -> tuple[GroupVerdict, ...]:
        """The groups that join these criteria; all must hold."""
        return group_verdicts(self.criteria)

    @cached_property
    def questions(self) -> tuple[QuestionVerdict, ...]:
        """What a reviewer will ask of the chosen indication."""
        return question_verdicts(self.indication, self.facts, self.context)

    @cached_property
    def alerts(self) -> tuple[CheckItem, ...]:
        """What the safety screen gives for the product that is asked for."""
        return check_safety(self.facts, self.context)

    @cached_property
    def needed(self) -> tuple[tuple[str, Wanted], ...]:
        """What the letter kind cannot do without and the record does not hold, path by path."""
        return tuple(needed(self.facts, self.context))

    @cached_property
    def missing(self) -> tuple[Missing, ...]:
        """All that is not on record and would settle something."""
        judged = _in_question(self.indications, self.choice)
        return missing_facts(self.facts, self.context, self.needed, self.criteria, judged, self.questions)

    @property
    def indications(self) -> tuple[IndicationVerdict, ...]:
        """How every indication of the library stands, in its order."""
        return tuple(self.verdicts.values())

    @property
    def indication(self) -> Indication | None:
        """The indication that the letter argues."""
        return self.context.library.indications.get(self.choice.id or "")

    @property
    def chosen(self) -> IndicationVerdict | None:
        """How the chosen indication stands."""
        return self.verdicts.get(self.choice.id or "")

    @property
    def supported(self) -> tuple[str, ...]:
        """The ids of the indications that the record supports."""
        return tuple(one.indication.id for one in self.indications if one.is_supported)

    @property
    def policy_verdict(self) -> Verdict | None:
        """Whether the request meets the plan's criteria as a whole; None where none applies or was read."""
        has_verdicts = any(one.verdict for one in self.criteria)
        return all_of(group.verdict for group in self.groups) if has_verdicts else None

    @property
    def view(self) -> AssessmentView:
        """The assessment as screens and the command line show it."""
        return AssessmentView(
            indications=tuple(_indication_view(one) for one in self.indications),
            criteria=tuple(_criterion_view(one) for one in self.criteria),
            alerts=tuple(Alert(id=item.id, level=item.level, text=item.text) for item in self.alerts if not item.ok),
            missing=self.missing,
        )


def assess(facts: CaseFacts, library: Library, kind: LetterKind | None = None) -> Assessment:
    """The judgment of a case for a letter kind, or for none where the case is only checked.

    Nothing is raised: what the record does not decide is not documented.
    """
    context, verdicts, choice = settled_context(facts, library, kind)
    return Assessment(
        context=context,
        verdicts=verdicts,
        choice=choice,
        policy=policy_of(facts, library),
        policy_rule=policy_rule(facts, library),
        reasons=_reasons(facts, context),
        facts=facts,
    )


def _reasons(facts: CaseFacts, context: Context) -> tuple[str, ...]:
    index = context.stage.denial if context.stage else None
    determination = None if index is None else facts.submissions[index].determination
    return determination.reasons if determination else ()


def _in_question(indications: tuple[IndicationVerdict, ...], choice: Choice) -> tuple[IndicationVerdict, ...]:
    """The indications whose gaps count: the chosen one; all that are open where none is chosen."""
    return tuple(
        one
        for one in indications
        if one.verdict.is_open and not one.indication.refused and choice.id in (None, one.indication.id)
    )


def _indication_view(one: IndicationVerdict) -> IndicationView:
    return IndicationView(id=one.indication.id, supported=one.is_supported, text=one.verdict.text)


def _criterion_view(one: CriterionVerdict) -> CriterionView:
    verdict = one.verdict
    paths = (verdict.facts or verdict.missing) if verdict else ()
    return CriterionView(
        policy=one.policy,
        id=one.criterion.id,
        verdict=verdict.standing if verdict else None,
        facts=(*paths, *verdict.missing) if verdict and verdict.facts and verdict.is_open else paths,
        text=one.text,
    )


def check_assessment(facts: CaseFacts, assessment: Assessment) -> tuple[CheckItem, ...]:
    """The items of the check list that the judgment gives: indication, what is missing, open questions."""
    return (
        *_check_indication(facts, assessment),
        *check_missing(facts, assessment.context, assessment.needed),
        *check_questions(assessment.questions),
    )


def _check_indication(facts: CaseFacts, assessment: Assessment) -> tuple[CheckItem, ...]:
    chosen, indication = assessment.chosen, assessment.indication
    if chosen is None or indication is None:
        return (_none(assessment),)
    if indication.refused:
        return (_against(facts, assessment, indication),)
    if not chosen.is_supported:
        return (_unsupported(assessment, chosen),)
    text = f"The letter argues: {lowered(indication.title)}. {assessment.choice.why}"
    return (settled("indication", text, CheckLevel.STOP),)


def _none(assessment: Assessment) -> CheckItem:
    open_ones = [one for one in assessment.indications if one.verdict.is_open and not one.indication.refused]
    text = "The record supports no indication."
    if not open_ones:
        return stop("indication.none", text, "Record what supports one, or do not send the request.")
    nearest = min(open_ones, key=lambda one: len(one.verdict.missing))
    return stop("indication.none", text, f"Nearest is: {lowered(nearest.indication.title)}. {nearest.verdict.text}")


def _unsupported(assessment: Assessment, chosen: IndicationVerdict) -> CheckItem:
    others = [lowered(assessment.context.library.indications[name].title) for name in assessment.supported]
    lift = f"Record what is not documented{f', or ask for: {others[0]}' if others else ''}."
    text = f"The record does not support what is asked for, {lowered(chosen.indication.title)}. {chosen.verdict.text}"
    return stop("indication.none", text, lift)


def _against(facts: CaseFacts, assessment: Assessment, indication: Indication) -> CheckItem:
    findings = [assessment.context.library.finding(name)[1] for name in indication.must_disclose]
    said = f"The evidence is against IVIG in this course: {lowered(indication.title)}."
    rule = indication.override or f"evidence_against.{indication.id}"
    lift = "Record an indication that the evidence supports"
    return stop_unless_overridden(facts, rule, f"{said} {findings[0].statement}" if findings else said, lift)
