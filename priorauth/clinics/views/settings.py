"""The clinic's settings, for its admins: members, invitations, letterhead."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from priorauth.clinics import invitations, mail, services
from priorauth.clinics.door import for_members, require
from priorauth.clinics.forms import InvitationForm, LetterheadForm, MemberForm
from priorauth.clinics.models import Clinic, Invitation, Member
from priorauth.clinics.roles import Right, Role

FACTORS = {Authenticator.Type.TOTP.value: "App", Authenticator.Type.WEBAUTHN.value: "Key"}
ANSWERED = "This invitation was accepted, withdrawn or sent again meanwhile. Look at the list as it is now."


@never_cache
@require_http_methods(["GET", "POST"])
@for_members
def settings(request: HttpRequest, member: Member) -> HttpResponse:
    """The page; a POST saves the letterhead, or shows how it would print."""
    require(member, Right.MANAGE_CLINIC)
    # A form writes into its row before it is valid; the page goes on showing the clinic as it is.
    form = LetterheadForm(request.POST or None, instance=Clinic.objects.get(pk=member.clinic_id))
    if request.method == "POST" and form.is_valid() and "preview" not in request.POST:
        services.save_letterhead(form.instance, form.changed_data, by=member)
        messages.success(request, "Letterhead saved.")
        return redirect("clinics:settings")
    return page(request, member, letterhead=form)


@never_cache
@require_POST
@for_members
def invite(request: HttpRequest, member: Member) -> HttpResponse:
    require(member, Right.MANAGE_CLINIC)
    form = InvitationForm(member.clinic, request.POST)
    if not form.is_valid():
        return page(request, member, invitation=form)
    role = Role(form.cleaned_data["role"])
    invitation = invitations.invite(member.clinic, form.cleaned_data["email"], role, by=member, doer=member)
    return delivered(request, invitation)


@never_cache
@require_POST
@for_members
def invite_again(request: HttpRequest, member: Member, invitation_id: UUID) -> HttpResponse:
    invitation = own(member, invitation_id)
    try:
        invitations.renew(invitation, by=member)
    except invitations.InvitationClosed:
        messages.error(request, ANSWERED)
        return redirect("clinics:settings")
    return delivered(request, invitation)


@never_cache
@require_POST
@for_members
def withdraw(request: HttpRequest, member: Member, invitation_id: UUID) -> HttpResponse:
    try:
        invitations.withdraw(own(member, invitation_id), by=member)
        messages.success(request, "Invitation withdrawn.")
    except invitations.InvitationClosed:
        messages.error(request, ANSWERED)
    return redirect("clinics:settings")


@never_cache
@require_http_methods(["GET", "POST"])
@for_members
def edit(request: HttpRequest, member: Member, member_id: UUID) -> HttpResponse:
    """One member's role, credentials and NPI."""
    other = own_member(member, member_id)
    form = MemberForm(other, request.POST or None)
    if other.id == member.id:
        form.fields["role"].disabled = True
    if request.method == "POST" and form.is_valid():
        return changed(request, f"{other} saved.", lambda: services.change_member(other, form.cleaned_data, by=member))
    answer = {"form": form, "other": other}
    return render(request, "clinics/member.html", answer, status=422 if form.is_bound else 200)


@never_cache
@require_POST
@for_members
def set_active(request: HttpRequest, member: Member, member_id: UUID) -> HttpResponse:
    """Takes a member's access away, or gives it back."""
    other = own_member(member, member_id)
    is_active = request.POST.get("active") == "1"
    said = f"{other} can work here again." if is_active else f"{other} has no access any more."
    return changed(request, said, lambda: services.set_active(other, is_active, by=member))


def own(member: Member, invitation_id: UUID) -> Invitation:
    """An invitation of the member's clinic, for whoever may manage it."""
    invitation = get_object_or_404(Invitation.objects.of(member.clinic).select_related("clinic"), id=invitation_id)
    require(member, Right.MANAGE_CLINIC, of=invitation)
    return invitation


def own_member(member: Member, member_id: UUID) -> Member:
    """A member of the same clinic, for whoever may manage it."""
    other = get_object_or_404(Member.objects.of(member.clinic).select_related("user", "clinic"), id=member_id)
    require(member, Right.MANAGE_CLINIC, of=other)
    return other


def changed(request: HttpRequest, said: str, change: Callable[[], None]) -> HttpResponse:
    """Does it, says so or why not, and goes back to the list."""
    try:
        change()
        messages.success(request, said)
    except services.CannotChange as problem:
        messages.error(request, str(problem))
    return redirect("clinics:settings")


def delivered(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Sends the message; where that fails the invitation is kept, to be sent again."""
    try:
        invitations.deliver(invitation, request.build_absolute_uri("/"))
        messages.success(request, f"Invitation sent to {invitation.email}.")
    except mail.MailNotSent as problem:
        messages.error(request, f"The invitation is kept, but was not sent. {problem} Press “Send again”.")
    return redirect("clinics:settings")


def page(request: HttpRequest, member: Member, **forms: Any) -> HttpResponse:
    """The settings with their forms: one as it was sent, the others new."""
    clinic = member.clinic
    people = list(Member.objects.of(clinic).select_related("user"))
    factors = factors_of([person.user_id for person in people])
    answer = {
        "active": [(person, factors.get(person.user_id)) for person in people if person.is_active],
        "inactive": [person for person in people if not person.is_active],
        "invited": invited(clinic),
        "letterhead": LetterheadForm(instance=clinic),
        "invitation": InvitationForm(clinic),
        **forms,
    }
    sent = next(iter(forms.values()), None)
    letterhead = answer["letterhead"]
    is_previewed = letterhead.is_bound and letterhead.is_valid()
    answer |= {"is_previewed": is_previewed, "printed": letterhead.instance if is_previewed else clinic}
    is_refused = sent is not None and sent.is_bound and not is_previewed
    return render(request, "clinics/settings.html", answer, status=422 if is_refused else 200)


def invited(clinic: Clinic) -> list[tuple[Invitation, int]]:
    """The open invitations, each with the days that are left, the last one counted."""
    now = timezone.now()
    rows = Invitation.objects.of(clinic).filter(accepted_at=None, withdrawn_at=None, ends_at__gt=now)
    return [(invitation, (invitation.ends_at - now).days + 1) for invitation in rows]


def factors_of(user_ids: list[int]) -> dict[int, str]:
    """Which second factor each user has; who has none is not in it."""
    found = Authenticator.objects.filter(user_id__in=user_ids, type__in=FACTORS).values_list("user_id", "type")
    return {user_id: FACTORS[kind] for user_id, kind in found}
