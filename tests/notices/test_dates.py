"""The notice's own date, and every other date on the page; what is not beyond doubt has no value."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from priorauth.core.dates import long_date
from priorauth.core.notices import Kind, NoticeReading
from priorauth.core.notices.printed_dates import printed_dates
from tests.notices.typed import read

OTHERS = [
    "Date of birth: 06/14/1988",
    "DOB: 06/14/1988",
    "Dates of service: 02/20/2026 - 08/20/2026",
    "Print date: 03/09/2026",
    "Printed 03/09/2026 02:14",
    "Date received: 02/21/2026",
    "Request date: 02/20/2026",
    "Effective date: 01/01/2026",
    "Your letter of February 20, 2026 was received February 21, 2026.",
    "03/09/2026 10:42 AM FROM: HARBORLINE FAX: 305-555-0199 PAGE: 1 OF 3",
    "Form HL-1 (Rev. 01/2025)",
]
days = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))


def dates(reading: NoticeReading, kind: Kind = Kind.NOTICE_DATE) -> list[str | None]:
    return [candidate.value for candidate in reading.of(kind)]


@given(st.permutations(OTHERS))
def test_other_dates_are_never_the_notices_own(lines: list[str]) -> None:
    assert dates(read("\n\n".join(lines))) == []


@given(st.permutations([*OTHERS, "Notice date: March 4, 2026"]))
def test_the_labelled_date_is_found_among_all_others(lines: list[str]) -> None:
    assert dates(read("\n".join(lines))) == ["2026-03-04"]


@given(days, st.sampled_from(["%m/%d/%Y", "%m-%d-%Y", "%B %d, %Y", "%b %d, %Y", "%b. %d, %Y", "%d %B %Y", "%Y-%m-%d"]))
def test_each_way_to_print_a_date_is_read(day: dt.date, form: str) -> None:
    assert [date.day for date in printed_dates(f"sent {day.strftime(form)} by mail")] == [day]


@pytest.mark.parametrize(
    "printed",
    [
        "3/4/26",  # a year of two digits
        "O3/04/2026",
        "03/l4/2026",
        "March l4, 2026",
        "March 4, 2O26",
        "13/04/2026",  # no month, as the US writes it
        "02/30/2026",
        "02/29/2026",  # no leap year
        "03/04/2826",
        "Marcb 4, 2026",
    ],
)
def test_a_date_with_a_doubt_is_seen_and_has_no_value(printed: str) -> None:
    (candidate,) = read(f"Notice date: {printed}").of(Kind.NOTICE_DATE)
    assert (candidate.value, candidate.quote) == (None, printed)


def test_what_the_ocr_was_not_sure_of_has_no_value() -> None:
    reading = read("Notice date: March 4, 2026\nMember ID: HLP 4471 0092", confidence=60)
    assert {candidate.value for candidate in reading.candidates} == {None}
    assert all("faint" in candidate.why for candidate in reading.candidates)


@given(days)
def test_the_date_alone_at_the_head_of_a_letter_is_its_own(day: dt.date) -> None:
    letter = f"Harborline Health\n\n{long_date(day)}\n\nDear Dr. Marchetti:\n\nYour request is denied."
    assert dates(read(letter)) == [day.isoformat()]


def test_a_date_beneath_the_salutation_is_not() -> None:
    assert dates(read("Dear Dr. Marchetti:\n\nMarch 4, 2026\n\nYour request is denied.")) == []


def test_a_table_answers_in_the_cell_beneath() -> None:
    table = "Date of birth     Notice date     Case number\n06/14/1988        04/17/2026      CV-7730418"
    reading = read(table)
    assert dates(reading) == ["2026-04-17"]
    assert dates(reading, Kind.REFERENCE) == ["CV-7730418"]


def test_a_table_answers_in_the_cell_beside() -> None:
    reading = read("Date of birth     06/14/1988\nNotice date       04/17/2026\nPrint date        04/18/2026")
    assert dates(reading) == ["2026-04-17"]


@pytest.mark.parametrize(
    "said",
    [
        "You may ask for external review by July 1, 2026.",
        "To keep your benefits during the appeal, ask by July 1, 2026.",
        "A fair hearing can be asked for until July 1, 2026.",
        "For the appeal, send us records by July 1, 2026.",
        "A peer-to-peer call about the appeal is possible until July 1, 2026.",
        "We will answer your appeal by July 1, 2026.",
    ],
)
def test_the_last_day_of_something_else_is_not_the_appeals(said: str) -> None:
    assert dates(read(f"You may appeal this decision. {said}"), Kind.APPEAL_BY) == []


@pytest.mark.parametrize(
    "said",
    [
        "Your appeal must be received by July 1, 2026.",
        "File your appeal no later than July 1, 2026.",
        "You may appeal. We must receive it by July 1, 2026.",
        "Last day to appeal: July 1, 2026",
        "Appeal by: 07/01/2026",
    ],
)
def test_the_last_day_to_appeal_is_found(said: str) -> None:
    assert dates(read(said), Kind.APPEAL_BY) == ["2026-07-01"]


def test_two_dates_of_one_notice_contradict_and_both_are_kept() -> None:
    reading = read("Notice date: November 6, 2026\n\nMailed November 10, 2026")
    assert dates(reading) == ["2026-11-06", "2026-11-10"]
    (contradiction,) = reading.contradictions
    assert contradiction.says == "The notice gives 2 dates for the notice: November 6, 2026 and November 10, 2026."
    assert [reading.candidates[number].value for number in contradiction.candidates] == dates(reading)


@given(days.filter(lambda day: day.year < 2098), st.integers(1, 400), st.integers(-20, 20))
def test_a_printed_last_day_that_the_window_does_not_give_contradicts(day: dt.date, window: int, off: int) -> None:
    last = day + dt.timedelta(days=window + off)
    letter = f"Notice date: {long_date(day)}\n\nAppeal within {window} days of the date of this notice.\n\n"
    reading = read(f"{letter}Appeal by: {long_date(last)}")
    assert bool(reading.contradictions) == bool(off)


def test_a_window_that_runs_from_receipt_contradicts_no_date() -> None:
    letter = "Notice date: May 4, 2026\n\nAppeal within 180 days of receiving this notice.\n\nAppeal by: 12/01/2026"
    assert read(letter).contradictions == ()
