"""The plan's own criteria, one by one, as the record answers them."""

from collections.abc import Callable

from priorauth.core.brief import Brief
from priorauth.core.policy_answers import CriterionVerdict
from priorauth.core.said import Said
from priorauth.core.terms.activity import activity_cell, function_at_start, function_now
from priorauth.core.terms.asking import dose_in_words, request_months_figure, request_product, request_site
from priorauth.core.terms.diagnosis import diagnosis_record, diagnosis_short_capital
from priorauth.core.terms.people import prescriber_specialty
from priorauth.core.terms.registry import item_term, source, term
from priorauth.core.terms.therapies import therapies_summary
from priorauth.core.terms.treatment import pregnancy_delivered, pregnancy_due, steroids_why
from priorauth.core.vocabulary import LetterKind, Route

Phrase = Callable[[Brief], Said | None]
_ADMINISTRATIVE = "documentation_required"


def _function(brief: Brief) -> Said | None:
    return function_at_start(brief) or function_now(brief)


def _diagnosis(brief: Brief) -> Said | None:
    return diagnosis_record(brief) or diagnosis_short_capital(brief)


def _reproduction(brief: Brief) -> Said | None:
    due, delivered = pregnancy_due(brief), pregnancy_delivered(brief)
    if due:
        return due.worded(f"Due {due.text}")
    return delivered.worded(f"Delivered {delivered.text}") if delivered else None


_IN_RECORD: dict[str, Phrase] = {
    "functional_baseline": _function,
    "tried_and_failed": therapies_summary,
    "relapse_within": activity_cell,
    "diagnosis_in": _diagnosis,
    "excluded_course": diagnosis_short_capital,
    "prescriber_specialty": prescriber_specialty,
    "reproductive_status": _reproduction,
    "steroid_response": steroids_why,
    "dose_max": dose_in_words,
    "product_rule": request_product,
    "authorization_period": request_months_figure,
    "site_of_care": request_site,
}


@source("criteria", "criterion")
def criteria(brief: Brief) -> list[int]:
    """Positions of the assessed criteria that a letter answers: those of the policy that were read and decided."""
    if brief.context.route is not Route.CRITERIA or brief.context.kind is LetterKind.ASSISTANCE_SUPPORT:
        return []
    return [n for n, judged in enumerate(brief.assessment.criteria) if _is_answered(judged)]


def _is_answered(judged: CriterionVerdict) -> bool:
    decided = judged.verdict is not None and not judged.verdict.is_open
    return decided and judged.criterion.criterion.kind != _ADMINISTRATIVE


@item_term("criterion", "text")
def criterion_text(brief: Brief, n: int) -> Said | None:
    """What the plan asks, in our words."""
    return brief.say(
        brief.assessment.criteria[n].criterion.text.rstrip("."),
        "coverage.policy",
        rules=[brief.assessment.criteria[n].rule],
    )


@item_term("criterion", "standing")
def criterion_standing(brief: Brief, n: int) -> Said | None:
    verdict = brief.assessment.criteria[n].verdict
    return brief.say(brief.label("standing", verdict.standing), *verdict.facts) if verdict else None


@item_term("criterion", "record")
def criterion_record(brief: Brief, n: int) -> Said | None:
    """What the record holds on it; the verdict's own sentence where no phrase of ours fits."""
    judged = brief.assessment.criteria[n]
    if judged.verdict is None:
        return None
    phrase = _IN_RECORD.get(judged.criterion.criterion.kind)
    said = phrase(brief) if phrase else None
    return said or brief.say(judged.verdict.text, *judged.verdict.facts)


@term("plan", "criteria_source")
def plan_criteria_source(brief: Brief) -> Said | None:
    """Where the criteria stand, with the version's date."""
    policy = brief.assessment.policy
    if policy is None:
        return None
    number = f" {policy.policy_number}" if policy.policy_number else ""
    dated = f", {policy.effective_date.long()}" if policy.effective_date else ""
    return brief.say(f"{policy.title}{number}{dated}", "coverage.policy", rules=[f"policies:{policy.id}"])
