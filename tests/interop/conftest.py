"""Case files on disk and a browser session without a browser."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.management import execute_from_command_line

from priorauth.interop.examples import examples


@pytest.fixture
def case_file() -> Callable[[str], Path]:
    """The path of a shipped example, by its number: case_file("06")."""

    def path(number: str) -> Path:
        (name,) = [example.name for example in examples() if example.name.startswith(f"{number}-")]
        return Path(__file__).resolve().parents[2] / "priorauth" / "examples" / f"{name}.yaml"

    return path


@dataclass(frozen=True)
class Said:
    """How a command ended and what it wrote."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def manage(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Runs `manage.py` with these arguments in this process, as a shell would see it."""

    def run(*arguments: str | Path) -> Said:
        capsys.readouterr()
        status = 0
        try:
            execute_from_command_line(["manage.py", *map(str, arguments)])
        except SystemExit as ended:
            status = int(ended.code or 0)
        written = capsys.readouterr()
        return Said(status, written.out, written.err)

    return run
