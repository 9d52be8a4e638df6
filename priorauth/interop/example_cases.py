"""The invented cases of the example clinic, one in each state, brought in as staff would bring them in."""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from priorauth.assistance.models import CostSheet
from priorauth.audit.actions import Action
from priorauth.audit.services import Machine, record
from priorauth.cases.importing import import_case
from priorauth.cases.models import Case
from priorauth.cases.prescribers import prescribers
from priorauth.clinics.models import Clinic
from priorauth.interop import casefile
from priorauth.interop.examples import examples, in_every_state
from priorauth.patients.writing import add, change
from priorauth.reference.services import library_of

# Invented prices of the drug per gram, and of an infusion, by the case file's name; the other cases have none.
_PRICES = {
    "15-appealed": ("85.00", "250.00"),
    "16-approved": ("85.00", "250.00"),
    "17-won-on-appeal": ("82.50", None),
    "20-window-closes": ("85.00", "250.00"),
}
_PRICED_BY = "Invented price list of this example"


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
        if one.name in _PRICES:
            _price(case, *_PRICES[one.name], on=clinic.today())
    return Case.objects.of(clinic).count()


def _price(case: Case, gram: str, infusion: str | None, *, on: dt.date) -> None:
    """The case's amounts as staff would have entered them."""
    values = {"gram_usd": Decimal(gram), "gram_source": _PRICED_BY, "gram_date": on}
    if infusion:
        values |= {"infusion_usd": Decimal(infusion), "infusion_source": _PRICED_BY, "infusion_date": on}
    add(CostSheet, clinic=case.clinic, case=case, **values)
