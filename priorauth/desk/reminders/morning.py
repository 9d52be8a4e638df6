"""Makes a clinic's reminders of a day, by the clinic's own calendar and clock: once, whoever asks and how often.

The round, its digests and their reminders are written in one transaction; then each digest is a job like any other.
"""

import datetime as dt
from collections.abc import Iterator
from functools import partial

from django.db import transaction

from priorauth import jobs
from priorauth.cases.models import WorkItem
from priorauth.cases.projection import out_of_date
from priorauth.clinics.models import Clinic, Member
from priorauth.core.dates import is_business_day
from priorauth.core.reminders import LONGEST, last_day_of, reached
from priorauth.core.tracking import StepKind
from priorauth.desk.models import Digest, Reminder, Round, about
from priorauth.desk.reminders.concern import dated_of, people_of, stand_in_of

MORNING = dt.time(7)
# What has turned with the day is derived within minutes. If it is not, late mail is worse than yesterday's list.
AT_THE_LATEST = dt.time(9)


def remind(clinic: Clinic) -> int:
    """Queues the day's digests of a clinic if its morning has come and nobody has done it. Returns how many."""
    now = clinic.now()
    today = now.date()
    if now.time() < MORNING or not is_business_day(today):
        return 0
    if Round.objects.of(clinic).filter(on=today).exists():
        return 0
    if now.time() < AT_THE_LATEST and out_of_date(clinic, today).exists():
        return 0
    return make_round(clinic, today)


@transaction.atomic
def make_round(clinic: Clinic, today: dt.date) -> int:
    """The same whatever the hour."""
    # Whoever comes second waits here for the first, and then finds the round made.
    _, is_ours = Round.objects.of(clinic).get_or_create(on=today, defaults={"clinic": clinic})
    if not is_ours:
        return 0
    people = people_of(clinic)
    stand_in = stand_in_of(people)
    return sum(_tell(member, stand_in, today) for member in people)


def _tell(member: Member, stand_in: str, today: dt.date) -> bool:
    """One digest of what the member has not been told yet; none where there is nothing."""
    # What never got through is told again, as far as it still holds.
    Digest.objects.of(member.clinic).filter(member=member).exclude(status=Digest.Status.DONE).delete()
    fresh = list(_fresh(member, stand_in, today))
    if fresh:
        digest = Digest.objects.create(clinic=member.clinic, member=member, on=today, look_again_at=jobs.soon())
        for reminder in fresh:
            reminder.digest = digest
        Reminder.objects.of(member.clinic).bulk_create(fresh)
        transaction.on_commit(partial(jobs.send, digest))
    return bool(fresh)


def _fresh(member: Member, stand_in: str, today: dt.date) -> Iterator[Reminder]:
    horizon = last_day_of(today) + dt.timedelta(LONGEST)
    items = dated_of(member, stand_in).filter(due_on__lte=horizon)
    told = Reminder.objects.of(member.clinic).filter(member=member, case__in=items.order_by().values("case"))
    known = {_key(row) for row in told.iterator()}
    for item in items.iterator():
        reminder = _reminder(member, item, today)
        if reminder is not None and _key(reminder) not in known:
            known.add(_key(reminder))
            yield reminder


def _reminder(member: Member, item: WorkItem, today: dt.date) -> Reminder | None:
    assert item.due_on is not None
    days_before = reached(StepKind(item.kind), item.due_on, today)
    if days_before is None:
        return None
    return Reminder(
        clinic=member.clinic,
        member=member,
        case_id=item.case_id,
        kind=item.kind,
        about=about(item),
        due_on=item.due_on,
        days_before=days_before,
    )


def _key(row: Reminder) -> tuple[object, ...]:
    return row.case_id, row.kind, row.about, row.due_on, row.days_before
