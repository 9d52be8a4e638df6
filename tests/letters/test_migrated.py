"""A database that was migrated from nothing still refuses to change what is signed or logged."""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.machines import ROOT, database_url


@pytest.fixture
def new_database(db: None, tmp_path: Path) -> Iterator[str]:
    """An empty database beside that of the tests, of the same kind."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path}/new.sqlite3"
        return
    name = f"priorauth_new_{uuid.uuid4().hex}"
    with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(f"CREATE DATABASE {name}")
    yield database_url().rsplit("/", 1)[0] + f"/{name}"
    with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(f"DROP DATABASE {name}")


@pytest.mark.processes
@pytest.mark.shell
@pytest.mark.django_db
def test_after_the_last_migration_the_triggers_stand(new_database: str, tmp_path: Path) -> None:
    """The tests' own database cannot tell: they take its triggers away and put them back."""
    surroundings = {**os.environ, "DATABASE_URL": new_database, "PRIORAUTH_DATA_DIR": str(tmp_path)}
    for command in ("migrate", "verify_letters", "verify_audit"):
        done = subprocess.run(
            [sys.executable, "manage.py", command],
            cwd=ROOT,
            env=surroundings,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
