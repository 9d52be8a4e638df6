"""Log lines: where something went wrong, never what a case file said."""

import logging

import pytest
from django.test import Client

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


@pytest.mark.django_db
def test_a_log_line_tells_the_request_that_the_answer_names(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.handler.setFormatter(QuietFormatter())
    answer = client.get("/no-such-page/")
    lines = caplog.text.splitlines()
    assert any(f"[request {answer.headers['X-Request-ID']}]: Not Found: /no-such-page/" in line for line in lines)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/join/{}/", "/sign-in/password/new/{}/extra/"])
def test_a_log_line_does_not_hand_out_a_link_that_lets_somebody_in(
    client: Client, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    caplog.handler.setFormatter(QuietFormatter())
    assert client.get(path.format("WyI3OTMzNGIx:1xUq0F:3Pc7JF")).status_code >= 400
    assert path.format("…") in caplog.text
    assert "3Pc7JF" not in caplog.text
