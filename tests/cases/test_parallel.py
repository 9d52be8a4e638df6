"""What several people add to a case at one moment is kept of all of them, each once."""

import itertools

import pytest

from priorauth.assistance.models import Application, CostSheet
from priorauth.assistance.services import apply_to, save_costs
from priorauth.cases.models import Call, Case, Exhibit
from priorauth.clinics.models import Member
from priorauth.patients.writing import ChangedMeanwhile
from tests import people
from tests.cases.test_exhibits import a_pdf, upload
from tests.drafting.test_parallel import AT_ONCE, at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_calls_are_all_kept(member: Member, case: Case) -> None:
    numbers = itertools.count()
    address = f"/cases/{case.id}/calls/"

    def call() -> int:
        typed = {"call-date": "11/02/2026", "call-party": f"intake {next(numbers)}"}
        return people.browser(member).post(address, typed).status_code

    answers = at_once(call)
    assert answers == [302] * AT_ONCE
    assert Call.objects.of(case.clinic).filter(case=case).count() == AT_ONCE


def test_exhibits_are_all_kept_each_under_its_own_letter(member: Member, case: Case) -> None:
    answers = at_once(lambda: upload(people.browser(member), case, a_pdf(1)).status_code)
    assert answers == [302] * AT_ONCE
    letters = Exhibit.objects.of(case.clinic).filter(case=case).values_list("letter", flat=True)
    assert sorted(letters) == ["A", "B", "C", "D"]


def test_an_application_is_started_once(member: Member, case: Case) -> None:
    assert len({row.id for row in at_once(lambda: apply_to(member, case, "msaa"))}) == 1
    assert Application.objects.of(case.clinic).count() == 1


def test_of_the_first_amounts_one_are_kept_and_the_others_are_told(member: Member, case: Case) -> None:
    def save() -> str:
        try:
            save_costs(member, case, 0, help_name="a foundation")
        except ChangedMeanwhile:
            return "told"
        return "kept"

    assert sorted(at_once(save)) == ["kept", *["told"] * (AT_ONCE - 1)]
    assert CostSheet.objects.of(case.clinic).count() == 1
