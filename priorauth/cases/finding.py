"""Finds patients: by their names, or exactly by a number that is kept encrypted.

Exact are record number, member ID, the reference of a submission or a call, and the number of an authorization.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet, UUIDField, Value
from django.db.models.functions import Cast

from priorauth import encryption
from priorauth.cases.models import Authorization, Call, Submission
from priorauth.clinics.models import Clinic
from priorauth.patients.models import Coverage, IvigAuthorization, Patient, PatientName
from priorauth.patients.names import words_of

MOST_BY_NUMBER = 25
MOST_ALIKE = 25


@dataclass(frozen=True)
class Hit:
    """Whom a number belongs to, what number it is, and the case that it was logged in, if in one."""

    patient: UUID
    case: UUID | None
    number: str


def by_number(clinic: Clinic, words: str) -> list[Hit]:
    """Everybody and everything that has exactly this number, however it is spaced, hyphenated or capitalized."""
    reference, granted = encryption.lookup("reference", words), encryption.lookup("number", words)
    if not reference:
        return []
    no_case = Cast(Value(None), UUIDField())
    logged = "submission__case"
    kinds: tuple[tuple[QuerySet[Any], str, Any, str], ...] = (
        (Patient.objects.of(clinic).filter(mrn_lookup=encryption.lookup("mrn", words)), "id", no_case, "record number"),
        (
            Coverage.objects.of(clinic).filter(member_id_lookup=encryption.lookup("member_id", words)),
            "patient_id", no_case, "member ID",
        ),
        (
            Submission.objects.of(clinic).filter(reference_lookup=reference),
            "case__patient_id", F("case_id"), "reference of a submission",
        ),
        (
            Call.objects.of(clinic).filter(reference_lookup=reference),
            "case__patient_id", F("case_id"), "reference of a call",
        ),
        (
            Authorization.objects.of(clinic).filter(number_lookup=granted),
            f"determination__{logged}__patient_id", F(f"determination__{logged}_id"), "authorization number",
        ),
        (
            IvigAuthorization.objects.of(clinic).filter(number_lookup=granted),
            "prior_ivig__patient_id", no_case, "number of an earlier authorization",
        ),
    )  # fmt: skip
    first, *others = (rows.order_by().values_list(F(patient), case, Value(said)) for rows, patient, case, said in kinds)
    return [Hit(*row) for row in first.union(*others, all=True)[:MOST_BY_NUMBER]]


def by_name(clinic: Clinic, words: str) -> QuerySet[PatientName]:
    """The patients in whose name every one of the words begins a word, each once; sorted by `key` and `patient`.

    The longest word leads the way through the index of names; among its readings the others are looked for.
    """
    asked = sorted(set(words_of(words)), key=lambda word: (-len(word), word))
    if not asked:
        return PatientName.objects.of(clinic).none()
    leading, others = asked[0], asked[1:]
    fits = Q(key__startswith=leading)
    for word in others:
        fits &= Q(key__contains=f" {word}") | Q(key__startswith=word)
    # Somebody with two words that begin so is found by the first of them.
    return PatientName.objects.of(clinic).filter(fits).exclude(before__contains=f" {leading}")


def of_the_same_name(clinic: Clinic, given: str, family: str, born: dt.date | None) -> list[Patient]:
    """Who is called exactly so, capitals and accents aside; not those who were born on another day."""
    asked = sorted(words_of(f"{given} {family}"))
    if not asked:
        return []
    ids = by_name(clinic, " ".join(asked)).values("patient")
    alike = Patient.objects.of(clinic).filter(id__in=ids).order_by("birth_date", "id")
    if born:
        alike = alike.filter(Q(birth_date=born) | Q(birth_date=None))
    return [one for one in alike[:MOST_ALIKE] if sorted(words_of(f"{one.given} {one.family}")) == asked]
