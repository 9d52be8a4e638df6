"""The shipped records. The letters' words have tests of their own, so most tests here read the library without them."""

from typing import Any

import pytest

from priorauth.core.library import Library, read_library
from priorauth.reference.services import SHIPPED
from priorauth.reference.yamlfiles import read_folder


@pytest.fixture(scope="session")
def files() -> dict[str, Any]:
    """Every file of the library as parsed, the words apart."""
    return {name: data for name, data in read_folder(SHIPPED).items() if not name.startswith("words/")}


@pytest.fixture(scope="session")
def library(files: dict[str, Any]) -> Library:
    return read_library(files)
