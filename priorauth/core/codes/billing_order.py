"""In which order codes stand in pregnancy and after birth, and what an older authorization carries."""

import datetime as dt
from collections.abc import Iterator, Sequence

from priorauth.core.codes.diagnosis import CHAPTER_CODE, DiagnosisCode, codes_for, diagnosis_codes, find_code
from priorauth.core.context import Context
from priorauth.core.dates import long_date
from priorauth.core.facts import CaseFacts
from priorauth.core.items import advice, before_signing, settled
from priorauth.core.letter import CheckItem
from priorauth.core.library import Library
from priorauth.core.typography import listed
from priorauth.core.vocabulary import ReproductiveStatus

PUERPERIUM_CODE = "O99.355"
CHILDBIRTH_CODE = "O99.354"
WEEKS_CODE = "Z3A"
INCIDENTAL_CODE = "Z33.1"
PUERPERIUM = dt.timedelta(weeks=6)  # note of icd10:O99.355


def check_order(facts: CaseFacts, context: Context) -> Iterator[CheckItem]:
    """The order of codes in pregnancy and six weeks after birth; before signing, since a coder decides."""
    library, coded = context.library, diagnosis_codes(facts, context.library)
    ends = puerperium_ends(facts, context.service_on)
    if is_pregnant(facts, context.service_on):
        yield from _pregnancy(facts, library, coded)
    elif ends is not None:
        yield from _puerperium(ends, library, coded)
    if _has(coded, INCIDENTAL_CODE) and _has(coded, CHAPTER_CODE):
        text = f"{INCIDENTAL_CODE} (pregnancy incidental) and an {CHAPTER_CODE} code exclude each other."
        yield before_signing("code.order.incidental", text, "Leave one of them out.")


def check_old_authorization(facts: CaseFacts, library: Library) -> Iterator[CheckItem]:
    """An authorization on record whose code was retired before it ended."""
    old = facts.prior_ivig.authorization if facts.prior_ivig else None
    known = find_code(old.icd10, library) if old and old.icd10 else None
    if old is None or known is None or known.valid_billable_until is None:
        return
    last = old.ends or old.begins
    if last is not None and last > known.valid_billable_until:
        retired = long_date(known.valid_billable_until + dt.timedelta(days=1))
        fitting = listed([code.id for code in codes_for(facts.diagnosis.course, library)], "or")
        number = f" {old.number}" if old.number else ""
        text = f"The old authorization{number} carries {old.icd10}, which has not been billable since {retired}."
        lift = f"File the renewal under {fitting or 'the code of the course'}, and check past claims."
        yield advice("code.old_authorization", text, lift)


def check_edition(facts: CaseFacts, context: Context) -> Iterator[CheckItem]:
    """The year's code set that was not checked, for any date of service under it."""
    codes, day = context.library.icd10_set, context.service_on
    if facts.diagnosis.icd10 and not codes.is_checked_on(day):
        text = f"Diagnosis codes: {codes.version}. The date of service is {long_date(day)}."
        yield advice("code.edition", text, "Have a coder compare the codes with the set in force.")


def is_pregnant(facts: CaseFacts, on: dt.date) -> bool:
    """Whether she is pregnant on that day, as far as the record goes."""
    reproductive = facts.reproductive
    if reproductive is None or reproductive.status is not ReproductiveStatus.PREGNANT:
        return False
    return reproductive.due_date is None or on <= reproductive.due_date


def puerperium_ends(facts: CaseFacts, on: dt.date) -> dt.date | None:
    """The last day of the six weeks after birth, if that day lies in them."""
    delivery = facts.reproductive.delivery_date if facts.reproductive else None
    if delivery is None or not delivery <= on <= delivery + PUERPERIUM:
        return None
    return delivery + PUERPERIUM


def _pregnancy(facts: CaseFacts, library: Library, coded: Sequence[DiagnosisCode]) -> Iterator[CheckItem]:
    due = facts.reproductive.due_date if facts.reproductive else None
    trimesters = [code for code in _chapter(library) if code not in (PUERPERIUM_CODE, CHILDBIRTH_CODE)]
    if _stands_first(coded) and _has(coded, WEEKS_CODE):
        yield settled("code.order", f"Billing order: {_listing(coded)}.")
        return
    text = (
        f"In pregnancy an {CHAPTER_CODE} code stands first, then {_ms_code(coded)}, with weeks of gestation "
        f"({WEEKS_CODE}) beside it. On record: {_listing(coded)}. By trimester: {_marked(trimesters, library)}."
    )
    if due:
        text += f" Due {long_date(due)}: after the birth {PUERPERIUM_CODE} for six weeks, then the MS code alone."
    yield before_signing(
        "code.order", text, "The coder decides on trimester and order; record the codes beside the MS code."
    )


def _puerperium(ends: dt.date, library: Library, coded: Sequence[DiagnosisCode]) -> Iterator[CheckItem]:
    if _stands_first(coded):
        yield settled("code.order", f"Billing order until {long_date(ends)}: {_listing(coded)}.")
        return
    text = (
        f"Until {long_date(ends)}, six weeks after birth, {_marked([PUERPERIUM_CODE], library)} may have to stand "
        f"before {_ms_code(coded)}; after that the MS code stands alone. On record: {_listing(coded)}."
    )
    yield before_signing("code.order", text, "The coder decides; record the code beside the MS code.")


def _chapter(library: Library) -> list[str]:
    return [code for code in library.icd10 if code.startswith(CHAPTER_CODE)]


def _marked(codes: Sequence[str], library: Library) -> str:
    return listed([code if library.icd10[code].verified else f"{code} (unverified)" for code in codes])


def _has(coded: Sequence[DiagnosisCode], stem: str) -> bool:
    return any(code.code.startswith(stem) for code in coded)


def _stands_first(coded: Sequence[DiagnosisCode]) -> bool:
    return bool(coded) and coded[0].code.startswith(CHAPTER_CODE) and _has(coded[1:], "G35.")


def _ms_code(coded: Sequence[DiagnosisCode]) -> str:
    return next((code.code for code in coded if code.code.startswith("G35")), "the MS code")


def _listing(coded: Sequence[DiagnosisCode]) -> str:
    return ", ".join(code.code for code in coded) or "none"
