"""A clinic's database moves from SQLite to PostgreSQL: every row as it lies, encrypted columns without being read.

Rows are copied column by column below the models, so that nothing is stamped, hashed or sealed anew; the triggers of
the new database stand meanwhile, for they refuse changes and not what is new. All of it is one transaction.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import Error as DatabaseFault
from django.db import connection, models, transaction
from psycopg.sql import SQL, Composed, Identifier, Placeholder

from priorauth.audit import verify as audit
from priorauth.encryption import CannotDecrypt
from priorauth.letters import verify as letters

AT_ONCE = 500
# What `migrate` itself fills: the rows of the old database come in their place, since others name their ids.
_MADE_BY_MIGRATE = ("auth.permission", "contenttypes.contenttype")


class CannotMove(Exception):
    """The databases cannot be moved as they are; the message says why and what to do. Nothing has been changed."""


@dataclass(frozen=True)
class Moved:
    """How many rows of how many tables."""

    tables: int
    rows: int


def move(source: Path) -> Moved:
    """Copies every table into the database of the settings. Raises CannotMove, and then nothing is there."""
    if connection.vendor != "postgresql":
        raise CannotMove("DATABASE_URL names no PostgreSQL database. Set it to the one to move to.")
    with _opened(source) as old:
        tables = _tables()
        try:
            with transaction.atomic():
                _same_migrations(old)
                _refuse_rows(tables)
                _clear(tables)
                rows = sum(_copied(old, model) for model in tables)
                _set_sequences(tables)
                connection.check_constraints()
                _check(tables)
        except DatabaseFault as fault:
            raise CannotMove(f"PostgreSQL refused a row; nothing was moved. {type(fault).__name__}: {fault}") from None
    return Moved(len(tables), rows)


@contextmanager
def _opened(source: Path) -> Iterator[sqlite3.Connection]:
    """The old database, with its one place for a writer taken, so that nobody adds to what is being copied."""
    if not source.is_file():
        raise CannotMove(f"There is no file {source}. Name the priorauth.sqlite3 in the data folder of the old server.")
    old = sqlite3.connect(source, isolation_level=None, timeout=5)
    try:
        old.execute("BEGIN IMMEDIATE")
        yield old
    except sqlite3.Error as fault:
        raise CannotMove(f"{source} cannot be read, or somebody works in it: stop the old server. {fault}.") from None
    finally:
        old.close()


def _tables() -> list[type[models.Model]]:
    """Every table of a model, those between two others included. What the cache holds is made anew."""
    every = apps.get_models(include_auto_created=True)
    return [model for model in every if model._meta.managed and not model._meta.proxy]


def _same_migrations(old: sqlite3.Connection) -> None:
    asked = "SELECT app, name FROM django_migrations"
    with connection.cursor() as new:
        new.execute(asked)
        here = set(new.fetchall())
    there = set(old.execute(asked).fetchall())
    if here != there:
        names = ", ".join(sorted(f"{app} {name}" for app, name in here ^ there)[:3])
        raise CannotMove(
            f"The two databases are of different versions ({names}). Run `manage.py migrate` on both with this program."
        )


def _refuse_rows(tables: Sequence[type[models.Model]]) -> None:
    full = [
        model._meta.db_table
        for model in tables
        if model._meta.label_lower not in _MADE_BY_MIGRATE and model._base_manager.exists()
    ]
    if full:
        raise CannotMove(f"The new database is not empty: {', '.join(full[:3])}. Make an empty one and migrate it.")


def _clear(tables: Sequence[type[models.Model]]) -> None:
    with connection.cursor() as new:
        for label in _MADE_BY_MIGRATE:
            model = next(one for one in tables if one._meta.label_lower == label)
            new.execute(_words(SQL("DELETE FROM {}").format(_names(model._meta.db_table))))


def _copied(old: sqlite3.Connection, model: type[models.Model]) -> int:
    """Copies one table and compares the number of rows."""
    fields = [field for field in model._meta.concrete_fields if field.column]
    ways = [_way(field) for field in fields]
    table, columns = _names(model._meta.db_table), _names(*(str(field.column) for field in fields))
    marks = SQL(", ").join([Placeholder()] * len(fields))
    write = _words(SQL("INSERT INTO {} ({}) VALUES ({})").format(table, columns, marks))
    count = _words(SQL("SELECT count(*) FROM {}").format(table))
    rows = old.execute(_words(SQL("SELECT {} FROM {}").format(columns, table)))
    with connection.cursor() as new:
        while found := rows.fetchmany(AT_ONCE):
            new.executemany(write, [[way(one) for way, one in zip(ways, row, strict=True)] for row in found])
        new.execute(count)
        arrived: int = new.fetchone()[0]
    if arrived != old.execute(count).fetchone()[0]:
        raise CannotMove(f"Not every row of {model._meta.db_table} arrived. Nothing was moved.")
    return arrived


def _way(field: "models.Field[Any, Any]") -> Callable[[Any], Any]:
    """How a value of SQLite is given to PostgreSQL, which reads all others out of their text."""
    if isinstance(field, models.BooleanField):
        return lambda value: None if value is None else bool(value)
    return lambda value: value


def _names(*names: str) -> Composed:
    return SQL(", ").join(Identifier(name) for name in names)


def _words(statement: Composed) -> str:
    """A statement as both databases take it: they quote names alike."""
    return statement.as_string(None)


def _set_sequences(tables: Sequence[type[models.Model]]) -> None:
    """The next id that the database gives is one that no row has."""
    with connection.cursor() as new:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(tables)):
            new.execute(statement)


def _check(tables: Sequence[type[models.Model]]) -> None:
    """What only the new database can say: rows are read with the keys at hand, the log is whole, triggers stand."""
    try:
        for model in tables:
            model._base_manager.first()
    except CannotDecrypt as fault:
        raise CannotMove(f"Bring ENCRYPTION_KEYS and LOOKUP_KEY over from the old server. {fault}") from None
    flaws = [flaw for walk in audit.verified() for flaw in walk.flaws]
    if flaws:
        raise CannotMove(
            f"The log is not whole, or AUDIT_KEYS are not those of the old server: {len(flaws)} entries. Run "
            "`manage.py verify_audit` on the old server."
        )
    if not (audit.triggers_stand() and letters.triggers_stand()):
        raise CannotMove("The new database lacks the triggers that refuse changes. Make it anew, and migrate it.")
