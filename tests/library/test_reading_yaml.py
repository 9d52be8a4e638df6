"""The library's YAML: digits stay, `on` and `no` stay words, and a key stands once."""

import datetime as dt
from decimal import Decimal

import pytest

from priorauth.core.errors import LibraryError
from priorauth.reference.services import shipped_library
from priorauth.reference.yamlfiles import read_yaml


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("0.80", Decimal("0.80")),
        ("2.1e-8", Decimal("2.1e-8")),
        ("-0.23", Decimal("-0.23")),
        ("12", 12),
        ("012", "012"),
        ("2026-11-20", dt.date(2026, 11, 20)),
        ("2026-11", "2026-11"),
        ("on", "on"),
        ("no", "no"),
        ("true", True),
        ("null", None),
        ("", None),
        ('"5026"', "5026"),
        ("12:30", "12:30"),
    ],
)
def test_values_are_what_they_look_like(written: str, read: object) -> None:
    value = read_yaml(f"a: {written}\n", "a.yaml")["a"]
    assert (value, str(value)) == (read, str(read))


def test_a_mistake_in_the_yaml_is_told_with_line_and_column() -> None:
    with pytest.raises(LibraryError, match=r"^a\.yaml: line 3, column 1: "):
        read_yaml("a: [1,\nb: 2\n", "a.yaml")


def test_the_process_reads_the_shipped_library_once() -> None:
    assert shipped_library() is shipped_library()
