"""Every test of the desk begins on the day of the example cases."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.utils import timezone

from tests.factories import TODAY

SetDay = Callable[[dt.date], None]


@pytest.fixture(autouse=True)
def set_day(monkeypatch: pytest.MonkeyPatch) -> SetDay:
    """Moves the clinic's calendar; every test begins on the day of the example cases."""

    def move(day: dt.date) -> None:
        monkeypatch.setattr(timezone, "localdate", lambda *_, **__: day)

    move(TODAY)
    return move
