"""`manage.py library check`."""

import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from priorauth.core.library import Library
from priorauth.reference.services import SHIPPED


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped records in a folder of their own."""
    copy = tmp_path_factory.mktemp("copy") / "library"
    shutil.copytree(SHIPPED, copy, ignore=shutil.ignore_patterns("words"))
    return copy


def check(folder: Path, *options: str) -> list[str]:
    out = StringIO()
    call_command("library", "check", "--folder", str(folder), *options, stdout=out)
    return out.getvalue().splitlines()


def test_a_sound_library_shows_its_version_and_counts(folder: Path, library: Library) -> None:
    lines = check(folder, "--on", "2026-11-21")
    assert lines[0] == f"The library is sound. Version {library.version}."
    assert "  publications: 92" in lines
    assert "  limitations: 144" in lines


def test_a_fresh_library_has_only_the_unchecked_codes_to_review(folder: Path) -> None:
    lines = check(folder, "--on", "2026-11-21")
    start = lines.index("Due for review on 2026-11-21: 0.")
    assert lines[start + 1] == "  icd10: the code set in force, FY2027, was not checked; say so beside every code"
    assert lines[start + 3].startswith("  2027-02-20: assistance")


def test_later_it_lists_what_is_due_and_since_when(folder: Path) -> None:
    lines = check(folder, "--on", "2027-05-20")
    assert "  policies: cigna-5026, read on 2026-11-20, due since 2027-05-20" in lines
    assert "  assistance: pfizer_pap, read on 2026-11-20, due since 2027-02-20" in lines
    assert "  assistance: grifols_pap, read on 2026-11-20, confirmed by no page, due since 2027-02-20" in lines
    assert not any("evidence" in line and "due since" in line for line in lines)


def test_a_broken_library_names_every_problem_and_fails(folder: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(folder, broken)
    rights = (broken / "rights.yaml").read_text(encoding="utf-8")
    (broken / "rights.yaml").write_text(rights.replace("marketplace]", "market_place]"), encoding="utf-8")
    err = StringIO()
    with pytest.raises(CommandError, match=r"The library is broken: \d+ problems\.") as error:
        call_command("library", "check", "--folder", str(broken), stderr=err)
    assert error.value.returncode == 1
    assert 'rights.yaml: rights[claim_file].plan_types: "market_place" is not in the library' in err.getvalue()
