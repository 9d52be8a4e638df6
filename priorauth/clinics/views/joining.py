"""The link of an invitation."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from priorauth.clinics import door, invitations
from priorauth.clinics.forms import JoinForm
from priorauth.clinics.middleware import sign_in_address
from priorauth.clinics.models import Invitation, User


@login_not_required
@sensitive_post_parameters("password", "again")
@never_cache
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, link: str) -> HttpResponse:
    """A new person chooses a password; who signs in here already, with the address that was invited, says yes."""
    try:
        invitation = invitations.opened(link)
        known = User.objects.filter(email=invitation.email).first()
        if known is None:
            return join_as_new(request, invitation)
        return join_as_known(request, invitation, known)
    except invitations.InvitationClosed:
        return render(request, "clinics/invitation_closed.html", status=410)


def join_as_new(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    form = JoinForm(invitation.email, request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        invitations.accept_as_new(invitation, full_name=values["full_name"], password=values["password"])
        messages.success(request, f"Welcome to {invitation.clinic}. Sign in with the password you have just chosen.")
        return redirect("account_login")
    answer = {"form": form, "invitation": invitation}
    return render(request, "clinics/join.html", answer, status=422 if form.is_bound else 200)


def join_as_known(request: HttpRequest, invitation: Invitation, known: User) -> HttpResponse:
    if request.user.pk != known.pk:
        # The link alone must not open somebody's account: who has one signs in.
        if request.user.is_authenticated:
            return render(request, "clinics/invitation_of_another.html", {"invitation": invitation}, status=403)
        return redirect(sign_in_address(request.get_full_path()))
    if request.method == "POST":
        door.choose(request, invitations.accept(invitation, known))
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "clinics/join_known.html", {"invitation": invitation})
