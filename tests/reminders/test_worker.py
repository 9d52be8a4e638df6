"""Real workers and a real broker: a digest is sent once, also where its message was lost."""

import datetime as dt
from collections.abc import Callable
from email import message_from_bytes
from pathlib import Path

import pytest
from django.utils import timezone

from priorauth.clinics.models import Clinic, Member
from priorauth.desk.models import Digest
from priorauth.desk.reminders.morning import make_round
from tests.machines import Broker, WorkerProcess, use_broker, wait_until
from tests.reminders.conftest import quiet_case, to_do

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("workers")]


@pytest.fixture
def mails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder into which workers send."""
    monkeypatch.setenv("EMAIL_URL", f"file://{tmp_path}/mails")
    return tmp_path / "mails"


def is_done(clinic: Clinic) -> bool:
    return Digest.objects.of(clinic).get().is_finished


def test_two_workers_send_one_message(
    clinic: Clinic, member: Member, broker: Broker, start_worker: Callable[..., WorkerProcess], mails: Path
) -> None:
    to_do(quiet_case(clinic), clinic.today())
    make_round(clinic, clinic.today())
    (queued,) = broker.messages()
    assert str(Digest.objects.of(clinic).get().id).encode() in queued
    assert b"Whitlock" not in queued
    workers = [start_worker(), start_worker()]
    wait_until(lambda: is_done(clinic))
    (sent,) = mails.iterdir()
    message = message_from_bytes(sent.read_bytes())
    assert message["To"] == member.user.email
    assert not any("Whitlock" in worker.said() for worker in workers)


def test_what_the_broker_lost_is_sent_all_the_same(
    clinic: Clinic,
    member: Member,
    broker: Broker,
    start_worker: Callable[..., WorkerProcess],
    mails: Path,
    tmp_path: Path,
) -> None:
    to_do(quiet_case(clinic), clinic.today())
    use_broker(f"unix://{tmp_path}/nobody.sock")
    make_round(clinic, clinic.today())
    Digest.objects.of(clinic).update(look_again_at=timezone.now() - dt.timedelta(minutes=5))
    assert broker.messages() == []
    start_worker()
    wait_until(lambda: is_done(clinic))
    assert len(list(mails.iterdir())) == 1
