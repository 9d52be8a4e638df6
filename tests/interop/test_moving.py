"""A clinic that began on SQLite goes on in PostgreSQL: by the real commands, between two real databases."""

import os
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from psycopg.sql import SQL, Identifier

from tests.machines import ROOT, database_url

Manage = Callable[..., subprocess.CompletedProcess[str]]
BEGIN = """
from priorauth.audit.actions import Action
from priorauth.audit.services import record
from priorauth.letters.models import Rendering
from priorauth.letters.tasks import render
from tests import people
from tests.factories import a_case, a_clinic, a_signed_letter
clinic = a_clinic()
signer = people.member(clinic, "prescriber", "Elena Marsh", npi="1234567893")
case = a_case(clinic, denied=True)
letter = a_signed_letter(signer, case)
record(Action.CASE_STARTED, member=signer, subject=case)
render(str(Rendering.objects.of(clinic).get().id))
assert Rendering.objects.of(clinic).get().status == "done"
"""
GO_ON = """
from priorauth.audit.actions import Action
from priorauth.audit.services import record
from priorauth.cases.models import Case, Submission
from priorauth.clinics.models import Clinic, Member
from tests.factories import a_clinic
clinic, case = Clinic.objects.get(), Case.objects.of_every_clinic().get()
sent = Submission.objects.of(clinic).get()
print(case.patient.given, case.coverage.member_id, case.coverage.grandfathered, sent.reference)
record(Action.CASE_VIEWED, member=Member.objects.of(clinic).get(), subject=case)
assert a_clinic("Hillside", npi="1987654321").id > clinic.id
"""


@pytest.fixture
def server(db: None) -> str:
    """The address of an empty database of its own; the tests of SQLite have no PostgreSQL to move to."""
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL")
    return database_url()


@pytest.fixture
def target(server: str) -> Iterator[str]:
    name = f"moved_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as there:
        there.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        yield f"{server.rpartition('/')[0]}/{name}"
        there.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


@pytest.fixture
def manage(tmp_path: Path) -> Manage:
    """manage.py on the data folder of one server, with SQLite or another database."""

    def run(*arguments: str, database: str = "", **more: str) -> subprocess.CompletedProcess[str]:
        clean = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "FILES_BUCKET")}
        around = {**clean, "PRIORAUTH_DATA_DIR": str(tmp_path), "DATABASE_URL": database, **more}
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(command, cwd=ROOT, env=around, capture_output=True, text=True, check=False)

    return run


def done(answer: subprocess.CompletedProcess[str]) -> str:
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return answer.stdout


def test_everything_arrives_once_and_people_go_on(tmp_path: Path, target: str, manage: Manage) -> None:
    done(manage("migrate", "-v0"))
    done(manage("shell", "-v0", "-c", BEGIN))
    move = ("move_database", "--from", str(tmp_path / "priorauth.sqlite3"))

    done(manage("migrate", "-v0", database=target))
    wrong = manage(*move, database=target, AUDIT_KEYS=f"embedded:{'x' * 60}")
    assert "AUDIT_KEYS are not those of the old server" in wrong.stderr
    assert "the log is whole" in done(manage(*move, database=target))

    assert "whole" in done(manage("verify_audit", database=target))
    assert "Letters: 1, all as they were stored." in done(manage("verify_letters", database=target))
    assert "Dana W2214 88017 None PA-77120934" in done(manage("shell", "-v0", "-c", GO_ON, database=target))
    assert "whole" in done(manage("verify_audit", database=target))
    assert "The new database is not empty" in manage(*move, database=target).stderr


def test_it_moves_to_postgresql_alone_and_from_a_file_that_is_there(db: None, tmp_path: Path) -> None:
    said = "There is no file" if connection.vendor == "postgresql" else "DATABASE_URL names no PostgreSQL database"
    with pytest.raises(CommandError, match=said):
        call_command("move_database", "--from", str(tmp_path / "priorauth.sqlite3"))
