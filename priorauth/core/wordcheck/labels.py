"""The labels against the vocabulary: no term may find a value of a case without its printed name."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from priorauth.core.errors import Problem
from priorauth.core.levels import REQUESTS
from priorauth.core.library import Library
from priorauth.core.records.problems import closest
from priorauth.core.records.words import Words
from priorauth.core.vocabulary import (
    CASE_COURSES,
    DeterminationOutcome,
    LetterKind,
    Outcome,
    PhaseName,
    PlasmaExchangeStatus,
    Recovery,
    RelapseSite,
    SiteOfCare,
    Standing,
    SteroidStatus,
)

Ids = Callable[[Library], Iterable[str]]


@dataclass(frozen=True)
class Labelled:
    """A list of labels: the values that must have one, and those that may. `open` lists take any other key too."""

    must: Ids
    may: Ids = lambda library: ()
    open: bool = False


def _just(*values: str) -> Ids:
    return lambda library: values


def _plan_levels(library: Library) -> list[str]:
    return [f"{plan.id}.{level.id}" for plan in library.plan_types.values() for level in plan.levels]


def _levels(library: Library) -> set[str]:
    return {level.id for plan in library.plan_types.values() for level in plan.levels}


def _documents(library: Library) -> set[str]:
    return {document for program in library.programs.values() for document in program.documents_needed}


def _contraindications(library: Library) -> list[str]:
    """The safety questions that can hold up a first infusion while they are open."""
    of_products = {name for product in library.products.values() for name in product.contraindications}
    always = {"iga_deficiency_with_antibodies", "prior_ig_reaction"}
    return [question for question in library.safety_questions if question in of_products | always]


def _questions(library: Library) -> set[str]:
    return {question.id for indication in library.indications.values() for question in indication.must_answer}


def _laws(library: Library) -> list[str]:
    """A right alone or with one of its plan types; the external review of a plan type; the two rules on reviewers."""
    by_plan = [f"{right.id}.{plan}" for right in library.rights.values() for plan in right.plan_types]
    reviews = [f"external_review.{plan}" for plan in library.plan_types]
    return [*library.rights, *by_plan, *reviews, "both_reviewers"]


def _classes(library: Library) -> set[str]:
    return {therapy.therapy_class for therapy in library.therapies.values()}


_OUT = ("contraindicated", "no_response", "not_tolerated")
_EXCHANGE_OUT = ("contraindicated", "no_response", "unavailable")
_NO_LABELS: Ids = _just()

LABELS: Mapping[str, Labelled] = {
    "course": Labelled(_just(*CASE_COURSES)),
    "course_short": Labelled(_just(*CASE_COURSES)),
    "plan_type": Labelled(lambda library: library.plan_types),
    "addressee": Labelled(_just(*LetterKind)),
    "level": Labelled(_levels, may=_just(*REQUESTS)),
    "level_of": Labelled(_NO_LABELS, may=_plan_levels),
    "decision_law": Labelled(_NO_LABELS, may=_plan_levels),
    "decider": Labelled(_NO_LABELS, may=_plan_levels),
    "role": Labelled(_just("physician", "other"), open=True),
    "outcome": Labelled(_just(*Outcome)),
    "tally_one": Labelled(_just(Outcome.FAILED, Outcome.INTOLERANT, Outcome.CONTRAINDICATED)),
    "tally_many": Labelled(_just(Outcome.FAILED, Outcome.INTOLERANT, Outcome.CONTRAINDICATED)),
    "reason": Labelled(lambda library: library.discontinuation_reasons),
    "stopped_for": Labelled(lambda library: library.discontinuation_reasons),
    "plain_outcome": Labelled(_just(Outcome.FAILED, Outcome.INTOLERANT), may=_just(*Outcome)),
    "plain_reason": Labelled(_NO_LABELS, may=lambda library: library.discontinuation_reasons),
    "plain_barred": Labelled(_NO_LABELS, may=lambda library: library.discontinuation_reasons),
    "therapy_class": Labelled(_classes),
    "site": Labelled(_just(*RelapseSite)),
    "recovery": Labelled(_just(*Recovery)),
    "recovered_one": Labelled(_NO_LABELS, may=_just(*Recovery)),
    "recovered_each": Labelled(_NO_LABELS, may=_just(*Recovery)),
    "plain_recovered_one": Labelled(_NO_LABELS, may=_just(*Recovery)),
    "plain_recovered_each": Labelled(_NO_LABELS, may=_just(*Recovery)),
    "relapse_treatment": Labelled(lambda library: library.relapse_treatments),
    "steroid_reason": Labelled(lambda library: library.steroid_contraindications),
    "steroid_status": Labelled(_just(*SteroidStatus)),
    "exchange_status": Labelled(_just(*PlasmaExchangeStatus)),
    "plain_steroids": Labelled(_just(*_OUT)),
    "plain_exchange": Labelled(_just(*_EXCHANGE_OUT)),
    "safety_yes": Labelled(lambda library: library.safety_questions),
    "safety_no": Labelled(_NO_LABELS, may=lambda library: library.safety_questions),
    "safety_open": Labelled(_contraindications, may=lambda library: library.safety_questions),
    "site_of_care": Labelled(_just(*SiteOfCare)),
    "phase": Labelled(_just(*PhaseName)),
    "trend": Labelled(_just("worse", "better", "same", "active", "quiet")),
    "standing": Labelled(_just(*Standing)),
    "determination": Labelled(_just(*DeterminationOutcome)),
    "decision": Labelled(_just(*DeterminationOutcome)),
    "denial_reason": Labelled(lambda library: library.denial_reasons),
    "document": Labelled(_documents),
    "document_here": Labelled(_NO_LABELS, may=_documents),
    "program_off_label": Labelled(
        lambda library: {str(program.covers_off_label_ms) for program in library.programs.values()}
    ),
    "law": Labelled(_just("both_reviewers"), may=_laws),
    "indication_title": Labelled(lambda library: [*library.indications, "none"]),
    "answer_topic": Labelled(_questions),
}


def label_problems(files: Mapping[str, Words], library: Library) -> Iterator[Problem]:
    """A problem for each value without a label, each label without a value, and each list that no term reads."""
    there: dict[str, dict[str, str]] = {}
    for file, words in files.items():
        for name, values in words.labels.items():
            there.setdefault(name, {}).update({value: f"{file}: labels.{name}.{value}" for value in values})
    for name in there.keys() - LABELS.keys():
        yield Problem(
            f"labels.{name}", f"no term reads this list{closest(name, LABELS)}; wanted: one of wordcheck.labels"
        )
    for name, labelled in LABELS.items():
        yield from _in_list(name, labelled, there.get(name, {}), library)


def _in_list(name: str, labelled: Labelled, there: Mapping[str, str], library: Library) -> Iterator[Problem]:
    must = list(labelled.must(library))
    for value in must:
        if value not in there:
            yield Problem(f"labels.{name}", f"{value} has no label; wanted: how a letter prints it")
    known = [*must, *labelled.may(library)]
    for value, place in there.items():
        if value not in known and not labelled.open:
            yield Problem(place, f"{value} is no value of the vocabulary{closest(value, known)}; wanted: one that is")
