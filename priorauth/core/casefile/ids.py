"""Every id of a case file, looked up in the library."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any

from priorauth.core.casefile.levels import level_problems, levels_of
from priorauth.core.casefile.overridable import overridable, override_problems
from priorauth.core.casefile.suggest import unknown
from priorauth.core.errors import Problem
from priorauth.core.facts import CaseFacts
from priorauth.core.library import Library


@dataclass(frozen=True)
class Known:
    """The ids of one kind, the library's file that holds them, and other names (a brand) that people write for them."""

    what: str
    file: str
    ids: Collection[str]
    by_name: Mapping[str, str] = field(default_factory=dict)

    def problem(self, path: str, word: Any) -> Iterator[Problem]:
        """What is wrong with an id, if it is on record and not known."""
        if word is not None and word not in self.ids:
            yield Problem(path, unknown(word, f"no {self.what} of the library", self.ids, self.by_name, self.file))


def known(kind: str, library: Library) -> Known:
    """The ids of one kind (`therapy`, `product`); KeyError for a kind that there is not."""
    return _KINDS[kind](library)


def id_problems(facts: CaseFacts, library: Library) -> Iterator[Problem]:
    """Every unknown id. `facts` may be incomplete: what could not be read is None and says nothing."""
    of_kind = cache(partial(known, library=library))
    for kind, path, word in _ids(facts):
        yield from of_kind(kind).problem(path, word)
    yield from level_problems(facts, library)
    yield from override_problems(facts, library)


def _ids(facts: CaseFacts) -> Iterator[tuple[str, str, Any]]:
    """Every id with its kind and its path."""
    yield "plan_type", "coverage.plan_type", facts.coverage.plan_type
    yield "policy", "coverage.policy", facts.coverage.policy
    if facts.coverage.secondary:
        yield "plan_type", "coverage.secondary.plan_type", facts.coverage.secondary.plan_type
    yield from _history(facts)
    yield from (("safety_question", f"safety.{key}", key) for key in facts.safety)
    yield "indication", "request.indication", facts.request.indication
    yield "product", "request.product", facts.request.product
    if facts.prior_ivig:
        yield "product", "prior_ivig.product", facts.prior_ivig.product
    yield from (("must_answer", f"answers.{key}", key) for key in facts.answers)
    yield from _sent(facts)


def _history(facts: CaseFacts) -> Iterator[tuple[str, str, Any]]:
    for index, therapy in enumerate(facts.therapies or ()):
        yield "therapy", f"therapies[{index}].therapy", therapy.therapy
        yield "discontinuation_reason", f"therapies[{index}].reason", therapy.reason
    for index, relapse in enumerate(facts.relapses or ()):
        for place, treatment in enumerate(relapse.treatment or ()):
            yield "relapse_treatment", f"relapses[{index}].treatment[{place}]", treatment
        yield "therapy", f"relapses[{index}].on_therapy", relapse.on_therapy
    for index, reason in enumerate(facts.steroids.reasons if facts.steroids else ()):
        yield "steroid_contraindication", f"steroids.reasons[{index}]", reason


def _sent(facts: CaseFacts) -> Iterator[tuple[str, str, Any]]:
    for index, sent in enumerate(facts.submissions):
        if sent.determination:
            path = f"submissions[{index}].determination"
            for place, reason in enumerate(sent.determination.reasons):
                yield "denial_reason", f"{path}.reasons[{place}]", reason
            if sent.determination.authorization:
                yield "product", f"{path}.authorization.product", sent.determination.authorization.product
    for index, exhibit in enumerate(facts.exhibits):
        yield "exhibit_kind", f"exhibits[{index}].kind", exhibit.kind


def _therapies(library: Library) -> Known:
    names = {
        **_names(library.therapies),
        **{past.generic.lower(): past.id for past in library.therapy_history.values()},
    }
    return Known("therapy", "therapies.yaml", [*library.therapies, *library.therapy_history], names)


def _products(library: Library) -> Known:
    brands = {product.brand.lower(): key for key, product in library.products.items()}
    return Known("product", "products.yaml", library.products, brands)


def _relapse_treatments(library: Library) -> Known:
    names = _names(library.relapse_treatments)
    return Known("relapse treatment", "relapse_treatments.yaml", library.relapse_treatments, names)


def _questions(library: Library) -> Known:
    asked = [question.id for each in library.indications.values() for question in each.must_answer]
    return Known("question of a reviewer", "indications.yaml", asked)


def _names(records: Mapping[str, Any]) -> dict[str, str]:
    return {name.lower(): record.id for record in records.values() for name in (record.generic, *record.brands)}


def _kind(what: str, file: str, part: str) -> Callable[[Library], Known]:
    return lambda library: Known(what, f"{file}.yaml", getattr(library, part))


_KINDS: dict[str, Callable[[Library], Known]] = {
    "plan_type": _kind("plan type", "appeal_rules", "plan_types"),
    "policy": _kind("policy", "policies", "policies"),
    "therapy": _therapies,
    "discontinuation_reason": _kind("reason for stopping", "discontinuation_reasons", "discontinuation_reasons"),
    "relapse_treatment": _relapse_treatments,
    "steroid_contraindication": _kind(
        "steroid contraindication", "steroid_contraindications", "steroid_contraindications"
    ),
    "safety_question": _kind("safety question", "safety_screening", "safety_questions"),
    "indication": _kind("indication", "indications", "indications"),
    "product": _products,
    "must_answer": _questions,
    "denial_reason": _kind("reason for a denial", "denial_reasons", "denial_reasons"),
    "program": _kind("assistance program", "assistance", "programs"),
    "exhibit_kind": _kind("kind of exhibit", "exhibits", "exhibit_kinds"),
    "level": lambda library: Known("level", "appeal_rules.yaml", levels_of(None, library)),
    "override": lambda library: Known("stop that can be overridden", "indications.yaml", overridable(library)),
}
