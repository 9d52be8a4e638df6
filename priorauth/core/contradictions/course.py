"""The course against the relapses, the scans, the codes and the indication asked for."""

import datetime as dt
from collections.abc import Iterator

from priorauth.core.contradictions.saying import contradiction, when
from priorauth.core.criteria.diagnosis import DiagnosisIn, names_course
from priorauth.core.facts import CaseFacts
from priorauth.core.letter import CheckItem
from priorauth.core.library import Library
from priorauth.core.naming import course_said
from priorauth.core.records.icd10 import Activity, CodeGroup, IcdCode
from priorauth.core.timeline import Window, in_window, numbered, window
from priorauth.core.typography import counted
from priorauth.core.vocabulary import Course

_NOT_ACTIVE = (Course.SPMS_NONACTIVE, Course.PPMS_NONACTIVE)
_ACTIVE = (Course.SPMS_ACTIVE, Course.PPMS_ACTIVE)
_ONE_EVENT = dt.timedelta(days=30)  # two dates within a month may be one event, told twice


def course_contradictions(facts: CaseFacts, library: Library) -> Iterator[CheckItem]:
    """What does not agree with the recorded course of the disease."""
    course = facts.diagnosis.course
    if course is None:
        return
    if course is Course.CIS:
        yield from _several_first_events(facts)
    if course in _NOT_ACTIVE:
        yield from _active(facts, library, course)
    yield from _indication(facts, library, course)
    yield from _codes(facts, library, course)


def _several_first_events(facts: CaseFacts) -> Iterator[CheckItem]:
    events = sorted(numbered("relapses", facts.relapses or ()), key=lambda entry: entry.item.date)
    if len(events) < 2 or events[-1].item.date.first - events[0].item.date.last < _ONE_EVENT:
        return
    text = (
        f"the course is a first event (cis), and {counted(len(events), 'event')} are dated from "
        f"{events[0].item.date.long()} to {events[-1].item.date.long()}."
    )
    yield contradiction("cis_relapses", text, "diagnosis.course", *(f"{entry.path}.date" for entry in events))


def _active(facts: CaseFacts, library: Library, course: Course) -> Iterator[CheckItem]:
    """A course without activity beside a relapse or an enhancing lesion of the last 12 months."""
    year: Window = window(facts, facts.as_of, 12)
    for entry in in_window(numbered("relapses", facts.relapses or ()), year).sure[:1]:
        text = f"the course is recorded as {course_said(library, course)}, and a relapse {when(entry.item.date)}."
        yield contradiction("nonactive_relapse", text, "diagnosis.course", f"{entry.path}.date")
    scans = [entry for entry in numbered("imaging", facts.imaging or ()) if entry.item.enhancing]
    for scan in in_window(scans, year).sure[:1]:
        lesions = counted(scan.item.enhancing or 0, "enhancing lesion")
        said = course_said(library, course)
        text = f"the course is recorded as {said}, and the MRI {when(scan.item.date)} shows {lesions}."
        yield contradiction("nonactive_mri", text, "diagnosis.course", f"{scan.path}.enhancing")


def _indication(facts: CaseFacts, library: Library, course: Course) -> Iterator[CheckItem]:
    name = facts.request.indication
    record = library.indications.get(name or "")
    wanted = [rule.params.courses for rule in record.supported_when if isinstance(rule, DiagnosisIn)] if record else []
    if record and any(not names_course(courses, course) for courses in wanted):
        text = f"the course is {course_said(library, course)}, and the indication asked for is “{record.title}”."
        yield contradiction("course_indication", text, "diagnosis.course", "request.indication")


def _codes(facts: CaseFacts, library: Library, course: Course) -> Iterator[CheckItem]:
    codes = [(f"diagnosis.icd10_also[{place}]", code) for place, code in enumerate(facts.diagnosis.icd10_also)]
    grant = facts.prior_ivig.authorization if facts.prior_ivig else None
    if grant and grant.icd10:
        codes.append(("prior_ivig.authorization.icd10", grant.icd10))
    for path, code in codes:
        record = library.icd10.get(code)
        if record and code_is_against(record, course):
            text = f"the course is {course_said(library, course)}, and the code {code} stands for {record.title}."
            yield contradiction(f"course_code.{path}", text, "diagnosis.course", path)


def code_is_against(record: IcdCode, course: Course) -> bool:
    """Whether the code names another course of MS; one that leaves the course or its activity open does not."""
    if record.group is not CodeGroup.MS or record.course in (None, Course.UNSPECIFIED):
        return False
    if not names_course((record.course,), course):
        return True
    wrong_active = record.activity is Activity.ACTIVE and course in _NOT_ACTIVE
    return wrong_active or (record.activity is Activity.NON_ACTIVE and course in _ACTIVE)
