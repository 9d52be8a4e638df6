"""Small texts at rest: readable with the key and for the purpose they were sealed for, and through a change of keys."""

import pytest
from pytest_django import Settings

from priorauth.sealing import CannotUnseal, seal, unseal


def test_what_was_sealed_can_be_read_and_says_nothing() -> None:
    sealed = seal("member 884-210", "tests")
    assert unseal(sealed, "tests") == "member 884-210"
    assert "884" not in sealed
    assert sealed != seal("member 884-210", "tests")


def test_it_is_not_readable_for_another_purpose() -> None:
    with pytest.raises(CannotUnseal):
        unseal(seal("884-210", "tests"), "other tests")


@pytest.mark.parametrize("text", ["", "nonsense", "gAAAAAé"])
def test_what_was_not_sealed_is_refused(text: str) -> None:
    with pytest.raises(CannotUnseal, match="SECRET_KEY_FALLBACKS"):
        unseal(text, "tests")


def test_after_a_change_of_keys_the_old_one_still_reads(settings: Settings) -> None:
    sealed = seal("884-210", "tests")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "n" * 60
    assert unseal(sealed, "tests") == "884-210"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(CannotUnseal):
        unseal(sealed, "tests")
