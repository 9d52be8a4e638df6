"""Making the items of the check list: what is so, and what settles it."""

from priorauth.core.dates import long_date
from priorauth.core.facts import CaseFacts, Override
from priorauth.core.letter import CheckItem
from priorauth.core.typography import placeholder_in
from priorauth.core.vocabulary import CheckLevel


def before_signing(id: str, text: str, lift: str) -> CheckItem:  # noqa: A002
    """The letter can be read, not signed."""
    return CheckItem(id=id, level=CheckLevel.BEFORE_SIGNING, ok=False, text=text, lift=lift)


def advice(id: str, text: str, lift: str) -> CheckItem:  # noqa: A002
    """A weak point, a better choice, something that is due."""
    return CheckItem(id=id, level=CheckLevel.ADVICE, ok=False, text=text, lift=lift)


def settled(id: str, text: str, level: CheckLevel = CheckLevel.ADVICE) -> CheckItem:  # noqa: A002
    """Something that was checked and found in order."""
    return CheckItem(id=id, level=level, ok=True, text=text, lift="")


def stop(id: str, text: str, lift: str) -> CheckItem:  # noqa: A002
    """No letter; nothing but a fact lifts it."""
    return CheckItem(id=id, level=CheckLevel.STOP, ok=False, text=text, lift=lift)


def stop_unless_overridden(facts: CaseFacts, id: str, text: str, lift: str) -> CheckItem:  # noqa: A002
    """A stop that the prescriber may override in writing; with the override on record it is settled."""
    override = override_of(facts, id)
    if override is None:
        lift = f"{lift}, or record the prescriber’s written override of this stop with the reason."
        return CheckItem(id=id, level=CheckLevel.STOP, ok=False, text=text, lift=lift)
    said = f"{text} Overridden by {override.by} on {long_date(override.date)}: {override.reason}"
    return CheckItem(id=id, level=CheckLevel.STOP, ok=True, text=said, lift="")


def override_of(facts: CaseFacts, rule: str) -> Override | None:
    """The prescriber's written override of a stop, if one with a reason is on record by the letter's date."""
    written = (item for item in facts.overrides if item.rule == rule and item.date <= facts.as_of)
    return next((item for item in written if not placeholder_in(item.reason)), None)
