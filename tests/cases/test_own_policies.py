"""A case whose plan's policy the clinic keeps itself: offered, taken, judged, written into a letter; or asked for."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from pytest_django.asserts import assertContains, assertNotContains

from priorauth.cases.facts import facts_so_far
from priorauth.cases.models import Case
from priorauth.cases.wizard import picks
from priorauth.cases.wizard.readiness import Readiness, readiness
from priorauth.clinics.models import Clinic, Member
from priorauth.core.vocabulary import LetterKind
from priorauth.core.write import write_letter
from priorauth.letters.models import Letter
from priorauth.patients.services import change_coverage
from priorauth.reference import lifecycle
from priorauth.reference.models import OwnRecord
from priorauth.reference.services import library_of, records_of_version
from tests import people
from tests.factories import a_case, a_clinic, a_coverage, a_patient
from tests.reference.own import RECALLED, a_policy, a_reading, in_use

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 20)


def now(clinic: Clinic) -> Clinic:
    return Clinic.objects.get(pk=clinic.pk)


def case_of(clinic: Clinic, policy: str) -> Case:
    case = a_case(now(clinic))
    assert case.coverage is not None
    change_coverage(coverage=case.coverage, revision=0, policy=policy)
    return case


def panel(case: Case) -> Readiness:
    return readiness(case, facts_so_far(case, TODAY), library_of(now(case.clinic)))


@pytest.fixture
def used(writer: Member, second: Member) -> OwnRecord:
    return in_use(a_policy(writer), second)


def test_the_clinics_own_policy_is_taken_and_judged(clinic: Clinic, used: OwnRecord) -> None:
    ready = panel(case_of(clinic, used.key))
    assert ready.policy == "Example Health, Immune globulin"
    assert ready.judged == 1
    assert ready.policy_lacks is None


def test_another_clinic_cannot_name_it(used: OwnRecord) -> None:
    with pytest.raises(ValidationError, match="no policy of the library"):
        a_coverage(a_patient(a_clinic("Lakeside")), policy=used.key)


def test_the_wizard_offers_it_to_this_clinic_alone(clinic: Clinic, writer: Member, used: OwnRecord) -> None:
    case, other = case_of(clinic, used.key), a_case(a_clinic("Lakeside"))
    page = people.browser(writer).get(f"/cases/{case.id}/patient/")
    assertContains(page, f'<option value="{used.key}" selected>Immune globulin, read by us</option>', html=True)
    theirs = people.browser(people.member(other.clinic, "coordinator", "Sam Reyes")).get(f"/cases/{other.id}/patient/")
    assertNotContains(theirs, used.key)


def test_a_shipped_policy_that_was_read_is_offered_once(clinic: Clinic, writer: Member, second: Member) -> None:
    in_use(a_reading(writer), second)
    offered = dict(choice for _, group in picks.policies(library_of(now(clinic))) for choice in group)
    assert offered[RECALLED].endswith("read by us")
    assert f"own.{RECALLED}" not in offered


def test_a_letter_is_written_with_it_and_remembers_it(clinic: Clinic, writer: Member, used: OwnRecord) -> None:
    case = case_of(clinic, used.key)
    browser = people.browser(writer)
    studio = browser.post(f"/cases/{case.id}/letter/", {"kind": "medical_necessity"}).headers["Location"]
    browser.post(f"{studio}pdf/")
    letter = Letter.objects.of(clinic).get()
    assert letter.library_version == library_of(now(clinic)).version
    assert records_of_version(clinic, letter.library_version) == [used]
    assert "Two drugs failed" in letter.value().model_dump_json()


def test_without_records_of_its_own_a_letter_is_as_it_was(clinic: Clinic, writer: Member, second: Member) -> None:
    case = case_of(clinic, RECALLED)
    facts = facts_so_far(case, TODAY).facts
    before = write_letter(facts, LetterKind.MEDICAL_NECESSITY, library_of(now(clinic))).model_dump_json()
    row = in_use(a_policy(writer), second)
    lifecycle.retire(row, revision=row.revision, by=writer)
    assert write_letter(facts, LetterKind.MEDICAL_NECESSITY, library_of(now(clinic))).model_dump_json() == before


def test_without_a_policy_the_panel_leads_to_adding_it(clinic: Clinic) -> None:
    case = case_of(clinic, "")
    lacks = panel(case).policy_lacks
    assert lacks is not None
    assert [link.address for link in lacks.links][-1] == "/own/new/policy/"
    reader = people.browser(people.member(clinic, "auditor", "Luis Barrera"))
    assertContains(reader.get(f"/cases/{case.id}/diagnosis/"), "No policy of the plan is chosen")


def test_a_policy_that_nobody_read_leads_to_reading_it(clinic: Clinic) -> None:
    lacks = panel(case_of(clinic, RECALLED)).policy_lacks
    assert lacks is not None
    assert [link.address for link in lacks.links] == [f"/policies/{RECALLED}/"]


def test_a_policy_that_is_retired_is_missed(clinic: Clinic, second: Member, used: OwnRecord) -> None:
    case = case_of(clinic, used.key)
    lifecycle.retire(used, revision=used.revision, by=second)
    lacks = panel(case).policy_lacks
    assert lacks is not None
    assert "not in the library any more" in lacks.text
