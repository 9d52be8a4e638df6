"""How the log is narrowed down: by person, sort of deed, days, and the number of an entry."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from priorauth.audit.actions import SORTS, Did
from priorauth.audit.models import Entry
from priorauth.clinics.models import Member
from priorauth.formfields import DayField


class ActivityFilter(forms.Form):
    """The filter; what it cannot read narrows nothing and says so."""

    who = forms.ChoiceField(label="Person", required=False)
    did = forms.ChoiceField(label="What was done", required=False, choices=[("", "Everything"), *Did.choices])
    since = DayField(label="From")
    until = DayField(label="To")
    find = forms.CharField(
        label="Search the log",
        required=False,
        max_length=64,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Entry, hash or number of an object"}),
    )

    def __init__(self, people: Iterable[Member], data: Any) -> None:
        super().__init__(data)
        who = self.fields["who"]
        assert isinstance(who, forms.ChoiceField)
        others = [(Entry.By.OPERATOR.value, "Operators"), (Entry.By.MACHINE.value, "System")]
        who.choices = [("", "Everyone"), *((str(person.id), str(person)) for person in people), *others]
        self.is_valid()

    def chosen(self, entries: QuerySet[Entry]) -> QuerySet[Entry]:
        """Those of the person, the days and the words, of every sort."""
        who, find = self._value("who"), self._value("find")
        since, until = self._value("since"), self._value("until")
        if who:
            by_kind = who in (Entry.By.OPERATOR, Entry.By.MACHINE)
            entries = entries.filter(by=who) if by_kind else entries.filter(by_id=who)
        if since:
            entries = entries.filter(at__gte=start_of(since))
        if until:
            entries = entries.filter(at__lt=start_of(until + dt.timedelta(days=1)))
        if find:
            number = find if find.isdecimal() and len(find) < 19 else None
            entries = entries.filter(number=number) if number else with_mark(entries, find)
        return entries

    def of_sort(self, entries: QuerySet[Entry]) -> QuerySet[Entry]:
        did = self._value("did")
        return entries.filter(action__in=SORTS[Did(did)]) if did else entries

    def _value(self, name: str) -> Any:
        return self.cleaned_data.get(name)


def with_mark(entries: QuerySet[Entry], mark: str) -> QuerySet[Entry]:
    """Entries whose digest, object or request begins with it."""
    starts = [{f"{field}__startswith": mark.lower()} for field in ("digest", "subject_id", "request_id")]
    found = entries.filter(**starts[0])
    for start in starts[1:]:
        found = found | entries.filter(**start)
    return found


def start_of(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))
