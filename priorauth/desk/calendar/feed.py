"""What a calendar program fetches, as RFC 5545 says: whole days, so that no time zone moves them."""

import datetime as dt
import uuid
from collections.abc import Iterable

import icalendar
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from priorauth.cases.models import WorkItem
from priorauth.clinics.models import Member
from priorauth.core.tracking import StepKind
from priorauth.desk.calendar.days import Dated, days_of
from priorauth.desk.models import CalendarDay
from priorauth.desk.reminders.concern import dated_of, people_of, stand_in_of

MOST = 1000
ASK_EVERY = dt.timedelta(hours=1)
# The worklist's own words name therapies, tests and plans; a calendar on somebody's phone does not.
TITLES = {
    StepKind.FACTS: "Facts are to be entered",
    StepKind.SEND: "Letter is to be sent",
    StepKind.DECISION: "Plan’s time to decide ends",
    StepKind.PLAN_OVERDUE: "Plan is overdue with its decision",
    StepKind.INFORMATION: "Information for the plan is due",
    StepKind.PEER_TO_PEER: "Peer-to-peer call",
    StepKind.APPEAL: "Appeal window closes",
    StepKind.RENEWAL: "Renewal is due",
    StepKind.SIGNATURE: "Letter waits for a signature",
    StepKind.EXHIBIT: "Exhibit is to be attached",
    StepKind.UNITS: "Units granted are to be looked at",
    StepKind.ASSISTANCE: "Application for assistance",
}


def feed_of(member: Member) -> bytes:
    """The member's calendar: what concerns them and has a day, the soonest thousand."""
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//priorauth//reminders//EN")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    name = icalendar.vText(f"priorauth, {member.clinic.name}")  # as text: otherwise it would not be escaped
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)  # what most programs show
    calendar.add("refresh-interval", ASK_EVERY, parameters={"value": "DURATION"})
    for dated, day in _days(member):
        calendar.add_component(_event(dated, day))
    content: bytes = calendar.to_ical()
    return content


def _days(member: Member) -> Iterable[tuple[Dated, CalendarDay]]:
    items: list[WorkItem] = list(dated_of(member, stand_in_of(people_of(member.clinic)))[:MOST])
    return days_of(member.clinic, items, timezone.now())


def _event(dated: Dated, day: CalendarDay) -> icalendar.Event:
    title = TITLES[StepKind(dated.item.kind)]
    address = settings.SITE_ADDRESS + reverse("desk:case", args=[day.case_id])
    event = icalendar.Event()
    event.add("uid", f"{uuid.uuid5(day.case_id, day.name)}@priorauth")
    event.add("dtstamp", day.changed_at)
    event.add("last-modified", day.changed_at)
    event.add("sequence", day.moves)
    event.add("dtstart", day.due_on)
    event.add("summary", title)
    event.add("description", f"Who and what, behind your sign-in: {address}")
    event.add("url", address)
    event.add("transp", "TRANSPARENT")
    return event
