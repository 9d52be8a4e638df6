"""What criteria and conditions name: therapies, products, exhibits, reasons, and the doses they compare with."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from priorauth.core.criteria import AllOf, AnyOf, Not


class Reference(NamedTuple):
    """A name that stands at `path` within its record and must be found in one of `targets`."""

    path: str
    name: str
    targets: tuple[str, ...]


THERAPIES = ("therapies", "therapy_classes", "therapy_history")
PRODUCTS = ("products", "other_brands")

NAMED = {
    ("tried_and_failed", "among"): THERAPIES,
    ("therapy_status", "among"): THERAPIES,
    ("not_recorded_therapy", "among"): THERAPIES,
    ("therapy_status", "reasons"): ("discontinuation_reasons",),
    ("product_rule", "products"): PRODUCTS,
    ("product_in", "products"): PRODUCTS,
    ("documentation_required", "exhibits"): ("exhibit_kinds",),
    ("safety_answer", "questions"): ("safety_questions",),
    ("answered", "question"): ("must_answer",),
    ("denial_reason", "ids"): ("denial_reasons",),
    ("indication_in", "ids"): ("indications",),
    ("plan_type_in", "plan_types"): ("plan_types",),
    ("level_in", "levels"): ("levels",),
}


def names_in(path: str, condition: Any) -> Iterator[Reference]:
    """The names of records that a criterion or condition holds, groups included."""
    for place, single in singles(path, condition):
        for name, value in single.params:
            targets = NAMED.get((single.kind, name))
            for item in (value,) if isinstance(value, str) else value if targets else ():
                if targets:
                    yield Reference(f"{place}.params.{name}", item, targets)


def doses_in(path: str, condition: Any) -> Iterator[tuple[str, str]]:
    """The arms and regimens with which a dose is compared, as ids of grounds."""
    for place, single in singles(path, condition):
        if single.kind in ("dose_matches", "dose_within"):
            yield f"{place}.params.ref", single.params.ref


def singles(path: str, condition: Any) -> Iterator[tuple[str, Any]]:
    """The conditions that a group stands for, each with its path; the condition itself where it is no group."""
    if isinstance(condition, AllOf | AnyOf):
        for index, part in enumerate(condition.parts):
            yield from singles(f"{path}.{condition.tag}[{index}]", part)
    elif isinstance(condition, Not):
        yield from singles(f"{path}.not", condition.part)
    else:
        yield path, condition
