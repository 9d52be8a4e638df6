"""What each role may do: the table itself, and every page as each role finds it."""

from pathlib import Path

import pytest
from django.test import Client

from priorauth.audit.actions import Action
from priorauth.audit.models import Entry
from priorauth.clinics.models import Member
from priorauth.clinics.roles import RIGHTS, Right, Role
from tests import people
from tests.clinics.addresses import every_address, objects_of

pytestmark = pytest.mark.django_db

COORDINATOR, PRESCRIBER, ADMIN, AUDITOR = Role.COORDINATOR, Role.PRESCRIBER, Role.ADMIN, Role.AUDITOR
EVERYBODY = {COORDINATOR, PRESCRIBER, ADMIN, AUDITOR}
KEEPERS = {COORDINATOR, PRESCRIBER, ADMIN}
DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "access.md"

# Every page of a clinic, how it is asked for, and who gets in.
PAGES = [
    ("desk:worklist", "get", EVERYBODY),
    ("desk:search", "get", EVERYBODY),
    ("desk:case", "get", EVERYBODY),
    ("desk:log", "get", {ADMIN, AUDITOR}),
    ("desk:reminders", "get", EVERYBODY),
    ("desk:reminders_by_mail", "post", EVERYBODY),
    ("desk:make_calendar", "post", EVERYBODY),
    ("desk:revoke_calendar", "post", EVERYBODY),
    ("desk:claim", "post", {COORDINATOR, PRESCRIBER}),
    ("desk:hand_over", "get", {COORDINATOR, PRESCRIBER}),
    ("desk:hand_over", "post", {COORDINATOR, PRESCRIBER}),
    ("cases:list", "get", EVERYBODY),
    ("cases:new", "get", {COORDINATOR, PRESCRIBER}),
    ("cases:new", "post", {COORDINATOR, PRESCRIBER}),
    ("cases:further", "get", {COORDINATOR, PRESCRIBER}),
    ("cases:further", "post", {COORDINATOR, PRESCRIBER}),
    ("cases:step", "get", EVERYBODY),
    ("cases:step", "post", {COORDINATOR, PRESCRIBER}),
    ("cases:blank", "get", {COORDINATOR, PRESCRIBER}),
    ("cases:review", "get", EVERYBODY),
    ("cases:exhibits", "get", EVERYBODY),
    ("cases:exhibits", "post", {COORDINATOR, PRESCRIBER}),
    ("cases:exhibit", "get", {COORDINATOR, PRESCRIBER}),
    ("cases:exhibit", "post", {COORDINATOR, PRESCRIBER}),
    ("cases:proofs", "post", {COORDINATOR, PRESCRIBER}),
    ("cases:document", "get", EVERYBODY),
    ("cases:submissions", "get", EVERYBODY),
    ("cases:submission_new", "get", {COORDINATOR, PRESCRIBER}),
    ("cases:submission_new", "post", {COORDINATOR, PRESCRIBER}),
    ("cases:submission", "get", {COORDINATOR, PRESCRIBER}),
    ("cases:submission", "post", {COORDINATOR, PRESCRIBER}),
    ("cases:submission_row", "get", {COORDINATOR, PRESCRIBER}),
    ("cases:answer", "get", {COORDINATOR, PRESCRIBER}),
    ("cases:answer", "post", {COORDINATOR, PRESCRIBER}),
    ("cases:verdict", "post", {COORDINATOR, PRESCRIBER}),
    ("cases:start", "post", {COORDINATOR, PRESCRIBER}),
    ("cases:calls", "post", {COORDINATOR, PRESCRIBER}),
    ("cases:call", "get", {COORDINATOR, PRESCRIBER}),
    ("cases:call", "post", {COORDINATOR, PRESCRIBER}),
    ("cases:close", "post", {COORDINATOR, PRESCRIBER}),
    ("cases:infusions", "get", EVERYBODY),
    ("cases:infusions", "post", {COORDINATOR, PRESCRIBER}),
    ("cases:infusion", "get", {COORDINATOR, PRESCRIBER}),
    ("cases:infusion", "post", {COORDINATOR, PRESCRIBER}),
    ("assistance:case", "get", EVERYBODY),
    ("assistance:program", "get", EVERYBODY),
    ("assistance:program", "post", {COORDINATOR, PRESCRIBER}),
    ("assistance:fund", "post", {COORDINATOR, PRESCRIBER}),
    ("assistance:application", "get", {COORDINATOR, PRESCRIBER}),
    ("assistance:application", "post", {COORDINATOR, PRESCRIBER}),
    ("assistance:costs", "get", {COORDINATOR, PRESCRIBER}),
    ("assistance:costs", "post", {COORDINATOR, PRESCRIBER}),
    ("cases:denial", "get", {COORDINATOR, PRESCRIBER}),
    ("cases:denial", "post", {COORDINATOR, PRESCRIBER}),
    ("cases:denial_read", "get", {COORDINATOR, PRESCRIBER}),
    ("cases:denial_read", "post", {COORDINATOR, PRESCRIBER}),
    ("cases:denial_again", "post", {COORDINATOR, PRESCRIBER}),
    ("letters:write", "get", {COORDINATOR, PRESCRIBER}),
    ("letters:write", "post", {COORDINATOR, PRESCRIBER}),
    ("letters:of_case", "get", EVERYBODY),
    ("letters:studio", "get", EVERYBODY),
    ("letters:why", "get", EVERYBODY),
    ("letters:pages", "get", EVERYBODY),
    ("letters:edit", "post", {COORDINATOR, PRESCRIBER}),
    ("letters:draft_pdf", "post", {COORDINATOR, PRESCRIBER}),
    ("letters:sign", "get", EVERYBODY),
    ("letters:sign", "post", {PRESCRIBER}),
    ("letters:ask", "post", {COORDINATOR, PRESCRIBER}),
    ("letters:signed", "get", EVERYBODY),
    ("letters:signed_why", "get", EVERYBODY),
    ("letters:try_again", "post", {COORDINATOR, PRESCRIBER}),
    ("reference:evidence", "get", EVERYBODY),
    ("reference:publication", "get", EVERYBODY),
    ("reference:policies", "get", EVERYBODY),
    ("reference:policy", "get", EVERYBODY),
    ("reference:read", "post", KEEPERS),
    ("reference:own", "get", EVERYBODY),
    ("reference:own_new", "get", KEEPERS),
    ("reference:own_new", "post", KEEPERS),
    ("reference:own_record", "get", EVERYBODY),
    ("reference:own_head", "get", KEEPERS),
    ("reference:own_head", "post", KEEPERS),
    ("reference:own_add", "get", KEEPERS),
    ("reference:own_item", "get", KEEPERS),
    ("reference:own_item", "post", KEEPERS),
    ("reference:own_move", "post", KEEPERS),
    ("interop:start", "get", EVERYBODY),
    ("interop:start", "post", {COORDINATOR, PRESCRIBER}),
    ("interop:import", "get", {COORDINATOR, PRESCRIBER}),
    ("interop:import", "post", {COORDINATOR, PRESCRIBER}),
    ("interop:export", "get", EVERYBODY),
    ("interop:letter", "get", EVERYBODY),
    ("interop:preview", "get", EVERYBODY),
    ("interop:pdf", "get", EVERYBODY),
    ("dashboard:dashboard", "get", {ADMIN}),
    ("dashboard:csv", "get", {ADMIN}),
    ("clinics:activity", "get", {ADMIN, AUDITOR}),
    ("clinics:settings", "get", {ADMIN}),
    ("clinics:settings", "post", {ADMIN}),
    ("clinics:invite", "post", {ADMIN}),
    ("clinics:invite_again", "post", {ADMIN}),
    ("clinics:withdraw", "post", {ADMIN}),
    ("clinics:member", "get", {ADMIN}),
    ("clinics:member", "post", {ADMIN}),
    ("clinics:set_active", "post", {ADMIN}),
    ("clinics:signed_in", "get", EVERYBODY),
    ("clinics:typed", "get", EVERYBODY),
]


def documented() -> dict[str, dict[str, bool]]:
    """The table of docs/access.md: for each right in words, which roles have it."""
    header, *rights = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table_lines()]
    return {name: dict(zip(header[1:], [cell == "yes" for cell in cells], strict=True)) for name, *cells in rights}


def table_lines() -> list[str]:
    return [line for line in DOCUMENT.read_text().splitlines() if line.startswith("|") and "---" not in line]


def test_the_table_is_the_documented_one() -> None:
    rights = {right.label: {role.label: right in RIGHTS[role] for role in Role} for right in Right}
    assert documented() == rights


def test_every_role_has_its_row() -> None:
    assert set(RIGHTS) == set(Role)


def test_every_page_of_a_clinic_stands_in_the_table() -> None:
    pages = {
        address.name for address in every_address({}) if getattr(address.pattern.callback, "is_for_members", False)
    }
    assert pages == {name for name, _, _ in PAGES}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("name", "method", "allowed"), PAGES)
def test_each_role_finds_open_what_its_row_says_and_no_more(
    objects: dict[str, object], members: dict[Role, Member], name: str, method: str, allowed: set[Role], role: Role
) -> None:
    (address,) = [address for address in every_address(objects) if address.name == name]
    answer = getattr(people.browser(members[role]), method)(address.path)
    if role in allowed:
        assert answer.status_code in (200, 302, 400, 404, 422), answer.status_code
    else:
        assert answer.status_code == 403
        assert "the attempt is in the activity log" in answer.content.decode()
        assert Entry.objects.latest("number").action == Action.ACCESS_REFUSED


@pytest.fixture
def objects(members: dict[Role, Member]) -> dict[str, object]:
    return objects_of(members)


def test_a_deactivated_member_may_nothing(members: dict[Role, Member]) -> None:
    member = members[Role.ADMIN]
    member.is_active = False
    assert not any(member.may(right) for right in Right)


def test_the_rail_shows_only_what_the_role_opens(members: dict[Role, Member]) -> None:
    def rail(role: Role) -> str:
        browser: Client = people.browser(members[role])
        return browser.get("/").content.decode().split("</nav>")[0]

    assert "/settings/" in rail(Role.ADMIN)
    assert "/settings/" not in rail(Role.AUDITOR)
    assert "/activity/" in rail(Role.AUDITOR)
    assert "/activity/" not in rail(Role.COORDINATOR)
