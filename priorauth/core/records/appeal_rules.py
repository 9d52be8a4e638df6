"""The rules of prior authorization and appeal by plan type: levels, windows, clocks and rights."""

from enum import StrEnum

from priorauth.core.dates import PartialDate
from priorauth.core.records.base import Id, Part, Record, Text, TimeUnit, Url, Verification
from priorauth.core.vocabulary import Trust


class DayType(StrEnum):
    CALENDAR = "calendar"
    BUSINESS = "business"


class Trigger(StrEnum):
    """The event from which a window or clock is counted."""

    REQUEST_RECEIVED = "request_received"
    NOTICE_DATE = "notice_date"
    NOTICE_RECEIVED = "notice_received"
    APPEAL_RECEIVED = "appeal_received"
    FINAL_INTERNAL_NOTICE_RECEIVED = "final_internal_notice_received"
    PRIOR_LEVEL_NOTICE_RECEIVED = "prior_level_notice_received"
    REVIEW_REQUEST_RECEIVED = "review_request_received"
    REDETERMINATION_RECEIVED = "redetermination_received"
    PRESCRIBER_STATEMENT_RECEIVED = "prescriber_statement_received"


class FiledWhen(StrEnum):
    """The event that counts as filing."""

    RECEIVED = "received"
    POSTMARKED = "postmarked"
    POSTMARKED_OR_RECEIVED = "postmarked_or_received"
    SENT = "sent"


class FiledBy(StrEnum):
    """Who may file at a level; the reading of `who_files`, whose words decide in doubt.

    `provider` covers every clinician or supplier with a standing of its own; `nobody` marks a level that opens by
    itself.
    """

    MEMBER = "member"
    REPRESENTATIVE = "representative"
    PRESCRIBER = "prescriber"
    PRESCRIBER_IF_URGENT = "prescriber_if_urgent"
    PROVIDER = "provider"
    PROVIDER_WITH_CONSENT = "provider_with_consent"
    NON_NETWORK_PROVIDER = "non_network_provider"
    NOBODY = "nobody"


class Window(Part):
    """The time in which to file. `value` is None where the plan document or the state sets it.

    `receipt_presumed_days`: receipt is taken as the notice's date plus that many calendar days.
    """

    value: int | None
    unit: TimeUnit
    day_type: DayType
    counted_from: Trigger
    receipt_presumed_days: int | None
    filed_when: FiledWhen
    late: Text | None


class Clock(Part):
    """The time in which the plan or reviewer must decide."""

    value: int
    unit: TimeUnit
    day_type: DayType
    counted_from: Trigger
    extension: Text | None


class Level(Part):
    """One level of a plan type. `recalled` names what rests on general knowledge, even where the level is verified.

    `binding`: the decision binds the plan; None where the text does not say. `automatic`: the plan forwards the case.
    `only_if_plan_has_it`: the level exists only where the plan document says so. `filing_window_expedited` is given
    where an expedited request must be filed sooner than others.
    """

    id: Id
    order: int
    name: Text
    who_files: Text
    filed_by: tuple[FiledBy, ...]
    who_decides: Text
    binding: bool | None = None
    automatic: bool = False
    only_if_plan_has_it: bool = False
    may_be_voluntary: bool = False
    filing_window: Window | None
    filing_window_expedited: Window | None = None
    decision_standard: Clock | None
    decision_expedited: Clock | None
    legal_source: Text
    effective_from: PartialDate | None
    effective_to: PartialDate | None
    verified: Verification | None
    recalled: tuple[Text, ...]

    def recalls(self, field: str) -> bool:
        """Whether that field, or the whole level, rests on general knowledge only."""
        return "whole level" in self.recalled or field in self.recalled


class PlanType(Record):
    """A kind of plan, with its levels in order. `watch` is what staff should know before they rely on the rules."""

    label: Text
    applies_to: Text
    legal_basis: Text
    watch: Text
    levels: tuple[Level, ...]

    def level(self, level_id: str) -> Level | None:
        return next((level for level in self.levels if level.id == level_id), None)


class Right(Record):
    """A right that the law of some plan types gives; a letter claims only those of its own plan type.

    `not_if_grandfathered`: a plan that is on record as grandfathered does not owe it.
    """

    text: Text
    plan_types: tuple[Id, ...]
    source: Text
    not_if_grandfathered: bool = False
    verified: Verification | None


class CalculationRule(Record):
    text: Text
    basis: Trust
    url: Url | None = None


class RuleChange(Record):
    """A change of law or code. `effective` is None for what is only proposed; do not compute from that."""

    effective: PartialDate | None
    what: Text
    basis: Trust
    basis_note: Text | None = None
    url: Url
    also: tuple[Url, ...] = ()


class TypicalWindow(Part):
    low: int
    high: int
    unit: TimeUnit
    day_type: DayType
    counted_from: Trigger


class Within(Part):
    value: int
    unit: TimeUnit


class PeerToPeer(Part):
    """The call between the prescriber and the plan's physician, which stops no clock."""

    text: Text
    typical_window: TypicalWindow
    aim_to_request_within: Within
    ask_for: Text
    verified: Verification | None


class ExpeditedTest(Part):
    """What makes a case urgent, who says so, and which facts of MS may carry it."""

    text: Text
    who_decides: Text
    ms_facts_that_fit: tuple[Text, ...]
    caution: Text
    verified: Verification | None
