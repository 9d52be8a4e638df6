"""Diagnosis and procedure codes: do they fit the course, the date of service, the site and the payer?"""

from priorauth.core.codes.billing_order import check_edition, check_old_authorization, check_order
from priorauth.core.codes.diagnosis import DiagnosisCode, check_diagnosis, codes_for, diagnosis_codes
from priorauth.core.codes.procedure import ProcedureCode, check_procedure, procedure_codes
from priorauth.core.context import Context
from priorauth.core.facts import CaseFacts
from priorauth.core.letter import CheckItem


def check_codes(facts: CaseFacts, context: Context) -> tuple[CheckItem, ...]:
    """Every item on codes, diagnosis first. Stops have the id `code.<icd10>`."""
    return (
        *check_diagnosis(facts, context),
        *check_order(facts, context),
        *check_old_authorization(facts, context.library),
        *check_edition(facts, context),
        *check_procedure(facts, context.library),
    )


__all__ = [
    "DiagnosisCode",
    "ProcedureCode",
    "check_codes",
    "codes_for",
    "diagnosis_codes",
    "procedure_codes",
]
