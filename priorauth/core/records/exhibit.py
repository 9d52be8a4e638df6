"""The documents that prove facts, and the sections that letters are built from."""

from priorauth.core.records.base import Record, Text


class ExhibitKind(Record):
    """A kind of document: its name within a sentence, what it is, and why a letter encloses it."""

    label: Text
    what: Text
    why: Text


class LetterSection(Record):
    """A section of a letter: what it holds, and how long it may be."""

    holds: Text
    length: Text
