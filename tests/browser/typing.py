"""A case file typed into the wizard: where each of its facts goes, and how a person enters it."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

from tests.browser.hands import Hands

# Each step with what is typed there: a section of the case file, and the beginning of its fields' names.
SINGLES = {
    "patient": ("patient", "coverage", "household"),
    "diagnosis": ("diagnosis",),
    "pregnancy": ("reproductive", "steroids", "plasma_exchange"),
}
LISTS = {"history": ("therapies",), "activity": ("relapses", "disability", "imaging")}
ADD = {"therapies": "a therapy", "relapses": "a relapse", "disability": "a visit", "imaging": "an MRI report"}
PROOF = ("exhibit", "page")  # said on the page of exhibits
ELSEWHERE = {"patient": ("weight", "height_cm")}  # typed with the request


def facts_of(section: Mapping[str, Any], name: str = "") -> Iterator[tuple[str, Any]]:
    """What is typed of a section, by the names of its fields."""
    for key, value in section.items():
        if key not in PROOF and key not in ELSEWHERE.get(name, ()):
            yield key, value


def as_typed(value: Any) -> str:
    """A value as staff type it: `2023-04` is 04/2023."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.date):
        return f"{value:%m/%d/%Y}"
    if isinstance(value, list):
        return "\n".join(str(one) for one in value)
    month = re.fullmatch(r"(\d{4})-(\d\d)", str(value))
    return f"{month[2]}/{month[1]}" if month else str(value)


def enter(hands: Hands, name: str, value: Any) -> None:
    """Types, picks or ticks, whatever the field asks for."""
    fields = hands.page.locator(f'[name="{name}"]')
    kind = fields.first.evaluate("field => field.type || field.tagName")
    if kind in ("checkbox", "radio"):
        chosen = value if isinstance(value, list) else [as_typed(value)]
        for one in chosen or ["none"]:
            hands.tick(hands.page.locator(f'[name="{name}"][value="{one}"]'))
    elif kind.startswith("select"):
        hands.pick(fields.first, as_typed(value))
    else:
        hands.write(fields.first, as_typed(value))


def enter_single(hands: Hands, section: str, facts: Mapping[str, Any]) -> None:
    for key, value in facts_of(facts, section):
        enter(hands, f"{section}-{key}", value)


def enter_entry(hands: Hands, section: str, facts: Mapping[str, Any]) -> str:
    """Adds an entry and types it; the beginning of its fields' names comes back."""
    return enter_row(hands, section, f"Add {ADD[section]}", dict(facts_of(facts)))


def enter_row(hands: Hands, section: str, button: str, facts: Mapping[str, Any]) -> str:
    """Adds a row by that button and types it; the beginning of its fields' names comes back."""
    ids = hands.page.locator(f'[name="{section}-id"]')
    before = ids.count()
    hands.press(hands.page.get_by_role("button", name=button))
    new = ids.nth(before)
    new.wait_for(state="attached")
    beginning = f"{section}-{new.input_value()}"
    for key, value in facts.items():
        enter(hands, f"{beginning}-{key}", value)
    return beginning
