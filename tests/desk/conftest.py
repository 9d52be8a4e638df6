"""A clinic with a coordinator at a browser, on the day of the example cases."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from priorauth.clinics.models import Clinic, Member
from tests import people
from tests.factories import TODAY, a_clinic

SetDay = Callable[[dt.date], None]


@pytest.fixture
def clinic() -> Clinic:
    return a_clinic()


@pytest.fixture
def member(clinic: Clinic) -> Member:
    return people.member(clinic)


@pytest.fixture
def browser(member: Member) -> Client:
    return people.browser(member)


@pytest.fixture(autouse=True)
def set_day(monkeypatch: pytest.MonkeyPatch) -> SetDay:
    """Moves the clinic's calendar; every test begins on the day of the example cases."""

    def move(day: dt.date) -> None:
        monkeypatch.setattr(timezone, "localdate", lambda *_, **__: day)

    move(TODAY)
    return move
