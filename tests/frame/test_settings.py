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

from priorauth.encryption import new_key

ROOT = Path(__file__).resolve().parents[2]
SECRET = "0123456789abcdef" * 4
FERNET_KEY = "ZmVybmV0LWtleS1mb3ItdGVzdHMtMzItYnl0ZXMtISE="
PRODUCTION = {
    "PRIORAUTH_MODE": "production",
    "SECRET_KEY": SECRET,
    "ENCRYPTION_KEYS": FERNET_KEY,
    "LOOKUP_KEY": "l" * 60,
    "AUDIT_KEYS": f"2026:{'a' * 60}",
    "ALLOWED_HOSTS": "letters.example",
    "EMAIL_URL": "smtp+tls://ann:secret@mail.example:587",
    "EMAIL_FROM": "letters@letters.example",
    "DATABASE_URL": "postgresql://ann:secret@db.example/letters",
    "REDIS_URL": "redis://queue.example:6379/0",
    "FILES_BUCKET": "letters",
    "FILES_ENDPOINT": "https://store.example",
    "AWS_ACCESS_KEY_ID": "letters",
    "AWS_SECRET_ACCESS_KEY": "s" * 40,
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


def test_the_keys_that_encrypt_are_made_once_and_kept_private_too(tmp_path: Path) -> None:
    first = loaded(tmp_path, "s.ENCRYPTION_KEYS, s.LOOKUP_KEY").stdout
    assert first == loaded(tmp_path, "s.ENCRYPTION_KEYS, s.LOOKUP_KEY").stdout
    for name in ("encryption_keys", "lookup_key"):
        assert stat.S_IMODE((tmp_path / "data" / name).stat().st_mode) == 0o600


def test_the_keys_that_encrypt_are_a_list_the_first_of_which_writes(tmp_path: Path) -> None:
    keys = f"{new_key()},{FERNET_KEY}"
    assert loaded(tmp_path, "','.join(s.ENCRYPTION_KEYS)", ENCRYPTION_KEYS=keys).stdout.strip() == keys


def test_a_key_that_is_refused_is_not_shown(tmp_path: Path) -> None:
    assert "hidden-but-wrong" not in loaded(tmp_path, "1", ENCRYPTION_KEYS="hidden-but-wrong").stderr


def test_the_key_of_the_log_is_another_one(tmp_path: Path) -> None:
    said = loaded(tmp_path, "s.SECRET_KEY in s.AUDIT_KEYS.values(), list(s.AUDIT_KEYS)")
    assert said.stdout.strip() == "False ['embedded']"
    assert stat.S_IMODE((tmp_path / "data" / "audit_key").stat().st_mode) == 0o600


def test_production_starts_when_everything_is_named(tmp_path: Path) -> None:
    said = loaded(tmp_path, "s.SESSION_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS", **PRODUCTION)
    assert said.stdout.strip() == "True True 31536000", said.stderr


def test_links_in_messages_lead_to_the_first_host_unless_an_address_is_named(tmp_path: Path) -> None:
    assert loaded(tmp_path, "s.SITE_ADDRESS", **PRODUCTION).stdout.strip() == "https://letters.example"
    named = PRODUCTION | {"SITE_ADDRESS": "https://pa.letters.example:8443"}
    assert loaded(tmp_path, "s.SITE_ADDRESS", **named).stdout.strip() == "https://pa.letters.example:8443"


def test_djangos_own_check_of_a_deployment_finds_nothing(tmp_path: Path) -> None:
    clean = {"PATH": os.environ["PATH"], "PRIORAUTH_DATA_DIR": str(tmp_path / "data"), **PRODUCTION}
    command = [sys.executable, "-W", "error", "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    said = subprocess.run(command, cwd=ROOT, env=clean, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
    assert "no issues" in said.stdout


def test_in_production_everybody_needs_a_second_factor_and_cookies_go_by_https(tmp_path: Path) -> None:
    names = "SECOND_FACTOR_REQUIRED SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SESSION_COOKIE_HTTPONLY".split()
    said = loaded(tmp_path, ", ".join(f"s.{name}" for name in names), **PRODUCTION)
    assert said.stdout.strip() == "True True True True", said.stderr


@pytest.mark.parametrize("endpoint", ["", "http://store:8333", "http://127.0.0.1:9000", "http://10.0.0.7:9000"])
def test_a_store_on_a_private_network_may_be_asked_in_the_clear(tmp_path: Path, endpoint: str) -> None:
    said = loaded(tmp_path, "s.STORAGES['default']['OPTIONS']", **{**PRODUCTION, "FILES_ENDPOINT": endpoint})
    assert f"'endpoint': '{endpoint}'" in said.stdout, said.stderr


def test_without_a_bucket_files_lie_in_the_data_folder(tmp_path: Path) -> None:
    said = loaded(tmp_path, "s.STORAGES['default']['BACKEND'], s.MEDIA_ROOT")
    assert "FileSystemStorage" in said.stdout
    assert f"{tmp_path}/data/files" in said.stdout


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("DEBUG", "1", "DEBUG is on"),
        ("SECRET_KEY", "short", "SECRET_KEY is missing or shorter than 50"),
        ("ENCRYPTION_KEYS", "", "ENCRYPTION_KEYS is missing"),
        ("ENCRYPTION_KEYS", f"{FERNET_KEY},short", "ENCRYPTION_KEYS: number 2 is no key"),
        ("LOOKUP_KEY", "short", "LOOKUP_KEY is missing or shorter than 50"),
        ("LOOKUP_KEY", SECRET, "LOOKUP_KEY is the same as SECRET_KEY"),
        ("AUDIT_KEYS", "", "AUDIT_KEYS is missing or holds a key shorter than 50"),
        ("AUDIT_KEYS", f"2027:{'b' * 60},2026:short", "AUDIT_KEYS is missing or holds a key shorter than 50"),
        ("AUDIT_KEYS", f"2026:{SECRET}", "AUDIT_KEYS holds SECRET_KEY"),
        ("METRICS_TOKEN", "short", "METRICS_TOKEN is shorter than 50"),
        ("ALLOWED_HOSTS", "", "ALLOWED_HOSTS is empty"),
        ("ALLOWED_HOSTS", "*", "ALLOWED_HOSTS allows every host"),
        ("DATABASE_URL", "", "DATABASE_URL is missing"),
        ("SECOND_FACTOR", "optional", "SECOND_FACTOR is optional"),
        ("EMAIL_URL", "", "EMAIL_URL is missing"),
        ("EMAIL_FROM", "", "EMAIL_FROM is missing"),
        ("CSRF_TRUSTED_ORIGINS", "http://letters.example", "CSRF_TRUSTED_ORIGINS names an origin without https"),
        ("SITE_ADDRESS", "http://letters.example", "SITE_ADDRESS does not begin with https"),
        ("SITE_ADDRESS", "https://letters.example/app", "SITE_ADDRESS is not the address of a server"),
        ("REDIS_URL", "", "REDIS_URL is missing"),
        ("FILES_BUCKET", "", "FILES_ENDPOINT is set and FILES_BUCKET is missing"),
        ("FILES_BUCKET", "Letters!", "is no name of a bucket"),
        ("FILES_ENDPOINT", "http://store.example", "FILES_ENDPOINT is reached without https"),
        ("FILES_ENDPOINT", "http://203.0.114.9:9000", "FILES_ENDPOINT is reached without https"),
        ("FILES_ENDPOINT", "store.example", "FILES_ENDPOINT is not the address of a server"),
        ("AWS_SECRET_ACCESS_KEY", "", "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY go together"),
    ],
)
def test_production_refuses_what_is_unsafe(tmp_path: Path, name: str, value: str, complaint: str) -> None:
    said = loaded(tmp_path, "1", **{**PRODUCTION, name: value})
    assert said.returncode != 0
    assert complaint in said.stderr


def test_production_names_every_reason_at_once(tmp_path: Path) -> None:
    said = loaded(tmp_path, "1", PRIORAUTH_MODE="production")
    names = (
        *("SECRET_KEY", "ENCRYPTION_KEYS", "LOOKUP_KEY", "AUDIT_KEYS", "ALLOWED_HOSTS", "DATABASE_URL", "EMAIL_URL"),
        *("EMAIL_FROM", "REDIS_URL"),
    )
    for name in names:
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
    readers = "text|flag|whole_number|one_of|words|keyring|fernet_keys|mail|folder|database|broker|bucket|web_address"
    read = set(re.findall(rf'environment\.(?:{readers})\(\s*"([A-Z_]+)"', text))
    read |= set(re.findall(r"\$\{([A-Z_]+):-", text)) - {"BASH_SOURCE"}
    documented = set(re.findall(r"^\| `([A-Z_]+)`", (ROOT / "docs" / "settings.md").read_text(), re.MULTILINE))
    assert read == documented
