"""The page where members say how they hear of what is due: by email, and in a calendar of their own."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from priorauth.audit.actions import Action
from priorauth.audit.services import record
from priorauth.clinics.door import for_members, require
from priorauth.clinics.models import Member
from priorauth.clinics.roles import Right
from priorauth.desk.calendar import address
from priorauth.desk.models import Channels
from priorauth.desk.reminders.morning import MORNING


@never_cache
@require_GET
@for_members
def reminders(request: HttpRequest, member: Member) -> HttpResponse:
    """The page."""
    require(member, Right.READ_RECORDS)
    return _page(request, member)


@never_cache
@require_POST
@for_members
def by_mail(request: HttpRequest, member: Member) -> HttpResponse:
    """Switches reminders by email on or off, for this member in this clinic."""
    require(member, Right.READ_RECORDS)
    wanted = request.POST.get("by_mail") == "on"
    with transaction.atomic():
        rows = Channels.objects.of(member.clinic)
        rows.get_or_create(member=member, defaults={"clinic": member.clinic})
        if rows.filter(member=member, by_mail=not wanted).update(by_mail=wanted):
            record(Action.MEMBER_REMINDERS_CHANGED, member=member, subject=member, changed=["by_mail"])
    messages.success(request, "You get reminders by email." if wanted else "You get no reminders by email any more.")
    return redirect("desk:reminders")


@never_cache
@require_POST
@for_members
def make_calendar(request: HttpRequest, member: Member) -> HttpResponse:
    """Makes the address, or another one in its place. This answer is the only one that shows it."""
    require(member, Right.READ_RECORDS)
    try:
        return _page(request, member, made=address.make(member, seen=request.POST.get("seen", "")))
    except address.ChangedMeanwhile as problem:
        messages.error(request, str(problem))
        return redirect("desk:reminders")


@never_cache
@require_POST
@for_members
def revoke_calendar(request: HttpRequest, member: Member) -> HttpResponse:
    """From now on the address leads nowhere."""
    require(member, Right.READ_RECORDS)
    try:
        address.revoke(member, seen=request.POST.get("seen", ""))
    except address.ChangedMeanwhile as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, "Your calendar’s address leads nowhere any more.")
    return redirect("desk:reminders")


def _page(request: HttpRequest, member: Member, made: str = "") -> HttpResponse:
    channels = address.channels_of(member)
    answer = {"channels": channels, "made": made, "seen": address.mark(channels), "morning": MORNING}
    return render(request, "desk/reminders.html", answer)
