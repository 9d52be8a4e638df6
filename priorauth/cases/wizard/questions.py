"""The parts of a page that are questions of the library, each with its answer: one that is taken away is no row."""

from abc import abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import QueryDict
from django.utils import timezone

from priorauth.cases.models import Case, WrittenAnswer
from priorauth.cases.wizard.forms import AnswerForm, SafetyForm
from priorauth.cases.wizard.judging import judged_facts
from priorauth.cases.wizard.meeting import Seen, seen
from priorauth.cases.wizard.parts import Bound, Entry, Part, owner_of, rows_of
from priorauth.cases.wizard.sectionform import SectionForm
from priorauth.core.assess import assess
from priorauth.core.records.indication import MustAnswer
from priorauth.patients.models import Revised, SafetyAnswer
from priorauth.patients.sections import section_of
from priorauth.patients.writing import add, change, next_position, remove, take_turn
from priorauth.reference.services import shipped_library


@dataclass(frozen=True)
class QuestionsPart(Part):
    """`said` is the field without which there is no answer."""

    model: ClassVar[type[Any]]
    form: ClassVar[type[SectionForm]]
    said: ClassVar[str]
    template: ClassVar[str]

    @abstractmethod
    def asked(self, case: Case, rows: dict[str, Any], typed: QueryDict | None) -> Iterable[tuple[str, str, str]]:
        """Each question's id, words and why it is asked."""

    def revised(self, case: Case) -> Revised:
        return section_of(self.model, owner_of(self.model, case))

    def bind(self, case: Case, typed: QueryDict | None) -> Bound:
        rows = {row.question: row for row in rows_of(self.model, case)}
        now = self.revised(case).revision
        shown = seen(self.name, typed, now)
        found = [
            Entry(key, self.bound_form(key, words, rows.get(key), typed, shown), rows.get(key), words, why)
            for key, words, why in self.asked(case, rows, typed)
        ]
        return Bound(self, case, found, now, self.template)

    def bound_form(self, key: str, words: str, row: Any, typed: QueryDict | None, shown: Seen) -> SectionForm:
        return self.form(typed, prefix=f"{self.name}-{key}", initial=self.form.on_row(row), seen=shown)

    def save(self, bound: Bound, typed: QueryDict) -> None:
        changed = [entry for entry in bound.entries if entry.can_be_saved]
        if not changed:
            return
        owner = owner_of(self.model, bound.case)
        with bound.turn():
            take_turn(section_of(self.model, owner), bound.revision)
            for entry in changed:
                with bound.turn(entry):
                    self._write(bound.case, entry, owner)

    def _write(self, case: Case, entry: Entry, owner: Revised) -> None:
        is_answered = bool(entry.form.merged[self.said])
        if entry.row is not None and is_answered:
            change(entry.row, **self.signed(case), **entry.form.to_write)
        elif entry.row is not None:
            remove(entry.row)
        elif is_answered:
            place = {self.model.sections.owner: owner}
            position = next_position(self.model, owner.clinic, **place)
            row = {"question": entry.id, "position": position, **place}
            add(self.model, clinic=owner.clinic, **row, **entry.values, **self.signed(case))

    def signed(self, case: Case) -> dict[str, Any]:
        """What an answer says besides what is typed."""
        return {}


@dataclass(frozen=True)
class SafetyPart(QuestionsPart):
    """The screening questions of the library."""

    model = SafetyAnswer
    form = SafetyForm
    said = "answer"
    template = "cases/_safety.html"

    def asked(self, case: Case, rows: dict[str, Any], typed: QueryDict | None) -> Iterable[tuple[str, str, str]]:
        return ((one.id, one.question, one.why) for one in shipped_library().safety_questions.values())


@dataclass(frozen=True)
class AnswersPart(QuestionsPart):
    """What a reviewer will ask of the indication, each question with the prescriber's written answer."""

    model = WrittenAnswer
    form = AnswerForm
    said = "text"
    template = "cases/_answers.html"

    def asked(self, case: Case, rows: dict[str, Any], typed: QueryDict | None) -> Iterable[tuple[str, str, str]]:
        return ((one.id, one.question, "") for one in questions(self.name, case, rows, typed))

    def bound_form(self, key: str, words: str, row: Any, typed: QueryDict | None, shown: Seen) -> SectionForm:
        form = super().bound_form(key, words, row, typed, shown)
        form.fields["text"].label = f"{words}?"
        return form

    def ask_anew(self, bound: Bound, now: Case) -> None:
        """What the page is to show otherwise now that it was saved: another indication has other questions, and what is
        typed into one stays."""
        on_page = {entry.id for entry in bound.entries}
        bound.added = [entry for entry in self.bind(now, None).entries if entry.id not in on_page]
        asked = {one.id for one in questions(self.name, now, (), None)}
        bound.dropped = [one.id for one in bound.entries if one.is_empty and one.id not in asked]

    def signed(self, case: Case) -> dict[str, Any]:
        return {"by": case.prescriber.name if case.prescriber else "", "date": timezone.localdate()}


def questions(part: str, case: Case, answered: Iterable[str], typed: QueryDict | None) -> list[MustAnswer]:
    """Those that the page asked; or else of the indication that is asked for or supported first, and those answered."""
    library = shipped_library()
    every = {one.id: one for indication in library.indications.values() for one in indication.must_answer}
    if typed is not None:
        return [one for key, one in every.items() if f"{part}-{key}-text" in typed]
    chosen = assess(judged_facts(case).facts, library).indication
    asked = {one.id: one for one in (chosen.must_answer if chosen else ())}
    return list((asked | {name: every[name] for name in answered}).values())
