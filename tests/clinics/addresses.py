"""Every address of the application, with the ids of real objects filled in."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.core.files.base import ContentFile
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern, RoutePattern
from django.utils import timezone

from priorauth.cases.infusions.services import log_infusion
from priorauth.cases.models import Case
from priorauth.clinics.invitations import invite
from priorauth.clinics.models import Member
from priorauth.clinics.roles import Role
from priorauth.core.vocabulary import LetterKind
from priorauth.interop.examples import examples
from priorauth.interop.making import Wish, make
from priorauth.letters.models import Rendering
from tests.factories import TODAY, a_case, a_draft, a_signed_letter, an_application, an_exhibit, logged
from tests.reference.own import a_policy

HOLE = re.compile(r"<(?:\w+:)?(\w+)>")
# What addresses name besides objects: a step, a part of it, records of the library.
NAMES_IN_ADDRESSES = {
    "slug": "history",
    "part": "therapies",
    "record_id": "fazekas-1997",
    "policy_id": "aetna-cpb-0206",
    "program_id": "paf_copay_relief",
    "what": "policy",
    "item_id": "own-1",
}
# The pages that answer a signed-out browser; everything else asks for a sign-in.
PUBLIC = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "metrics",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "clinics:join",
    "clinics:session",
    "admin:login",
    "health",
    "desk:calendar",
}


def objects_of(members: Mapping[Role, Member]) -> dict[str, object]:
    """One of everything that addresses of a clinic name; each letter has its PDF."""
    admin = members[Role.ADMIN]
    job = make(members[Role.COORDINATOR], Wish(examples()[0].text, LetterKind("appeal_1")))
    invitation = invite(admin.clinic, "amir.haddad@riverbend.example", Role.PRESCRIBER, by=admin, doer=admin)
    ids = {"rendering_id": job.id, "invitation_id": invitation.id, "member_id": members[Role.AUDITOR].id}
    ids |= ids_of(a_case(admin.clinic, denied=True), members)
    name = job.pdf.storage.save("letters/made.pdf", ContentFile(b"%PDF-1.7"))
    done = {"status": "done", "pdf": name, "sha256": "0" * 64, "finished_at": timezone.now()}
    Rendering.objects.of_every_clinic().update(**done)
    return {**ids, **NAMES_IN_ADDRESSES}


def ids_of(case: Case, members: Mapping[Role, Member]) -> dict[str, object]:
    """Objects of every sort that hang on a case or its clinic, by the names that they have in addresses."""
    exhibit = an_exhibit(case)
    return {
        "case_id": case.id,
        "patient_id": case.patient_id,
        "exhibit_id": exhibit.id,
        "document_id": exhibit.document_id,
        "application_id": an_application(case).id,
        "draft_id": a_draft(case).id,
        "letter_id": a_signed_letter(members[Role.PRESCRIBER], case).id,
        "own_id": a_policy(members[Role.COORDINATOR]).id,
        "infusion_id": log_infusion(patient=case.patient, date=TODAY, grams=Decimal(30)).id,
        **logged(case),
    }


@dataclass(frozen=True)
class Address:
    """A view's full name and a path that leads to it."""

    name: str
    path: str
    pattern: URLPattern

    @property
    def holds_an_object(self) -> bool:
        return "uuid:" in str(self.pattern.pattern)


def every_address(values: Mapping[str, object]) -> list[Address]:
    return list(_walk(get_resolver().url_patterns, "/", "", values))


def _walk(
    patterns: list[URLPattern | URLResolver], path: str, namespace: str, values: Mapping[str, object]
) -> Iterator[Address]:
    for pattern in patterns:
        here = path + _filled(pattern.pattern, values)
        if isinstance(pattern, URLResolver):
            inside = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, here, inside, values)
        else:
            yield Address(f"{namespace}{pattern.name}", here, pattern)


def _filled(pattern: object, values: Mapping[str, object]) -> str:
    if isinstance(pattern, RoutePattern):
        return HOLE.sub(lambda hole: str(values.get(hole[1], "1")), str(pattern))
    assert isinstance(pattern, RegexPattern)
    return {
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": "password/new/1-abc/",
        r"(?P<url>.*)$": "nowhere/",
        r"^(?P<app_label>clinics)/$": "clinics/",
        r"^(?P<app_label>account|clinics|mfa)/$": "clinics/",
    }.get(str(pattern), "clinics/")
