"""Proof that it is still the same person at the keyboard."""

import time
from contextlib import nullcontext

import pytest
from allauth.account import app_settings
from allauth.core.context import request_context
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest
from django.test import RequestFactory

from priorauth.clinics.fresh import how_proved, require_fresh
from priorauth.clinics.models import Clinic
from tests import people
from tests.clinics.codes import app_of

pytestmark = pytest.mark.django_db


def request_after(clinic: Clinic, *records: dict[str, object]) -> HttpRequest:
    """A request of somebody who proved who they are in these ways, each so many seconds ago."""
    request = RequestFactory().get("/")
    request.user = people.member(clinic, "prescriber", "Elena Marsh").user
    request.session = {  # type: ignore[assignment]
        "account_authentication_methods": [{**one, "at": time.time() - one["ago"]} for one in records],  # type: ignore[operator]
        "account_authentication_methods_user": str(request.user.pk),
    }
    return request


def ago(seconds: float, **record: object) -> dict[str, object]:
    return {"method": "password", "ago": seconds, **record}


def test_who_has_signed_in_just_now_is_not_asked(clinic: Clinic) -> None:
    request = request_after(clinic, ago(5))
    with request_context(request):
        require_fresh(request)


def test_who_signed_in_long_ago_is(clinic: Clinic) -> None:
    request = request_after(clinic, ago(app_settings.REAUTHENTICATION_TIMEOUT + 5))
    with request_context(request), pytest.raises(ReauthenticationRequired):
        require_fresh(request)


def test_until_they_prove_it_again(clinic: Clinic) -> None:
    request = request_after(clinic, ago(9000), ago(5, reauthenticated=True))
    with request_context(request):
        require_fresh(request)


MFA: dict[str, object] = {"method": "mfa", "type": "totp"}


@pytest.mark.parametrize(
    ("records", "is_asked"),
    [
        ([ago(5)], True),
        ([ago(9), ago(5, **MFA)], False),
        ([ago(9000), ago(9000, **MFA), ago(5, reauthenticated=True)], True),
        ([ago(9000), ago(9000, **MFA), ago(5, reauthenticated=True, **MFA)], False),
    ],
    ids=["password alone", "both", "password again", "code again"],
)
def test_of_who_has_a_second_factor_that_alone_counts(
    clinic: Clinic, records: list[dict[str, object]], is_asked: bool
) -> None:
    request = request_after(clinic, *records)
    app_of(request.user)  # type: ignore[arg-type]
    with request_context(request), pytest.raises(ReauthenticationRequired) if is_asked else nullcontext():
        require_fresh(request)


@pytest.mark.parametrize(
    ("records", "said"),
    [
        ([ago(5)], "Password"),
        ([ago(9), ago(5, method="mfa", type="totp")], "Password and authenticator code"),
        ([ago(9), ago(7), ago(5, method="mfa", type="recovery_codes")], "Password and recovery code"),
        ([ago(5, method="mfa", type="webauthn", passwordless=True)], "Passkey"),
    ],
)
def test_how_it_was_proved_is_told_in_words(clinic: Clinic, records: list[dict[str, object]], said: str) -> None:
    assert how_proved(request_after(clinic, *records)) == said
