"""Writing the log: in the caller's transaction, names only, and never twice over the same row."""

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.test import Client

from priorauth.audit.actions import SORTS, Action, sort_of
from priorauth.audit.models import AppendOnly, Chain, Entry
from priorauth.audit.seal import BEGINNING
from priorauth.audit.services import Machine, Operator, record
from priorauth.clinics.models import Clinic
from priorauth.letters.models import Letter
from tests.audit.conftest import Write

pytestmark = pytest.mark.django_db


def test_an_entry_names_who_what_and_which_fields(clinic: Clinic) -> None:
    record(Action.CLINIC_CHANGED, member=Operator(clinic.pk, 7), subject=clinic, changed={"phone", "fax"})

    entry = Entry.objects.get()
    assert (entry.by, entry.by_id) == ("operator", "7")
    assert (entry.subject_type, entry.subject_id) == ("clinics.clinic", str(clinic.pk))
    assert entry.changed == ["fax", "phone"]
    assert entry.action == "clinic.changed"


def test_each_entry_names_the_digest_before_it(write: Write, clinic: Clinic) -> None:
    first, second, third = write(3)
    assert first.previous == BEGINNING
    assert second.previous == first.digest
    assert third.previous == second.digest
    assert Chain.objects.get().head == third.digest


def test_each_clinic_has_a_chain_of_its_own(write: Write) -> None:
    other = Clinic.objects.create(name="Other", slug="other")
    write(2)
    assert [entry.number for entry in write(1, of=other)] == [1]


def test_what_is_rolled_back_leaves_no_entry(write: Write) -> None:
    write(1)
    with transaction.atomic():
        write(1)
        transaction.set_rollback(True)
    assert Entry.objects.count() == 1
    assert write(1)[0].number == 2


@pytest.mark.parametrize("value", ["68.0 kg", "Elena Marchetti", "", "phone=555-0110", "Weight"])
def test_a_value_in_place_of_a_name_is_refused(clinic: Clinic, value: str) -> None:
    with pytest.raises(ValueError, match="names of fields"):
        record(Action.CLINIC_CHANGED, member=Machine(clinic.pk), subject=clinic, changed=[value])
    assert not Entry.objects.exists()


def test_the_refusal_does_not_repeat_the_value(clinic: Clinic) -> None:
    with pytest.raises(ValueError, match="names of fields") as refused:
        record(Action.CLINIC_CHANGED, member=Machine(clinic.pk), subject=clinic, changed=["Elena Marchetti"])
    assert "Elena" not in str(refused.value)


def test_the_row_of_another_clinic_is_refused(clinic: Clinic) -> None:
    other = Clinic.objects.create(name="Other", slug="other")
    with pytest.raises(ValueError, match="does not belong to clinic"):
        record(Action.LETTER_VIEWED, member=Machine(clinic.pk), subject=Letter(clinic=other))


def test_an_entry_carries_the_number_of_its_request(client: Client) -> None:
    one, two = (client.get("/no-such-page/").headers["X-Request-ID"] for _ in range(2))
    assert one != two
    assert len(one) == 32


def test_the_model_refuses_to_change_or_delete_an_entry(write: Write) -> None:
    (entry,) = write(1)
    with pytest.raises(AppendOnly):
        entry.save()
    with pytest.raises(AppendOnly):
        entry.delete()
    with pytest.raises(AppendOnly):
        Entry.objects.update(action="letter.made")
    with pytest.raises(AppendOnly):
        Entry.objects.all().delete()


STATEMENTS = ["UPDATE audit_entry SET by_id = '1'", "DELETE FROM audit_entry"]


@pytest.mark.parametrize("statement", [*STATEMENTS, "TRUNCATE audit_entry"])
def test_the_database_refuses_too(write: Write, statement: str) -> None:
    if statement not in STATEMENTS and connection.vendor == "sqlite":
        statement = STATEMENTS[1]  # SQLite has no TRUNCATE
    write(1)
    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        connection.cursor().execute(statement)
    assert Entry.objects.count() == 1


def test_the_first_key_seals_new_entries(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write(1)
    monkeypatch.setattr(settings, "AUDIT_KEYS", {"next": "n" * 60, **settings.AUDIT_KEYS})
    write(1)
    assert [entry.key_id for entry in Entry.objects.all()] == ["embedded", "next"]


def test_every_action_is_of_one_sort() -> None:
    sorted_actions = [action for actions in SORTS.values() for action in actions]
    assert sorted(sorted_actions) == sorted(Action)
    assert all(sort_of(action) for action in Action)


def test_actions_are_dotted_names() -> None:
    assert all(action.value.count(".") == 1 and action.value.islower() for action in Action)
