"""compose.yaml and Containerfile, read as their engines would: nothing runs here that could start them."""

import base64
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())
CONTAINERFILE = (ROOT / "Containerfile").read_text()
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if "build" in service}
ASKED_FOR = re.compile(r"(?<!\$)\$\{(\w+)")


@pytest.fixture(scope="module")
def env_file() -> dict[str, str]:
    said = subprocess.run([ROOT / "script" / "new-keys"], capture_output=True, text=True, check=True)
    lines = [line for line in said.stdout.splitlines() if line and not line.startswith("#")]
    return dict(line.split("=", 1) for line in lines)


def filled(value: str, env_file: dict[str, str]) -> str:
    return re.sub(r"(?<!\$)\$\{(\w+)(?::[^}]*)?\}", lambda hole: env_file.get(hole[1], ""), value)


def test_web_worker_and_setup_are_one_image_with_one_environment() -> None:
    assert set(OURS) == {"setup", "web", "worker"}
    assert len({service["image"] for service in OURS.values()}) == 1
    assert all(service["environment"] == OURS["web"]["environment"] for service in OURS.values())


def test_each_variable_is_one_that_the_application_reads() -> None:
    documented = set(re.findall(r"^\| `([A-Z_]+)`", (ROOT / "docs" / "settings.md").read_text(), re.MULTILINE))
    assert set(OURS["web"]["environment"]) <= documented
    set_by_image = set(re.findall(r"^(?:ENV|   ) ([A-Z_]+)=", CONTAINERFILE, re.MULTILINE))
    assert set_by_image - documented == {"PATH", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE"}


def test_production_settings_take_what_compose_and_fresh_keys_give_them(
    env_file: dict[str, str], tmp_path: Path
) -> None:
    environment = {name: filled(value, env_file) for name, value in OURS["web"]["environment"].items()}
    surroundings = {"PATH": os.environ["PATH"], **environment, "PRIORAUTH_DATA_DIR": str(tmp_path)}
    command = [sys.executable, "-W", "error", "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    said = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr


def test_what_compose_asks_for_is_made_or_asked_for_by_new_keys(env_file: dict[str, str]) -> None:
    asked_for = set(ASKED_FOR.findall((ROOT / "compose.yaml").read_text()))
    assert asked_for - {"SECRET_KEY_FALLBACKS"} == set(env_file)


def test_keys_are_fresh_each_time_and_fit(env_file: dict[str, str]) -> None:
    again = subprocess.run([ROOT / "script" / "new-keys"], capture_output=True, text=True, check=True).stdout
    secrets = [name for name in env_file if name.endswith(("KEY", "KEYS", "PASSWORD"))]
    assert [name for name in secrets if f"{name}={env_file[name]}\n" in again] == []
    assert len(base64.urlsafe_b64decode(env_file["ENCRYPTION_KEYS"])) == 32
    assert re.fullmatch(r"[A-Za-z0-9_-]+", env_file["POSTGRES_PASSWORD"])


def test_nothing_secret_stands_in_the_files() -> None:
    for service in SERVICES.values():
        for name, value in service.get("environment", {}).items():
            if name.endswith(("KEY", "KEYS", "KEY_ID", "PASSWORD", "AUTH", "EMAIL_URL", "DATABASE_URL", "REDIS_URL")):
                assert "${" in value, name
    assert not re.search(r"(?i)(password|secret|key)=", CONTAINERFILE)


def test_each_command_is_there() -> None:
    said = [" ".join(service["command"]) for service in OURS.values() if "command" in service]
    said += re.findall(r'^CMD \["(.+)"\]', CONTAINERFILE, re.MULTILINE)
    commands = re.findall(r"manage\.py (\w+)", "\n".join(said))
    assert commands == ["migrate", "check_files"]
    assert set(commands) <= set(get_commands())
    for program in ("celery", "gunicorn"):
        assert any(line.startswith(program) for line in said)
        assert shutil.which(program, path=str(Path(sys.executable).parent))
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", CONTAINERFILE, re.MULTILINE)
    assert all((ROOT / path).exists() for line in copied for path in line.split())


def test_the_image_gets_everything_it_copies_and_nothing_else() -> None:
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", CONTAINERFILE, re.MULTILINE)
    assert {path for line in copied for path in line.split()} == let_in


def test_it_runs_as_nobody_special_with_the_system_packages_of_the_bootstrap() -> None:
    assert re.findall(r"^USER (.+)$", CONTAINERFILE, re.MULTILINE) == ["10001"]
    needed = set(re.findall(r"\|\| echo (lib(?:pango|harfbuzz)\S+)", (ROOT / "script" / "bootstrap").read_text()))
    assert len(needed) == 3
    assert all(package in CONTAINERFILE for package in needed)
    for service in OURS.values():
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]


def test_images_are_pinned_and_what_runs_on_is_watched() -> None:
    images = [service["image"] for name, service in SERVICES.items() if name not in OURS]
    images += re.findall(r"^FROM (\S+:\S+)", CONTAINERFILE, re.MULTILINE)
    assert all(re.search(r":\d", image) for image in images)
    assert all("healthcheck" in service for name, service in SERVICES.items() if name not in ("setup", "proxy"))


def test_only_the_proxy_listens_beyond_this_machine() -> None:
    for name, service in SERVICES.items():
        for port in service.get("ports", []):
            assert name == "proxy" or port.startswith("127.0.0.1:"), name
