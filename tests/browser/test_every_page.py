"""Every page of the application: nothing serious for axe, light and dark, and nothing wider than a narrow window."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pytest
from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Browser, Page

from priorauth.cases.models import Case
from priorauth.cases.wizard.steps import STEPS
from priorauth.clinics.invitations import token
from priorauth.clinics.models import Clinic, Invitation, Member, User
from priorauth.clinics.roles import Role
from tests import people
from tests.browser.axe import grave_faults
from tests.browser.conftest import new_page
from tests.browser.visitors import visitors
from tests.cases.test_denials import a_reading
from tests.clinics.addresses import Address, every_address, objects_of
from tests.clinics.conftest import NAMES

pytestmark = [
    pytest.mark.browser,
    pytest.mark.processes,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("workers"),
]
# The applications whose pages one test walks through; those without a name are allauth's and the machine room's.
WALKS = {
    "signing in and the clinic": {"", "clinics"},
    "the operator": {"admin"},
    "a case": {"cases", "assistance"},
    "letters and lists": {"desk", "letters", "reference", "dashboard", "interop"},
}
FILE, PART, MACHINE, ONWARD = "a file", "a part of a page", "read by machines", "leads on to another page"
REFUSED = "refused to everybody"
# What answers with no page, and what it is instead. What can only be sent to has no page either and is known by that.
ELSEWHERE = {
    "health": MACHINE,
    "metrics": MACHINE,
    "admin:login": ONWARD,
    "admin:autocomplete": MACHINE,
    "admin:jsi18n": MACHINE,
    "admin:view_on_site": ONWARD,
    "admin:None": ONWARD,
    "admin:clinics_clinic_delete": REFUSED,
    "admin:clinics_user_add": REFUSED,
    "admin:clinics_user_delete": REFUSED,
    "admin:mfa_authenticator_add": REFUSED,
    "mfa_download_recovery_codes": FILE,
    "mfa_login_webauthn": MACHINE,
    "clinics:session": MACHINE,
    "letters:why": PART,
    "letters:pages": PART,
    "letters:signed_why": PART,
    "cases:document": FILE,
    "cases:submission_row": PART,
    "cases:blank": PART,
    "desk:calendar": FILE,
    "dashboard:csv": FILE,
    "interop:export": FILE,
    "interop:pdf": FILE,
}
# Until no colour is on its way to another: Django's pages move even where people ask for no motion.
STILL = """async () => {
  const moving = document.getAnimations().filter(one => one instanceof CSSTransition);
  await Promise.allSettled(moving.map(one => one.finished));
}"""


@dataclass
class Walk:
    """What opens to whom: each page by its path with the first who is shown it, and the names of what is no page."""

    pages: dict[str, str] = field(default_factory=dict)
    elsewhere: set[str] = field(default_factory=set)


def walk(addresses: Iterable[Address], clients: Mapping[str, Client]) -> Walk:
    found, settled = Walk(), set()
    for address in addresses:
        for who, client in clients.items():
            answer = client.get(address.path)
            if is_page(answer):
                found.pages[address.path] = who
            if is_page(answer) or answer.status_code == 405:
                settled.add(address.name)
                break
        else:
            found.elsewhere.add(address.name)
    found.elsewhere -= settled
    return found


def is_page(answer: HttpResponse) -> bool:
    return answer.status_code == 200 and answer.getvalue().lstrip().lower().startswith(b"<!doctype html")


def addresses_of(members: dict[Role, Member], coordinator: Client) -> list[Address]:
    """Every address with real objects in it: each step of a case, each sort of record, each sort of row."""
    objects = objects_of(members)
    clinic = members[Role.ADMIN].clinic
    denial = a_reading(coordinator, Case.objects.of(clinic).get(id=objects["case_id"]), "01-commercial-ppo")
    passkey = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN)
    objects |= {
        "document_id": denial.rstrip("/").rpartition("/")[2],
        "link": token(Invitation.objects.of(clinic).get(id=objects["invitation_id"])),
        "pk": passkey.pk,
    }
    rows = {clinic.pk, passkey.pk, User.objects.latest("pk").pk}
    different: list[dict[str, object]] = [
        *({"slug": step.slug} for step in STEPS),
        *({"what": what} for what in ("policy", "publication")),
        *({"object_id": row} for row in rows),
    ]
    walks = [every_address({**objects, **values}) for values in different]
    return list({address.path: address for addresses in walks for address in addresses}.values())


def namespace(name: str) -> str:
    return name.rpartition(":")[0]


def test_no_address_is_outside_of_the_walks() -> None:
    walked = [name for names in WALKS.values() for name in names]
    assert sorted(walked) == sorted({namespace(address.name) for address in every_address({})})


@pytest.mark.parametrize("name", WALKS)
def test_no_page_has_a_grave_fault_or_scrolls_sideways(
    browser: Browser, address: str, clinic: Clinic, name: str
) -> None:
    members = {role: people.member(clinic, role, full_name) for role, full_name in NAMES.items()}
    clients = visitors(members)
    addresses = [one for one in addresses_of(members, clients["coordinator"]) if namespace(one.name) in WALKS[name]]
    found = walk(addresses, clients)
    assert found.elsewhere == {other for other in ELSEWHERE if namespace(other) in WALKS[name]}

    windows = {who: window(browser, address, clients[who]) for who in sorted(set(found.pages.values()))}
    faults = {path: faults_of(windows[who], f"{address}{path}") for path, who in found.pages.items()}
    assert {path: told for path, told in faults.items() if told} == {}


def window(browser: Browser, address: str, client: Client) -> Page:
    """A page of a real browser that is signed in as this one is."""
    page = new_page(browser)
    cookies = [{"name": one.key, "value": one.value, "url": address} for one in client.cookies.values()]
    page.context.add_cookies(cookies)  # type: ignore[arg-type]
    return page


def faults_of(page: Page, address: str) -> list[str]:
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 768, "height": 1024})
    answer = page.goto(address)
    assert answer is not None
    assert (answer.status, page.url) == (200, address)
    page.wait_for_load_state()
    width = page.evaluate("document.scrollingElement.scrollWidth")
    faults = [f"{width} wide in a window of 768"] if width > 768 else []
    page.set_viewport_size({"width": 1440, "height": 1000})
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    faults += [f"light: {fault}" for fault in grave_faults(page)]
    # Django's pages follow the system at once; ours when they are loaded, and then by this attribute.
    page.emulate_media(color_scheme="dark")
    page.evaluate("document.documentElement.setAttribute('data-bs-theme', 'dark')")
    page.evaluate(STILL)
    return faults + [f"dark: {fault}" for fault in grave_faults(page)]
