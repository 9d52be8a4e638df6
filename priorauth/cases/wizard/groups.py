"""The parts of a page that are saved as one: forms that say something once, and rows below them."""

from abc import abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from django.http import QueryDict

from priorauth.cases.models import Case, Phase, Request
from priorauth.cases.services import save_request
from priorauth.cases.wizard.forms import (
    InfusionForm,
    IvigAuthorizationForm,
    IvigResponseForm,
    PhaseForm,
    PriorIvigForm,
    RequestForm,
)
from priorauth.cases.wizard.lists import blank, entries, none_stated
from priorauth.cases.wizard.meeting import seen
from priorauth.cases.wizard.parts import Bound, Entry, Part, owner_of, rows_of
from priorauth.cases.wizard.sectionform import SectionForm
from priorauth.patients.models import Infusion, PriorIvig, Revised
from priorauth.patients.sections import section_of
from priorauth.patients.services import save_prior_ivig


@dataclass(frozen=True)
class GroupPart(Part):
    """`model` is the row that all of it hangs on, `row_form` one row below it; `none` is stated where there is none."""

    model: ClassVar[type[Any]]
    row_form: ClassVar[type[SectionForm]]
    template: ClassVar[str]
    none: ClassVar[str] = ""

    @abstractmethod
    def heads(self, row: Any) -> list[tuple[str, type[SectionForm], Any]]:
        """What is said once: a name behind the part's, its form, and its row."""

    @abstractmethod
    def below(self, row: Any) -> Iterable[Any]:
        """The rows below."""

    @abstractmethod
    def store(self, bound: Bound, heads: list[Entry], rows: list[dict[str, Any]]) -> None:
        """Writes all of it: `rows` as they are to stand."""

    def states_none(self, row: Any) -> bool:
        """Whether it is on record that there is no row below."""
        return False

    def revised(self, case: Case) -> Revised:
        return section_of(self.model, owner_of(self.model, case))

    def bind(self, case: Case, typed: QueryDict | None) -> Bound:
        row, now = rows_of(self.model, case).first(), self.revised(case).revision
        shown = seen(self.name, typed, now)
        heads = [
            Entry(name, form(typed, prefix=name, initial=form.on_row(found), seen=shown), found)
            for name, form, found in ((f"{self.name}{behind}", form, found) for behind, form, found in self.heads(row))
        ]
        rows = list(entries(self.name, self.row_form, self.below(row) if row else [], typed, shown))
        none = none_stated(self.name, self.states_none(row), typed, shown) and not rows
        return Bound(self, case, [*heads, *rows], now, self.template, none_stated=none, heads=len(heads))

    def blank(self) -> Entry:
        """A further row to type into."""
        return blank(self.name, self.row_form)

    def save(self, bound: Bound, typed: QueryDict) -> None:
        changed = [entry for entry in bound.entries if entry.can_be_saved]
        is_faulty = any(entry.gone or (entry.form.errors and not entry.is_empty) for entry in bound.entries)
        states_other = bound.none_stated != self.states_none(bound.entries[0].row)
        if is_faulty or not (changed or states_other):
            return
        rows = [{"id": UUID(entry.id), **entry.values} for entry in bound.rows if not entry.is_blank]
        first, *others = bound.said_once
        with bound.turn(first, *(entry for entry in changed if entry is not first)):
            self.store(bound, [first, *others], rows)
            if states_other:
                bound.changed.add("none_stated")


@dataclass(frozen=True)
class RequestPart(GroupPart):
    """What is asked for, and the phases of the regimen."""

    model = Request
    row_form = PhaseForm
    template = "cases/_request.html"

    def heads(self, row: Any) -> list[tuple[str, type[SectionForm], Any]]:
        return [("", RequestForm, row)]

    def below(self, row: Any) -> Iterable[Any]:
        return Phase.objects.of(row.clinic).filter(request=row)

    def store(self, bound: Bound, heads: list[Entry], rows: list[dict[str, Any]]) -> None:
        save_request(case=bound.case, revision=bound.revision, phases=rows, **heads[0].form.to_write)


@dataclass(frozen=True)
class IvigPart(GroupPart):
    """Immune globulin that the patient has had: the course, the response, the authorization, the infusions."""

    model = PriorIvig
    row_form = InfusionForm
    template = "cases/_ivig.html"
    none = "No infusion has been given yet"
    folds = True

    def heads(self, row: Any) -> list[tuple[str, type[SectionForm], Any]]:
        return [
            ("", PriorIvigForm, row),
            ("-response", IvigResponseForm, getattr(row, "response", None)),
            ("-authorization", IvigAuthorizationForm, getattr(row, "authorization", None)),
        ]

    def below(self, row: Any) -> Iterable[Any]:
        return Infusion.objects.of(row.clinic).filter(prior_ivig=row)

    def states_none(self, row: Any) -> bool:
        return bool(row and row.no_infusion_stated)

    def store(self, bound: Bound, heads: list[Entry], rows: list[dict[str, Any]]) -> None:
        course, response, authorization = heads
        save_prior_ivig(
            patient=bound.case.patient,
            revision=bound.revision,
            response=said(response),
            authorization=said(authorization),
            infusions=rows if rows or bound.none_stated else None,
            **course.form.to_write,
        )


def said(entry: Entry) -> dict[str, Any] | None:
    """What a form says; None where it says nothing."""
    return entry.values if any(value not in (None, "") for value in entry.values.values()) else None
