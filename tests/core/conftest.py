"""What the tests of the core share: the shipped library, read once."""

import pytest

from priorauth.core.library import Library
from priorauth.reference.services import shipped_library


@pytest.fixture(scope="session")
def library() -> Library:
    return shipped_library()
