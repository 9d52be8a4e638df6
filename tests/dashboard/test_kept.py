"""Figures of a clinic that is too large to be counted while somebody waits: what is kept is what would be counted."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from priorauth.clinics.models import Clinic
from priorauth.core.dates import months_before
from priorauth.dashboard import kept
from priorauth.dashboard.counting import Question, counted
from priorauth.dashboard.models import KeptFigures
from priorauth.dashboard.narrowing import Narrowed
from priorauth.dashboard.pages import SPLITS
from tests import people
from tests.dashboard.test_pages import a_case_of, answered, appealed, rows, words
from tests.factories import TODAY, a_clinic, sent

pytestmark = pytest.mark.django_db
NOON = dt.datetime.combine(TODAY, dt.time(12))
CSV = "/dashboard/figures.csv"


@pytest.fixture
def clinic() -> Clinic:
    """Denied and overturned, and approved at once, and one without a day."""
    clinic = a_clinic()
    first, second, third = (a_case_of(clinic, number) for number in range(3))
    answered(sent(first), "denied", dt.date(2026, 10, 1), "experimental_investigational")
    answered(appealed(first, dt.date(2026, 10, 10)), "approved", dt.date(2026, 11, 9))
    answered(sent(second), "approved", dt.date(2026, 10, 5))
    answered(sent(third), "denied", None)
    return clinic


@pytest.fixture
def browser(clinic: Clinic) -> Client:
    return people.browser(people.member(clinic, "admin", "Joan Ames"))


def is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on every clinic is."""
    monkeypatch.setattr(kept, "AT_ONCE", 0)


def count_what_waits(clinic: Clinic) -> None:
    for row in KeptFigures.objects.of(clinic):
        kept.count(row.id)


@pytest.mark.parametrize("split", SPLITS)
@pytest.mark.parametrize("months", [3, None])
def test_what_is_kept_is_what_was_counted(clinic: Clinic, split: str, months: int | None) -> None:
    since = months_before(TODAY, months) if months else None
    question = Question(Narrowed(since, TODAY, {"plan": "Aetna", "indication": "", "prescriber": ""}), split, TODAY)
    answer = counted(clinic, question)
    row = KeptFigures.objects.create(clinic=clinic, question=kept.QUESTION.dump_json(question).decode())
    kept.count(row.id)
    row = KeptFigures.objects.of(clinic).get()
    assert kept.FIGURES.validate_json(row.figures) == answer
    assert answer.cells


@time_machine.travel(NOON, tick=True)
def test_the_page_says_that_it_counts_and_then_when_it_counted(
    clinic: Clinic, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = rows(browser.get(CSV))
    is_large(monkeypatch)
    assert "The figures are being counted." in words(browser.get("/dashboard/"))
    assert browser.get(CSV).headers["Location"].startswith("/dashboard/")
    count_what_waits(clinic)
    page = words(browser.get("/dashboard/"))
    assert "3 decisions in 2 cases" in page
    assert "Counted at" in page
    assert rows(browser.get(CSV)) == at_once


def test_what_is_logged_later_is_counted_with_the_next_time(
    clinic: Clinic, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_large(monkeypatch)
    with time_machine.travel(NOON, tick=True) as clock:
        browser.get("/dashboard/")
        count_what_waits(clinic)
        answered(sent(a_case_of(clinic, 9)), "approved", dt.date(2026, 11, 5))
        assert "3 decisions in 2 cases" in words(browser.get("/dashboard/"))
        assert KeptFigures.objects.of(clinic).get().asked_at is None
        clock.shift(kept.FRESH)
        browser.get("/dashboard/")
        assert KeptFigures.objects.of(clinic).get().asked_at is not None
        count_what_waits(clinic)
        assert "4 decisions in 3 cases" in words(browser.get("/dashboard/"))


def test_a_worker_is_asked_once_and_again_where_it_stays_silent(
    clinic: Clinic, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent_for: list[object] = []
    monkeypatch.setattr(kept, "_send", sent_for.append)
    monkeypatch.setattr(kept.transaction, "on_commit", lambda act: act())
    is_large(monkeypatch)
    with time_machine.travel(NOON, tick=True) as clock:
        for _ in range(3):
            browser.get("/dashboard/")
        assert len(sent_for) == 1
        clock.shift(kept.PATIENCE + dt.timedelta(seconds=1))
        browser.get("/dashboard/")
        assert len(sent_for) == 2


@time_machine.travel(NOON, tick=True)
def test_each_clinic_has_its_own(clinic: Clinic, browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    is_large(monkeypatch)
    browser.get("/dashboard/")
    count_what_waits(clinic)
    other = a_clinic("Hillside", npi="1987654321")
    answered(sent(a_case_of(other, 9)), "approved", dt.date(2026, 10, 5))
    stranger = people.browser(people.member(other, "admin", "Sam Reyes"))
    assert "The figures are being counted." in words(stranger.get("/dashboard/"))


def test_answers_of_earlier_days_are_forgotten(
    clinic: Clinic, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_large(monkeypatch)
    for days in (0, 2):
        with time_machine.travel(NOON + dt.timedelta(days=days), tick=True):
            later = people.browser(people.member(clinic, "admin", f"Admin {days}"))
            later.get("/dashboard/")
            for row in KeptFigures.objects.of(clinic).filter(figures=""):
                kept.count(row.id)
    assert KeptFigures.objects.of(clinic).count() == 1


def test_what_another_version_kept_is_counted_anew(
    clinic: Clinic, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_large(monkeypatch)
    browser.get("/dashboard/")
    KeptFigures.objects.of(clinic).update(figures='{"cells": []}', counted_at=dt.datetime.now(dt.UTC))
    assert "The figures are being counted." in words(browser.get("/dashboard/"))
    count_what_waits(clinic)
    assert "3 decisions in 2 cases" in words(browser.get("/dashboard/"))


def test_a_question_that_nobody_ever_answered_is_forgotten(
    clinic: Clinic, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_large(monkeypatch)
    browser.get("/dashboard/?dates=all")
    browser.get("/dashboard/")
    long_ago = dt.datetime.now(dt.UTC) - dt.timedelta(days=30)
    first, second = KeptFigures.objects.of(clinic).order_by("id")
    KeptFigures.objects.of(clinic).filter(id=first.id).update(asked_at=long_ago)
    kept.count(second.id)
    assert list(KeptFigures.objects.of(clinic)) == [second]
