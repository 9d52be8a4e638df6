"""Walks over every address: nothing shows to a signed-out browser, and nothing of one clinic to another's members."""

import uuid

import pytest
from django.test import Client

from priorauth.audit.models import Entry
from priorauth.clinics.models import Clinic, Member
from priorauth.clinics.roles import Role
from tests import people
from tests.clinics.addresses import PUBLIC, Address, every_address, objects_of

pytestmark = pytest.mark.django_db
METHODS = ["get", "post"]
# What answers with no page: parts of pages, files, and what machines read.
NO_PAGES = {
    "health",
    "clinics:session",
    "interop:preview",
    "interop:pdf",
    "interop:export",
    "letters:why",
    "letters:pages",
    "letters:signed_why",
    "dashboard:csv",
}


@pytest.fixture
def addresses(members: dict[Role, Member]) -> list[Address]:
    return every_address(objects_of(members))


@pytest.mark.parametrize("method", METHODS)
def test_a_signed_out_browser_is_sent_to_the_sign_in_page(addresses: list[Address], method: str) -> None:
    for address in addresses:
        if address.name in PUBLIC:
            continue
        answer = getattr(Client(), method)(address.path)
        assert answer.status_code in (302, 404), address
        if answer.status_code == 302:
            assert answer.headers["Location"].startswith(("/sign-in/", "/operator/login/")), address
        assert answer.content.decode().count("Riverbend") == 0, address


def test_what_is_public_is_exactly_what_is_listed(addresses: list[Address]) -> None:
    marked = {address.name for address in addresses if not getattr(address.pattern.callback, "login_required", True)}
    # The operator's pages ask for themselves, and send on to the sign-in page.
    assert {name for name in marked if not name.startswith("admin:")} | {"admin:login"} == PUBLIC


def test_the_walk_reaches_objects_of_every_sort(addresses: list[Address]) -> None:
    holding = {address.name for address in addresses if address.holds_an_object}
    assert {"interop:letter", "interop:preview", "interop:pdf", "clinics:member", "clinics:invite_again"} <= holding
    assert {
        "cases:step",
        "cases:review",
        "cases:blank",
        "cases:document",
        "letters:write",
        "assistance:application",
    } <= holding
    assert {"reference:own_record", "reference:own_item", "reference:own_move"} <= holding
    assert {"desk:case", "desk:log", "cases:submission", "cases:answer", "cases:call"} <= holding
    assert {"cases:step", "cases:review", "cases:blank", "cases:document", "letters:write"} <= holding
    assert {"letters:studio", "letters:why", "letters:edit", "letters:sign", "letters:signed"} <= holding


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("role", Role)
def test_to_a_member_of_another_clinic_nothing_is_there(
    addresses: list[Address], other_clinic: Clinic, method: str, role: Role
) -> None:
    stranger = people.browser(people.member(other_clinic, role, "Sam Reyes"))
    entries = Entry.objects.count()
    for address in addresses:
        if not address.holds_an_object:
            continue
        answer = getattr(stranger, method)(address.path)
        nothing = getattr(stranger, method)(without_object(address))
        assert answer.status_code in (404, 405), address
        assert answer.status_code == nothing.status_code, address
        assert "Riverbend" not in answer.content.decode(), address
        assert "Whitlock" not in answer.content.decode(), address
    assert Entry.objects.count() == entries


def test_where_the_method_is_right_the_answer_is_404(addresses: list[Address], other_clinic: Clinic) -> None:
    stranger = people.browser(people.member(other_clinic, "admin", "Sam Reyes"))
    for address in [address for address in addresses if address.holds_an_object]:
        answers = [getattr(stranger, method)(address.path).status_code for method in METHODS]
        assert 404 in answers, address


def test_every_page_is_of_our_own_make(addresses: list[Address], members: dict[Role, Member]) -> None:
    """None of allauth's own pages is left, and none has script or style inside."""
    for browser in (Client(), people.browser(members[Role.ADMIN])):
        for address in addresses:
            answer = browser.get(address.path)
            if answer.status_code == 200 and address.name not in NO_PAGES:
                page = answer.content.decode()
                assert "style=" not in page, address
                assert "/static/tokens.css" in page or address.name.startswith("admin:"), address


def test_every_form_carries_its_token(addresses: list[Address], members: dict[Role, Member]) -> None:
    browser = people.browser(members[Role.ADMIN])
    for address in addresses:
        page = browser.get(address.path).content.decode(errors="replace")
        if not address.name.startswith("admin:"):
            assert page.count('method="post"') == page.count('name="csrfmiddlewaretoken"'), address


def without_object(address: Address) -> str:
    """The same address with an id that nothing has."""
    parts = [str(uuid.uuid4()) if len(part) == 36 else part for part in address.path.split("/")]
    return "/".join(parts)


def test_a_former_member_has_nothing_either(addresses: list[Address], members: dict[Role, Member]) -> None:
    coordinator = members[Role.COORDINATOR]
    browser = people.browser(coordinator)
    Member.objects.of(coordinator.clinic).filter(id=coordinator.id).update(is_active=False)
    for address in addresses:
        if address.name.startswith("interop:") or address.name == "clinics:settings":
            answer = browser.get(address.path)
            assert (answer.status_code, answer.headers["Location"]) == (302, "/clinic/"), address
    assert "You belong to no clinic" in browser.get("/clinic/").content.decode()
