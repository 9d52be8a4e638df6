"""What somebody does who can write to the database: goes round the refusal to change signed letters."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from priorauth.letters.triggers import CREATE, DROP


@contextmanager
def without_guard() -> Iterator[None]:
    """Takes the triggers of signed letters away, and puts them back."""
    _run(DROP[connection.vendor])
    try:
        yield
    finally:
        _run(CREATE[connection.vendor])


def _run(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
