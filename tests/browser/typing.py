"""A case file typed into the wizard: where each of its facts goes, and how a person enters it."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

from playwright.sync_api import Locator, Page

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


def enter(page: Page, name: str, value: Any) -> None:
    """Types, picks or ticks, whatever the field asks for."""
    fields = page.locator(f'[name="{name}"]')
    kind = fields.first.evaluate("field => field.type || field.tagName")
    if kind in ("checkbox", "radio"):
        chosen = value if isinstance(value, list) else [as_typed(value)]
        for one in chosen or ["none"]:
            page.locator(f'[name="{name}"][value="{one}"]').press("Space")
    elif kind.startswith("select"):
        fields.first.select_option(as_typed(value))
    else:
        fields.first.fill(as_typed(value))


def enter_single(page: Page, section: str, facts: Mapping[str, Any]) -> None:
    opened(page.locator(f"#{section}"))
    for key, value in facts_of(facts, section):
        enter(page, f"{section}-{key}", value)


def enter_entry(page: Page, section: str, facts: Mapping[str, Any]) -> str:
    """Adds an entry and types it; the beginning of its fields' names comes back."""
    before = page.locator(f'[name="{section}-id"]').count()
    page.get_by_role("button", name=f"Add {ADD[section]}").click()
    new = page.locator(f'[name="{section}-id"]').nth(before)
    new.wait_for(state="attached")
    beginning = f"{section}-{new.input_value()}"
    for key, value in facts_of(facts):
        enter(page, f"{beginning}-{key}", value)
    return beginning


def opened(part: Locator) -> None:
    """Opens a section that is folded away, and whatever is folded away in it."""
    part.evaluate("part => [part, ...part.querySelectorAll('details.more')].forEach(fold => fold.open = true)")
