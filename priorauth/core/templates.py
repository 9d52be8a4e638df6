"""The words' templates: Jinja2's syntax, read and never executed. A template is text and names, and nothing else.

`{{ patient.name }}` is a name with its term; `{{ ex }}` and `{{ exhibits }}` stand alone. Anything beyond (filters,
conditions, sums) is refused, so that a sentence cannot hold logic of its own.
"""

from dataclasses import dataclass
from functools import lru_cache

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from priorauth.core.errors import WordsError

IN_TEXT, IN_COLUMN = "ex", "exhibits"
ALONE = (IN_TEXT, IN_COLUMN)

_ENVIRONMENT = ImmutableSandboxedEnvironment()


@dataclass(frozen=True)
class Blank:
    """A place to fill: `name.term`; the term is empty for `ex` and `exhibits`."""

    name: str
    term: str = ""

    def __str__(self) -> str:
        return f"{self.name}.{self.term}" if self.term else self.name


Piece = str | Blank


@lru_cache(maxsize=8192)
def pieces(text: str) -> tuple[Piece, ...]:
    """The template in pieces, in order. Raises WordsError where it is no template or holds more than text and names."""
    try:
        body = _ENVIRONMENT.parse(text).body
    except TemplateSyntaxError as error:
        raise WordsError(f"is no template: {error.message}; wanted: text with {{{{ name.term }}}}") from None
    found: list[Piece] = []
    for node in body:
        if not isinstance(node, nodes.Output):
            raise WordsError("holds a statement of Jinja2; wanted: text and {{ name.term }}, conditions under `when`")
        found += [_piece(part) for part in node.nodes]
    return tuple(found)


def _piece(node: nodes.Expr) -> Piece:
    if isinstance(node, nodes.TemplateData):
        return node.data
    if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
        return Blank(node.node.name, node.attr)
    if isinstance(node, nodes.Name) and node.name in ALONE:
        return Blank(node.name)
    raise WordsError("holds more than names; wanted in a blank: {{ name.term }}, {{ ex }} or {{ exhibits }}")
