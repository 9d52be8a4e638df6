"""The command line's JSON: the shipped schemas are those of the models, and what is written follows them."""

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from priorauth.interop.documents import DOCUMENTS, schema_file, schema_text
from tests.interop.conftest import Said

CaseFile = Callable[[str], Path]
Manage = Callable[..., Said]
CASES = [f"{number:02}" for number in range(1, 10)]


def follows(name: str, text: str) -> bool:
    """Fails with the place in the document where it does not follow the shipped schema."""
    schema = json.loads(schema_file(name).read_text())
    jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(json.loads(text))
    return True


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_shipped_schema_is_current(name: str) -> None:
    assert schema_file(name).read_text() == schema_text(name), "run: python manage.py write_schemas"


@pytest.mark.parametrize("number", CASES)
def test_checking_a_case_writes_what_the_schema_says(case_file: CaseFile, manage: Manage, number: str) -> None:
    assert follows("check_case", manage("check_case", case_file(number), "--json").stdout)


@pytest.mark.parametrize("number", CASES)
def test_deadlines_are_what_the_schema_says(case_file: CaseFile, manage: Manage, number: str) -> None:
    assert follows("deadlines", manage("deadlines", case_file(number), "--json").stdout)


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("01", "appeal_1"),
        ("01", "patient_appeal"),
        ("02", "peer_to_peer"),
        ("04", "external_review"),
        ("08", "renewal"),
    ],
)
def test_a_letter_is_what_the_schema_says(
    case_file: CaseFile, manage: Manage, tmp_path: Path, number: str, kind: str
) -> None:
    out = tmp_path / "letter.json"
    manage("letter", case_file(number), "--kind", kind, "--out", tmp_path / "letter.pdf", "--json", out)
    assert follows("letter", out.read_text())
