"""What the wizard's forms have in common: their grid, and what becomes of a field that two people changed."""

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, ClassVar, cast

from crispy_forms.helper import FormHelper
from django import forms
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import timezone

from priorauth.cases.wizard.meeting import MINE, THEIRS, Contest, Seen, in_words
from priorauth.core.casefile.possible import may_be_ahead
from priorauth.core.dates import PartialDate
from priorauth.core.plausible import unlikely
from priorauth.formfields import NOT_YET, PickField, raw
from priorauth.gridform import GridForm

SEEN_NOW = Seen()


class SectionForm(GridForm):
    """A form of the wizard: `initial` is what is on record now, `seen` what the page showed (`meeting`).

    What the columns' own readers refuse is told at the field. `facts` names the fact of each field whose value may be
    possible and unlikely (`core.plausible`), or a day that has not come yet.
    """

    facts: ClassVar[Mapping[str, str]] = {}

    def __init__(
        self, typed: QueryDict | None = None, files: Any = None, *, seen: Seen = SEEN_NOW, **keywords: Any
    ) -> None:
        super().__init__(typed, files, **keywords)
        self.adapt()
        self.seen = seen
        self.taken: list[str] = []
        self.sent = {name: raw(self[name].data) for name in self.fields} if self.is_bound else {}
        self._take_theirs()

    @cached_property
    def helper(self) -> FormHelper:
        """As in GridForm, with what there is to ask behind each field's help."""
        for name in self.facts:
            asked = {"id": self[name].id_for_label, "question": self._doubt(name)}
            self[name].help_text = self.fields[name].help_text + render_to_string("cases/_unlikely.html", asked)
        return super().helper

    def clean(self) -> dict[str, Any]:
        values, today = super().clean() or {}, timezone.localdate()
        for name, fact in self.facts.items():
            value = values.get(name)
            is_date = isinstance(value, dt.date | PartialDate)
            if is_date and not may_be_ahead(fact) and PartialDate.parse(value).first > today:
                self.add_error(name, NOT_YET)
        return values

    def adapt(self) -> None:
        """Offers what is on record also where it is none of what is offered now; its page would send nothing else."""
        for name, field in self.fields.items():
            if isinstance(field, PickField):
                field.hold(self.recorded(name))

    def offer(self, name: str, choices: Iterable[tuple[str, Any]]) -> None:
        """Gives a field what this clinic has to choose from."""
        field = self.fields[name]
        assert isinstance(field, PickField)
        field.choices = [("", field.empty), *choices]
        field.hold(self.recorded(name))

    @classmethod
    def on_row(cls, row: Any) -> dict[str, Any]:
        """What a row holds of the fields."""
        return {name: getattr(row, name) for name in cls.base_fields} if row else {}

    def columns(self, names: Iterable[str]) -> dict[str, Any]:
        """The columns in which these fields are kept, each with its value as it stands once they are written."""
        return {name: self.merged[name] for name in names}

    def _take_theirs(self) -> None:
        """Puts what a colleague saved into the fields that were not touched here, or where that was chosen."""
        taken = [
            name
            for name, sent in self.sent.items()
            if (sent == self.base(name) or self._kept(name) == THEIRS) and self._has_moved(name)
        ]
        if taken:
            self.taken = [str(self.fields[name].label) for name in taken]
            data = cast(QueryDict, self.data).copy()
            for name in taken:
                data.setlist(self.add_prefix(name), self.recorded(name))
            self.data = data

    def base(self, name: str) -> list[str]:
        """What the page showed in the field when it was made."""
        known = self.seen.fields
        return self.recorded(name) if known is None else known.get(self.add_prefix(name), [])

    def recorded(self, name: str) -> list[str]:
        """What is on record now, as the field shows it."""
        return raw(self.fields[name].prepare_value(self.get_initial_for_field(self.fields[name], name)))

    def _has_moved(self, name: str) -> bool:
        """Whether a colleague changed it since: `150 lb` on the page is the 68.0 that was saved from it."""
        field, base = self.fields[name], self.base(name)
        value = base if isinstance(field, forms.MultipleChoiceField) else "\n".join(base)
        return base != self.recorded(name) and field.has_changed(self.get_initial_for_field(field, name), value)

    def _kept(self, name: str) -> str:
        return self.seen.keep.get(self.add_prefix(name), "")

    @cached_property
    def contests(self) -> list[Contest]:
        """The fields that a colleague and this member changed, and not alike."""
        return [
            Contest(
                self.add_prefix(name),
                str(self.fields[name].label),
                in_words(self.fields[name], self.recorded(name)),
                in_words(self.fields[name], self.sent[name]),
                self._kept(name),
            )
            for name in self.changed_data
            if self.sent[name] != self.base(name) and self._has_moved(name)
        ]

    @property
    def contested(self) -> set[str]:
        """The names of the fields for which somebody has yet to say which value stays."""
        open_ones = {contest.name for contest in self.contests if contest.chosen != MINE}
        return {name for name in self.fields if self.add_prefix(name) in open_ones}

    @property
    def written(self) -> list[str]:
        """The names of the fields that are this member's to write."""
        return [name for name in self.changed_data if name not in self.contested]

    @property
    def to_write(self) -> dict[str, Any]:
        """The columns that are this member's to write. Only of a form without errors."""
        return self.columns(self.written)

    @property
    def merged(self) -> dict[str, Any]:
        """All values as they stand once `to_write` is written."""
        return {name: self.initial.get(name) if name in self.contested else self.typed[name] for name in self.typed}

    @property
    def typed(self) -> dict[str, Any]:
        """The cleaned values: an empty text stays one, every other empty answer is None."""
        return dict(self.cleaned_data)

    @property
    def unlikely(self) -> dict[str, str]:
        """What to ask about each value that is possible and unlikely, by the field's id in the page."""
        return {self[name].id_for_label: self._doubt(name) for name in self.facts}

    @property
    def doubts(self) -> int:
        """How many values are unlikely."""
        return sum(bool(question) for question in self.unlikely.values())

    def unit_of(self, name: str) -> str:
        """The unit of a laboratory value, if it is one."""
        return ""

    def value_now(self, name: str) -> Any:
        """What is typed, or else on record; None where that is none or nothing."""
        return (
            self.initial.get(name) if not self.is_bound else None if self.errors.get(name) else self.cleaned_data[name]
        )

    def _doubt(self, name: str) -> str:
        value = self.value_now(name)
        return unlikely(self.facts[name], value, timezone.localdate(), self.unit_of(name)) if value is not None else ""
