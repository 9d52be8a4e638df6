"""What a row of the worklist says of reminders: when somebody was last reminded of it."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from priorauth.cases.models import WorkItem
from priorauth.clinics.models import Clinic
from priorauth.desk.models import Digest, Reminder, about

Key = tuple[UUID, str, str, dt.date | None]


class Marks:
    """The last reminders of some things to do, in one query: by email, or here alone for who wants no email. Of one
    that did not go out yet, and of a day that has moved since, nothing is said."""

    def __init__(self, clinic: Clinic, items: Sequence[WorkItem]) -> None:
        cases = {item.case_id for item in items}
        rows = Reminder.objects.of(clinic).filter(case__in=cases, digest__status=Digest.Status.DONE)
        told = rows.order_by("digest__on").values_list("case_id", "kind", "about", "due_on", "digest__on")
        self.last: dict[Key, dt.date] = {(case, kind, of, due_on): on for case, kind, of, due_on, on in told}

    def of(self, item: WorkItem) -> dt.date | None:
        return self.last.get((item.case_id, item.kind, about(item), item.due_on))
