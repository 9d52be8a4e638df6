"""Form fields for what charts hold: dates as exact as known, numbers with their digits, picks of the library."""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.choices import flatten_choices
from django.utils.html import format_html

from priorauth.core.dates import PartialDate
from priorauth.core.facts.base import is_of_our_time

KG_PER_LB = Decimal("0.45359237")
# Each way to write a date, with the groups that hold its year, month and day.
_WRITTEN = (
    (re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})"), (3, 1, 2)),
    (re.compile(r"(\d{1,2})/(\d{4})"), (2, 1)),
    (re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})"), (1, 2, 3)),
    (re.compile(r"(\d{4})-(\d{1,2})"), (1, 2)),
    (re.compile(r"(\d{4})"), (1,)),
)
NO_DATE = "This is no date. Write it as 03/14/2026, or as 03/2026 or 2026 where the chart has no more."
NO_DAY = "This is no day. Write it as 03/14/2026."
NO_MOMENT = "This is no day or time. Write it as 03/14/2026, or as 03/14/2026 4:30 PM where the hour counts."
NOT_YET = "This day has not come yet. Correct the date."
_CLOCK = re.compile(r"(.*?\d)[ T,]+(\d{1,2}):(\d{2})(?::\d{2})?\s*([ap])?\.?m?\.?", re.IGNORECASE)
# No exponent: ten characters would stand for a number of a million digits.
_NUMBER = re.compile(r"[+-]?(\d{1,15}(\.\d{0,15})?|\.\d{1,15})", re.ASCII)
NO_NUMBER = "This is no number. Write it as 68.5, without a unit."


def optional(label: str) -> str:
    return format_html('{} <span class="opt">(optional)</span>', label)


class WhenField(forms.CharField):
    """A PartialDate, typed as `03/14/2026`, `03/2026` or `2026`; ISO is read too. None where it is empty."""

    def __init__(self, **options: Any) -> None:
        attributes = {"placeholder": "MM/YYYY", "autocomplete": "off", "inputmode": "numeric"}
        super().__init__(**{"required": False, "widget": forms.TextInput(attrs=attributes), **options})

    def prepare_value(self, value: Any) -> Any:
        return typed_date(value) if isinstance(value, PartialDate) else value

    def to_python(self, value: Any) -> Any:
        text = (super().to_python(value) or "").strip()
        return partial_date(text, NO_DATE) if text else None


class DayField(WhenField):
    """A day; None where it is empty."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.widget.attrs["placeholder"] = "MM/DD/YYYY"

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%m/%d/%Y}" if hasattr(value, "strftime") else super().prepare_value(value)

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        date = partial_date(text, NO_DAY) if text else None
        if date is not None and not date.is_exact:
            raise forms.ValidationError(NO_DAY)
        return date.first if date else None


class MomentField(DayField):
    """A day, or a day with its time where hours count (`03/14/2026 4:30 PM`); None where it is empty."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.widget.attrs |= {"placeholder": "MM/DD/YYYY", "inputmode": "text"}

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, dt.datetime):
            return f"{value:%m/%d/%Y} {value:%I:%M %p}".replace(" 0", " ")
        return super().prepare_value(value)

    def to_python(self, value: Any) -> Any:
        found = _CLOCK.fullmatch(str(value or "").strip())
        if found is None:
            try:
                return super().to_python(value)
            except forms.ValidationError:
                raise forms.ValidationError(NO_MOMENT) from None
        day, hour, half = super().to_python(found[1]), int(found[2]), (found[4] or "").lower()
        if half and not 1 <= hour <= 12:
            raise forms.ValidationError(NO_MOMENT)
        try:
            return dt.datetime.combine(day, dt.time(hour % 12 + 12 * (half == "p") if half else hour, int(found[3])))
        except ValueError:
            raise forms.ValidationError(NO_MOMENT) from None


def partial_date(text: str, complaint: str) -> PartialDate:
    """The date that was typed; ValidationError with the complaint where it is none, or no day of the calendar, and with
    words of its own where it is not of our time."""
    for pattern, groups in _WRITTEN:
        found = pattern.fullmatch(text)
        if found:
            try:
                date = PartialDate(*(int(found[group]) for group in groups))
            except ValueError:
                raise forms.ValidationError(f"{text} is no day of the calendar. {complaint}") from None
            if not is_of_our_time(date):
                raise forms.ValidationError(f"{text} is not of our time. Check the year.")
            return date
    raise forms.ValidationError(complaint)


def typed_date(date: PartialDate) -> str:
    """As staff type it: `03/14/2026`, `03/2026`, `2026`."""
    parts = [f"{part:02d}" for part in (date.month, date.day) if part is not None]
    return "/".join([*parts, f"{date.year:04d}"])


class NumberField(forms.CharField):
    """A Decimal with the digits that were typed; None where it is empty."""

    def __init__(self, **options: Any) -> None:
        attributes = {"inputmode": "decimal", "autocomplete": "off"}
        super().__init__(**{"required": False, "widget": forms.TextInput(attrs=attributes), **options})

    def to_python(self, value: Any) -> Any:
        text = (super().to_python(value) or "").strip().replace(",", "")
        if not text:
            return None
        if not _NUMBER.fullmatch(text):
            raise forms.ValidationError(NO_NUMBER)
        return Decimal(text)


class WholeField(NumberField):
    """A whole number; None where it is empty."""

    def to_python(self, value: Any) -> Any:
        number = super().to_python(value)
        if number is not None and number != number.to_integral_value():
            raise forms.ValidationError("A whole number is wanted here, as in 12.")
        return None if number is None else int(number)


class WeightField(NumberField):
    """Kilograms; `150 lb` is pounds, kept as kilograms to one decimal."""

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip().lower()
        pounds = re.fullmatch(r"([\d.,]+)\s*(?:lbs?|pounds?)\.?", text)
        if pounds:
            number = super().to_python(pounds[1])
            if number is None:
                raise forms.ValidationError(NO_NUMBER)
            return (number * KG_PER_LB).quantize(Decimal("0.1"))
        return super().to_python(re.sub(r"\s*kg$", "", text))


class PickField(forms.ChoiceField):
    """One of a list that the library knows; empty is not documented."""

    def __init__(
        self, choices: Callable[[], Iterable[tuple[str, Any]]], *, empty: str = "Choose", **options: Any
    ) -> None:
        self.empty = empty
        super().__init__(**{"required": False, **options}, choices=lambda: [("", self.empty), *choices()])

    def hold(self, recorded: list[str]) -> None:
        """Offers also what is on record, where the list has it no longer."""
        offered = labels_of(self)
        missing = [(value, value.replace("_", " ")) for value in recorded if value not in offered]
        if missing:
            self.choices = [*self.choices, *missing]  # type: ignore[misc]


class PicksField(forms.MultipleChoiceField):
    """Several of a list that the library knows, in its order; None where it is empty.

    With `none`, a further choice says that there is none, which is an empty list on record.
    """

    NONE = "none"

    def __init__(self, choices: Callable[[], Iterable[tuple[str, Any]]], *, none: str = "", **options: Any) -> None:
        self.has_none = bool(none)
        offered = (lambda: [*choices(), (self.NONE, none)]) if none else choices
        super().__init__(**{"required": False, "widget": forms.CheckboxSelectMultiple, **options}, choices=offered)

    def prepare_value(self, value: Any) -> Any:
        return [self.NONE] if value == [] and self.has_none else value

    def clean(self, value: Any) -> Any:
        picked = super().clean(value)
        if self.NONE in picked and self.has_none:
            if len(picked) > 1:
                raise forms.ValidationError("This says that there was none, and names some. Take one of the two back.")
            return []
        return picked or None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or not documented, which is neither."""

    def __init__(self, **options: Any) -> None:
        choices = [("", "Not documented"), ("yes", "Yes"), ("no", "No")]
        super().__init__(
            **{"required": False, **options}, choices=choices, coerce=lambda word: word == "yes", empty_value=None
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no", None: ""}.get(value, value) if isinstance(value, bool | None) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.prepare_value(initial) != (data or ""))


class LinesField(forms.CharField):
    """A list of short texts, one on a line; an empty one is None."""

    def __init__(self, *, rows: int = 3, **options: Any) -> None:
        super().__init__(**{"required": False, "widget": forms.Textarea(attrs={"rows": rows}), **options})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        lines = [line.strip() for line in (super().to_python(value) or "").splitlines() if line.strip()]
        return lines or None


def labels_of(field: forms.Field) -> dict[str, str]:
    """What a field offers, in groups or not: each value with its label."""
    choices: Any = flatten_choices(getattr(field, "choices", ()))
    return {str(value): str(label) for value, label in choices}


def text(label: str, *, rows: int = 0, help_text: str = "", most: int = 4000) -> forms.CharField:
    """Free text that may be left empty."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, required=False, max_length=most, widget=widget, help_text=help_text)


def line_in(sent: str | None, *, most: int) -> str:
    """A short text that no form checks, without what no database keeps."""
    return (sent or "").replace("\x00", "").strip()[:most]


def complain(form: forms.Form, error: forms.ValidationError) -> None:
    """Says what a service refused at the fields that hold it, and the rest above the form."""
    for name, messages in error.message_dict.items():
        form.add_error(name if name in form.fields else None, messages)


def raw(value: Any) -> list[str]:
    """A value as a browser sends it; an empty one is no value."""
    values = value if isinstance(value, list | tuple) else [value]
    return [text for one in values if one is not None and (text := str(one).replace("\r\n", "\n").strip())]


def revision_in(text: object, otherwise: int = -1) -> int:
    """The revision that a page names as the one it was made from; where it names none, `otherwise`, which may be one
    that no row ever has."""
    return int(text) if isinstance(text, str) and text.isdecimal() and len(text) < 10 else otherwise
