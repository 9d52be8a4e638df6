"""A case file that names a clinic's own policy: a letter for that clinic, a complaint for everybody else."""

import pytest

from priorauth.clinics.models import Member
from priorauth.core.errors import CaseFileError
from priorauth.core.vocabulary import LetterKind
from priorauth.interop.examples import examples
from priorauth.interop.making import Wish, make
from priorauth.reference.models import OwnRecord
from tests import people
from tests.factories import a_clinic
from tests.reference.own import a_policy, in_use

pytestmark = pytest.mark.django_db


@pytest.fixture
def used() -> OwnRecord:
    clinic = a_clinic()
    return in_use(a_policy(people.member(clinic)), people.member(clinic, "prescriber", "Elena Marsh"))


def wish(policy: OwnRecord) -> Wish:
    """The postpartum example, with that policy of the plan."""
    one = next(one.text for one in examples() if one.name.startswith("03-"))
    named = one.replace("policy: uhc-commercial-2021", f"policy: {policy.key}")
    assert named != one
    return Wish(named, LetterKind.MEDICAL_NECESSITY, draft=True)


def writer_of(policy: OwnRecord) -> Member:
    return Member.objects.of(policy.clinic).select_related("clinic", "user").get(id=policy.written_by_id)


def test_the_clinic_gets_its_letter(used: OwnRecord) -> None:
    letter = make(writer_of(used), wish(used)).letter
    assert "Two drugs failed" in letter.value().model_dump_json()


def test_another_clinic_is_told_that_the_policy_is_unknown(used: OwnRecord) -> None:
    stranger = people.member(a_clinic("Lakeside"))
    with pytest.raises(CaseFileError, match="no policy of the library"):
        make(stranger, wish(used))
