"""What the parts of a case have in common: frozen, nothing unknown taken in, dates as exact as the chart."""

import datetime as dt
import re
import unicodedata
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from priorauth.core.dates import PartialDate
from priorauth.core.npi import is_npi


class Part(BaseModel):
    """A part of the facts. An attribute that is None is not documented, which is neither yes nor no."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, str_strip_whitespace=True)


def is_of_our_time(date: PartialDate) -> bool:
    """Whether a chart of today can hold the date, or a request name it."""
    return 1900 <= date.year <= 2100


def _of_our_time(date: PartialDate) -> PartialDate:
    if not is_of_our_time(date):
        raise ValueError(f"{date} is not of our time: check the year")
    return date


def _exact(value: object) -> dt.date:
    date = _of_our_time(PartialDate.parse(value))
    if not date.is_exact:
        raise ValueError(f"{date} has no day, and a day is wanted here: write it as 2026-03-14")
    return date.first


def _moment(value: object) -> dt.datetime | dt.date:
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, str) and len(value) > 10:
        try:
            return dt.datetime.fromisoformat(value.replace("Z", "")).replace(tzinfo=None)
        except ValueError:
            wanted = "write a date as 2026-03-14, or with its time as 2026-03-14 16:30"
            raise ValueError(f'"{value}" is not a date; {wanted}') from None
    return _exact(value)


def _npi(value: str) -> str:
    if not is_npi(value):
        raise ValueError(f'"{value}" is no NPI: it has ten digits, the last of which checks the rest; read it again')
    return value


def _words(value: str) -> str:
    if not value:
        raise ValueError("this is empty: leave the key out where nothing is on record")
    if any(unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\t" for letter in value):
        raise ValueError("this holds a character that cannot be printed: type the text again")
    return value


def _no_text(value: Any) -> Any:
    if isinstance(value, bool | str):
        raise ValueError("a number is wanted here, without quotes")
    return value


def _of_few_digits(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    # A few characters, 1e-99999, would stand for more digits than can be reckoned with.
    if not isinstance(exponent, int) or abs(exponent) > _MOST_PLACES:
        raise ValueError(f"this number has more than {_MOST_PLACES} digits behind its point: round it")
    return value


def _exhibit_letter(value: str) -> str:
    if not _EXHIBIT.fullmatch(value):
        raise ValueError(f'"{value}" is no exhibit: exhibits are named A, B, C to Z, then AA, AB')
    return value


def _code(value: str) -> str:
    if not _ICD10.fullmatch(value):
        raise ValueError(
            f'"{value}" is no ICD-10-CM code: write a capital, two figures, a point and the rest, as in G35.A'
        )
    return value


def _state(value: str) -> str:
    if not _STATE.fullmatch(value):
        raise ValueError(f'"{value}" is no state: write its two capital letters, as in PA')
    return value


_EXHIBIT = re.compile("[A-Z]{1,2}")
_ICD10 = re.compile(r"[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?")
_STATE = re.compile("[A-Z]{2}")
_MOST = 10_000_000
_MOST_PLACES = 15

_Int = Annotated[int, BeforeValidator(_no_text)]
_Decimal = Annotated[Decimal, BeforeValidator(_no_text), Field(allow_inf_nan=False)]
_FewDigits = AfterValidator(_of_few_digits)

Text = Annotated[str, AfterValidator(_words)]
ChartDate = Annotated[PartialDate, AfterValidator(_of_our_time)]
Day = Annotated[dt.date, BeforeValidator(_exact)]
Moment = Annotated[dt.datetime | dt.date, BeforeValidator(_moment)]
Npi = Annotated[Text, AfterValidator(_npi)]
ExhibitLetter = Annotated[Text, AfterValidator(_exhibit_letter)]
DiagnosisCode = Annotated[Text, AfterValidator(_code)]
State = Annotated[Text, AfterValidator(_state)]
Flag = Annotated[bool, Field(strict=True)]
Count = Annotated[_Int, Field(ge=0, le=_MOST)]
Whole = Annotated[_Int, Field(ge=1, le=_MOST)]
Number = Annotated[_Decimal, Field(ge=-_MOST, le=_MOST), _FewDigits]
Positive = Annotated[_Decimal, Field(gt=0, le=_MOST), _FewDigits]
# Dates are counted by these: none may lead out of the calendar.
WindowDays = Annotated[_Int, Field(ge=1, le=3650)]
Months = Annotated[_Int, Field(ge=1, le=60)]
DaysInARow = Annotated[_Int, Field(ge=1, le=31)]
Times = Annotated[_Int, Field(ge=1, le=400)]
EveryWeeks = Annotated[_Decimal, Field(ge=0.5, le=104), _FewDigits]
# Vials are counted out by these: none may take minutes.
Kilograms = Annotated[_Decimal, Field(gt=0, le=1000), _FewDigits]
Centimeters = Annotated[_Decimal, Field(gt=0, le=300), _FewDigits]
GramsPerKilogram = Annotated[_Decimal, Field(gt=0, le=100), _FewDigits]


class Proven(Part):
    """A fact that may name the exhibit that proves it, and the page there. Without one the prescriber states it."""

    exhibit: ExhibitLetter | None = None
    page: Whole | None = None


def day_of(moment: dt.datetime | dt.date) -> dt.date:
    """The day of a moment that may or may not have a time."""
    return moment.date() if isinstance(moment, dt.datetime) else moment
