"""The message: counts and links; sent at least once, whatever is down; not to who wants none."""

import datetime as dt
import smtplib
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.core.mail.backends import locmem
from django.test import Client
from django.utils import timezone

from priorauth.cases.models import Case, WorkItem
from priorauth.clinics.models import Clinic, Member, User
from priorauth.core.tracking import StepKind
from priorauth.desk.models import Channels, Digest, Reminder
from priorauth.desk.tasks import remind_all, send_digest
from tests import people
from tests.factories import AETNA, DANA, TODAY, a_case
from tests.reminders.conftest import Travel, quiet_case, to_do, work_off

pytestmark = pytest.mark.django_db


@pytest.fixture
def queued(clinic: Clinic, member: Member) -> Digest:
    """A digest of one thing, due today, that no worker has taken up."""
    to_do(quiet_case(clinic))
    remind_all()
    return Digest.objects.of(clinic).get()


class Refusing(locmem.EmailBackend):
    """A mail server that does not take messages."""

    def send_messages(self, messages: Any) -> int:
        raise smtplib.SMTPServerDisconnected


def test_it_counts_and_links_and_names_nobody(clinic: Clinic, member: Member) -> None:
    case = a_case(clinic, awaiting_reply=True)
    to_do(case, TODAY, StepKind.FACTS, do="Enter why glatiramer was stopped for Dana")
    to_do(case, TODAY, StepKind.SEND)
    work_off()
    (message,) = mail.outbox
    assert isinstance(message, mail.EmailMultiAlternatives)
    html = str(message.alternatives[0][0])
    assert "Overdue: 1\n  Plan overdue (1)\n" in str(message.body)
    assert "Today: 2\n  Missing facts (1), To be sent (1)\n" in str(message.body)
    assert f"{settings.SITE_ADDRESS}/?due=today" in str(message.body)
    assert f'href="{settings.SITE_ADDRESS}/?due=overdue"' in html
    assert f"{settings.SITE_ADDRESS}/reminders/" in html
    known = [*DANA.values(), *AETNA.values(), "PA-77120934", case.id, "glatiramer", "Elena Marsh", "Gamunex"]
    raw = message.message().as_string()
    assert [value for value in known if len(str(value)) > 2 and str(value) in raw + html + str(message.body)] == []


def test_the_links_lead_to_the_worklist(queued: Digest, member: Member) -> None:
    send_digest(str(queued.id))
    browser = people.browser(member)
    links = [word for word in str(mail.outbox[0].body).split() if word.startswith(settings.SITE_ADDRESS)]
    assert len(links) == 3
    assert {browser.get(link.removeprefix(settings.SITE_ADDRESS)).status_code for link in links} == {200}


def test_who_switched_them_off_gets_none_and_the_worklist_still_shows_it(clinic: Clinic, member: Member) -> None:
    Channels.objects.create(clinic=clinic, member=member, by_mail=False)
    to_do(quiet_case(clinic))
    work_off()
    assert mail.outbox == []
    assert Digest.objects.of(clinic).get().status == "done"
    assert Digest.objects.of(clinic).get().sent_at is None
    assert "Reminder today" in people.browser(member).get("/").content.decode()


@pytest.mark.parametrize("who", ["member", "user"])
def test_who_left_meanwhile_gets_none(queued: Digest, member: Member, who: str) -> None:
    if who == "member":
        Member.objects.of(member.clinic).filter(id=member.id).update(is_active=False)
    else:
        User.objects.filter(pk=member.user.pk).update(is_active=False)
    send_digest(str(queued.id))
    assert mail.outbox == []


def test_what_was_done_or_moved_meanwhile_is_not_told(queued: Digest, clinic: Clinic) -> None:
    WorkItem.objects.of(clinic).update(due_on=TODAY + dt.timedelta(30))
    send_digest(str(queued.id))
    assert mail.outbox == []
    assert Digest.objects.of(clinic).get().status == "done"


def test_what_was_handed_over_meanwhile_is_not_told(queued: Digest, clinic: Clinic) -> None:
    Case.objects.of(clinic).update(owner=people.member(clinic, "prescriber", "Elena Marsh"))
    send_digest(str(queued.id))
    assert mail.outbox == []


def test_a_mail_server_that_is_down_is_asked_again(queued: Digest, travel: Travel, settings: Any) -> None:
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "tests.reminders.test_digest.Refusing"
    for moment in ("2026-11-20 08:00", "2026-11-20 08:11", "2026-11-20 09:00", "2026-11-20 12:00", "2026-11-20 15:00"):
        travel(moment)
        work_off()
    waiting = Digest.objects.of(queued.clinic).get()
    assert (waiting.status, waiting.sent_at) == ("queued", None)
    assert "The mail server did not take the message" in waiting.error
    settings.EMAIL_BACKEND = working
    travel("2026-11-20 15:20")
    work_off()
    work_off()
    assert len(mail.outbox) == 1
    assert Digest.objects.of(queued.clinic).get().sent_at == timezone.now()


def test_what_never_got_through_is_told_on_the_next_business_day(queued: Digest, travel: Travel) -> None:
    """The day's own counts are not sent on another day."""
    travel("2026-11-21 00:10")
    send_digest(str(queued.id))
    assert mail.outbox == []
    assert Digest.objects.of(queued.clinic).get().status == "failed"
    travel("2026-11-23 07:00")
    work_off()
    assert [message.subject for message in mail.outbox] == ["1 reminder from priorauth, 1 overdue"]


def test_a_reminder_that_still_holds_is_not_lost_with_its_day(clinic: Clinic, member: Member, travel: Travel) -> None:
    to_do(quiet_case(clinic), TODAY + dt.timedelta(14))
    remind_all()  # and then every worker was down until Monday
    travel("2026-11-23 07:00")
    work_off()
    assert len(mail.outbox) == 1
    assert Reminder.objects.of(clinic).get().days_before == 14


def test_a_worker_that_died_in_the_middle_loses_nothing(queued: Digest, travel: Travel) -> None:
    Digest.objects.of(queued.clinic).update(status="running", attempts=1, look_again_at=timezone.now())
    send_digest(str(queued.id))
    assert mail.outbox == []  # it belongs to the other worker still
    travel("2026-11-20 08:05")
    work_off()
    assert len(mail.outbox) == 1


def test_a_second_copy_bears_the_same_id(queued: Digest) -> None:
    """The server took it and the worker died before it could note that."""
    send_digest(str(queued.id))
    Digest.objects.of(queued.clinic).update(status="queued")
    send_digest(str(queued.id))
    first, second = (message.message()["Message-ID"] for message in mail.outbox)
    assert first == second == f"<{queued.id}@127.0.0.1>"


def test_the_worklist_says_when_it_was_told_and_forgets_what_moved(
    clinic: Clinic, member: Member, travel: Travel
) -> None:
    item = to_do(quiet_case(clinic), TODAY + dt.timedelta(5))
    browser: Client = people.browser(member)
    assert "Reminder " not in browser.get("/").content.decode()
    work_off()
    travel("2026-11-21 12:00")
    page = people.browser(member).get("/").content.decode()
    assert "Reminder Fri, Nov 20" in page
    WorkItem.objects.of(clinic).filter(id=item.id).update(due_on=TODAY + dt.timedelta(40))
    assert "Reminder " not in people.browser(member).get("/").content.decode()
