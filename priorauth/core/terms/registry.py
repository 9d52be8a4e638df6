"""The terms that words may use: `{{ patient.name }}` is a function of the brief, registered here under its name.

A term gives a phrase with its grounds, or None where the record does not hold it; then the sentence is not said.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from priorauth.core.brief import Brief
from priorauth.core.said import Said

Term = Callable[[Brief], Said | None]
ItemTerm = Callable[[Brief, int], Said | None]
ItemSource = Callable[[Brief], list[int]]


@dataclass
class Registry:
    """`terms[namespace][name]`; `sources[name]` lists the positions of items, named `items[name]` in the words."""

    terms: dict[str, dict[str, Term]] = field(default_factory=dict)
    sources: dict[str, ItemSource] = field(default_factory=dict)
    items: dict[str, str] = field(default_factory=dict)
    item_terms: dict[str, dict[str, ItemTerm]] = field(default_factory=dict)


REGISTRY = Registry()


def term(namespace: str, name: str) -> Callable[[Term], Term]:
    """Register a term of the whole case."""

    def register(function: Term) -> Term:
        names = REGISTRY.terms.setdefault(namespace, {})
        if name in names:
            raise RuntimeError(f"the term {namespace}.{name} is defined twice")
        names[name] = function
        return function

    return register


def source(name: str, item: str) -> Callable[[ItemSource], ItemSource]:
    """Register a list to repeat over: `each: therapies` gives `{{ therapy.… }}`."""

    def register(function: ItemSource) -> ItemSource:
        REGISTRY.sources[name] = function
        REGISTRY.items[name] = item
        return function

    return register


def item_term(item: str, name: str) -> Callable[[ItemTerm], ItemTerm]:
    """Register a term of one item of a list, known by its position in the case file."""

    def register(function: ItemTerm) -> ItemTerm:
        REGISTRY.item_terms.setdefault(item, {})[name] = function
        return function

    return register
