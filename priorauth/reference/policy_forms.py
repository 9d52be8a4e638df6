"""The forms of a clinic's own policy: what it is and says of MS, and each criterion with the plan's words."""

import datetime as dt
from typing import Any, ClassVar

from django import forms

from priorauth.core.dates import PartialDate
from priorauth.core.library import Library
from priorauth.core.records.policy import Policy, PolicyCriterion
from priorauth.core.typography import capital
from priorauth.core.vocabulary import Trust
from priorauth.formfields import DayField, LinesField, PickField, PicksField, WhenField, optional, text
from priorauth.reference.liveform import OWN_NEW, LiveForm, sayable
from priorauth.reference.own_fields import KINDS, fields_of
from priorauth.reference.policies import LINES_OF_BUSINESS, PHASES, POSITIONS

LONGEST_QUOTE = 4000
GROUPS = {
    "all:ms": "Each must hold",
    "any:ms": "One of these is enough",
    "all:dose": "Dose: each must hold",
    "all:period": "Months granted: each must hold",
    "all:product": "Product: each must hold",
    "all:site": "Place: each must hold",
    "all:admin": "Paperwork: each must hold",
}
POSITION_TOO = "Say what the policy says of MS, or leave its words empty."
WORDS_TOO = "Copy the plan’s words, as printed: the second reader compares them."
PLACE_TOO = "Say where the words stand, as p. 4, B.2."


class PolicyForm(LiveForm):
    """A policy's head. `before` is the record as JSON, `content` the same with what was typed put in."""

    grid: ClassVar = {
        "payer": 5, "title": 7, "policy_number": 4, "effective_date": 4, "read_on": 4, "lines_of_business": 12,
        "url": 6, "where": 6, "ms_position": 5, "position_place": 7, "position_text": 12,
    }  # fmt: skip

    payer = forms.CharField(label="Plan or insurer", max_length=200)
    title = forms.CharField(label="Title of the policy", max_length=300)
    policy_number = forms.CharField(label=optional("Number"), required=False, max_length=100)
    effective_date = WhenField(label=optional("Date on the policy"), help_text="Of the version that you read.")
    read_on = DayField(label="You read it on", required=True)
    lines_of_business = PicksField(lambda: LINES_OF_BUSINESS.items(), label=optional("Kinds of plan"))
    url = forms.URLField(
        label=optional("Web address"),
        required=False,
        max_length=1000,
        assume_scheme="https",
        error_messages={"invalid": "This is no web address. Write it as https://plan.example/policy.pdf."},
    )
    where = forms.CharField(
        label="Where you read it", max_length=300, help_text="As: provider portal, PDF of 11 pages. Keep the file."
    )
    ms_position = PickField(
        lambda: ((key, words) for key, words in POSITIONS.items() if key), label="What it says of MS", empty="Not read"
    )
    position_place = text(optional("Page and section"), most=200, help_text="As: p. 4, section B.")
    position_text = text(
        optional("The plan’s words on MS"), rows=3, most=LONGEST_QUOTE, help_text="Copy them as printed."
    )

    def __init__(self, *arguments: Any, before: dict[str, Any], **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.before = before

    @classmethod
    def initial_of(cls, content: dict[str, Any]) -> dict[str, Any]:
        """What the fields hold of a record; the reader types anew what a shipped one only recalls."""
        is_ours = content["ms_position_basis"] == Trust.CLINIC
        wording = content["position_wording"] or {}
        seen = content["identity_seen"] if is_ours else None
        return {
            **{name: content[name] for name in ("payer", "title", "policy_number", "lines_of_business", "url")},
            "effective_date": PartialDate.parse(content["effective_date"]) if content["effective_date"] else None,
            "read_on": dt.date.fromisoformat(seen["date"]) if seen else None,
            "where": seen["note"] if seen else "",
            "ms_position": content["ms_position"] if is_ours else "",
            "position_text": wording.get("text", ""),
            "position_place": wording.get("place", ""),
        }

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        words, place, position = (values.get(name) for name in ("position_text", "position_place", "ms_position"))
        self.add_to("ms_position", words and not position, POSITION_TOO)
        self.add_to("position_text", position and not words, WORDS_TOO)
        self.add_to("position_place", (position or words) and not place, PLACE_TOO)
        if not self.errors:
            self.read(Policy, {**self.content(), "id": OWN_NEW})
        return values

    def content(self) -> dict[str, Any]:
        """The record with what was typed in the place of what it held."""
        typed = self.cleaned_data
        day, dated = typed["read_on"].isoformat(), typed["effective_date"]
        page = {"url": typed["url"], "page_date": str(dated) if dated else None, "seen": day}
        reading = {"date": day, "pages": [page] if typed["url"] else [], "note": typed["where"]}
        head = {
            **{name: typed[name] for name in ("payer", "title")},
            "lines_of_business": typed["lines_of_business"] or [],
            "policy_number": typed["policy_number"] or None,
            "url": typed["url"] or None,
            "effective_date": str(dated) if dated else None,
            "identity_seen": reading,
        }
        if typed["ms_position"]:
            words = {"text": typed["position_text"], "place": typed["position_place"]}
            position = {"ms_position": typed["ms_position"], "ms_position_basis": Trust.CLINIC.value}
            head |= {**position, "position_wording": words, "verified": reading}
        elif self.before.get("ms_position_basis") == Trust.CLINIC:
            unread = ("ms_position", "ms_position_basis", "position_wording", "verified")
            head |= dict.fromkeys(unread)
        return {**EMPTY_POLICY, **self.before, **head}


EMPTY_POLICY: dict[str, Any] = {
    "ms_position": None, "ms_position_basis": None, "criteria": [], "verified": None,
}  # fmt: skip


class CriterionForm(LiveForm):
    """One criterion of a kind: our words, the plan's words, and the fields of the kind."""

    grid: ClassVar = {
        "text": 12, "wording_text": 12, "wording_place": 5, "phase": 7, "group": 12, "courses": 12, "among": 12,
        "outcomes": 12, "exhibits": 12, "products": 12, "icd10_prefixes": 12, "evidence_any_of": 12,
        "scales_any_of": 12, "any_of": 12, "allowed": 6, "blocked": 6, "exception": 12, "or_worsening": 12,
        "required": 12, "objective": 12, "taper_required": 12, "or_also": 12, "specialties": 12,
    }  # fmt: skip

    text = forms.CharField(
        label="What the plan asks, in our words",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Letters say it so. One sentence.",
    )
    wording_text = forms.CharField(
        label="The plan’s words",
        max_length=LONGEST_QUOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Copy them as printed; the second reader compares them.",
    )
    wording_place = forms.CharField(label="Page and section", max_length=200, help_text="As: p. 4, B.2.")
    phase = forms.ChoiceField(label="Asked for", choices=[*PHASES.items()])
    group = forms.ChoiceField(label="How it counts")

    def __init__(self, *arguments: Any, kind: str, library: Library, group: str = "all:ms", **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.kind, self.library = kind, library
        self.params = fields_of(kind, library)
        self.fields.update(self.params)
        self.order_fields(["text", "wording_text", "wording_place", *self.params])
        known = GROUPS if group in GROUPS else {**GROUPS, group: _group(group)}
        self.fields["group"].choices = [*known.items()]  # type: ignore[attr-defined]

    @property
    def kind_said(self) -> str:
        return KINDS[self.kind]

    @classmethod
    def initial_of(cls, criterion: PolicyCriterion) -> dict[str, Any]:
        wording = criterion.wording
        said = {"text": criterion.text, "phase": criterion.phase.value, "group": criterion.group}
        words = {"wording_text": wording.text, "wording_place": wording.place} if wording else {}
        return {**said, **words, **criterion.criterion.params.model_dump(mode="json")}

    def clean_text(self) -> str:
        return sayable(self.cleaned_data["text"], self.library)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not self.errors:
            self.read(PolicyCriterion, self.raw(OWN_NEW))
        return values

    def raw(self, name: str) -> dict[str, Any]:
        """The criterion as the record holds it, read by the clinic."""
        typed = self.cleaned_data
        lists = [name for name, field in self.params.items() if isinstance(field, LinesField | PicksField)]
        params = {name: typed[name] for name in self.params} | {name: typed[name] or [] for name in lists}
        if "among" in params:
            params["from"] = params.pop("among")
        return {
            "id": name,
            "text": typed["text"],
            "criterion": {"kind": self.kind, "params": {key: value for key, value in params.items() if value != ""}},
            "phase": typed["phase"],
            "group": typed["group"],
            "basis": Trust.CLINIC.value,
            "wording": {"text": typed["wording_text"], "place": typed["wording_place"]},
        }


def _group(group: str) -> str:
    how, _, name = group.partition(":")
    return f"{capital(name)}: {'each must hold' if how == 'all' else 'one is enough'}"


class KindForm(forms.Form):
    """Which kind of criterion to add."""

    kind = forms.ChoiceField(label="Kind of criterion", choices=[*KINDS.items()])
