"""The check list's items on dose, product and dates."""

from collections.abc import Iterator

from priorauth.core.context import Context
from priorauth.core.dosing.check_dates import check_dates
from priorauth.core.dosing.check_evidence import check_evidence
from priorauth.core.dosing.check_product import check_product
from priorauth.core.dosing.check_weight import check_weight
from priorauth.core.dosing.plan import dose_plan
from priorauth.core.facts import CaseFacts
from priorauth.core.letter import CheckItem


def check_dosing(facts: CaseFacts, context: Context) -> tuple[CheckItem, ...]:
    """Everything that dose, product and dates give rise to. Without an indication the dose is not judged."""
    return tuple(_items(facts, context))


def _items(facts: CaseFacts, context: Context) -> Iterator[CheckItem]:
    library = context.library
    plan = dose_plan(facts, library)
    if plan is not None:
        yield from check_evidence(facts, context, plan)
    yield from check_weight(facts, library)
    yield from check_product(facts, library, plan)
    yield from check_dates(facts, plan)
