"""Letters are rendered for real, once for each exemplar; whatever the renderer complains about fails the test."""

import logging
from collections.abc import Iterator
from functools import cache

import pytest

from priorauth.letters.pdf import render_pdf
from tests.letters.exemplars import exemplar


@pytest.fixture(autouse=True)
def _no_complaint_of_the_renderer(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    complaints = [record.getMessage() for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
    assert complaints == []


@cache
def pdf_of(name: str) -> bytes:
    """The exemplar of that name as PDF."""
    return render_pdf(exemplar(name))
