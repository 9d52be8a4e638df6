"""Criteria on the diagnosis, its course, and age."""

from typing import Literal

from priorauth.core.criteria.base import AtLeastOne, Kind, Params, UseParams
from priorauth.core.vocabulary import Course


class DiagnosisParams(UseParams):
    icd10_prefixes: tuple[str, ...]
    courses: tuple[Course, ...]


class DiagnosisIn(Kind):
    """The code begins with one of the prefixes, and the course is one of those named."""

    kind: Literal["diagnosis_in"]
    params: DiagnosisParams


class ExcludedCourseParams(UseParams):
    courses: tuple[Course | Literal["any_ms"], ...]


class ExcludedCourse(Kind):
    """The plan shuts these courses out; met where the case's course is none of them."""

    kind: Literal["excluded_course"]
    params: ExcludedCourseParams


class CourseParams(Params):
    courses: tuple[Course, ...]


class CourseIn(Kind):
    kind: Literal["course_in"]
    params: CourseParams


class AgeRangeParams(UseParams):
    min_years: int | None = None
    max_years: int | None = None


class AgeRange(Kind):
    """Completed years on the day of judgment, both bounds counted."""

    kind: Literal["age_range"]
    params: AgeRangeParams


class YearsParams(Params):
    years: AtLeastOne


class AgeAtLeast(Kind):
    kind: Literal["age_at_least"]
    params: YearsParams


class OnsetBeforeYears(Kind):
    """The first symptoms lie more than that many years back."""

    kind: Literal["onset_before_years"]
    params: YearsParams
