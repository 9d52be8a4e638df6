"""Criteria on the diagnosis, its course, and age."""

from typing import TYPE_CHECKING, Literal

from priorauth.core.criteria.base import AtLeastOne, Kind, Params, UseParams
from priorauth.core.criteria.verdict import Verdict, all_of, decided, met, not_documented, not_met
from priorauth.core.dates import age_on, months_before
from priorauth.core.facts import CaseFacts
from priorauth.core.timeline import span
from priorauth.core.typography import listed
from priorauth.core.vocabulary import Course, Sex

if TYPE_CHECKING:
    from priorauth.core.context import Context

_LESS_EXACT = {
    Course.SPMS_ACTIVE: Course.SPMS,
    Course.SPMS_NONACTIVE: Course.SPMS,
    Course.PPMS_ACTIVE: Course.PPMS,
    Course.PPMS_NONACTIVE: Course.PPMS,
}


def names_course(courses: tuple[Course, ...], course: Course) -> bool:
    """Whether a list of courses names this one; `spms` and `ppms` name the active and the nonactive form alike."""
    return course in courses or _LESS_EXACT.get(course) in courses


def course_among(facts: CaseFacts, courses: tuple[Course, ...], context: "Context") -> Verdict:
    """Whether the recorded course is one of these."""
    course = facts.diagnosis.course
    if course is None:
        return not_documented("The course of MS is not on record.", "diagnosis.course")
    holds = names_course(courses, course)
    wanted = listed([_course_label(context, one) for one in courses], "or")
    text = f"The course is {_course_label(context, course)}" + ("." if holds else f"; {wanted} is asked for.")
    return decided(holds, text, "diagnosis.course")


def _course_label(context: "Context", course: Course) -> str:
    record = context.library.course_labels.get(course)
    return record.label if record else course.replace("_", " ")


class DiagnosisParams(UseParams):
    icd10_prefixes: tuple[str, ...]
    courses: tuple[Course, ...]


class DiagnosisIn(Kind):
    """The code begins with one of the prefixes, and the course is one of those named."""

    kind: Literal["diagnosis_in"]
    params: DiagnosisParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        return all_of([self._code(facts), course_among(facts, self.params.courses, context)])

    def _code(self, facts: CaseFacts) -> Verdict:
        code, prefixes = facts.diagnosis.icd10, self.params.icd10_prefixes
        for path, recorded in _codes(facts):
            if recorded.startswith(prefixes):
                return met(f"The diagnosis code is {recorded}.", path)
        if code is None:
            return not_documented("The diagnosis code is not on record.", "diagnosis.icd10")
        if any(prefix.startswith(code) for prefix in prefixes):
            return not_documented(f"The diagnosis code {code} is less exact than what is asked for.", "diagnosis.icd10")
        return not_met(f"The diagnosis code is {code}; {listed(prefixes, 'or')} is asked for.", "diagnosis.icd10")


def _codes(facts: CaseFacts) -> list[tuple[str, str]]:
    also = [(f"diagnosis.icd10_also[{index}]", code) for index, code in enumerate(facts.diagnosis.icd10_also)]
    return ([("diagnosis.icd10", facts.diagnosis.icd10)] if facts.diagnosis.icd10 else []) + also


class ExcludedCourseParams(UseParams):
    courses: tuple[Course | Literal["any_ms"], ...]


class ExcludedCourse(Kind):
    """The plan shuts these courses out; met where the case's course is none of them."""

    kind: Literal["excluded_course"]
    params: ExcludedCourseParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        course = facts.diagnosis.course
        if "any_ms" in self.params.courses:
            return not_met("The plan excludes every course of MS.", *(["diagnosis.course"] if course else []))
        if course is None:
            return not_documented("The course of MS is not on record.", "diagnosis.course")
        excluded = names_course(tuple(one for one in self.params.courses if isinstance(one, Course)), course)
        said = "one that" if excluded else "none that"
        return decided(
            not excluded,
            f"The course, {_course_label(context, course)}, is {said} the plan excludes.",
            "diagnosis.course",
        )


class CourseParams(Params):
    courses: tuple[Course, ...]


class CourseIn(Kind):
    kind: Literal["course_in"]
    params: CourseParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        return course_among(facts, self.params.courses, context)


class AgeRangeParams(UseParams):
    min_years: int | None = None
    max_years: int | None = None


class AgeRange(Kind):
    """Completed years on the day of judgment, both bounds counted."""

    kind: Literal["age_range"]
    params: AgeRangeParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        low, high = self.params.min_years or 0, self.params.max_years
        return _age(facts, context, low, high)


class YearsParams(Params):
    years: AtLeastOne


class AgeAtLeast(Kind):
    kind: Literal["age_at_least"]
    params: YearsParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        return _age(facts, context, self.params.years, None)


def _age(facts: CaseFacts, context: "Context", low: int, high: int | None) -> Verdict:
    born = facts.patient.birth_date
    if born is None:
        return not_documented("The date of birth is not on record.", "patient.birth_date")
    age = age_on(born, context.on)
    holds = low <= age and (high is None or age <= high)
    noun = {Sex.FEMALE: "She", Sex.MALE: "He"}.get(facts.patient.sex or Sex.OTHER)
    return decided(holds, f"{noun or 'The patient'} is {age} years old.", "patient.birth_date")


class OnsetBeforeYears(Kind):
    """The first symptoms lie more than that many years back."""

    kind: Literal["onset_before_years"]
    params: YearsParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        onset, years = facts.diagnosis.onset, self.params.years
        if onset is None:
            return not_documented("The onset is not on record.", "diagnosis.onset")
        limit = months_before(context.on, 12 * years)
        first, last = span(onset, facts.as_of)
        if first < limit <= last:
            return not_documented(f"The onset is on record as {onset.long()} only.", "diagnosis.onset")
        return decided(last < limit, f"The first symptoms date from {onset.long()}.", "diagnosis.onset")
