"""What lies on the disk: the database and the files of a whole case hold none of its numbers."""

from pathlib import Path

import pytest
from django.db import connection

from priorauth.cases.importing import import_case
from priorauth.cases.models import Case
from priorauth.core.facts import CaseFacts
from priorauth.core.walk import values
from priorauth.patients.services import add_document
from tests.core.examples import example_file
from tests.factories import a_clinic, a_prescriber

pytestmark = pytest.mark.django_db(transaction=True)
NUMBERS = {
    "mrn": "RN-204417-SECRET",
    "member": "W2214-88017-SECRET",
    "group": "0810442-010-SECRET",
    "reference": "PA-77120934-SECRET",
    "call": "CALL-5510-SECRET",
    "authorization": "AUTH-8821-SECRET",
    "earlier": "KY-AUTH-55102-SECRET",
}


def facts_with_every_number() -> CaseFacts:
    file = example_file("01")
    file["patient"]["mrn"] = NUMBERS["mrn"]
    file["coverage"] |= {"member_id": NUMBERS["member"], "group_number": NUMBERS["group"]}
    file["submissions"][0]["reference"] = NUMBERS["reference"]
    file["submissions"][0]["determination"]["authorization"] = {"number": NUMBERS["authorization"]}
    file["calls"] = [{"date": "2026-10-01", "reference": NUMBERS["call"]}]
    file["prior_ivig"] = {"product": "privigen", "authorization": {"number": NUMBERS["earlier"]}}
    return CaseFacts.model_validate(file)


def stored(files: Path) -> bytes:
    """The raw database and the raw files."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        rows = Path(connection.settings_dict["NAME"]).read_bytes()
    else:
        rows = b"\n".join(_dump())
    return rows + b"".join(path.read_bytes() for path in files.rglob("*") if path.is_file())


def _dump() -> list[bytes]:
    tables = [name for name in connection.introspection.table_names() if name.startswith(("patients_", "cases_"))]
    with connection.cursor() as cursor:
        found = []
        for table in tables:
            cursor.execute(f"SELECT t::text FROM {connection.ops.quote_name(table)} t")
            found += [row.encode() for (row,) in cursor.fetchall()]
    return found


def test_no_number_and_no_upload_can_be_read_on_the_disk(files: Path) -> None:
    clinic = a_clinic()
    a_prescriber(clinic)
    case = import_case(facts_with_every_number(), clinic=clinic)
    assert isinstance(case, Case)
    add_document(patient=case.patient, content=b"%PDF-1.7 UPLOAD-SECRET", media_type="application/pdf")

    raw = stored(files)
    assert b"Whitlock" in raw
    assert [name for name, number in NUMBERS.items() if number.encode() in raw] == []
    assert b"SECRET" not in raw


def test_these_are_all_the_numbers_that_a_case_has() -> None:
    numbers = {
        path
        for path, _ in values(facts_with_every_number())
        if path.rpartition(".")[2] in ("mrn", "member_id", "group_number", "reference", "number")
    }
    assert len(numbers) == len(NUMBERS)
