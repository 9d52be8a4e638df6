"""What somebody does who can write to the database: takes the triggers away, changes rows, puts the triggers back."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from priorauth.audit.models import Chain, Entry
from priorauth.audit.seal import BEGINNING
from priorauth.audit.triggers import CREATE, DROP


@contextmanager
def without_triggers() -> Iterator[None]:
    """Goes round the database's refusal, and restores it."""
    run(DROP[connection.vendor])
    try:
        yield
    finally:
        run(CREATE[connection.vendor])


def run(statements: list[str], values: list[object] | None = None) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, values)


def change(entry: Entry, column: str, value: object) -> None:
    with without_triggers():
        run(
            [f"UPDATE audit_entry SET {column} = %s WHERE clinic_id = %s AND number = %s"],
            [json.dumps(value) if isinstance(value, list) else value, entry.clinic_id, entry.number],
        )


def delete(entry: Entry) -> None:
    with without_triggers():
        run(
            ["DELETE FROM audit_entry WHERE clinic_id = %s AND number = %s"],
            [entry.clinic_id, entry.number],
        )


def insert(entry: Entry) -> None:
    """Writes an entry as it is, without asking the chain."""
    Entry.objects.bulk_create([entry])


def swap(one: Entry, other: Entry) -> None:
    """Each takes the other's place in the chain."""
    beyond = 10**9
    for number, place in ((one.number, beyond), (other.number, one.number), (beyond, other.number)):
        change(Entry(clinic_id=one.clinic_id, number=number), "number", place)


def rewind(clinic_id: int) -> None:
    """Makes the note of the chain's end name the last entry that is left."""
    last = Entry.objects.filter(clinic_id=clinic_id).order_by("-number").first()
    length, head = (last.number, last.digest) if last else (0, BEGINNING)
    Chain.objects.filter(clinic_id=clinic_id).update(length=length, head=head)
