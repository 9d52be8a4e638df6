"""Encryption with rotating keys, and the keyed hashes by which a number is found."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile

from priorauth import encryption
from priorauth.encrypted_storage import EncryptedStorage, random_name
from priorauth.encryption import new_key

OLD, NEW = new_key(), new_key()


def test_what_is_encrypted_is_read_back_and_looks_different_each_time(settings: Any) -> None:
    settings.ENCRYPTION_KEYS = [NEW]
    tokens = {encryption.encrypt(b"W2214 88017") for _ in range(2)}

    assert len(tokens) == 2
    assert all(b"88017" not in token for token in tokens)
    assert {encryption.decrypt(token, "A number") for token in tokens} == {b"W2214 88017"}


def test_the_first_key_encrypts_and_every_key_decrypts(settings: Any) -> None:
    settings.ENCRYPTION_KEYS = [OLD]
    token = encryption.encrypt(b"W2214 88017")
    settings.ENCRYPTION_KEYS = [NEW, OLD]

    assert encryption.decrypt(token, "A number") == b"W2214 88017"
    assert not encryption.is_under_first_key(token)
    assert encryption.is_under_first_key(encryption.encrypt(b"W2214 88017"))


def test_a_key_that_is_missing_is_an_error_that_says_what_to_do(settings: Any) -> None:
    settings.ENCRYPTION_KEYS = [OLD]
    token = encryption.encrypt(b"W2214 88017")
    settings.ENCRYPTION_KEYS = [NEW]

    with pytest.raises(
        encryption.CannotDecrypt, match=r"A number cannot be decrypted.*Put the missing key back"
    ) as told:
        encryption.decrypt(token, "A number")
    assert token.decode() not in str(told.value)


def test_what_was_changed_is_an_error_too(settings: Any) -> None:
    settings.ENCRYPTION_KEYS = [NEW]
    token = encryption.encrypt(b"W2214 88017")

    with pytest.raises(encryption.CannotDecrypt):
        encryption.decrypt(token[:-6] + b"AAAAA=", "A number")


def test_a_number_is_found_however_it_is_spaced_or_capitalized() -> None:
    assert encryption.lookup("mrn", "RN-204417") == encryption.lookup("mrn", " rn 204417 ")
    assert encryption.lookup("mrn", "RN-204417") != encryption.lookup("mrn", "RN-204418")
    assert encryption.lookup("mrn", " - ") == ""


def test_equal_numbers_of_two_kinds_cannot_be_told() -> None:
    assert encryption.lookup("mrn", "204417") != encryption.lookup("member_id", "204417")


def test_a_hash_depends_on_the_lookup_key(settings: Any) -> None:
    before = encryption.lookup("mrn", "RN-204417")
    settings.LOOKUP_KEY = "another key, and a long one"
    assert encryption.lookup("mrn", "RN-204417") != before


def test_a_stored_file_is_encrypted_under_a_name_that_says_nothing(files: Path) -> None:
    storage = EncryptedStorage()
    name = storage.save(random_name("documents"), ContentFile(b"%PDF-1.7 Dana Whitlock"))

    assert storage.open(name).read() == b"%PDF-1.7 Dana Whitlock"
    assert [b"Whitlock" in path.read_bytes() for path in files.rglob("*") if path.is_file()] == [False]
    assert "hitlock" not in name


def test_a_stored_file_has_no_address_and_can_be_deleted(files: Path) -> None:
    storage = EncryptedStorage()
    name = storage.save(random_name("documents"), ContentFile(b"%PDF-1.7"))

    with pytest.raises(NotImplementedError):
        storage.url(name)
    storage.delete(name)
    assert not storage.exists(name)
