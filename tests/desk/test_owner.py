"""Whose a case is: one click claims or releases it, a hand-over carries a note, who is second is told."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from priorauth.audit.actions import Action
from priorauth.audit.models import Entry
from priorauth.cases.models import Case, Handover
from priorauth.cases.owners import colleagues, pass_on
from priorauth.clinics.models import Clinic, Member
from tests import people
from tests.factories import a_case, a_clinic, a_patient

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(clinic: Clinic) -> Case:
    return a_case(clinic, a_patient(clinic, family="Osei", mrn="RN-1"), awaiting_reply=True)


@pytest.fixture
def ruth(clinic: Clinic) -> Member:
    return people.member(clinic, "coordinator", "Ruth Calder")


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def owner(case: Case) -> Member | None:
    return Case.objects.of(case.clinic).select_related("owner__user").get(id=case.id).owner


def claimed(browser: Client, case: Case, **typed: str) -> HttpResponse:
    return browser.post(f"/cases/{case.id}/claim/", typed, follow=True)


def handed(browser: Client, case: Case, **typed: object) -> HttpResponse:
    return browser.post(f"/cases/{case.id}/hand-over/", typed, follow=True)


def test_a_row_is_claimed_with_one_click_and_released_with_another(browser: Client, member: Member, case: Case) -> None:
    page = text(browser.get("/"))
    assert "Nobody yet" in page
    assert re.search(r'type="submit">Claim', page)
    answer = claimed(browser, case, next="/?due=overdue")
    assert answer.redirect_chain == [("/?due=overdue", 302)]
    assert owner(case) == member
    assert "You" in text(answer)
    assert Entry.objects.filter(action=Action.CASE_HANDED_OVER, subject_id=str(case.id)).count() == 1
    assert "Nobody yet" in text(claimed(browser, case, release="1", next="/"))
    assert owner(case) is None


def test_mine_follows_the_owner(browser: Client, case: Case) -> None:
    assert "Call the plan" not in text(browser.get("/?whose=mine"))
    claimed(browser, case)
    assert "Call the plan" in text(browser.get("/?whose=mine"))


def test_who_is_slower_is_told_and_takes_nothing_away(browser: Client, case: Case, ruth: Member) -> None:
    pass_on(ruth, case, seen=None, to=ruth)
    page = text(claimed(browser, case, next="/"))
    assert "A colleague was faster: the case is now with Ruth Calder. Nothing was changed." in page
    assert owner(case) == ruth
    assert "Nothing was changed" in text(claimed(browser, case, release="1", next="/"))
    assert owner(case) == ruth


def test_a_second_click_is_no_error(browser: Client, member: Member, case: Case) -> None:
    claimed(browser, case)
    assert "Nothing was changed" not in text(claimed(browser, case))
    assert owner(case) == member
    assert Handover.objects.of(case.clinic).count() == 1


def test_a_colleague_finds_the_note_on_the_row_and_on_the_case(
    browser: Client, member: Member, case: Case, ruth: Member
) -> None:
    pass_on(member, case, seen=None, to=member)
    note = "Aetna wants the peer-to-peer before Friday."
    answer = handed(browser, case, seen=str(member.id), to=str(ruth.id), note=note, list="1")
    assert answer.redirect_chain == [("/", 302)]
    theirs = people.browser(ruth)
    for path in ("/?whose=mine", f"/cases/{case.id}/"):
        assert note in text(theirs.get(path))
    assert "Handed over to Ruth Calder by Dana Whitfield" in text(theirs.get(f"/cases/{case.id}/"))
    claimed(theirs, case, release="1")
    assert note not in text(theirs.get("/"))
    assert note in text(theirs.get(f"/cases/{case.id}/"))


def test_a_note_is_not_lost_where_the_case_has_gone_to_somebody_else(browser: Client, case: Case, ruth: Member) -> None:
    amir = people.member(case.clinic, "prescriber", "Amir Haddad")
    pass_on(ruth, case, seen=None, to=ruth)
    typed = {"seen": "", "to": str(amir.id), "note": "Please call."}
    answer = handed(browser, case, **typed)
    assert answer.status_code == 409
    assert "the case is now with Ruth Calder" in text(answer)
    assert "Please call.</textarea>" in text(answer)
    assert owner(case) == ruth
    assert handed(browser, case, **typed | {"seen": str(ruth.id)}).status_code == 200
    assert owner(case) == amir


def test_it_is_handed_only_to_who_works_on_cases(browser: Client, member: Member, case: Case, ruth: Member) -> None:
    auditor = people.member(case.clinic, "auditor", "Ann Lee")
    left = people.member(case.clinic, "coordinator", "Gone Away", is_active=False)
    stranger = people.member(a_clinic("Lakeside", npi=""), "coordinator", "Lee Stone")
    assert {one.id for one in colleagues(case.clinic)} == {member.id, ruth.id}
    for nobody in (auditor, left, stranger):
        answer = handed(browser, case, seen="", to=str(nobody.id), note="")
        assert answer.status_code == 422
    assert handed(browser, case, seen="", to="").status_code == 422
    assert owner(case) is None


def test_who_only_reads_is_offered_no_claim(case: Case) -> None:
    auditor = people.browser(people.member(case.clinic, "auditor", "Ann Lee"))
    for path in ("/", f"/cases/{case.id}/"):
        assert "Claim" not in text(auditor.get(path))
    assert claimed(auditor, case).status_code == 403


def test_one_is_sent_back_to_no_other_site(browser: Client, case: Case) -> None:
    for place in ("https://evil.example/", "//evil.example/", "javascript:alert(1)", ""):
        answer = browser.post(f"/cases/{case.id}/claim/", {"next": place})
        assert answer["Location"] == f"/cases/{case.id}/"


def test_another_clinics_case_is_not_there(browser: Client) -> None:
    theirs = a_case(a_clinic("Lakeside", npi=""))
    assert claimed(browser, theirs).status_code == 404
    assert browser.get(f"/cases/{theirs.id}/hand-over/").status_code == 404
