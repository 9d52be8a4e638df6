"""Log lines: where something went wrong, never what a case file said."""

import logging

import pytest

from priorauth.logs import QuietFormatter, where


def failing(words: str) -> Exception:
    try:
        try:
            raise ValueError(words)
        except ValueError as cause:
            raise RuntimeError(f"while reading {words}") from cause
    except RuntimeError as error:
        return error


def test_an_exception_is_told_by_kind_and_place() -> None:
    told = where(failing("Dana Whitlock"))
    assert "builtins.RuntimeError" in told
    assert "builtins.ValueError" in told
    assert "test_logs.py" in told
    assert "Whitlock" not in told


def test_a_log_line_with_an_exception_does_not_quote_it(caplog: pytest.LogCaptureFixture) -> None:
    error = failing("Dana Whitlock")
    record = logging.LogRecord("priorauth", logging.ERROR, __file__, 1, "Rendering %s", ("4711",), None)
    record.exc_info = (type(error), error, error.__traceback__)
    line = QuietFormatter().format(record)
    assert "Rendering 4711" in line
    assert "RuntimeError" in line
    assert "Whitlock" not in line
