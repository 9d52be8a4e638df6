"""The dashboard of the example clinic, every figure counted by hand in the case files of `priorauth/examples`."""

import csv
import datetime as dt
import io
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from priorauth.clinics import example
from priorauth.clinics.models import Clinic, Member
from priorauth.interop import example_cases
from tests import people
from tests.factories import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser() -> Iterator[Client]:
    with time_machine.travel(dt.datetime.combine(TODAY, dt.time(17)), tick=True):
        list(example.load("an invented password"))
        clinic = Clinic.objects.get(slug=example.SLUG)
        example_cases.load(clinic)
        yield people.browser(Member.objects.of(clinic).get(role="admin"))


def test_the_figures_are_those_counted_by_hand(browser: Client) -> None:
    answer = browser.get("/dashboard/figures.csv")
    found = {(row[0], row[1], row[2]): row[3:] for row in csv.reader(io.StringIO(answer.content.decode()))}

    def count(table: str, group: str, figure: str) -> tuple[str, str]:
        return found[table, group, figure][0], found[table, group, figure][1]

    # First requests decided: 01, 02, 04, 09, 14, 15, 16, 17, 18, 20, 21; approved in full: 16, 18.
    # Wilson for 2 of 11: 5.1% to 47.7%.
    assert found["summary", "", "approved at first request"] == ["2", "11", "18", "5", "48"]
    # Appeals decided: 04 (denied), 09 (denied), 17 (approved).
    assert found["summary", "", "overturned on appeal"] == ["1", "3", "", "", ""]
    # Requests 14 1 7 14 21 18 17 14 17 14 14, appeals 8 27 28: in order 1 7 8 14 14 14 14 | 14 17 17 18 21 27 28.
    assert count("summary", "", "median days to decide") == ("14", "14")

    # Aetna: 01, 15, 20, 21 denied, 14 in part. Cigna: 09 twice and 17 once denied, 17 approved on appeal.
    assert count("decisions", "Aetna", "approved") == ("0", "5")
    assert count("decisions", "Aetna", "partially approved") == ("1", "5")
    assert count("decisions", "Aetna", "denied") == ("4", "5")
    assert count("decisions", "Cigna", "approved") == ("1", "4")
    assert count("decisions", "UnitedHealthcare", "approved") == ("2", "2")  # 16, 18

    # Experimental: 01, 15, 20, 21; the appeal of 15 is not decided.
    assert count("reasons", "Experimental or investigational", "appealed") == ("0", "4")
    # Step therapy: 02, 09 (its first appeal was denied), 17 (overturned).
    assert count("reasons", "Step therapy not met", "overturned") == ("1", "2")

    # Windows used: 04, 09, 15, 17, each in time. Closed unused: 21, on October 19, 180 days after its receipt of
    # April 22. The windows of 01, 02, 14 and 20 and of the second denials of 04 and 09 still run.
    assert count("summary", "", "filed in time") == ("4", "5")
    assert count("deadlines", "Aetna", "filed in time") == ("1", "2")
    assert count("deadlines", "Aetna", "not filed") == ("1", "2")
    # The plan’s clocks: 15 days for requests, 30 for appeals of commercial and employer plans. In time: 01 (14),
    # 02 (1), 04 (7 of 7, then 8), 09 (14, then 27), 17 (14, then 28), 20 (14), 21 (14). Late: 14 (21), 15 (18),
    # 16 (17), 18 (17). Overdue: 12, since October 28. 13 has asked for more; 11 and the appeal of 15 still run.
    assert count("summary", "", "decided in time") == ("10", "15")
    assert count("deadlines", "Aetna", "decided late") == ("2", "5")
    assert count("deadlines", "Cigna", "overdue") == ("1", "5")

    # October’s notices: requests 01 (14 days) and 15 (18), the appeal of 09 (27).
    assert count("days", "2026-10", "median days, requests") == ("16", "2")
    assert count("days", "2026-10", "median days, appeals") == ("27", "1")

    # Denied and open: 01, 02, 04, 09, 20, 21. All cases were begun on the day of loading.
    assert count("open cases", "Denied", "under 30 days") == ("6", "6")
    assert count("open cases", "Plan is late", "under 30 days") == ("1", "1")  # 12

    # Open to be won: 01 to 13 but none of them approved, 15, 19, 20, 21, which is 17. Priced are 15 and 20:
    # 275 g × $85 + 11 × $250 = $26,125 and 385 g × $85 + 11 × $250 = $35,475.
    assert count("dollars", "Still at stake, today", "requests with a price") == ("2", "17")
    assert count("dollars", "Still at stake, today", "US dollars")[0] == "61600.00"
    # 16: 330 g × $85 + 11 × $250; 18 has no price. 17: 330 g × $82.50, and no price of an infusion.
    assert count("dollars", "Approved at first request", "requests with a price") == ("1", "2")
    assert count("dollars", "Approved at first request", "US dollars")[0] == "30800.00"
    assert count("dollars", "Won on appeal", "US dollars")[0] == "27225.00"
    assert count("dollars", "Partly approved", "requests with a price") == ("0", "1")  # 14

    # Aetna calls it experimental, so all five of its decisions took the exclusion route, for relapsing MS.
    aetna = next(name for table, name, _ in found if table == "outcomes" and name.startswith("Aetna · Exclusion"))
    assert count("outcomes", aetna, "denied") == ("4", "5")
    assert count("outcomes", aetna, "denied for: Experimental or investigational") == ("4", "5")

    page = browser.get("/dashboard/").content.decode()
    assert "$61,600" in page
    assert "Drug only, no price of giving it: one request." in page
