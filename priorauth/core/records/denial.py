"""The reasons that plans give for a denial, and how each is answered."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

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


# Words, and `…` for words between; it neither begins nor ends with `…`.
Phrase = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9'-]+(?: (?:… )?[A-Za-z0-9'-]+)*$")]


class DenialReason(Record):
    """`payer_wording` paraphrases what notices say; it is no payer's text and is never quoted. By its `phrases` a
    notice is read: `not … medically necessary` is found with up to six words in the place of `…`."""

    label: Text
    definition: Text
    payer_wording: tuple[Text, ...]
    phrases: Annotated[tuple[Phrase, ...], Field(min_length=1)]
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
