"""/metrics as Prometheus asks it: with the token, and with nobody's name in the answer."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from priorauth.cases.models import CaseState
from priorauth.patients import readings
from priorauth.patients.models import Reading
from tests import people
from tests.factories import DANA, a_case, a_clinic, an_exhibit

pytestmark = pytest.mark.django_db
TOKEN = "t" * 60


@pytest.fixture
def token(settings: Any) -> None:
    settings.METRICS_TOKEN = TOKEN


def asked(given: str = TOKEN) -> str:
    answer = Client().get("/metrics", headers={"Authorization": f"Bearer {given}"})
    assert answer.status_code == 200
    return answer.content.decode()


def figures(text: str) -> dict[tuple[str, ...], float]:
    """The figures by name and labels."""
    families = text_string_to_metric_families(text)
    return {(one.name, *one.labels.values()): one.value for family in families for one in family.samples}


def test_without_a_token_in_the_settings_there_is_no_such_page() -> None:
    for given in ("", "Bearer ", "Bearer None"):
        assert Client().get("/metrics", headers={"Authorization": given}).status_code == 404


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer " + "u" * 60, "Basic " + TOKEN, TOKEN, "Bearer é"])
def test_another_token_opens_nothing(token: None, given: str) -> None:
    answer = Client().get("/metrics", headers={"Authorization": given})
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert b"priorauth_" not in answer.content


def test_it_tells_of_jobs_and_how_long_the_oldest_waits(token: None) -> None:
    clinic = a_clinic()
    readings.ask(people.member(clinic), an_exhibit(a_case(clinic)).document)
    rows = Reading.objects.of(clinic)
    rows.update(waits_since=timezone.now() - dt.timedelta(hours=1))
    found = figures(asked())
    assert found["priorauth_jobs", "reading", "queued"] == 1
    assert found["priorauth_jobs", "reading", "failed"] == 0
    assert 3600 <= found["priorauth_job_oldest_queued_seconds", "reading"] < 7200
    rows.update(status="failed")
    found = figures(asked())
    assert found["priorauth_jobs", "reading", "failed"] == 1
    assert found["priorauth_job_oldest_queued_seconds", "reading"] == 0


def test_it_tells_how_many_cases_are_out_of_date_and_names_nobody(token: None) -> None:
    case = a_case(a_clinic())
    assert figures(asked())["priorauth_cases_out_of_date",] == 0
    CaseState.objects.of(case.clinic).update(changes_on=timezone.localdate())
    text = asked()
    assert figures(text)["priorauth_cases_out_of_date",] == 1
    assert not [word for word in (DANA["family"], DANA["mrn"], case.clinic.name, str(case.id)) if str(word) in text]


def test_without_broker_and_store_it_says_so(token: None, store_is_down: None) -> None:
    found = figures(asked())
    assert (found["priorauth_up", "database"], found["priorauth_up", "files"]) == (1, 0)
