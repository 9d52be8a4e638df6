"""Keeps what a member typed into one part of the wizard as long as it cannot be saved."""

import json

from django.http import QueryDict

from priorauth.cases.models import Case, Draft
from priorauth.clinics.models import Member

MOST_CHARACTERS = 200_000


def keep(case: Case, member: Member, part: str, typed: QueryDict) -> None:
    """Keeps the fields of that part. What is longer than any chart is not kept; the page still shows it."""
    pairs = [(name, value) for name, values in typed.lists() if belongs(name, part) for value in values]
    text = json.dumps(pairs)
    if len(text) > MOST_CHARACTERS:
        return
    found = Draft.objects.of(case.clinic).filter(case=case, member=member, part_name=part).first()
    if found is None:
        Draft.objects.create(clinic=case.clinic, case=case, member=member, part_name=part, typed=text)
    else:
        found.typed = text
        found.save(update_fields=["typed", "saved_at"])


def kept(case: Case, member: Member) -> dict[str, QueryDict]:
    """What waits for this member, by part."""
    found: dict[str, QueryDict] = {}
    for draft in Draft.objects.of(case.clinic).filter(case=case, member=member):
        typed = QueryDict(mutable=True)
        for name, value in json.loads(draft.typed):
            typed.appendlist(name, value)
        found[draft.part_name] = typed
    return found


def forget(case: Case, member: Member, part: str) -> None:
    Draft.objects.of(case.clinic).filter(case=case, member=member, part_name=part).delete()


def belongs(name: str, part: str) -> bool:
    """Whether a field of the page is one of that part."""
    return name == part or name.startswith(f"{part}-")
