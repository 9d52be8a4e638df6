"""Settings as a server would load them: safe without a variable, and strict in production."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
SECRET = "k" * 60
PRODUCTION = {
    "PRIORAUTH_MODE": "production",
    "SECRET_KEY": SECRET,
    "ALLOWED_HOSTS": "letters.example",
    "DATABASE_URL": "postgresql://ann:secret@db.example/letters",
    "REDIS_URL": "redis://queue.example:6379/0",
}


def loaded(tmp_path: Path, code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Loads the settings in a process of its own and prints what `code` says."""
    clean = {"PATH": os.environ["PATH"], "PRIORAUTH_DATA_DIR": str(tmp_path / "data"), **environment}
    program = f"from priorauth import settings as s; print({code})"
    return subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=clean, capture_output=True, text=True, check=False
    )


def test_without_a_variable_only_this_machine_is_served(tmp_path: Path) -> None:
    said = loaded(tmp_path, "s.DEBUG, s.ALLOWED_HOSTS, s.DATABASES['default']['ENGINE'], s.CELERY_BROKER_URL").stdout
    assert said.startswith("False ['localhost', '127.0.0.1', '[::1]'] django.db.backends.sqlite3 ")
    assert f"redis+socket://{tmp_path}/data/redis/redis.sock" in said


def test_the_key_that_signs_cookies_is_made_once_and_kept_private(tmp_path: Path) -> None:
    first = loaded(tmp_path, "s.SECRET_KEY").stdout
    assert first == loaded(tmp_path, "s.SECRET_KEY").stdout
    assert len(first.strip()) >= 50
    assert stat.S_IMODE((tmp_path / "data" / "secret_key").stat().st_mode) == 0o600


def test_production_starts_when_everything_is_named(tmp_path: Path) -> None:
    said = loaded(tmp_path, "s.SESSION_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS", **PRODUCTION)
    assert said.stdout.strip() == "True True 31536000", said.stderr


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("DEBUG", "1", "DEBUG is on"),
        ("SECRET_KEY", "short", "SECRET_KEY is missing or shorter than 50"),
        ("ALLOWED_HOSTS", "", "ALLOWED_HOSTS is empty"),
        ("ALLOWED_HOSTS", "*", "ALLOWED_HOSTS allows every host"),
        ("DATABASE_URL", "", "DATABASE_URL is missing"),
        ("REDIS_URL", "", "REDIS_URL is missing"),
    ],
)
def test_production_refuses_what_is_unsafe(tmp_path: Path, name: str, value: str, complaint: str) -> None:
    said = loaded(tmp_path, "1", **{**PRODUCTION, name: value})
    assert said.returncode != 0
    assert complaint in said.stderr


def test_production_names_every_reason_at_once(tmp_path: Path) -> None:
    said = loaded(tmp_path, "1", PRIORAUTH_MODE="production")
    for name in ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "REDIS_URL"):
        assert name in said.stderr


def test_messages_are_json_and_a_lost_task_comes_back() -> None:
    assert settings.CELERY_ACCEPT_CONTENT == ["json"]
    assert settings.CELERY_TASK_ACKS_LATE
    assert settings.CELERY_TASK_REJECT_ON_WORKER_LOST
    assert settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"] > settings.LEASE_SECONDS
    assert settings.LEASE_SECONDS > settings.CELERY_TASK_TIME_LIMIT > settings.CELERY_TASK_SOFT_TIME_LIMIT


@pytest.mark.django_db
def test_sqlite_keeps_its_journal_in_wal_mode() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA journal_mode")
            assert cursor.fetchone() == ("wal",)
        else:
            cursor.execute("SELECT 1")
            assert cursor.fetchone() == (1,)


def test_every_variable_that_is_read_is_documented_and_the_other_way_round() -> None:
    programs = [*ROOT.glob("priorauth/**/*.py"), *ROOT.glob("script/*"), *ROOT.glob(".ci/*")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in programs if path.suffix in ("", ".py"))
    readers = "text|flag|whole_number|one_of|words|folder|database|broker"
    read = set(re.findall(rf'environment\.(?:{readers})\(\s*"([A-Z_]+)"', text))
    read |= set(re.findall(r"\$\{([A-Z_]+):-", text)) - {"BASH_SOURCE"}
    documented = set(re.findall(r"^\| `([A-Z_]+)`", (ROOT / "docs" / "settings.md").read_text(), re.MULTILINE))
    assert read == documented
