"""Every id of a case file, looked up in the library."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from priorauth.core.casefile.levels import level_problems
from priorauth.core.casefile.overridable import override_problems
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


def id_problems(facts: CaseFacts, library: Library) -> Iterator[Problem]:
    """Every unknown id. `facts` may be incomplete: what could not be read is None and says nothing."""
    yield from _coverage(facts, library)
    yield from _history(facts, library)
    yield from _safety(facts, library)
    yield from _request(facts, library)
    yield from _sent(facts, library)
    yield from level_problems(facts, library)
    yield from override_problems(facts, library)


def _coverage(facts: CaseFacts, library: Library) -> Iterator[Problem]:
    plan_types = Known("plan type", "appeal_rules.yaml", library.plan_types)
    yield from plan_types.problem("coverage.plan_type", facts.coverage.plan_type)
    yield from Known("policy", "policies.yaml", library.policies).problem("coverage.policy", facts.coverage.policy)
    if facts.coverage.secondary:
        yield from plan_types.problem("coverage.secondary.plan_type", facts.coverage.secondary.plan_type)


def _history(facts: CaseFacts, library: Library) -> Iterator[Problem]:
    therapies = _therapies(library)
    reasons = Known("reason for stopping", "discontinuation_reasons.yaml", library.discontinuation_reasons)
    treatments = Known(
        "relapse treatment", "relapse_treatments.yaml", library.relapse_treatments, _names(library.relapse_treatments)
    )
    for index, therapy in enumerate(facts.therapies or ()):
        yield from therapies.problem(f"therapies[{index}].therapy", therapy.therapy)
        yield from reasons.problem(f"therapies[{index}].reason", therapy.reason)
    for index, relapse in enumerate(facts.relapses or ()):
        for place, treatment in enumerate(relapse.treatment or ()):
            yield from treatments.problem(f"relapses[{index}].treatment[{place}]", treatment)
        yield from therapies.problem(f"relapses[{index}].on_therapy", relapse.on_therapy)
    if facts.steroids:
        contraindications = Known(
            "steroid contraindication", "steroid_contraindications.yaml", library.steroid_contraindications
        )
        for index, reason in enumerate(facts.steroids.reasons):
            yield from contraindications.problem(f"steroids.reasons[{index}]", reason)


def _safety(facts: CaseFacts, library: Library) -> Iterator[Problem]:
    questions = Known("safety question", "safety_screening.yaml", library.safety_questions)
    for key in facts.safety:
        yield from questions.problem(f"safety.{key}", key)


def _request(facts: CaseFacts, library: Library) -> Iterator[Problem]:
    yield from Known("indication", "indications.yaml", library.indications).problem(
        "request.indication", facts.request.indication
    )
    yield from _products(library).problem("request.product", facts.request.product)
    if facts.prior_ivig:
        yield from _products(library).problem("prior_ivig.product", facts.prior_ivig.product)
    asked = Known(
        "question of a reviewer",
        "indications.yaml",
        [question.id for each in library.indications.values() for question in each.must_answer],
    )
    for key in facts.answers:
        yield from asked.problem(f"answers.{key}", key)


def _sent(facts: CaseFacts, library: Library) -> Iterator[Problem]:
    reasons = Known("reason for a denial", "denial_reasons.yaml", library.denial_reasons)
    kinds = Known("kind of exhibit", "exhibits.yaml", library.exhibit_kinds)
    for index, sent in enumerate(facts.submissions):
        if sent.determination:
            path = f"submissions[{index}].determination"
            for place, reason in enumerate(sent.determination.reasons):
                yield from reasons.problem(f"{path}.reasons[{place}]", reason)
            if sent.determination.authorization:
                product = sent.determination.authorization.product
                yield from _products(library).problem(f"{path}.authorization.product", product)
    for index, exhibit in enumerate(facts.exhibits):
        yield from kinds.problem(f"exhibits[{index}].kind", exhibit.kind)


def _therapies(library: Library) -> Known:
    names = {
        **_names(library.therapies),
        **{past.generic.lower(): past.id for past in library.therapy_history.values()},
    }
    return Known("therapy", "therapies.yaml", [*library.therapies, *library.therapy_history], names)


def _products(library: Library) -> Known:
    return Known(
        "product",
        "products.yaml",
        library.products,
        {product.brand.lower(): key for key, product in library.products.items()},
    )


def _names(records: Mapping[str, Any]) -> dict[str, str]:
    return {name.lower(): record.id for record in records.values() for name in (record.generic, *record.brands)}
