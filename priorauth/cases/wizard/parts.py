"""The parts of the wizard's pages: each binds one section of the chart or the case to its form, or to a list of forms.

A part is bound to what was typed, or to what is on record. Saving writes what this member changed and no colleague did;
where both changed the same, what was typed is kept and the two are shown beside each other (`meeting`).
"""

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.http import QueryDict

from priorauth.cases.models import Case
from priorauth.cases.services import change_case
from priorauth.cases.wizard import picks
from priorauth.cases.wizard.meeting import Contest, seen
from priorauth.cases.wizard.sectionform import SectionForm
from priorauth.clinics.models import Member
from priorauth.clinics.roles import Right
from priorauth.formfields import complain, raw
from priorauth.patients.models import ClinicRow, Revised
from priorauth.patients.sections import save_once, section_of
from priorauth.patients.services import add_coverage, change_coverage, change_patient
from priorauth.patients.writing import ChangedMeanwhile
from priorauth.reference.services import library_of

MOST_ROWS = 100


@dataclass(frozen=True)
class Entry:
    """One form of a part. `row` is what is on record; None for one that is being typed.

    `gone` is the contest over an entry that was on record when the page was made and has been removed since. `saved`
    names the fields that were written.
    """

    id: str
    form: SectionForm
    row: ClinicRow | None = None
    title: str = ""
    detail: str = ""
    gone: Contest | None = None
    saved: set[str] = field(default_factory=set)

    @property
    def is_empty(self) -> bool:
        return self.row is None and self.form.is_bound and self.form.is_blank

    @property
    def is_blank(self) -> bool:
        """Whether it is there on the page, and empty."""
        return self.form.is_bound and self.form.is_blank

    @property
    def values(self) -> dict[str, Any]:
        """All its columns as they stand once it is saved."""
        return self.form.columns(self.form.fields) if self.form.is_bound else dict(self.form.initial)

    @property
    def can_be_saved(self) -> bool:
        return self.form.is_bound and not (self.is_empty or self.gone or self.form.errors) and bool(self.form.written)

    @property
    def contests(self) -> list[Contest]:
        """What is still to be decided, and beside it what was."""
        if self.gone:
            return [self.gone]
        return self.form.contests if self.form.is_bound and self.form.contested else []

    def shows(self, *, sent: bool) -> dict[str, list[str]]:
        """What the next save is measured against: what the page shows of the record. See `Bound.was`."""
        form, found = self.form, {}
        for name in form.fields:
            if not form.is_bound:
                value = form.recorded(name)
            elif self.gone or (name in form.changed_data and name not in self.saved):
                value = form.base(name)
            else:
                value = form.sent[name] if sent else raw(form[name].data)
            if value:
                found[form.add_prefix(name)] = value
        return found


@dataclass
class Bound:
    """A part of one case, as the page shows it and as it is saved, `by` whom.

    The first entries, `heads` of them, are said once; those behind them are rows that come and go. To a page that saves
    itself, `added` are entries that it has not shown yet, and `dropped` the ids of those that it shows no longer.
    """

    part: "Part"
    case: Case
    entries: list[Entry]
    revision: int
    template: str
    none_stated: bool = False
    was_too_late: bool = False
    by: Member | None = None
    heads: int = 1
    added: list[Entry] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)

    @property
    def is_sound(self) -> bool:
        """Whether everything that was typed could be saved."""
        return not self.faults

    @property
    def faults(self) -> int:
        errors = sum(len(entry.form.errors) for entry in self.entries if not entry.is_empty)
        return errors + sum(not contest.chosen for contest in self.contests) + self.was_too_late

    @property
    def contests(self) -> list[Contest]:
        return [contest for entry in self.entries for contest in entry.contests]

    @property
    def may_be_typed(self) -> bool:
        return self.by is None or self.by.may(self.part.right)

    @property
    def said_once(self) -> list[Entry]:
        return self.entries[: self.heads]

    @property
    def rows(self) -> list[Entry]:
        return self.entries[self.heads :]

    @property
    def is_open(self) -> bool:
        """Whether a part that can be folded away has something to show."""
        return self.none_stated or any(
            entry.row or entry.form.errors or (entry.form.is_bound and not entry.form.is_blank)
            for entry in self.entries
        )

    @property
    def is_asking(self) -> bool:
        """Whether an entry is left on the page."""
        return len(self.entries) + len(self.added) > len(self.dropped)

    @property
    def taken(self) -> list[str]:
        """The labels of the fields that a colleague changed and this page still shows as they were."""
        return [label for entry in self.entries for label in entry.form.taken]

    @contextmanager
    def turn(self, *entries: Entry) -> Iterator[None]:
        """For what is written of these entries: what is refused is told at its field; a colleague may be faster."""
        try:
            yield
            self.wrote(*entries)
        except ValidationError as error:
            complain(entries[0].form, error)
        except ChangedMeanwhile as meanwhile:
            self.was_too_late, self.revision = True, meanwhile.row.revision

    def wrote(self, *entries: Entry) -> None:
        for entry in entries:
            entry.saved.update(entry.form.written)
            self.changed.update(entry.form.written)

    def was(self, *, sent: bool = False) -> str:
        """What the page shows of the record, for the next save: as it is drawn now, or as it was `sent` by one that
        is not drawn again."""
        shown = {"none": ["on"]} if self.none_stated else {}
        for entry in self.entries:
            if entry.form.is_bound or not sent:
                shown |= entry.shows(sent=sent)
        for entry in self.added:
            shown |= entry.shows(sent=False)
        return json.dumps(shown)

    @property
    def was_drawn(self) -> str:
        return self.was()


@dataclass(frozen=True)
class Part(ABC):
    """One section. `name` begins the names of its fields; only who has the `right` may type into it.

    One that `folds` is closed on its page until there is something in it.
    """

    name: str
    title: str
    hint: str = ""
    right: ClassVar[Right] = Right.WRITE_RECORDS
    folds: ClassVar[bool] = False

    @abstractmethod
    def bind(self, case: Case, typed: QueryDict | None) -> Bound:
        """The section's forms, from what was typed or else from the record."""

    @abstractmethod
    def save(self, bound: Bound, typed: QueryDict) -> None:
        """Writes what was typed and can be saved; errors and contests are left in `bound`."""

    @abstractmethod
    def revised(self, case: Case) -> Revised:
        """The row that counts the changes of this section."""


@dataclass(frozen=True)
class SinglePart(Part):
    """A section that says something once. `find` gives its row, `store` writes the values, `offer` sets what the form
    offers to this clinic."""

    form: type[SectionForm] = SectionForm
    find: Callable[[Case], ClinicRow | None] = lambda case: None
    owner: Callable[[Case], Revised] = lambda case: case
    store: Callable[[Case, int, dict[str, Any]], object] = lambda case, revision, values: None
    offer: Callable[[Case, SectionForm], object] = lambda case, form: None

    def revised(self, case: Case) -> Revised:
        return self.owner(case)

    def bind(self, case: Case, typed: QueryDict | None) -> Bound:
        row, now = self.find(case), self.revised(case).revision
        shown = seen(self.name, typed, now)
        form = self.form(typed, prefix=self.name, initial=self.form.on_row(row), seen=shown)
        self.offer(case, form)
        return Bound(self, case, [Entry(self.name, form, row)], now, "cases/_single.html")

    def save(self, bound: Bound, typed: QueryDict) -> None:
        (entry,) = bound.entries
        if entry.can_be_saved:
            with bound.turn(entry):
                self.store(bound.case, bound.revision, entry.form.to_write)


def owner_of(model: Any, case: Case) -> Revised:
    """The patient or the case, whichever has the section to which rows of the model belong."""
    return case if model.sections.owner == "case" else case.patient


def rows_of(model: Any, case: Case) -> Any:
    """The rows of the model that belong to the case or its patient."""
    return model.objects.of(case.clinic).filter(**{model.sections.owner: owner_of(model, case)})


def chart_part(
    name: str, title: str, model: type[Any], form: type[SectionForm], hint: str = "", *, folds: bool = False
) -> SinglePart:
    """A section of the chart that says something once."""

    def find(case: Case) -> ClinicRow | None:
        found: ClinicRow | None = rows_of(model, case).first()
        return found

    def store(case: Case, revision: int, values: dict[str, Any]) -> object:
        return save_once(model, case.patient, revision, **values)

    kind = FoldedPart if folds else SinglePart
    return kind(name, title, hint, form, find, lambda case: section_of(model, case.patient), store)


def patient_part(name: str, title: str, form: type[SectionForm], hint: str = "") -> SinglePart:
    """Columns of the patient's own row."""
    return SinglePart(
        name, title, hint, form,
        find=lambda case: case.patient,
        owner=lambda case: case.patient,
        store=lambda case, revision, values: change_patient(patient=case.patient, revision=revision, **values),
    )  # fmt: skip


def coverage_part(name: str, title: str, form: type[SectionForm], hint: str = "") -> SinglePart:
    """The plan that the case asks."""

    def store(case: Case, revision: int, values: dict[str, Any]) -> object:
        if case.coverage is None:
            # The count goes on from the case's, so that a page made before there was a plan is behind it.
            coverage = add_coverage(patient=case.patient, revision=revision + 1, **values)
            return change_case(case=case, revision=revision, coverage=coverage)
        return change_coverage(coverage=case.coverage, revision=revision, **values)

    def offer(case: Case, coverage: SectionForm) -> None:
        coverage.offer("policy", picks.policies(library_of(case.clinic)))

    return SinglePart(
        name, title, hint, form,
        find=lambda case: case.coverage, owner=lambda case: case.coverage or case, store=store, offer=offer,
    )  # fmt: skip


@dataclass(frozen=True)
class FoldedPart(SinglePart):
    """A section that few cases need."""

    folds = True


def typed_ids(part: str, typed: QueryDict | None) -> Iterable[str]:
    """The ids of the entries that the page sent."""
    return typed.getlist(f"{part}-id")[:MOST_ROWS] if typed is not None else []
