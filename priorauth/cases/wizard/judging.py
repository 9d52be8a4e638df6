"""The facts of a case as this request read it: put together once, however many parts of a page ask for them."""

from django.utils import timezone

from priorauth.cases.facts import FactsSoFar, facts_so_far
from priorauth.cases.models import Case


def judged_facts(case: Case) -> FactsSoFar:
    """The facts so far, as of today. Fetch the case anew after a change of its rows."""
    if not hasattr(case, "_judged"):
        case._judged = facts_so_far(case, timezone.localdate())  # type: ignore[attr-defined]
    found: FactsSoFar = case._judged  # type: ignore[attr-defined]
    return found
