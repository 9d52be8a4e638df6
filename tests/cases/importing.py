"""Bringing facts into a clinic of the test."""

from priorauth.cases.importing import Ask, import_case
from priorauth.cases.models import Case, Prescriber
from priorauth.clinics.models import Clinic
from priorauth.core.facts import CaseFacts
from priorauth.patients.parts import written


def imported(facts: CaseFacts, clinic: Clinic) -> Case:
    """The case of those facts, in a clinic and with a prescriber that are those of the facts."""
    address = "\n".join(facts.clinic.address)
    Clinic.objects.filter(pk=clinic.pk).update(
        **{name: getattr(facts.clinic, name) or "" for name in ("name", "phone", "fax", "npi", "callback")},
        address=address,
    )
    clinic.refresh_from_db()
    prescriber = Prescriber.objects.of(clinic).filter(npi=facts.prescriber.npi or "-").first()
    case = import_case(
        facts,
        clinic=clinic,
        prescriber=prescriber or Prescriber.objects.create(clinic=clinic, **written(facts.prescriber, Prescriber)),
    )
    assert not isinstance(case, Ask), case
    return case
