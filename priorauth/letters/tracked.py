"""What tracking is told of a case's letters: since when each waits for its signature, when it was last signed."""

from typing import Any

from django.db.models import Max

from priorauth.cases.dealings import told_by
from priorauth.cases.models import Case
from priorauth.core.tracking import LetterInHand
from priorauth.core.vocabulary import LetterKind
from priorauth.letters.models import Draft, Letter


@told_by
def letters_of(case: Case) -> dict[str, Any]:
    """The letters that wait, and those that were signed, in the order in which they were begun."""
    signed = Letter.objects.of(case.clinic).filter(draft__case=case, state=Letter.State.SIGNED)
    days = dict(signed.order_by().values_list("draft").annotate(day=Max("signed_at")))
    drafts = [one for one in Draft.objects.of(case.clinic).filter(case=case) if one.asked_at or one.id in days]
    found = [
        LetterInHand(
            id=one.id,
            kind=LetterKind(one.kind),
            asked_on=case.clinic.day_of(one.asked_at) if one.asked_at else None,
            signed_on=case.clinic.day_of(days[one.id]) if one.id in days else None,
        )
        for one in drafts
    ]
    return {"letters": tuple(found)}
