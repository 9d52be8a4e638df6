"""Two people at one form: what each field showed when the page was made, and where both changed the same.

A field that nobody touched since the page was made takes what is on record now; one that only this member touched is
written; one that both changed, and not alike, is a contest until somebody says which of the two stays.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django import forms
from django.http import QueryDict

from priorauth.formfields import labels_of, raw, revision_in

MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class Seen:
    """What a page showed of a part, by the names of its fields; None where the page shows what is on record now.

    `keep` holds the choices for contests, by the same names.
    """

    fields: Mapping[str, list[str]] | None = None
    keep: Mapping[str, str] = field(default_factory=dict)

    def held(self, prefix: str) -> bool:
        """Whether the page showed an entry of the record under that prefix."""
        return any(name.startswith(f"{prefix}-") for name in self.fields or ())


@dataclass(frozen=True)
class Contest:
    """A field, or a whole entry, that a colleague and this member changed alike. `chosen` is empty until one stays."""

    name: str
    label: str
    theirs: str
    mine: str
    chosen: str = ""


def seen(part: str, typed: QueryDict | None, now: int) -> Seen:
    """What the page showed that sent this; `now` is the revision on record.

    Choices count only where they were made against what is on record now.
    """
    if typed is None:
        return Seen()
    revision = revision_in(typed.get(f"{part}-revision"), now)
    start = f"{part}-keep-"
    keep = {name.removeprefix(start): str(typed[name]) for name in typed if name.startswith(start)}
    told = _told(str(typed.get(f"{part}-was", "")))
    if told is None and revision != now:
        told = {}
    return Seen(told, keep if revision == now else {})


def _told(text: str) -> dict[str, list[str]] | None:
    try:
        found = json.loads(text)
        return {str(name): raw(value) for name, value in found.items()} if isinstance(found, dict) else None
    except (ValueError, RecursionError):
        return None


def in_words(field: forms.Field, value: Iterable[str]) -> str:
    """What a browser sends, as the page says it."""
    labels = labels_of(field)
    return ", ".join(labels.get(one, one) for one in value) or "Nothing"
