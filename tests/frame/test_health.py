"""/health/ as a load balancer asks it: without a sign-in, and whatever part is down."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.frame.test_settings import PRODUCTION
from tests.machines import ROOT, Broker


@pytest.mark.django_db
def test_where_everything_answers_all_is_ok(broker: Broker, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        answer = Client().get("/health/")
    assert answer.json() == {"database": "ok", "broker": "ok", "files": "ok"}
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.django_db
def test_without_broker_and_store_pages_are_served_and_the_answer_says_so(store_is_down: None) -> None:
    answer = Client().get("/health/")
    assert answer.json() == {"database": "ok", "broker": "down", "files": "down"}
    assert answer.status_code == 200


def test_without_the_database_the_server_is_not_asked_for_pages(tmp_path: Path) -> None:
    """In production settings, with every address one where nobody listens, and asked in the clear."""
    nobody = {
        "DATABASE_URL": "postgresql://ann:hidden-word@127.0.0.1:9/letters",
        "REDIS_URL": "redis://127.0.0.1:9/0",
        "FILES_ENDPOINT": "http://127.0.0.1:9",
    }
    clean = {"PATH": os.environ["PATH"], "PRIORAUTH_DATA_DIR": str(tmp_path / "data"), **PRODUCTION, **nobody}
    program = (
        "import django; django.setup(); from django.test import Client; "
        "answer = Client(headers={'host': 'letters.example'}).get('/health/'); "
        "print(answer.status_code, answer.content.decode())"
    )
    command = [sys.executable, "-c", program]
    surroundings = clean | {"DJANGO_SETTINGS_MODULE": "priorauth.settings"}
    said = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False)
    assert said.stdout.strip() == '503 {"database": "down", "broker": "down", "files": "down"}', said.stderr
    assert "hidden-word" not in said.stdout + said.stderr
