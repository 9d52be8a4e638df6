"""The invented cases of the example clinic, one in each state, brought in as staff would bring them in."""

from django.db import transaction

from priorauth.audit.actions import Action
from priorauth.audit.services import Machine, record
from priorauth.cases.importing import import_case
from priorauth.cases.models import Case
from priorauth.cases.prescribers import prescribers
from priorauth.clinics.models import Clinic
from priorauth.interop import casefile
from priorauth.interop.examples import examples, in_every_state
from priorauth.patients.writing import change
from priorauth.reference.services import library_of


@transaction.atomic
def load(clinic: Clinic) -> int:
    """Brings in every example case once; a clinic that has cases keeps just those. Returns how many it has."""
    if Case.objects.of(clinic).exists():
        return Case.objects.of(clinic).count()
    signer = prescribers(clinic)[0]
    change(signer, specialty="neurology", phone="(717) 555-0142")
    for one in (*examples(), *in_every_state(clinic.today())):
        facts = casefile.read(one.text, library_of(clinic))
        # The files come from several invented practices; here all their patients are this clinic's.
        facts = facts.model_copy(update={"clinic": facts.clinic.model_copy(update={"npi": None})})
        case = import_case(facts, clinic=clinic, prescriber=signer)
        assert isinstance(case, Case), case.problems
        record(Action.CASE_STARTED, member=Machine(clinic.pk), subject=case)
    return Case.objects.of(clinic).count()
