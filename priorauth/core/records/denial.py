"""The reasons that plans give for a denial, and how each is answered."""

from enum import StrEnum

from priorauth.core.records.base import Id, Part, Record, Text, Url
from priorauth.core.vocabulary import Trust


class Remark(Part):
    """A claim adjustment (CARC) or remittance (RARC) code."""

    code: Text
    meaning: Text
    basis: Trust


class DenialStage(StrEnum):
    PA = "pa"
    CLAIM = "claim"


class AnsweredBy(StrEnum):
    APPEAL = "appeal"
    RESUBMIT = "resubmit"
    CORRECT_CLAIM = "correct_claim"
    EXCEPTION_REQUEST = "exception_request"
    BENEFIT_ROUTE = "benefit_route"
    LATE_FILING_PLEA = "late_filing_plea"


class DenialReason(Record):
    """`payer_wording` paraphrases what notices say; it is no payer's text and is never quoted."""

    label: Text
    definition: Text
    payer_wording: tuple[Text, ...]
    carc: tuple[Remark, ...]
    rarc: tuple[Remark, ...]
    stage: tuple[DenialStage, ...]
    answerable_by: AnsweredBy
    rebuttal: tuple[Text, ...]
    facts_needed: tuple[Id, ...]
    exhibits: tuple[Id, ...]
    letter_sections: tuple[Id, ...]
    traps: tuple[Text, ...]
    sources: tuple[Url, ...] = ()
