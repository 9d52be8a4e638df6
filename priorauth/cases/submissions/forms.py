"""The forms of what is logged: a sending, what the plan asked for, the peer-to-peer call, the plan's answer, a call."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from priorauth.cases.fileform import FileForm, a_file
from priorauth.cases.models import Case
from priorauth.cases.wizard import picks
from priorauth.core.casefile.levels import levels_of
from priorauth.core.facts import day_of
from priorauth.core.levels import FIRST, RENEWAL, short_name
from priorauth.core.naming import in_words
from priorauth.core.tracking.events import OUTCOMES as OUTCOMES_SAID
from priorauth.core.typography import capital
from priorauth.core.vocabulary import DeterminationOutcome, PeerToPeerOutcome
from priorauth.formfields import DayField, MomentField, PickField, WholeField, text
from priorauth.gridform import GridForm
from priorauth.reference.services import shipped_library

OUTCOMES = [(outcome.value, said) for outcome, said in OUTCOMES_SAID.items()]
CHANNELS = [(name, capital(name)) for name in ("portal", "fax", "mail", "electronic", "phone")]
CALL_OUTCOMES = [
    (PeerToPeerOutcome.REVERSED.value, "The plan reverses its denial"),
    (PeerToPeerOutcome.UPHELD.value, "The plan upholds its denial"),
    (PeerToPeerOutcome.UNDECIDED.value, "Not decided yet"),
]
GRANTS = (DeterminationOutcome.APPROVED, DeterminationOutcome.PARTIALLY_APPROVED)
AHEAD = "This day has not come yet. Log what has happened."


def levels(plan_type: str) -> list[tuple[str, str]]:
    """The levels of a plan type in its own words; those of every plan type where it is not known."""
    library = shipped_library()
    record = library.plan_types.get(plan_type)
    names = {level.id: short_name(level) for level in record.levels} if record else {}
    own = {FIRST: "Prior authorization", RENEWAL: "Renewal"}
    found = levels_of(plan_type, library)
    return [(level, own.get(level) or names.get(level) or capital(in_words(level))) for level in found]


def denial_reasons() -> list[tuple[str, str]]:
    return [(one.id, one.label) for one in shipped_library().denial_reasons.values()]


class LoggedForm(GridForm):
    """What has happened: the days named `past` lie behind us."""

    past: ClassVar[Iterable[str]] = ()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        today = timezone.localdate()
        for name, value in list(values.items()):
            if name in self.past and isinstance(value, dt.date) and day_of(value) > today:
                self.add_error(name, AHEAD)
        return values

    def in_order(self, values: dict[str, Any], earlier: str, later: str) -> None:
        """An error at the later day where it lies before the earlier one."""
        first, last = (values.get(name) for name in (earlier, later))
        if first is None or last is None:
            return
        if day_of(last) < day_of(first):
            what = f"“{self.fields[earlier].label}”, {day_of(first):%m/%d/%Y}"
            self.add_error(later, f"This is before {what}. Correct this day, or that one.")


class LoggedFileForm(FileForm, LoggedForm):
    """What has happened, with a document that may prove it."""

    @property
    def typed(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "file"}


class SubmissionForm(LoggedFileForm):
    grid: ClassVar = {"level": 7, "channel": 5, "submitted": 6, "plan_received": 6, "reference": 6, "file": 6}
    past = ("submitted", "plan_received")

    level = forms.ChoiceField(label="What was sent", error_messages={"required": "Choose what was sent."})
    channel = forms.ChoiceField(label="How", required=False)
    submitted = MomentField(label="Sent", help_text="With the time where hours count: 03/14/2026 4:30 PM.")
    plan_received = MomentField(label="Received by the plan", help_text="From here on the plan’s clock runs.")
    reference = text("Reference number", most=100, help_text="Of the portal, the fax confirmation or the tracking.")
    file = a_file("Proof of sending", "Fax confirmation, portal receipt, tracking: a PDF, a JPEG or a PNG.")

    def __init__(self, *arguments: Any, case: Case, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        level, channel = self.fields["level"], self.fields["channel"]
        assert isinstance(level, forms.ChoiceField)
        assert isinstance(channel, forms.ChoiceField)
        level.choices = levels(case.coverage.plan_type if case.coverage else "")
        known = self.initial.get("channel") or ""
        own = [(known, capital(known))] if known and known not in dict(CHANNELS) else []
        channel.choices = [("", "Choose"), *CHANNELS, *own]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        self.in_order(values, "submitted", "plan_received")
        return values


class InformationForm(LoggedForm):
    """One request for more. Empty it to remove it."""

    grid: ClassVar = {"text": 12, "asked_on": 4, "due_on": 4, "answered_on": 4}
    past = ("asked_on", "answered_on")

    text = text("What the plan asked for", rows=2)
    asked_on = DayField(label="Asked")
    due_on = DayField(label="Wanted by")
    answered_on = DayField(label="Sent to the plan")

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        self.in_order(values, "asked_on", "due_on")
        self.in_order(values, "asked_on", "answered_on")
        return values


class PeerToPeerForm(LoggedForm):
    grid: ClassVar = {"asked_on": 4, "scheduled": 4, "held_on": 4, "party": 6, "outcome": 6, "summary": 12}
    past = ("asked_on", "held_on")

    asked_on = DayField(label="Asked for")
    scheduled = MomentField(label="Set for")
    held_on = DayField(label="Held")
    party = text("With whom", most=200)
    outcome = PickField(lambda: CALL_OUTCOMES, label="How it ended", empty="Not held yet")
    summary = text("What was said", rows=2)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("outcome") and not values.get("held_on") and not self.errors.get("held_on"):
            self.add_error("held_on", "There is an outcome and no day. Enter the day of the call.")
        self.in_order(values, "asked_on", "held_on")
        return values


class DeterminationForm(LoggedFileForm):
    """The plan's answer: what every notice has."""

    grid: ClassVar = {"outcome": 12, "notice_date": 4, "received_date": 4, "appeal_by": 4, "file": 12}
    past = ("notice_date", "received_date")

    outcome = forms.ChoiceField(
        label="The plan’s answer",
        choices=OUTCOMES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what the plan answered."},
    )
    notice_date = DayField(label="Date of the notice")
    received_date = DayField(label="Date received")
    appeal_by = DayField(label="Appeal by, as printed", help_text="Only what the notice prints.")
    file = a_file("The plan’s letter", "A PDF, a JPEG or a PNG. A denial becomes an exhibit of the case.")

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        self.in_order(values, "notice_date", "received_date")
        return values


class ReasonsForm(LoggedForm):
    """Why the plan denied, in its own words."""

    grid: ClassVar = {"quote": 12, "policy_cited": 4, "reviewer_name": 4, "reviewer_specialty": 4}

    quote = text("The plan’s own words", rows=3, help_text="Word for word: the appeal quotes them.")
    policy_cited = text("Policy cited", most=200)
    reviewer_name = text("Reviewer", most=200)
    reviewer_specialty = text("Reviewer’s specialty", most=200)


class ReasonForm(GridForm):
    """One reason of a denial. Empty it to remove it."""

    grid: ClassVar = {"reason": 12}

    reason = PickField(denial_reasons, label="Reason", empty="No reason")


class AuthorizationForm(LoggedForm):
    """What the plan granted."""

    grid: ClassVar = {"number": 6, "product": 6, "begins": 4, "ends": 4, "units": 4}

    number = text("Authorization number", most=100)
    product = PickField(picks.products, label="Product granted")
    begins = DayField(label="From")
    ends = DayField(label="To", help_text="The renewal is counted from it.")
    units = WholeField(label="Units granted")

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        self.in_order(values, "begins", "ends")
        return values


class NoticeForm(GridForm):
    """Whether a change corrects what was typed, or a new notice has come."""

    grid: ClassVar = {"is_new": 12}

    is_new = forms.ChoiceField(
        label="Why you change it",
        required=False,
        choices=[("", "To correct what was typed"), ("yes", "The plan sent a new notice; keep the first")],
    )


class CallForm(LoggedForm):
    grid: ClassVar = {"date": 6, "party": 6, "reference": 12, "summary": 12}
    past = ("date",)

    date = DayField(label="Date")
    party = text("With whom", most=200)
    reference = text("Call reference", most=100)
    summary = text("What was said", rows=3, help_text="An appeal may cite it.")

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if not values.get("date") and not self.errors.get("date"):
            self.add_error("date", "There is no day yet. Write it as 03/14/2026.")
        return values
