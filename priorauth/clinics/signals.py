"""What happens to a person's sign-in goes into the log of each clinic in which the person works."""

from typing import Any

from allauth.account.signals import password_changed, password_reset
from allauth.core import context
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest

from priorauth.audit.actions import Action
from priorauth.audit.services import Doer, Machine, Operator, record
from priorauth.clinics.door import memberships
from priorauth.clinics.models import Member, User


def record_for(user: User, action: Action) -> None:
    """One entry in each clinic of the user, by the user, or by the operator who does it to them."""
    with transaction.atomic():
        for member in memberships(user):
            record(action, member=doer(member), subject=member)


def doer(member: Member) -> Doer:
    asks = context.request.user if context.request else None
    if asks is not None and asks.is_authenticated and asks.pk != member.user_id:
        return Operator(member.clinic_id, asks.pk)
    return member


def record_refused_sign_in(user: User) -> None:
    """Whose name was used is known; who used it is not."""
    with transaction.atomic():
        for member in memberships(user):
            record(Action.MEMBER_SIGN_IN_REFUSED, member=Machine(member.clinic_id), subject=member)


@receiver(user_logged_in)
def signed_in(request: HttpRequest, user: User, **_rest: Any) -> None:
    # What an anonymous session had to keep longer must not outlive the idle time of a signed-in one.
    request.session.set_expiry(None)
    request.session.clear_expired()  # what others left behind; no scheduler is needed for it
    record_for(user, Action.MEMBER_SIGNED_IN)


@receiver(user_logged_out)
def signed_out(user: User | None, **_rest: Any) -> None:
    if user is not None:
        record_for(user, Action.MEMBER_SIGNED_OUT)


@receiver(mfa.authentication_failed)
def code_refused(user: User, **_rest: Any) -> None:
    record_refused_sign_in(user)


@receiver([password_changed, password_reset])
def password_is_new(user: User, **_rest: Any) -> None:
    record_for(user, Action.MEMBER_PASSWORD_CHANGED)


@receiver(post_save, sender=Authenticator)
def factor_added(instance: Authenticator, created: bool, **_rest: Any) -> None:
    # allauth's own signal comes only after the commit, and the entry belongs into the same transaction.
    if created:
        record_for(instance.user, Action.MEMBER_FACTOR_ADDED)


@receiver(post_delete, sender=Authenticator)
def factor_removed(instance: Authenticator, **_rest: Any) -> None:
    record_for(instance.user, Action.MEMBER_FACTOR_REMOVED)
