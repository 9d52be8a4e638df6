"""Diagnosis codes against the course on record and the date of service."""

import datetime as dt
from collections.abc import Iterator

from priorauth.core.context import Context
from priorauth.core.dates import long_date
from priorauth.core.facts import CaseFacts
from priorauth.core.items import before_signing, stop
from priorauth.core.letter import CheckItem, Value
from priorauth.core.library import Library
from priorauth.core.records.icd10 import CodeGroup, IcdCode
from priorauth.core.typography import listed
from priorauth.core.vocabulary import Course

# A code may name the course without its activity.
LESS_EXACT = {
    Course.SPMS_ACTIVE: Course.SPMS,
    Course.SPMS_NONACTIVE: Course.SPMS,
    Course.PPMS_ACTIVE: Course.PPMS,
    Course.PPMS_NONACTIVE: Course.PPMS,
}

CHAPTER_CODE = "O99.35"


class DiagnosisCode(Value):
    """A diagnosis code with its place in the case file. `title` is None for a code that the library does not hold."""

    code: str
    path: str
    title: str | None
    verified: bool


def diagnosis_codes(facts: CaseFacts, library: Library) -> tuple[DiagnosisCode, ...]:
    """The codes on record in billing order.

    The one that the request stands on comes first, then the others as recorded; in pregnancy and after birth the code
    that says so stands before it (icd10:pregnancy_code_first).
    """
    paths = [("diagnosis.icd10", facts.diagnosis.icd10)]
    paths += [(f"diagnosis.icd10_also[{index}]", code) for index, code in enumerate(facts.diagnosis.icd10_also)]
    codes = [_coded(path, code, library) for path, code in paths if code]
    return tuple(sorted(codes, key=lambda coded: not coded.code.startswith(CHAPTER_CODE)))


def find_code(code: str, library: Library) -> IcdCode | None:
    """The code's record, or that of the group (`H46.0-`) that holds it; None where the library has neither."""
    exact = library.icd10.get(code)
    groups = (known for known in library.icd10.values() if known.id.endswith("-"))
    return exact or next((known for known in groups if code.startswith(known.id[:-1])), None)


def check_diagnosis(facts: CaseFacts, context: Context) -> Iterator[CheckItem]:
    """Stops for codes that cannot be billed or speak against the course; doubts about the others."""
    library, course = context.library, facts.diagnosis.course
    for coded in diagnosis_codes(facts, library):
        known = find_code(coded.code, library)
        if known is None:
            text = f"Code {coded.code} is not among the codes of the library."
            yield before_signing(
                f"code.unknown.{coded.code}", text, "Have a coder confirm that it is billable and fits."
            )
            continue
        fault = _fault(coded.code, known, context.service_on)
        if fault:
            yield stop(f"code.{coded.code}", fault, _remedy(course, library))
        elif coded.path == "diagnosis.icd10":
            yield from _against_course(coded.code, known, course, library)
        if not fault and known.verified is None:
            text = f"Code {coded.code} was not confirmed on any page read."
            yield before_signing(f"code.unverified.{coded.code}", text, "Have a coder confirm it.")


def codes_for(course: Course | None, library: Library) -> tuple[IcdCode, ...]:
    """The billable codes that say this course and its activity; empty where no course is on record or none says it."""
    if course is None:
        return ()
    return tuple(
        known
        for known in library.icd10.values()
        if known.group is CodeGroup.MS and known.billable and known.course == course
    )


def _coded(path: str, code: str, library: Library) -> DiagnosisCode:
    known = find_code(code, library)
    exact = known if known and known.id == code else None
    return DiagnosisCode(
        code=code, path=path, title=exact.title if exact else None, verified=bool(known and known.verified)
    )


def _fault(code: str, known: IcdCode, day: dt.date) -> str:
    """Why the code cannot stand on a request for that day; empty where it can."""
    if known.valid_from and day < known.valid_from:
        return f"Code {code} is valid from {long_date(known.valid_from)}; the date of service is {long_date(day)}."
    if known.valid_billable_until and day > known.valid_billable_until:
        after = known.valid_billable_until + dt.timedelta(days=1)
        return f"Code {code} has not been billable since {long_date(after)}; the date of service is {long_date(day)}."
    is_header = code.rstrip("-") == known.id.rstrip("-") and not known.billable
    if is_header and known.valid_billable_until is None:
        return f"Code {code} is a header: {known.title}. It is not billable; one of the codes below it is wanted."
    if known.group is CodeGroup.EXCLUSION:
        return f"Code {code} is {known.title}, which is not MS."
    return ""


def _against_course(code: str, known: IcdCode, course: Course | None, library: Library) -> Iterator[CheckItem]:
    remedy = _remedy(course, library)
    said = _course_said(course, library)
    if known.group is CodeGroup.PREGNANCY:
        return
    if known.group in (CodeGroup.HISTORY, CodeGroup.SCREENING):
        yield stop(f"code.{code}", f"Code {code} is {known.title}; no request for MS can stand on it.", remedy)
    elif known.group is CodeGroup.RELATED:
        if course is not None and course is not Course.CIS:
            text = f"Code {code} is {known.title}, and the course on record is {said}."
            yield before_signing(f"code.course.{code}", text, remedy)
    elif course is None:
        text = f"Code {code} says {known.title}, and no course is on record."
        yield before_signing(
            f"code.course.{code}", text, "Record the course; the code follows it, not the other way round."
        )
    elif known.course is Course.UNSPECIFIED:
        text = f"Code {code} is for a record that is silent on the course; the course on record is {said}."
        yield before_signing(f"code.course.{code}", text, remedy)
    elif known.course == LESS_EXACT.get(course):
        text = f"Code {code} leaves the activity open; the course on record is {said}."
        yield before_signing(f"code.course.{code}", text, remedy)
    elif known.course != course:
        yield stop(f"code.{code}", f"Code {code} is {known.title}; the course on record is {said}.", remedy)


def _course_said(course: Course | None, library: Library) -> str:
    label = library.course_labels.get(course) if course else None
    return label.label if label else str(course).replace("_", " ")


def _remedy(course: Course | None, library: Library) -> str:
    fitting = codes_for(course, library)
    if not fitting:
        return "Ask the prescriber for the course, and for its activity when it is progressive; then choose the code."
    listing = listed([f"{code.id} ({code.title})" for code in fitting], "or")
    return f"For the course on record the code is {listing}; the prescriber confirms the course."
