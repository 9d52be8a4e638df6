"""What every record is made of: frozen parts, exact numbers, spans, and the mark of who read what, when and where."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainSerializer, StringConstraints, model_validator

from priorauth.core.dates import PartialDate

Key = TypeVar("Key")
Value = TypeVar("Value")

FrozenMap = Annotated[
    Mapping[Key, Value],
    AfterValidator(lambda mapping: MappingProxyType(dict(mapping))),
    PlainSerializer(dict),
]

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.\-]*$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Url = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]
Quarter = Annotated[str, StringConstraints(pattern=r"^\d{4}-Q[1-4]$")]
FindingId = Annotated[str, StringConstraints(pattern=r"^[^/#\s]+/[^/#\s]+$")]
Count = Annotated[int, Field(ge=0)]


class Part(BaseModel):
    """A piece of a record: frozen, and closed to keys that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Record(Part):
    """A record of the library, known by its id."""

    id: Id


class PageExtent(StrEnum):
    """How much of a paper was read: `abstract` means that its body was not."""

    ABSTRACT = "abstract"
    FULL_TEXT = "full_text"


class Page(Part):
    """One page that was read. `fields` names what it showed; `page_date` is the date printed on it."""

    url: Url
    fields: tuple[Text, ...] = ()
    extent: PageExtent | None = None
    page_date: PartialDate | None = None
    seen: PartialDate | None = None
    note: Text | None = None


class Verification(Part):
    """The day on which a record was checked, and against which pages. Absent (null) means: no page confirmed it."""

    date: PartialDate
    pages: tuple[Page, ...] = ()
    note: Text | None = None

    @model_validator(mode="after")
    def _says_what_was_read(self) -> "Verification":
        if not self.pages and not self.note:
            raise ValueError("names neither a page nor a note: give the pages read, or write null")
        return self

    @property
    def url(self) -> str | None:
        """The first page read."""
        return self.pages[0].url if self.pages else None

    def shows(self, field: str) -> bool:
        """Whether a page names the field, or the part of the record that holds it (`hcpcs` holds `hcpcs.code`)."""
        named = {name for page in self.pages for name in page.fields}
        return field in named or field.split(".")[0] in named


class Span(Part):
    """A number or a range, ends included: `0.4`, `{min: 0.15, max: 0.2}`, `{max: 5}`. The field's name has the unit."""

    min: Decimal | None = None
    max: Decimal | None = None

    @model_validator(mode="before")
    @classmethod
    def _one_number(cls, value: Any) -> Any:
        if isinstance(value, int | float | Decimal | str) and not isinstance(value, bool):
            return {"min": value, "max": value}
        return value

    @model_validator(mode="after")
    def _in_order(self) -> "Span":
        if self.min is None and self.max is None:
            raise ValueError("holds no number: give one number, or min, max or both")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(f"min {self.min} is above max {self.max}")
        return self

    @property
    def exact(self) -> Decimal | None:
        """The number, if it is one; None for a range."""
        return self.min if self.min == self.max else None

    def holds(self, number: Decimal) -> bool:
        """Whether the number lies within, both ends counted."""
        return (self.min is None or number >= self.min) and (self.max is None or number <= self.max)


class TimeUnit(StrEnum):
    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


class Interval(Part):
    """A length of time: `{value: 4, unit: weeks}`, `{value: {min: 4, max: 6}, unit: weeks}`."""

    value: Span
    unit: TimeUnit
