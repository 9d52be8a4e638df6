"""Days are those of the clinic's own calendar, wherever the server stands and whatever the season."""

import datetime as dt

import pytest
import time_machine

from priorauth.clinics.models import TIME_ZONES, Clinic
from priorauth.letters.models import Letter
from tests import people
from tests.factories import a_case, a_clinic

pytestmark = pytest.mark.django_db


def at(moment: str) -> time_machine.travel:
    return time_machine.travel(dt.datetime.fromisoformat(f"{moment}+00:00"), tick=False)


@pytest.mark.parametrize(
    ("zone", "moment", "day"),
    [
        ("America/New_York", "2026-11-21T04:59", "2026-11-20"),  # 23:59 EST
        ("America/New_York", "2026-11-21T05:00", "2026-11-21"),
        ("America/New_York", "2026-07-01T03:59", "2026-06-30"),  # 23:59 EDT
        ("America/New_York", "2026-11-01T05:30", "2026-11-01"),  # 1:30, the first time
        ("America/New_York", "2026-11-01T06:30", "2026-11-01"),  # 1:30 again, an hour later
        ("America/New_York", "2027-03-14T07:30", "2027-03-14"),  # 2:30 does not exist that day
        ("America/Phoenix", "2026-07-01T06:59", "2026-06-30"),  # no summer time there
        ("America/Los_Angeles", "2026-11-21T07:59", "2026-11-20"),
        ("Pacific/Honolulu", "2026-11-21T09:59", "2026-11-20"),
        ("Pacific/Guam", "2026-11-20T14:00", "2026-11-21"),
    ],
)
def test_the_day_is_the_clinics(zone: str, moment: str, day: str) -> None:
    with at(moment):
        assert Clinic(time_zone=zone).today().isoformat() == day


def test_every_zone_of_the_list_is_one() -> None:
    with at("2026-11-20T12:00"):
        assert all(Clinic(time_zone=zone).today() for zone in TIME_ZONES)


def test_a_letter_of_the_evening_is_not_dated_tomorrow() -> None:
    clinic = a_clinic()
    Clinic.objects.filter(id=clinic.id).update(time_zone="America/Los_Angeles")
    with at("2026-11-21T03:30"):  # 7:30 pm on the 20th, there
        case = a_case(clinic)
        browser = people.browser(people.member(clinic))
        studio = browser.post(f"/cases/{case.id}/letter/", {"kind": "medical_necessity"}).headers["Location"]
        browser.post(f"{studio}pdf/")
    assert Letter.objects.of(clinic).get().letter_date == dt.date(2026, 11, 20)


def test_an_admin_chooses_the_zone() -> None:
    clinic = a_clinic()
    browser = people.browser(people.member(clinic, "admin", "Joan Ames"))
    named = {"name": clinic.name, "npi": clinic.npi}
    browser.post("/settings/", {**named, "time_zone": "America/Chicago"})
    assert Clinic.objects.get(id=clinic.id).time_zone == "America/Chicago"
