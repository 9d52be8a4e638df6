"""Infusions as they are logged. They belong to the chart, where the letter of a renewal finds them.

Each change is one transaction that derives every case of the patient anew. The revision is that of the chart's section
on earlier immune globulin.
"""

from typing import Any

from django.db import transaction

from priorauth.cases.projection import project_all_of
from priorauth.patients.models import Infusion, Patient, PriorIvig
from priorauth.patients.sections import revision_now, save_once, section_of
from priorauth.patients.writing import add, change, next_position, remove, take_turn


class LoggedBefore(Exception):
    """The same infusion stands in the log already."""


def infusions_of(patient: Patient) -> list[Infusion]:
    """The latest first; what has no day last."""
    rows = Infusion.objects.of(patient.clinic).filter(prior_ivig__patient=patient)
    return sorted(rows, key=lambda row: (row.date is not None, row.date), reverse=True)


@transaction.atomic
def log_infusion(*, patient: Patient, **values: Any) -> Infusion:
    """A further infusion. Raises LoggedBefore where one of that day with as many grams is there."""
    prior = save_once(PriorIvig, patient, revision_now(PriorIvig, patient), no_infusion_stated=False)
    same = Infusion.objects.of(patient.clinic).filter(prior_ivig=prior, date=values["date"])
    if any(row.grams == values["grams"] for row in same):
        raise LoggedBefore
    place = next_position(Infusion, patient.clinic, prior_ivig=prior)
    row = add(Infusion, clinic=patient.clinic, prior_ivig=prior, position=place, **values)
    project_all_of(patient)
    return row


@transaction.atomic
def change_infusion(*, patient: Patient, infusion: Infusion, revision: int, **values: Any) -> None:
    """What was given, corrected."""
    take_turn(section_of(PriorIvig, patient), revision)
    change(infusion, **values)
    project_all_of(patient)


@transaction.atomic
def remove_infusion(*, patient: Patient, infusion: Infusion, revision: int) -> None:
    """One that was never given."""
    take_turn(section_of(PriorIvig, patient), revision)
    remove(infusion)
    project_all_of(patient)
