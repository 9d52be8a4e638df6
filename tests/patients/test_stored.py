"""manage.py backup_files and restore_files: a store that was lost comes back, from disk to bucket too."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from priorauth.encryption import new_key
from priorauth.patients.models import Document
from priorauth.patients.services import add_document
from tests.factories import a_clinic, a_patient
from tests.machines import Bucket

pytestmark = pytest.mark.django_db


def kept() -> list[Document]:
    """Two documents with a file, beside one that is only named."""
    patient = a_patient(a_clinic())
    contents = (b"%PDF-1.7 Whitlock", b"%PDF-1.7 Marsh")
    named_only = add_document(patient=patient, content=b"", media_type="application/pdf")
    Document.objects.of(patient.clinic).filter(id=named_only.id).update(content="")
    return [add_document(patient=patient, content=content, media_type="application/pdf") for content in contents]


@pytest.fixture
def documents() -> list[Document]:
    return kept()


def said(command: str, folder: Path) -> str:
    out = StringIO()
    call_command(command, str(folder), stdout=out)
    return out.getvalue()


def lose(files: Path | Bucket, documents: list[Document]) -> None:
    for document in documents:
        document.content.storage.delete(document.content.name)


def test_what_was_lost_comes_back(documents: list[Document], files: Path | Bucket, tmp_path: Path) -> None:
    assert "2 files are in" in said("backup_files", tmp_path / "backup")
    lose(files, documents)
    assert "2 files are in the store and can be decrypted; 2 came back" in said("restore_files", tmp_path / "backup")
    assert [document.content.read() for document in documents] == [b"%PDF-1.7 Whitlock", b"%PDF-1.7 Marsh"]


def test_a_second_backup_copies_only_what_is_new(documents: list[Document], tmp_path: Path) -> None:
    said("backup_files", tmp_path)
    add_document(patient=documents[0].patient, content=b"%PDF-1.7 third", media_type="application/pdf")
    assert "3 files are in" in (second := said("backup_files", tmp_path))
    assert "1 of them are new" in second


def test_a_backup_is_private_and_says_nothing(documents: list[Document], tmp_path: Path) -> None:
    said("backup_files", tmp_path / "backup")
    copies = [path for path in (tmp_path / "backup").rglob("*") if path.is_file()]
    assert len(copies) == 2
    assert all(path.stat().st_mode & 0o077 == 0 for path in copies)
    assert not any(b"Whitlock" in path.read_bytes() for path in copies)


def test_files_move_from_the_folder_to_a_bucket(bucket: Bucket, settings: Any, tmp_path: Path) -> None:
    in_bucket = settings.STORAGES
    settings.STORAGES = in_bucket | {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}
    documents = kept()
    said("backup_files", tmp_path / "backup")
    settings.STORAGES = in_bucket
    said("restore_files", tmp_path / "backup")
    assert {each.key for each in bucket.rglob("*")} == {document.content.name for document in documents}
    assert documents[0].content.read() == b"%PDF-1.7 Whitlock"


def test_what_is_nowhere_is_told_by_both(documents: list[Document], files: Path | Bucket, tmp_path: Path) -> None:
    lose(files, documents[:1])
    with pytest.raises(CommandError, match="1 files are not in the store"):
        said("backup_files", tmp_path)
    with pytest.raises(CommandError, match="1 files are neither in the store nor in"):
        said("restore_files", tmp_path)


def test_a_restore_without_the_key_is_told(documents: list[Document], tmp_path: Path, settings: Any) -> None:
    said("backup_files", tmp_path)
    settings.ENCRYPTION_KEYS = [new_key()]
    with pytest.raises(CommandError, match=r"cannot be decrypted.*Put the missing key back"):
        said("restore_files", tmp_path)
