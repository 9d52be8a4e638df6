"""The parts of a page that are lists: entries that are added, changed and removed one by one."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.http import QueryDict

from priorauth.cases.models import Case
from priorauth.cases.wizard.meeting import MINE, Contest, Seen, seen
from priorauth.cases.wizard.parts import MOST_ROWS, Bound, Entry, Part, owner_of, rows_of, typed_ids
from priorauth.cases.wizard.sectionform import SectionForm
from priorauth.patients.models import ChartSection, Revised
from priorauth.patients.sections import section_of, state_none
from priorauth.patients.writing import add, change, next_position, take_turn

Told = Callable[[Any], tuple[str, str]]


@dataclass(frozen=True)
class ListPart(Part):
    """A section with several entries. `none` is what staff state where there is none; `one` names one."""

    model: type[Any] = ChartSection
    form: type[SectionForm] = SectionForm
    one: str = ""
    none: str = ""
    describe: Told = lambda row: (str(row), "")

    def revised(self, case: Case) -> Revised:
        return section_of(self.model, owner_of(self.model, case))

    def bind(self, case: Case, typed: QueryDict | None) -> Bound:
        section = section_of(self.model, owner_of(self.model, case))
        shown = seen(self.name, typed, section.revision)
        found = list(entries(self.name, self.form, rows_of(self.model, case), typed, shown, self.describe))
        none = none_stated(self.name, section.none_stated, typed, shown) and not any(entry.row for entry in found)
        return Bound(self, case, found[:MOST_ROWS], section.revision, "cases/_list.html", none_stated=none)

    def blank(self) -> Entry:
        """A further entry to type into."""
        return blank(self.name, self.form)

    def save(self, bound: Bound, typed: QueryDict) -> None:
        owner = owner_of(self.model, bound.case)
        section = section_of(self.model, owner)
        changed = [entry for entry in bound.entries if entry.can_be_saved]
        if changed:
            with bound.turn():
                take_turn(section, bound.revision)
                self._write(bound, changed, owner)
                change(section, none_stated=False)
        elif bound.none_stated != section.none_stated and not any(entry.row for entry in bound.entries):
            with bound.turn():
                state_none(self.model, owner, bound.revision, stated=bound.none_stated)
                bound.changed.add("none_stated")

    def _write(self, bound: Bound, changed: list[Entry], owner: Revised) -> None:
        place = {self.model.sections.owner: owner}
        position = next_position(self.model, owner.clinic, **place)
        for entry in changed:
            with bound.turn(entry):
                if entry.row is None:
                    row = {"id": UUID(entry.id), "position": position, **place}
                    add(self.model, clinic=owner.clinic, **row, **entry.values, **self.signed(bound))
                    position += 1
                else:
                    change(entry.row, **entry.form.to_write, **self.signed(bound))

    def signed(self, bound: Bound) -> dict[str, Any]:
        """What an entry says besides what is typed."""
        return {}


def none_stated(part: str, recorded: bool, typed: QueryDict | None, shown: Seen) -> bool:
    """Whether there is none, as the page says where somebody touched it, and else as the record does."""
    is_ticked = typed is not None and f"{part}-none" in typed
    was_ticked = recorded if shown.fields is None else "none" in shown.fields
    return recorded if typed is None or is_ticked == was_ticked else is_ticked


def entries(
    part: str,
    form: type[SectionForm],
    rows: Iterable[Any],
    typed: QueryDict | None,
    shown: Seen,
    describe: Told = lambda row: ("", ""),
) -> Iterator[Entry]:
    """The entries on record, those that a page sent as they were typed; then those that are new there."""
    sent = {row_id: None for row_id in typed_ids(part, typed) if is_uuid(row_id)}
    for row in rows:
        row_id = str(row.id)
        bound = form(typed if row_id in sent else None, prefix=f"{part}-{row_id}", initial=form.on_row(row), seen=shown)
        sent.pop(row_id, None)
        yield Entry(row_id, bound, row, *describe(row))
    for row_id in sent:
        entry = _without_row(part, form, row_id, typed, shown)
        if entry is not None:
            yield entry


def _without_row(part: str, form: type[SectionForm], row_id: str, typed: QueryDict | None, shown: Seen) -> Entry | None:
    """An entry that is typed and not on record: new, or removed by a colleague since, which is asked about if it was
    changed here, and else taken as it is."""
    prefix = f"{part}-{row_id}"
    choice = shown.keep.get(prefix, "")
    if not shown.held(prefix) or choice == MINE:
        return Entry(row_id, form(typed, prefix=prefix, seen=Seen({})))
    held = {name: _one_or_many((shown.fields or {}).get(f"{prefix}-{name}", [])) for name in form.base_fields}
    bound = form(typed, prefix=prefix, initial=held, seen=shown)
    if choice or all(bound.sent[name] == bound.base(name) for name in bound.fields):
        return None
    return Entry(row_id, bound, gone=Contest(prefix, "This entry", "Removed", "Kept, with your changes"))


def _one_or_many(value: list[str]) -> Any:
    return value if len(value) > 1 else "".join(value)


def blank(part: str, form: type[SectionForm]) -> Entry:
    row_id = str(uuid4())
    return Entry(row_id, form(prefix=f"{part}-{row_id}"))


def is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
