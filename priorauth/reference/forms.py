"""What staff may ask of the library's lists. A choice that does not exist is not asked: an old link still works."""

from collections.abc import Iterable
from typing import Any

from django import forms

from priorauth.core.vocabulary import Direction
from priorauth.reference.evidence import DESIGNS, READINGS, TOPICS, Entry
from priorauth.reference.policies import POSITIONS, PolicyEntry

NOT_CITABLE, DUE, OURS, SHIPPED = "not_citable", "due", "ours", "shipped"
KEPT_BY = {OURS: "Our own", SHIPPED: "Shipped"}
SLICES = {
    "": "All",
    Direction.SUPPORTS: "Support",
    Direction.CONTRARY: "Contrary",
    Direction.NEUTRAL: "Neutral",
    NOT_CITABLE: "Can’t be cited",
    DUE: "To be read again",
}


class Filter(forms.Form):
    """A form of choices that forgives: what it does not know counts as not asked."""

    q = forms.CharField(required=False, max_length=200)

    def asked(self, name: str) -> Any:
        """The cleaned answer, or an empty one."""
        self.is_valid()
        return self.cleaned_data.get(name, "")


class EvidenceFilter(Filter):
    show = forms.ChoiceField(required=False, choices=[*SLICES.items()], widget=forms.HiddenInput)
    topic = forms.ChoiceField(required=False, label="Topic", choices=[("", "All topics"), *TOPICS.items()])
    design = forms.ChoiceField(required=False, label="Design", choices=[("", "All designs"), *DESIGNS.items()])
    read = forms.ChoiceField(required=False, label="Trust", choices=[("", "Any trust"), *READINGS.items()])

    kept = forms.ChoiceField(required=False, label="Kept by", choices=[("", "Ours and shipped"), *KEPT_BY.items()])

    @property
    def visible_choices(self) -> list[forms.BoundField]:
        return [self["topic"], self["design"], self["read"], self["kept"]]

    def narrow(self, entries: Iterable[Entry]) -> list[Entry]:
        """The entries that words and choices leave, of every slice, so that each slice can show its count."""
        q, topic, design, read, kept = (self.asked(name) for name in ("q", "topic", "design", "read", "kept"))
        return [
            entry
            for entry in entries
            if (not q or entry.holds(q))
            and (not topic or entry.topic == topic)
            and (not design or entry.publication.design == design)
            and (not read or entry.reading == read)
            and (not kept or entry.is_own == (kept == OURS))
        ]


class PolicyFilter(Filter):
    position = forms.ChoiceField(
        required=False,
        label="Position on MS",
        choices=[("", "Any position"), *((str(key or "unknown"), words) for key, words in POSITIONS.items())],
    )

    kept = forms.ChoiceField(required=False, label="Kept by", choices=[("", "Ours and shipped"), *KEPT_BY.items()])

    @property
    def visible_choices(self) -> list[forms.BoundField]:
        return [self["position"], self["kept"]]

    def narrow(self, entries: Iterable[PolicyEntry]) -> list[PolicyEntry]:
        q, position, kept = (self.asked(name) for name in ("q", "position", "kept"))
        return [
            entry
            for entry in entries
            if (not q or entry.holds(q))
            and (not position or (entry.policy.ms_position or "unknown") == position)
            and (not kept or entry.is_own == (kept == OURS))
        ]
