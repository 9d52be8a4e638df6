"""The shipped example cases, and small cases made for one test."""

from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from priorauth.core.facts import CaseFacts

FOLDER = Path(__file__).parent.parent.parent / "priorauth" / "examples"
ALL = ("01", "02", "03", "04", "05", "06", "07", "08", "09")


def example_file(number: str) -> dict[str, Any]:
    """An example as parsed: `example_file("07")`."""
    return deepcopy(_parsed(number))


@cache
def _parsed(number: str) -> dict[str, Any]:
    (path,) = FOLDER.glob(f"{number}-*.yaml")
    data: dict[str, Any] = YAML(typ="safe", pure=True).load(path)
    return data


def example(number: str, **changes: Any) -> CaseFacts:
    """The facts of an example, whole parts of it replaced."""
    return CaseFacts.model_validate({**example_file(number), **changes})


def facts_with(**parts: Any) -> CaseFacts:
    """A case that holds nothing but these parts; the letter bears November 20, 2026."""
    bare = {
        "format": 1,
        "as_of": "2026-11-20",
        "clinic": {"name": "Mesa Neurology"},
        "prescriber": {"name": "Samuel Ortega"},
    }
    return CaseFacts.model_validate({**bare, **parts})
