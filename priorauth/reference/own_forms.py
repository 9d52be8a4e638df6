"""Which form a record or a part of it has, what it begins with, and where what was typed goes."""

from typing import Any

from django import forms
from django.http import QueryDict

from priorauth.core.library import Library
from priorauth.core.records.policy import PolicyCriterion
from priorauth.reference.models import OwnRecord
from priorauth.reference.policy_forms import CriterionForm, PolicyForm
from priorauth.reference.publication_forms import FindingForm, PublicationForm

Content = dict[str, Any]


class ReasonForm(forms.Form):
    """Why the second reader sends a record back."""

    reason = forms.CharField(
        label="What differs from the source",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "There is no reason yet. Say what the source has instead, and where."},
    )


def head_form(
    kind: OwnRecord.Kind, library: Library, typed: QueryDict | None, row: OwnRecord | None = None
) -> PolicyForm | PublicationForm:
    """The form of what the record is; without a row, of a new one."""
    before = row.content if row else {}
    if kind is OwnRecord.Kind.POLICY:
        return PolicyForm(typed, before=before, initial=PolicyForm.initial_of(before) if row else {})
    initial = PublicationForm.initial_of(before) if row else {}
    return PublicationForm(typed, before=before, initial=initial, library=library)


def item_names(row: OwnRecord) -> str:
    """The record's list that its pages edit one by one."""
    return "criteria" if row.is_policy else "findings"


def new_item(row: OwnRecord, kind: str) -> Content:
    """A part that holds nothing yet, but for its id and its kind."""
    taken = {one["id"] for one in row.content[item_names(row)]}
    name = next(f"own-{number}" for number in range(1, len(taken) + 2) if f"own-{number}" not in taken)
    return {"id": name, "criterion": {"kind": kind}} if row.is_policy else {"id": name}


def item_form(row: OwnRecord, item: Content, library: Library, typed: QueryDict | None) -> CriterionForm | FindingForm:
    """The form of one criterion or finding."""
    if not row.is_policy:
        return FindingForm(typed, library=library, initial=FindingForm.initial_of(item) if "outcome" in item else {})
    initial = CriterionForm.initial_of(PolicyCriterion.model_validate(item)) if "text" in item else {}
    kind, group = item["criterion"]["kind"], item.get("group", "all:ms")
    return CriterionForm(typed, initial=initial, kind=kind, library=library, group=group)


def put(row: OwnRecord, item: Content) -> Content:
    """The record's content with the part in its place, or at the end of its list."""
    name = item_names(row)
    here = [one["id"] for one in row.content[name]]
    if item["id"] in here:
        parts = [item if one["id"] == item["id"] else one for one in row.content[name]]
    else:
        parts = [*row.content[name], item]
    return {**row.content, name: parts}
