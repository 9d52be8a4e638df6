"""The invented cases of the example clinic, one in each state, brought in as staff would bring them in."""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from priorauth.assistance.models import Application, CostSheet
from priorauth.assistance.services import apply_to, save_application
from priorauth.audit.actions import Action
from priorauth.audit.services import Machine, record
from priorauth.cases.importing import import_case
from priorauth.cases.models import Case
from priorauth.cases.owners import pass_on
from priorauth.cases.prescribers import prescribers
from priorauth.clinics.models import Clinic, Member
from priorauth.clinics.roles import Role
from priorauth.core.vocabulary import LetterKind
from priorauth.interop import casefile
from priorauth.interop.examples import examples, in_every_state
from priorauth.letters.drafts import open_draft
from priorauth.letters.signing import ask_to_sign
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
# Two cases that nobody has claimed yet; one that came with a note.
_UNCLAIMED = ("10-started", "15-appealed")
_HANDED_OVER = "12-no-answer"
_NOTE = "Intake asks for the fax confirmation again. I told them that we have it; please call and ask for a supervisor."
_TO_SIGN = "03-postpartum"
_ASKS_FOR_HELP = "11-sent"


@transaction.atomic
def load(clinic: Clinic) -> int:
    """Brings in every example case once; a clinic that has cases keeps just those. Returns how many it has."""
    if Case.objects.of(clinic).exists():
        return Case.objects.of(clinic).count()
    signer = prescribers(clinic)[0]
    change(signer, specialty="neurology", phone="(717) 555-0142")
    cases: dict[str, Case] = {}
    for one in (*examples(), *in_every_state(clinic.today())):
        facts = casefile.read(one.text, library_of(clinic))
        # The files come from several invented practices; here all their patients are this clinic's.
        facts = facts.model_copy(update={"clinic": facts.clinic.model_copy(update={"npi": None})})
        case = import_case(facts, clinic=clinic, prescriber=signer)
        assert isinstance(case, Case), case.problems
        record(Action.CASE_STARTED, member=Machine(clinic.pk), subject=case)
        if one.name in _PRICES:
            _price(case, *_PRICES[one.name], on=clinic.today())
        cases[one.name] = case
    _work_on(clinic, cases)
    return Case.objects.of(clinic).count()


def _price(case: Case, gram: str, infusion: str | None, *, on: dt.date) -> None:
    """The case's amounts as staff would have entered them."""
    values = {"gram_usd": Decimal(gram), "gram_source": _PRICED_BY, "gram_date": on}
    if infusion:
        values |= {"infusion_usd": Decimal(infusion), "infusion_source": _PRICED_BY, "infusion_date": on}
    add(CostSheet, clinic=case.clinic, case=case, **values)


def _work_on(clinic: Clinic, cases: dict[str, Case]) -> None:
    """Who has which case, a letter that waits for its signature, an application that waits for documents."""
    people = Member.objects.of(clinic).order_by("joined_at")
    coordinator, prescriber = people.filter(role=Role.COORDINATOR).first(), people.filter(role=Role.PRESCRIBER).first()
    assert coordinator is not None
    assert prescriber is not None
    for name, case in cases.items():
        if name == _HANDED_OVER:
            pass_on(prescriber, case, seen=None, to=coordinator, note=_NOTE)
        elif name not in _UNCLAIMED:
            pass_on(coordinator, case, seen=None, to=coordinator)
    ask_to_sign(coordinator, open_draft(coordinator, cases[_TO_SIGN], LetterKind.MEDICAL_NECESSITY))
    application = apply_to(coordinator, cases[_ASKS_FOR_HELP], "paf_copay_relief")
    asked = {"status": Application.Status.DOCUMENTS_REQUESTED, "next_on": clinic.today() + dt.timedelta(days=5)}
    save_application(coordinator, application, application.revision, **asked)
