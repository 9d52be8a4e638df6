"""An S3-compatible store, reached over HTTP: what is kept there, who can read it, and what happens while it is down."""

import urllib.error
import urllib.request
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from priorauth import encryption
from priorauth.encrypted_storage import EncryptedStorage, random_name
from priorauth.object_storage import FileStoreFault, ObjectStorage
from priorauth.patients.models import Document
from priorauth.patients.rotation import rotate
from priorauth.patients.services import add_document
from tests.factories import a_clinic, a_patient
from tests.machines import Bucket


def test_a_file_is_encrypted_in_the_bucket_under_a_name_that_says_nothing(bucket: Bucket) -> None:
    storage = EncryptedStorage()
    name = storage.save(random_name("documents"), ContentFile(b"%PDF-1.7 Dana Whitlock", name="whitlock.pdf"))

    (object_,) = bucket.rglob("*")
    assert object_.key == name
    assert "hitlock" not in name
    assert b"Whitlock" not in object_.read_bytes()
    assert encryption.decrypt(object_.read_bytes(), "A file") == b"%PDF-1.7 Dana Whitlock"
    assert storage.open(name).read() == b"%PDF-1.7 Dana Whitlock"
    assert storage.size(name) == 22


def test_nobody_reads_it_without_a_signature(bucket: Bucket) -> None:
    name = default_storage.save("letters/one.pdf", ContentFile(b"sealed"))

    grants = bucket.client.get_object_acl(Bucket=bucket.bucket, Key=name)["Grants"]
    assert {grant["Grantee"]["Type"] for grant in grants} == {"CanonicalUser"}
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(f"{bucket.client.meta.endpoint_url}/{bucket.bucket}/{name}")


def test_a_taken_name_is_not_written_over(bucket: Bucket) -> None:
    first = default_storage.save("letters/one.pdf", ContentFile(b"first"))
    second = default_storage.save("letters/one.pdf", ContentFile(b"second"))

    assert first != second
    assert default_storage.open(first).read() == b"first"


def test_a_file_that_is_gone_is_not_found_and_may_be_deleted_again(bucket: Bucket) -> None:
    name = default_storage.save("letters/one.pdf", ContentFile(b"sealed"))
    default_storage.delete(name)
    default_storage.delete(name)

    assert not default_storage.exists(name)
    with pytest.raises(FileNotFoundError):
        default_storage.open(name)


def test_a_bucket_that_is_missing_is_a_fault_that_names_no_file(bucket: Bucket) -> None:
    elsewhere = ObjectStorage("not-there", bucket.client.meta.endpoint_url, "us-east-1", "tests", "only for tests")

    with pytest.raises(FileStoreFault, match="NoSuchBucket") as told:
        elsewhere.save("letters/one.pdf", ContentFile(b"sealed"))
    assert "one.pdf" not in str(told.value)


def test_a_store_that_is_down_is_an_os_error(store_is_down: None) -> None:
    for ask in (default_storage.exists, default_storage.open, default_storage.delete):
        with pytest.raises(OSError, match="did not answer"):
            ask("letters/one.pdf")


@pytest.mark.django_db(transaction=True)
def test_a_rotation_of_keys_leaves_one_object_of_each_document(bucket: Bucket, settings: Any) -> None:
    patient = a_patient(a_clinic())
    add_document(patient=patient, content=b"%PDF-1.7 Whitlock", media_type="application/pdf")
    settings.ENCRYPTION_KEYS = [encryption.new_key(), *settings.ENCRYPTION_KEYS]
    list(rotate())

    (object_,) = bucket.rglob("*")
    assert encryption.is_under_first_key(object_.read_bytes())
    assert Document.objects.of(patient.clinic).get().content.read() == b"%PDF-1.7 Whitlock"
