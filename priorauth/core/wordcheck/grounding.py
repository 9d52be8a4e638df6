"""What holds sentences and rows up: something must, and what is cited must be citable."""

from collections.abc import Iterable, Iterator

from priorauth.core.bindings import part_of
from priorauth.core.criteria.record import is_path
from priorauth.core.errors import Problem
from priorauth.core.library import Library
from priorauth.core.records.words import RowWords, SentenceWords
from priorauth.core.templates import ALONE
from priorauth.core.wordcheck.blanks import blanks
from priorauth.core.wordcheck.names import Names
from priorauth.core.wordcheck.places import rows, sentences

_BARE = "nothing holds this up; wanted: a blank, facts, findings, rules or a condition"


def grounding_problems(names: Names) -> Iterator[Problem]:
    """Sentences and rows without any ground; publications that may not be cited."""
    disclosed = _disclosed(names.library)
    for file, words in names.files.items():
        for sentence in sentences(file, words, names.by_reason):
            said = sentence.words
            if not (said.formal or said.label or _is_held(said, [said.text or ""])):
                yield Problem(sentence.place, f"{_BARE}; or formal: true, if it states nothing")
            yield from _no_paths(sentence.place, said.facts)
            yield from _uncitable(sentence.place, said, names.library, disclosed)
        for row in rows(file, words, names.by_reason):
            of_sentences = any(not isinstance(cell, str | tuple) for cell in row.words.cells)
            if not of_sentences and not _is_held(row.words, [text for _, text in row.texts]):
                yield Problem(row.place, _BARE)
            yield from _no_paths(row.place, row.words.facts)
            yield from _uncitable(row.place, row.words, names.library, disclosed)


def _is_held(words: SentenceWords | RowWords, texts: Iterable[str]) -> bool:
    has_blank = any(blank.name not in ALONE for text in texts for blank in blanks(text))
    return bool(has_blank or words.facts or words.findings or words.rules or words.when)


def _no_paths(place: str, facts: tuple[str, ...]) -> Iterator[Problem]:
    for path in facts:
        if not is_path(path):
            yield Problem(f"{place}.facts", f'"{path}" is no path of the case format; wanted: one that it has')


def _uncitable(
    place: str, words: SentenceWords | RowWords, library: Library, disclosed: frozenset[str]
) -> Iterator[Problem]:
    """A publication that no page confirmed may not be cited; an incomplete one only as a disclosure."""
    for ground in words.bind.values():
        publication, _ = part_of(ground, library)
        if not publication.may_support and not (ground in disclosed and publication.may_be_disclosed):
            yield Problem(f"{place}.bind", f"{ground} may not be cited, so this is never said; wanted: one that may")
    for ground in words.findings:
        publication, _ = part_of(ground, library)
        if publication.verified is None:
            yield Problem(f"{place}.findings", f"{ground} was confirmed by no page; wanted: one that was")


def _disclosed(library: Library) -> frozenset[str]:
    found: set[str] = set()
    for indication in library.indications.values():
        found.update(indication.must_disclose)
        found.update(finding for rule in indication.must_disclose_if for finding in rule.findings)
    return frozenset(found)
