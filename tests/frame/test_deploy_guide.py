"""docs/deploy.md: what it tells a server's administrator to type and to set is there."""

import re
from pathlib import Path

from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "deploy.md").read_text()
COMPOSE = (ROOT / "compose.yaml").read_text()


def test_each_command_is_one() -> None:
    named = set(re.findall(r"manage\.py (\w+)", GUIDE))
    assert {"check_files", "backup_files", "restore_files", "rotate_keys", "verify_audit", "audit_checkpoint"} <= named
    assert named <= set(get_commands())


def test_each_variable_is_documented_or_asked_for_by_compose() -> None:
    documented = set(re.findall(r"^\| `([A-Z_]+)`", (ROOT / "docs" / "settings.md").read_text(), re.MULTILINE))
    set_here = set(re.findall(r"^([A-Z_]+)=", GUIDE, re.MULTILINE)) | set(
        re.findall(r"`([A-Z]+_[A-Z_]+)(?:=\w+)?`", GUIDE)
    )
    assert set_here
    assert set_here - documented <= set(re.findall(r"\$\{(\w+)", COMPOSE))


def test_each_file_it_names_is_there() -> None:
    for name in re.findall(r"`((?:script|tests)/[\w./]+|[\w.]+\.(?:yaml|md))[ `]", GUIDE):
        assert (ROOT / name).exists(), name
    for name in re.findall(r"\]\(([\w.]+\.md)\)", GUIDE):
        assert (ROOT / "docs" / name).exists(), name


def test_services_start_as_in_the_image() -> None:
    """The units and the containers give gunicorn and Celery the same options, but for what only a container has."""
    in_compose = re.search(r"command: \[celery, (.+)\]", COMPOSE)
    assert in_compose
    options = in_compose[1].replace('"', "").replace(", ", " ")
    assert f"celery {options}" in GUIDE
    image = re.search(r'^CMD \["gunicorn", (.+)\]', (ROOT / "Containerfile").read_text(), re.MULTILINE)
    assert image
    only_there = r"--bind \S+ |--worker-tmp-dir \S+ "
    wanted = re.sub(only_there, "", image[1].replace('", "', " ").strip('"'))
    unit = re.search(r"bin/gunicorn (.+)", GUIDE)
    assert unit
    assert re.sub(only_there, "", unit[1]) == wanted
