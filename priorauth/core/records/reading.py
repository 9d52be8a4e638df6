"""From parsed files to records: every record checked by its model, every mistake kept with its place."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from priorauth.core.errors import Problem
from priorauth.core.records.base import Record
from priorauth.core.records.problems import closest, problems_of
from priorauth.core.records.sections import FILES, SECTIONS, WORDS_FILE, Section
from priorauth.core.records.words import Words

OVERLAY_FILE = "clinic"
OWN = "own."
OVERLAY_ATTRIBUTES = ("policies", "publications")
PART_LISTS = ("findings", "limitations", "arms", "levels", "criteria", "must_answer")


def is_own(record_id: str) -> bool:
    """Whether an id is a clinic's own and not a shipped record's."""
    return record_id.startswith(OWN)


@dataclass
class Reading:
    """What was read so far. `known` holds ids even of records that are broken, so that one mistake is told once."""

    values: dict[str, Any] = field(default_factory=dict)
    places: dict[tuple[str, str], str] = field(default_factory=dict)
    known: dict[str, set[str]] = field(default_factory=dict)
    read_on: Mapping[str, dt.date] = field(default_factory=dict)
    words: dict[str, Words] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @classmethod
    def of_files(cls, files: Mapping[str, Any]) -> "Reading":
        """Every file of the library, in the order of their names."""
        reading = cls()
        by_kind: dict[str, dict[str, Any]] = {kind: {} for kind in FILES}
        for name in sorted(files):
            kind = name.removesuffix(".yaml").split("/")[0]
            if kind == WORDS_FILE:
                reading._read_words(name, files[name])
            elif kind not in by_kind:
                reading._complain(name, f"no such file is known{closest(kind, FILES)}; known: {', '.join(FILES)}")
            elif not isinstance(files[name], Mapping):
                reading._complain(name, "holds no mapping; wanted: the file's lists under their keys")
            else:
                by_kind[kind][name] = files[name]
        for kind, named in by_kind.items():
            reading._read_kind(kind, named)
        reading._freeze()
        return reading

    @classmethod
    def of_overlay(cls, records: Mapping[str, Any]) -> "Reading":
        """A clinic's own records: `policies` and `publications`."""
        reading = cls()
        for key in records:
            if key not in OVERLAY_ATTRIBUTES:
                reading._complain(
                    OVERLAY_FILE, f"{key!r} cannot be added by a clinic; wanted: {', '.join(OVERLAY_ATTRIBUTES)}"
                )
        for section in SECTIONS:
            if section.attribute in OVERLAY_ATTRIBUTES and section.key in records:
                reading._read_list(section, OVERLAY_FILE, records[section.key])
        reading._freeze()
        return reading

    def unfit_ids(self, library: Mapping[str, Any]) -> list[Problem]:
        """A problem for each record of a clinic whose id could be a shipped one's, or is taken."""
        return [
            Problem(place, f"the id is no clinic's own; wanted: {OWN}<name>, which no shipped record has")
            if not is_own(record_id)
            else Problem(place, "the id is taken; give one of the two another")
            for (attribute, record_id), place in self.places.items()
            if not is_own(record_id) or record_id in library[attribute]
        ]

    def _read_kind(self, kind: str, named: Mapping[str, Mapping[str, Any]]) -> None:
        """A kind is one file, or a folder of files that together have every key."""
        sections = [section for section in SECTIONS if section.file == kind]
        if not named:
            self._complain(f"{kind}.yaml", "is missing from the library")
        for name, data in named.items():
            rest = self._take_read_on(kind, name, data)
            if not sections[0].key:
                self._read_single(sections[0], name, rest)
            else:
                self._read_sections(sections, name, rest)
        for section in sections:
            if named and section.key and not any(section.key in data for data in named.values()):
                self._complain(f"{next(iter(named))}: {section.key}", "is missing")

    def _take_read_on(self, kind: str, name: str, data: Mapping[str, Any]) -> dict[str, Any]:
        rest = dict(data)
        day = rest.pop("read_on", None)
        if not isinstance(day, dt.date):
            self._complain(
                f"{name}: read_on", "is missing or no date; wanted: the day its pages were read, as 2026-03-14"
            )
            return rest
        self.read_on = {**self.read_on, kind: min(day, self.read_on.get(kind, day))}
        return rest

    def _read_sections(self, sections: list[Section], name: str, data: Mapping[str, Any]) -> None:
        keys = [section.key for section in sections]
        for key in data:
            if key not in keys:
                self._complain(
                    f"{name}: {key}", f"the key is not known{closest(str(key), keys)}; known here: {', '.join(keys)}"
                )
        for section in sections:
            if section.key in data:
                read = self._read_single if section.single else self._read_list
                read(section, name, data[section.key])

    def _read_single(self, section: Section, name: str, data: Any) -> None:
        start = f"{name}: {section.key}"
        try:
            self.values[section.attribute] = section.model.model_validate(data)
        except ValidationError as error:
            self.problems += problems_of(error, section.model, data, start)

    def _read_words(self, name: str, data: Any) -> None:
        try:
            words = Words.model_validate(data)
        except ValidationError as error:
            self.problems += problems_of(error, Words, data, f"{name}: ")
            return
        self.words[name] = words

    def _read_list(self, section: Section, name: str, items: Any) -> None:
        self.values.setdefault(section.attribute, {})
        self.known.setdefault(section.attribute, set())
        if not isinstance(items, list):
            self._complain(f"{name}: {section.key}", "is no list; wanted: a list of records")
            return
        for index, item in enumerate(items):
            shown = item["id"] if isinstance(item, dict) and "id" in item else index
            self._read_record(section, f"{name}: {section.key}[{shown}]", item)

    def _read_record(self, section: Section, place: str, item: Any) -> None:
        self._know(section, item)
        try:
            record = section.model.model_validate(item)
        except ValidationError as error:
            self.problems += problems_of(error, section.model, item, place)
            return
        assert isinstance(record, Record)
        first = self.places.get((section.attribute, record.id))
        if first:
            self._complain(place, f"the id is taken by {first}; give one of them another")
            return
        if is_own(record.id) and not place.startswith(OVERLAY_FILE):
            self._complain(place, f"ids that begin with {OWN} are kept for clinics; give the record another")
        self.problems += _repeated_parts(record, place)
        self.places[section.attribute, record.id] = place
        self.values[section.attribute][record.id] = record

    def _know(self, section: Section, item: Any) -> None:
        if isinstance(item, Mapping) and isinstance(item.get("id"), str):
            self.known[section.attribute].add(item["id"])
            findings = item.get("findings")
            for part in findings if isinstance(findings, list) else []:
                if isinstance(part, Mapping):
                    self.known[section.attribute].add(f"{item['id']}/{part.get('id')}")

    def _freeze(self) -> None:
        """Publications go by id, because they come from several files; all else keeps its order."""
        for attribute, value in self.values.items():
            if isinstance(value, dict):
                items = sorted(value.items()) if attribute == "publications" else value.items()
                self.values[attribute] = MappingProxyType(dict(items))
        self.read_on = MappingProxyType(dict(sorted(self.read_on.items())))

    def _complain(self, path: str, message: str) -> None:
        self.problems.append(Problem(path, message))


def _repeated_parts(record: Record, place: str) -> list[Problem]:
    return [
        Problem(f"{place}.{name}", f'the id "{repeated}" is there more than once; each must be unique in its record')
        for name in PART_LISTS
        for repeated in _repeats(part.id for part in getattr(record, name, ()))
    ]


def _repeats(ids: Iterable[str]) -> list[str]:
    listed = list(ids)
    return sorted({one for one in listed if listed.count(one) > 1})
