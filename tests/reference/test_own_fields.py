"""The form of a criterion: every kind has one, and what it reads is what the core holds."""

from typing import Any

import pytest
from django.http import QueryDict

from priorauth.core.records.policy import PolicyCriterion
from priorauth.core.vocabulary import Trust
from priorauth.reference.own_fields import KINDS, fields_of, models_of_kinds, told
from priorauth.reference.policy_forms import CriterionForm
from priorauth.reference.services import shipped_library

LIBRARY = shipped_library()
SHIPPED = [one for policy in LIBRARY.policies.values() for one in policy.criteria]
READ = {"wording_text": "As printed.", "wording_place": "p. 4, B.2"}


def form_of(kind: str, typed: dict[str, Any] | None = None, **options: Any) -> CriterionForm:
    return CriterionForm(posted(typed) if typed is not None else None, kind=kind, library=LIBRARY, **options)


def posted(values: dict[str, Any]) -> QueryDict:
    """The values as a browser sends them."""
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data.setlist(name, [str(item) for item in value] if isinstance(value, list) else [str(value)])
    return data


def test_every_kind_of_criterion_has_a_name_and_a_form() -> None:
    assert set(KINDS) == set(models_of_kinds())
    for kind, model in models_of_kinds().items():
        assert set(fields_of(kind, LIBRARY)) == set(model.model_fields)


@pytest.mark.parametrize("criterion", SHIPPED, ids=lambda one: one.id)
def test_a_shipped_criterion_goes_through_its_form_and_stays_the_same(criterion: PolicyCriterion) -> None:
    blank = form_of(criterion.criterion.kind, group=criterion.group)
    initial = {**CriterionForm.initial_of(criterion), **READ}
    typed = {}
    for name, field in blank.fields.items():
        value = field.prepare_value(initial.get(name))
        if value not in (None, False, ""):
            typed[name] = value
    form = form_of(criterion.criterion.kind, typed, group=criterion.group)
    assert form.is_valid(), form.errors
    read = PolicyCriterion.model_validate(form.raw(criterion.id))
    assert read.model_copy(update={"basis": criterion.basis, "wording": None}) == criterion
    assert read.basis is Trust.CLINIC


def test_what_the_plan_wrote_must_be_copied_with_its_place() -> None:
    form = form_of("authorization_period", {"text": "Six months.", "months": 6, "phase": "both", "group": "all:ms"})
    assert set(form.errors) == {"wording_text", "wording_place"}


def test_what_the_core_refuses_is_told_at_the_field() -> None:
    values = {"text": "None.", "months": 0, "phase": "both", "group": "all:ms", **READ}
    form = form_of("authorization_period", values)
    assert list(form.errors) == ["months"]
    assert form.errors["months"] == ["0 is too small; wanted: 1 or more"]


def test_a_look_complains_only_of_what_is_typed() -> None:
    form = form_of("authorization_period", {"months": "six"})
    form.look()
    assert list(form.errors) == ["months"]


def test_a_criterion_is_told_in_words() -> None:
    found = dict(told(next(one for one in SHIPPED if one.id == "uhc-4").criterion, LIBRARY))
    assert found["How many at least"] == "2"
    assert found["How they ended"] == "Failed, Intolerant, Contraindicated"
    assert "Months of trial before a failure counts" not in found
