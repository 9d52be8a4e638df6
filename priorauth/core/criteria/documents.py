"""Criteria on documents and on what stands on record at all."""

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator

from priorauth.core.criteria.base import Kind, Params, UseParams
from priorauth.core.criteria.record import is_path, read
from priorauth.core.criteria.verdict import Verdict, all_of, any_of, met, not_documented, not_met
from priorauth.core.facts import CaseFacts
from priorauth.core.facts.base import Proven
from priorauth.core.timeline import numbered
from priorauth.core.vocabulary import Answer

if TYPE_CHECKING:
    from priorauth.core.context import Context

_PROVED_BY = {
    "mri_report": "imaging",
    "edss_record": "disability",
    "relapse_log": "relapses",
    "prior_therapy_record": "therapies",
}


class DocumentsParams(UseParams):
    """Ids of the standard exhibits."""

    exhibits: tuple[str, ...]


class DocumentationRequired(Kind):
    """Each document is among the exhibits, or the facts that it would prove all name an exhibit."""

    kind: Literal["documentation_required"]
    params: DocumentsParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        return all_of(self._one(kind, facts, context) for kind in self.params.exhibits)

    def _one(self, kind: str, facts: CaseFacts, context: "Context") -> Verdict:
        record = context.library.exhibit_kinds.get(kind)
        name = record.what if record else kind.replace("_", " ")
        attached = [f"exhibits[{index}]" for index, exhibit in enumerate(facts.exhibits) if exhibit.kind == kind]
        if attached:
            return met(f"Attached: {name}.", *attached)
        field = _PROVED_BY.get(kind)
        proved = numbered(field, getattr(facts, field) or ()) if field else ()
        if proved and all(isinstance(entry.item, Proven) and entry.item.exhibit for entry in proved):
            return met(f"Attached: {name}.", *(f"{entry.path}.exhibit" for entry in proved))
        return not_documented(f"Not among the exhibits: {name}.", "exhibits")


def _known(path: str) -> str:
    if not is_path(path):
        raise ValueError(
            f"{path} is no path of the case format; write it dotted and without numbers: relapses.severity"
        )
    return path


CasePath = Annotated[str, AfterValidator(_known)]


class PathsParams(Params):
    """Dotted paths of the case file, lists by any item (`relapses.severity`); `denial` and `denied` are the
    determination that the letter answers and its submission. Every path must be on record."""

    paths: tuple[CasePath, ...]


class OnRecord(Kind):
    kind: Literal["on_record"]
    params: PathsParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        return all_of(on_record(facts, path, context) for path in self.params.paths)


class Unrecorded(Kind):
    """Nothing stands at any of the paths. It chooses between words that rest on other facts, and is no statement:
    the one kind that a new fact turns from met to not met."""

    kind: Literal["unrecorded"]
    params: PathsParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        found = [path for dotted in self.params.paths for path in read(facts, dotted, context).found]
        return not_met("On record.", *found) if found else met("Nothing on record.")


def on_record(facts: CaseFacts, path: str, context: "Context") -> Verdict:
    """Whether anything stands there; not met only where the record says that there is none."""
    reading = read(facts, path, context)
    if reading.found:
        return met("On record.", *reading.found)
    if reading.none:
        return not_met("None, on record.", path.split(".")[0])
    return not_documented("Not on record.", *(reading.missing or (path,)))


class SafetyParams(Params):
    """Met where any of the screening questions has one of these answers."""

    questions: tuple[str, ...]
    answers: tuple[Answer, ...]


class SafetyAnswerIs(Kind):
    kind: Literal["safety_answer"]
    params: SafetyParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        return any_of(self._one(question, facts) for question in self.params.questions)

    def _one(self, question: str, facts: CaseFacts) -> Verdict:
        given, path = facts.safety.get(question), f"safety.{question}"
        if given is None:
            return not_documented("The screening question was not asked.", path)
        if given.answer in self.params.answers:
            return met(f"Answered {given.answer}.", path)
        if given.answer is Answer.UNKNOWN:
            return not_documented("The screening question is open.", path)
        return not_met(f"Answered {given.answer}.", path)


class QuestionParams(Params):
    question: str


class Answered(Kind):
    """The prescriber has written an answer to the reviewer's question."""

    kind: Literal["answered"]
    params: QuestionParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        path = f"answers.{self.params.question}"
        if self.params.question in facts.answers:
            return met("The prescriber has answered it.", path)
        return not_documented("The prescriber has not answered it.", path)


class DefinitionParams(Params):
    which: Literal["experimental", "medically_necessary"]


class DefinitionOnRecord(Kind):
    """The plan document's own definition is on record."""

    kind: Literal["definition_on_record"]
    params: DefinitionParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        return on_record(facts, f"coverage.definitions.{self.params.which}", context)


class RuleParams(Params):
    rule: str


class Overridden(Kind):
    """The prescriber has overridden the stop in writing."""

    kind: Literal["overridden"]
    params: RuleParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        for index, override in enumerate(facts.overrides):
            if override.rule == self.params.rule and override.date <= facts.as_of:
                return met("The prescriber has overridden it in writing.", f"overrides[{index}]")
        return not_documented("The prescriber has not overridden it.", "overrides")
