"""YAML text to plain values and back: numbers as they are written, days as dates, each mistake with its place."""

import re
from collections.abc import Mapping
from decimal import Decimal
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer
from ruamel.yaml.constructor import ConstructorError, DuplicateKeyError, SafeConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent
from ruamel.yaml.representer import SafeRepresenter

from priorauth.core.errors import CaseFileError, Problem

# Far above any real case; keeps a pasted book from occupying the server.
MOST_CHARACTERS = 400_000


class PlainComposer(Composer):
    """Refuses aliases: a few lines of them can stand for millions of values, and a case file needs none."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.loader.parser.check_event(AliasEvent):
            event = self.loader.parser.peek_event()
            raise ConstructorError(None, None, f"the alias *{event.anchor} is used", event.start_mark)
        return super().compose_node(parent, index)


class PlainConstructor(SafeConstructor):
    """Decimals keep their digits. A day that no calendar has stays text, for the core to report with its path."""

    def construct_yaml_float(self, node: Any) -> Any:
        number = super().construct_yaml_float(node)
        try:
            return Decimal(node.value.replace("_", ""))
        except ArithmeticError:
            return number  # .inf and .nan

    def construct_yaml_timestamp(self, node: Any, values: Any = None) -> Any:
        try:
            return super().construct_yaml_timestamp(node, values)
        except ValueError:
            return node.value


PlainConstructor.add_constructor("tag:yaml.org,2002:float", PlainConstructor.construct_yaml_float)
PlainConstructor.add_constructor("tag:yaml.org,2002:timestamp", PlainConstructor.construct_yaml_timestamp)


def mapping_of(text: str) -> dict[str, Any]:
    """The mapping that the text holds. Raises CaseFileError with the place, what is wrong and what to do."""
    if len(text) > MOST_CHARACTERS:
        raise refusal("", f"the text has {len(text):,} characters; a case file has {MOST_CHARACTERS:,} at most")
    reader = YAML(typ="safe", pure=True)
    reader.Constructor = PlainConstructor
    reader.Composer = PlainComposer
    try:
        value = reader.load(text)
    except MarkedYAMLError as problem:
        raise refusal(place(problem), explanation(problem)) from None
    except (YAMLError, RecursionError):
        raise refusal("", "this is not YAML text: it holds characters or a nesting that no case file has") from None
    if not isinstance(value, dict):
        raise refusal("", "a case file is a list of keys with values and begins with `format: 1`")
    return value


class QuotingRepresenter(SafeRepresenter):
    """Quotes all text that some YAML reader could take for a number, a date or a yes; numbers keep their digits."""

    def represent_text(self, text: str) -> Any:
        style = None if _WORDS.fullmatch(text) and text.lower() not in _NO_WORDS else '"'
        return self.represent_scalar("tag:yaml.org,2002:str", text, style=style)

    def represent_decimal(self, number: Decimal) -> Any:
        digits = f"{number:f}"
        return self.represent_scalar(f"tag:yaml.org,2002:{'float' if '.' in digits else 'int'}", digits)


QuotingRepresenter.add_representer(str, QuotingRepresenter.represent_text)
QuotingRepresenter.add_representer(Decimal, QuotingRepresenter.represent_decimal)
# Text that begins with a letter and holds no sign of YAML is no number and no date to any reader.
_WORDS = re.compile("[A-Za-z][A-Za-z0-9_./()-]*( [A-Za-z0-9_./()-]+)*")
_NO_WORDS = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}


def text_of(tree: Mapping[str, Any]) -> str:
    """The mapping as YAML, in its own order. `mapping_of` gives it back."""
    writer = YAML(typ="safe", pure=True)
    writer.Representer = QuotingRepresenter
    writer.default_flow_style = False
    writer.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    writer.allow_unicode = True
    writer.width = 120
    text = StringIO()
    writer.dump(dict(tree), text)
    return text.getvalue()


def refusal(path: str, message: str) -> CaseFileError:
    return CaseFileError([Problem(path, message)])


def place(problem: MarkedYAMLError) -> str:
    """ "line 12, column 5", counted from 1 as editors do; empty where the reader does not know."""
    mark = problem.problem_mark or problem.context_mark
    return f"line {mark.line + 1}, column {mark.column + 1}" if mark else ""


def explanation(problem: MarkedYAMLError) -> str:
    what = problem.problem or "this cannot be read"
    if isinstance(problem, DuplicateKeyError):
        key = what.removeprefix('found duplicate key "').split('"')[0]
        return f"the key {key} stands twice in the same place; keep one of them"
    if "\\t" in what:
        return "there is a tab; YAML is indented with spaces"
    if what.startswith("the alias"):
        return f"{what}; write the values out, a case file has no aliases"
    if "could not determine a constructor" in what:
        return "there is a tag (a word after !); write the value without it"
    return f"the YAML cannot be read here: {what}. Look for a missing quote, colon or comma, or a wrong indent"
