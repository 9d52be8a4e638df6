"""`verify_audit` finds whatever is done to the log behind the program's back."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from hypothesis import HealthCheck, given
from hypothesis import settings as few
from hypothesis import strategies as st

from priorauth.audit.models import Chain, Entry
from priorauth.audit.seal import digest_of
from priorauth.audit.triggers import DROP
from priorauth.audit.verify import Walk, verified
from priorauth.clinics.models import Clinic
from tests.audit import tampering
from tests.audit.conftest import Write

pytestmark = pytest.mark.django_db
Verify = Callable[..., tuple[int, str]]

# Another value for every column that an entry has.
OTHERS = {
    "clinic_id": 999,
    "number": 777,
    "at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
    "by": "member",
    "by_id": "1",
    "action": "letter.made",
    "subject_type": "letters.letter",
    "subject_id": "0",
    "changed": ["fax"],
    "request_id": "f" * 32,
    "key_id": "other",
    "previous": "1" * 64,
    "digest": "2" * 64,
}


def test_a_log_that_nobody_touched_is_whole(write: Write, verify: Verify, clinic: Clinic) -> None:
    write(3)
    status, said = verify()
    assert status == 0
    assert f"clinic {clinic.pk}: 3 entries, whole" in said
    assert "only a checkpoint shows" in said


def test_an_empty_log_is_whole(verify: Verify, clinic: Clinic) -> None:
    assert verify()[0] == 0


def test_every_column_is_tampered_with_below() -> None:
    assert {field.column for field in Entry._meta.concrete_fields if field.column} == set(OTHERS)


@pytest.mark.parametrize("column", OTHERS)
def test_a_change_of_any_column_is_found(write: Write, verify: Verify, column: str) -> None:
    entry = write(3)[1]
    tampering.change(entry, column, OTHERS[column])
    status, said = verify()
    assert status == 3
    assert "Keep the database as it is" in said


def test_a_changed_entry_is_named(write: Write, verify: Verify, clinic: Clinic) -> None:
    tampering.change(write(3)[1], "by_id", "1")
    assert f"clinic {clinic.pk}: entry 2 was changed" in verify()[1]


def test_a_deletion_from_the_middle_is_found(write: Write, verify: Verify) -> None:
    entries = write(5)
    tampering.delete(entries[1])
    tampering.delete(entries[2])
    status, said = verify()
    assert status == 3
    assert "entries 2 to 3 are missing before entry 4" in said


def test_a_deletion_from_the_end_is_found(write: Write, verify: Verify) -> None:
    tampering.delete(write(3)[-1])
    status, said = verify()
    assert status == 3
    assert "entry 3 is missing at the end" in said


def test_an_insertion_is_found_without_the_key(write: Write, verify: Verify) -> None:
    last = write(3)[-1]
    last.number, last.previous = 4, last.digest
    tampering.insert(last)
    tampering.rewind(last.clinic_id)
    status, said = verify()
    assert status == 3
    assert "entry 4 was changed, or was not written by this program" in said


def test_an_insertion_before_the_beginning_is_found(write: Write, verify: Verify) -> None:
    first = write(2)[0]
    first.number = 0
    tampering.insert(first)
    status, said = verify()
    assert status == 3
    assert "something stands before entry 1" in said


def test_a_copy_of_an_entry_is_found_even_where_nothing_forbids_it(write: Write) -> None:
    entry = write(2)[1]
    walk = Walk(entry.clinic_id)
    walk.follow()
    walk._step(entry)
    assert [flaw.words for flaw in walk.flaws] == ["entry 2 stands there twice"]


def test_an_insertion_that_the_chain_does_not_know_is_found(write: Write, verify: Verify) -> None:
    last = write(3)[-1]
    last.number, last.previous = 4, last.digest
    last.digest = digest_of(last)
    tampering.insert(last)
    assert "entry 4 is added after the end" in verify()[1]


def test_an_entry_sealed_anew_with_another_past_is_found(write: Write, verify: Verify) -> None:
    entry = write(3)[1]
    entry.previous = "1" * 64
    tampering.change(entry, "previous", entry.previous)
    tampering.change(entry, "digest", digest_of(entry))
    assert "entry 2 does not follow the entry that stands before it" in verify()[1]


def test_two_entries_that_changed_places_are_found(write: Write, verify: Verify) -> None:
    _, second, third = write(3)
    tampering.swap(second, third)
    status, said = verify()
    assert status == 3
    assert "entry 2 was changed" in said
    assert "entry 3 was changed" in said


def test_with_a_wrong_key_no_entry_passes(write: Write, verify: Verify, monkeypatch: pytest.MonkeyPatch) -> None:
    write(2)
    monkeypatch.setattr(settings, "AUDIT_KEYS", {"embedded": "w" * 60})
    status, said = verify()
    assert status == 3
    assert "entry 1 was changed" in said


def test_a_key_that_is_gone_is_asked_for(write: Write, verify: Verify, monkeypatch: pytest.MonkeyPatch) -> None:
    write(1)
    monkeypatch.setattr(settings, "AUDIT_KEYS", {"next": "n" * 60})
    assert "AUDIT_KEYS holds no key 'embedded'. Add the key that was in use then." in verify()[1]


def test_after_a_change_of_keys_the_old_entries_still_pass(
    write: Write, verify: Verify, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(2)
    monkeypatch.setattr(settings, "AUDIT_KEYS", {"next": "n" * 60, **settings.AUDIT_KEYS})
    write(2)
    assert verify()[0] == 0


def test_missing_triggers_are_said(write: Write, verify: Verify) -> None:
    write(1)
    tampering.run(DROP[connection.vendor])
    status, said = verify()
    assert status == 3
    assert "the triggers on audit_entry are gone" in said


@pytest.fixture
def checkpoint(tmp_path: Path) -> Callable[[], str]:
    """Takes a checkpoint and gives its file."""

    def take() -> str:
        file = tmp_path / "checkpoint.json"
        call_command("audit_checkpoint", "--out", str(file))
        return str(file)

    return take


Take = Callable[[], str]


def test_nothing_is_missing_since_a_checkpoint(write: Write, verify: Verify, checkpoint: Take) -> None:
    write(2)
    file = checkpoint()
    write(2)
    status, said = verify("--checkpoint", file)
    assert status == 0
    assert "Nothing is missing since the checkpoint" in said


def test_only_the_checkpoint_finds_the_last_entries_cut_off_with_the_note_of_them(
    write: Write, verify: Verify, checkpoint: Take
) -> None:
    entries = write(4)
    file = checkpoint()
    for entry in entries[2:]:
        tampering.delete(entry)
    tampering.rewind(entries[0].clinic_id)

    assert verify()[0] == 0
    status, said = verify("--checkpoint", file)
    assert status == 3
    assert "entries 3 to 4 are missing: the checkpoint saw 4" in said


def test_a_whole_chain_that_is_gone_is_missed_by_the_checkpoint(write: Write, verify: Verify, checkpoint: Take) -> None:
    entries = write(2)
    file = checkpoint()
    for entry in entries:
        tampering.delete(entry)
    Chain.objects.all().delete()
    assert verify("--checkpoint", file)[0] == 3


def test_entries_cut_off_and_others_written_in_their_place_are_found(
    write: Write, verify: Verify, checkpoint: Take
) -> None:
    entries = write(3)
    file = checkpoint()
    tampering.delete(entries[2])
    tampering.rewind(entries[0].clinic_id)
    write(2)

    assert verify()[0] == 0
    assert "entry 3 is not the one that the checkpoint saw" in verify("--checkpoint", file)[1]


def test_a_checkpoint_that_was_changed_is_refused(write: Write, checkpoint: Take) -> None:
    write(2)
    file = Path(checkpoint())
    file.write_text(file.read_text().replace('"length": 2', '"length": 1'))
    with pytest.raises(CommandError, match="was changed after it was written"):
        call_command("verify_audit", "--checkpoint", str(file))


@pytest.mark.parametrize(("text", "complaint"), [("{}", "is no checkpoint"), (None, "cannot be read")])
def test_a_file_that_is_no_checkpoint_is_refused(db: None, tmp_path: Path, text: str | None, complaint: str) -> None:
    file = tmp_path / "file.json"
    if text is not None:
        file.write_text(text)
    with pytest.raises(CommandError, match=complaint):
        call_command("verify_audit", "--checkpoint", str(file))


def test_a_checkpoint_never_replaces_another(write: Write, checkpoint: Take) -> None:
    checkpoint()
    with pytest.raises(CommandError, match="exists already"):
        checkpoint()


def test_a_checkpoint_without_a_folder_says_so(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("audit_checkpoint", "--out", str(tmp_path / "none" / "checkpoint.json"))


DEEDS = st.one_of(
    st.tuples(st.just("change"), st.sampled_from(sorted(OTHERS))),
    st.tuples(st.sampled_from(["delete", "swap", "insert"]), st.none()),
)


@few(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(length=st.integers(2, 12), place=st.integers(0, 11), deed=DEEDS)
def test_whatever_is_done_to_whichever_entry_is_found(
    write: Write, length: int, place: int, deed: tuple[str, str | None]
) -> None:
    """Over random histories: one random deed, always found."""
    clinic = Clinic.objects.create(name="Drawn", slug=f"drawn-{Clinic.objects.count()}")
    entries = write(length, of=clinic)
    assert not [flaw for walk in verified() for flaw in walk.flaws if flaw.clinic_id == clinic.pk]
    entry, other = entries[place % length], entries[(place + 1) % length]
    kind, column = deed
    if kind == "change":
        assert column is not None
        tampering.change(entry, column, {**OTHERS, "clinic_id": 10**6 + clinic.pk}[column])
    elif kind == "delete":
        tampering.delete(entry)
    elif kind == "swap":
        tampering.swap(entry, other)
    else:
        tampering.insert(Entry(**{**columns_of(entry), "number": length + 1}))
    assert [flaw for walk in verified() for flaw in walk.flaws if flaw.clinic_id == clinic.pk]


def columns_of(entry: Entry) -> dict[str, object]:
    return {field.attname: getattr(entry, field.attname) for field in Entry._meta.concrete_fields if field.column}
