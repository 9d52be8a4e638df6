"""The commands as a shell sees them: exit status, what stands on which stream, what is written and what is not."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
import yaml

from tests.interop.conftest import Said

ROOT = Path(__file__).resolve().parents[2]
CaseFile = Callable[[str], Path]
Manage = Callable[..., Said]


def pages(pdf: Path) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def broken(path: Path, tmp_path: Path, **changes: object) -> Path:
    """A copy of a case with some of its keys changed."""
    case = yaml.safe_load(path.read_text())
    copy = tmp_path / "broken.yaml"
    copy.write_text(yaml.safe_dump({**case, **changes}))
    return copy


def test_a_letter_is_written_with_its_html_and_its_json(case_file: CaseFile, manage: Manage, tmp_path: Path) -> None:
    out = {name: tmp_path / f"letter.{name}" for name in ("pdf", "html", "json")}
    wanted = ["--out", out["pdf"], "--html", out["html"], "--json", out["json"]]

    said = manage("letter", case_file("01"), "--kind", "appeal_1", *wanted)

    assert said.returncode == 0, said.stderr
    assert said.stdout == ""
    assert "Whitlock" in " ".join(pages(out["pdf"]))
    assert out["html"].read_text().startswith("<!DOCTYPE html>")
    assert json.loads(out["json"].read_text())["kind"] == "appeal_1"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["letter.html", "letter.json", "letter.pdf"]


def test_open_items_stand_on_standard_error_one_a_line_level_first(
    case_file: CaseFile, manage: Manage, tmp_path: Path
) -> None:
    said = manage("letter", case_file("02"), "--kind", "expedited_appeal", "--out", tmp_path / "letter.pdf")

    assert said.returncode == 0, said.stderr
    lines = said.stderr.splitlines()
    assert lines
    assert {line.split("  ")[0] for line in lines} <= {"before_signing", "advice"}


def test_a_stopped_letter_writes_nothing_and_says_what_would_lift_it(
    case_file: CaseFile, manage: Manage, tmp_path: Path
) -> None:
    out = tmp_path / "letter.pdf"

    said = manage("letter", case_file("06"), "--kind", "medical_necessity", "--out", out)

    assert said.returncode == 3
    assert "stop  evidence_against.spms  " in said.stderr
    assert " → " in said.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_draft_of_a_stopped_letter_is_marked_and_lists_the_stops(
    case_file: CaseFile, manage: Manage, tmp_path: Path
) -> None:
    out = tmp_path / "letter.pdf"

    said = manage("letter", case_file("06"), "--kind", "medical_necessity", "--out", out, "--draft")

    assert said.returncode == 0
    assert "stop  evidence_against.spms" in said.stderr
    stops, *letter = pages(out)
    assert "secondary progressive" in stops.lower()
    assert letter
    assert all("DRAFT" in page for page in letter)


def test_an_invalid_case_names_each_path_and_writes_nothing(
    case_file: CaseFile, manage: Manage, tmp_path: Path
) -> None:
    case = broken(case_file("01"), tmp_path, diagnosys={"course": "rrms"}, as_of="2026-02-30")
    out = tmp_path / "letter.pdf"

    said = manage("letter", case, "--kind", "appeal_1", "--out", out)

    assert said.returncode == 2
    assert {line.split(":")[0] for line in said.stderr.splitlines()} == {"diagnosys", "as_of"}
    assert not out.exists()


@pytest.mark.parametrize("command", [["check_case"], ["deadlines"], ["letter", "--kind", "appeal_1", "--out", "x.pdf"]])
def test_every_command_refuses_what_is_no_yaml_with_line_and_column(
    command: list[str], manage: Manage, tmp_path: Path
) -> None:
    case = tmp_path / "case.yaml"
    case.write_text("format: 1\npatient: {given: Ann\n")

    said = manage(command[0], case, *command[1:])

    assert said.returncode == 2
    assert said.stderr.startswith("line 3, column 1: ")


def test_a_file_that_is_no_text_is_refused(manage: Manage, tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_bytes(b"%PDF-1.7\n\xff\xfe")

    said = manage("check_case", case)

    assert said.returncode == 2
    assert said.stderr == "the file is not text; a case file is YAML, saved as UTF-8\n"


def test_a_missing_folder_is_said_before_any_work(case_file: CaseFile, manage: Manage, tmp_path: Path) -> None:
    out = tmp_path / "nowhere" / "letter.pdf"

    said = manage("letter", case_file("01"), "--kind", "appeal_1", "--out", out)

    assert said.returncode not in (0, 3)
    assert f"there is no folder {out.parent}; make it first" in said.stderr


def test_a_missing_case_file_is_said(manage: Manage, tmp_path: Path) -> None:
    said = manage("check_case", tmp_path / "none.yaml")
    assert said.returncode != 0
    assert "there is no file" in said.stderr


def test_a_support_letter_names_its_program(case_file: CaseFile, manage: Manage, tmp_path: Path) -> None:
    said = manage("letter", case_file("01"), "--kind", "assistance_support", "--out", tmp_path / "letter.pdf")
    assert said.returncode == 1
    assert "A support letter goes to one assistance program. Name it: --program ID." in said.stderr
    assert "nmss" in said.stderr or "copay" in said.stderr


def test_an_unknown_program_is_refused_with_the_known_ones(case_file: CaseFile, manage: Manage, tmp_path: Path) -> None:
    out = tmp_path / "letter.pdf"
    said = manage("letter", case_file("01"), "--kind", "assistance_support", "--out", out, "--program", "nobody")
    assert said.returncode == 1
    assert "The library has no assistance program nobody." in said.stderr
    assert not out.exists()


def test_a_shell_sees_the_exit_status(case_file: CaseFile, tmp_path: Path) -> None:
    wanted = ["--kind", "medical_necessity", "--out", str(tmp_path / "letter.pdf")]
    command = [sys.executable, "manage.py", "letter", str(case_file("06")), *wanted]
    assert subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 3


def test_checking_a_case_tells_it_by_level(case_file: CaseFile, manage: Manage) -> None:
    said = manage("check_case", case_file("07"))

    assert said.returncode == 0
    assert said.stderr == ""
    headings = [line for line in said.stdout.splitlines() if line and not line.startswith(" ")]
    assert headings[0] == "Indications"
    assert "Missing, the easiest to get first" in headings
    assert "Stops" in headings


def test_deadlines_tell_the_rule_and_the_sum(case_file: CaseFile, manage: Manage) -> None:
    said = manage("deadlines", case_file("01"))

    assert said.returncode == 0
    assert "October 8, 2026 + 180 days = April 6, 2027" in said.stdout
    assert "Send by Tue, Mar 30, 2027." in said.stdout
    assert "29 CFR" in said.stdout
