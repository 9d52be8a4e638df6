"""Items of the check list that no fact settles: a person looks into them, and says what was found."""

import datetime as dt
from collections.abc import Iterable

from priorauth.core.checklist import in_order
from priorauth.core.dates import long_date
from priorauth.core.items import settled
from priorauth.core.letter import CheckItem, Value
from priorauth.core.vocabulary import CheckLevel

# A coder, a pharmacist, the payer, a program or the prescriber is asked; the record has no place for the answer.
_ASKED = frozenset(
    (
        "code.home_infusion",
        "code.order",
        "code.procedure_unverified",
        "deadline.renewal",
        "dose.code_missing",
        "dose.code_unverified",
        "dose.rounding",
        "dose.unit_missing",
        "dose.unit_unverified",
        "dose.vials_missing",
        "dose.vials_unverified",
        "program.terms",
        "response.not_measured",
        "response.worse",
        "safety.first_infusion_at_home",
    )
)
_ASKED_OF_EACH = ("code.unverified.", "contraindication.", "proof.predates.", "safety.product.")


class Confirmation(Value):
    """What a person found out about an item; once its words are others, it has to be confirmed anew."""

    item: str
    text: str
    note: str
    by: str
    at: dt.datetime


def may_be_confirmed(item: CheckItem) -> bool:
    """Whether a person's word settles the item; all others are settled by the record or by the letter's words."""
    is_asked = item.id in _ASKED or item.id.startswith(_ASKED_OF_EACH)
    return is_asked and not item.ok and item.level is CheckLevel.BEFORE_SIGNING


def with_confirmations(
    checklist: tuple[CheckItem, ...], confirmations: Iterable[Confirmation]
) -> tuple[CheckItem, ...]:
    """The check list with what was confirmed as settled, by whom and with what they found."""
    found = {(one.item, one.text): one for one in confirmations}
    return in_order(_with(item, found.get((item.id, item.text))) for item in checklist)


def _with(item: CheckItem, found: Confirmation | None) -> CheckItem:
    if found is None or not may_be_confirmed(item):
        return item
    said = f"{item.text} Confirmed by {found.by} on {long_date(found.at.date())}: {found.note}"
    return settled(item.id, said, item.level)
