"""What staff typed, checked value by value with the core's own readers, so that form and case file say the same."""

from collections.abc import Mapping
from typing import Any, get_type_hints

from django.core.exceptions import ValidationError
from django.db.models import Field

from priorauth.clinics.models import Clinic
from priorauth.columns import LibraryIdField, WordsField
from priorauth.core.casefile.ids import known
from priorauth.core.casefile.shape import Shape
from priorauth.core.errors import Problem
from priorauth.core.facts import Part
from priorauth.patients.models import ClinicRow
from priorauth.patients.parts import columns
from priorauth.reference.services import library_of


def cleaned(model: type[ClinicRow], typed: Mapping[str, Any], clinic: Clinic) -> dict[str, Any]:
    """The values as the columns hold them: text without blanks around it, lines ended as the facts end them.

    Raises ValidationError with every column whose value the facts could not take or the clinic's library does not know.
    What is empty is always taken: a case is incomplete while it is typed.
    """
    values = {name: _trimmed(value) for name, value in typed.items()}
    complaints = {name: found for name, value in values.items() if (found := _problems(model, name, value, clinic))}
    if complaints:
        raise ValidationError(complaints)
    return {name: _as_held(model, name, value) for name, value in values.items()}


def _trimmed(value: Any) -> Any:
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


def _as_held(model: type[ClinicRow], name: str, value: Any) -> Any:
    field = model._meta.get_field(name)
    return value if field.is_relation or not isinstance(field, Field) else field.to_python(value)


def _problems(model: type[ClinicRow], name: str, value: Any, clinic: Clinic) -> list[str]:
    if value in (None, ""):
        return []
    field = model._meta.get_field(name)
    assert isinstance(field, Field)
    found = [*_unreadable(model, name, value), *_unknown(field, name, value, clinic)]
    if not found and field.max_length and isinstance(value, str) and len(value) > field.max_length:
        found = [Problem(name, f"this is longer than {field.max_length} characters: shorten it")]
    return [str(Problem(problem.path.removeprefix(name), problem.message)) for problem in found]


def _unreadable(model: type[ClinicRow], name: str, value: Any) -> list[Problem]:
    for prefix, part in {"": model.part, **model.below}.items():
        if name in columns(model, part, prefix):
            shape = Shape()
            shape.value(_kinds(part)[name.removeprefix(prefix)], value, name)
            return shape.problems
    return []


def _kinds(part: type[Part]) -> dict[str, Any]:
    return get_type_hints(part, include_extras=True)


def _unknown(field: Any, name: str, value: Any, clinic: Clinic) -> list[Problem]:
    if not isinstance(field, LibraryIdField | WordsField) or not field.kind:
        return []
    ids = known(field.kind, library_of(clinic))
    return [problem for word in ([value] if isinstance(value, str) else value) for problem in ids.problem(name, word)]
