"""`script/bootstrap` on machines that lack something: without root it asks for exactly that, and does nothing."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.machines import ROOT


@pytest.fixture
def bare_machine(tmp_path: Path) -> dict[str, str]:
    """An environment whose system has no library installed, and whose user is nobody special."""
    programs = {"ldconfig": "exit 0", "id": "echo 1000", "sudo": "exit 1", "pdftotext": "exit 0"}
    for name, body in programs.items():
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\n{body}\n")
        program.chmod(0o755)
    return {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}


def bootstrap(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["bash", "script/bootstrap", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_without_root_it_names_the_packages_and_the_command(bare_machine: dict[str, str]) -> None:
    said = bootstrap(bare_machine)
    assert said.returncode == 1
    packages = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    assert f"Ask an administrator for these packages: {packages}" in said.stderr
    assert f"sudo apt-get update && sudo apt-get install --no-install-recommends {packages}" in said.stderr


def test_a_second_run_has_nothing_to_say() -> None:
    said = bootstrap(dict(os.environ))
    assert (said.returncode, said.stdout, said.stderr) == (0, "", "")


def test_the_fonts_are_cut_down_by_harfbuzz() -> None:
    from priorauth.letters.pdf import subsets_with_harfbuzz

    assert subsets_with_harfbuzz()
