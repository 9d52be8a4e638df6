"""Dependencies: each has its reason, each is locked, and the installer is the locked one."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCKED = {package["name"]: package for package in tomllib.loads((ROOT / "uv.lock").read_text())["package"]}


def wanted() -> list[str]:
    groups = PROJECT["dependency-groups"]
    return [*PROJECT["project"]["dependencies"], *groups["dev"], *groups["installer"]]


def name(requirement: str) -> str:
    return re.split(r"[\[><=; ]", requirement)[0].lower()


def test_each_dependency_has_its_reason() -> None:
    text = (ROOT / "docs" / "dependencies.md").read_text()
    reasons = re.findall(r"^\| `([^`]+)` \| (.+) \|$", text, re.MULTILINE)
    named = {package for package, reason in reasons if reason.strip()}
    assert {name(requirement) for requirement in wanted()} <= named


def test_each_dependency_has_a_lower_bound() -> None:
    assert [requirement for requirement in wanted() if ">=" not in requirement] == []


def test_each_locked_file_has_its_hash() -> None:
    files = [
        (package["name"], file)
        for package in LOCKED.values()
        for file in [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]
    ]
    assert files
    assert [package for package, file in files if not file["hash"].startswith("sha256:")] == []


def test_the_installer_is_the_locked_one() -> None:
    pinned = (ROOT / "script" / "uv.txt").read_text()
    assert f"uv=={LOCKED['uv']['version']} " in pinned
    hashes = set(re.findall(r"sha256:[0-9a-f]{64}", pinned))
    assert hashes == {file["hash"] for file in [*LOCKED["uv"]["wheels"], LOCKED["uv"]["sdist"]]}


def test_the_lock_fits_the_project() -> None:
    command = [str(Path(sys.executable).with_name("uv")), "lock", "--check", "--offline"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
