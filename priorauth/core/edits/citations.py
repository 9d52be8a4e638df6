"""Citations that somebody typed by hand: a letter may cite only what the library holds, and by its list."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from priorauth.core.dates import MONTHS
from priorauth.core.library import Library
from priorauth.core.records.publication import Publication

_DOI = re.compile(r"\b(?:doi:? ?)?(10\.\d{4,9}/[^\s\"<>“”]*[^\s\"<>“”.,;:)\]])", re.IGNORECASE)
_PMID = re.compile(r"\bPMID[:#]? ?(\d{1,9})\b|\bpubmed\.ncbi\.nlm\.nih\.gov/(\d{1,9})", re.IGNORECASE)
_NAME = r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)[a-z]?\b"
_AND_OTHERS = r"(?: et al\.?| and (?:colleagues|others|co-?workers)|,? (?:and|&) [A-Z][\w’'-]+)"
_AUTHORS = re.compile(rf"\b(?P<name>{_NAME}){_AND_OTHERS}(?:[’']s?)?(?:,? \(?{_YEAR})?")
_AUTHOR = re.compile(rf"\b(?P<name>{_NAME})(?:,? \(|, ){_YEAR}(?=[);\],])")
_AUTHOR_ALONE = re.compile(rf"\b(?P<name>[A-Z][\w’'-]*[a-z]) {_YEAR}(?!;)")
_JOURNAL = re.compile(r"\b(?P<year>(?:19|20)\d\d);\s?(?P<volume>\d+)(?:\(\d+\))?:\s?\w+")
_BRACKET = re.compile(r"\[(?:\d{1,3}(?:(?:[–-]|, ?)\d{1,3})*|[a-z0-9]+(?:-[a-z0-9]+)+)\]")
_BEFORE_A_YEAR = (
    "about after around autumn before between by during early end exhibit fall from in late mid of since spring summer "
    "the through thanksgiving christmas to until winter year"
).split()


class Typed(NamedTuple):
    """A citation as it stands in the words, and the publications of the library that it may mean."""

    text: str
    means: tuple[Publication, ...]


def typed_citations(words: str, library: Library, known: Iterable[str] = ()) -> Iterator[Typed]:
    """Every DOI, PMID, author with year, journal with volume, and bracket without an entry in the list.

    `known` are words of the record (people, places) that are no authors. A name with a year alone may be a drug and
    when it was given: it counts as a citation unless the library knows it as a drug.
    """
    for found in _DOI.finditer(words):
        yield Typed(found[1], tuple(one for one in _all(library) if _same(one.citation.doi, found[1])))
    for found in _PMID.finditer(words):
        number = found[1] or found[2]
        yield Typed(found[0], tuple(one for one in _all(library) if one.citation.pmid == number))
    for found in _JOURNAL.finditer(words):
        year, volume = int(found["year"]), found["volume"]
        means = (one for one in _all(library) if one.citation.year == year and one.citation.volume == volume)
        yield Typed(found[0], tuple(means))
    yield from (Typed(found[0], ()) for found in _BRACKET.finditer(words))
    yield from _by_author(words, library, frozenset(word.lower() for word in known))


def _by_author(words: str, library: Library, known: frozenset[str]) -> Iterator[Typed]:
    spans: list[range] = []
    for pattern in (_AUTHORS, _AUTHOR, _AUTHOR_ALONE):
        for found in pattern.finditer(words):
            name, year = found["name"], found["year"]
            if found.start() in _covered(spans) or not (year or " et al" in found[0]):
                continue
            if pattern is not _AUTHORS and _is_no_author(name, known | _not_authors(library)):
                continue
            spans.append(range(found.start(), found.end()))
            yield Typed(found[0], tuple(one for one in _all(library) if _is_by(one, name, year)))


def _covered(spans: list[range]) -> frozenset[int]:
    return frozenset(at for span in spans for at in span)


def _is_no_author(name: str, others: frozenset[str]) -> bool:
    """By the word that stands before the year."""
    return re.split(r"[ -]", name)[-1].lower() in others


def _is_by(publication: Publication, name: str, year: str | None) -> bool:
    if year and publication.citation.year != int(year):
        return False
    families = {author.rpartition(" ")[0].lower() for author in publication.citation.authors}
    return name.lower() in families or name.split(" ")[-1].lower() in families


@lru_cache(maxsize=8)
def _not_authors(library: Library) -> frozenset[str]:
    """Words before a year that name no author: months, drugs, brands."""
    drugs = [name for one in library.therapies.values() for name in (one.generic, *one.brands)]
    products = [name for one in library.products.values() for name in (one.brand, one.generic_name)]
    words = (word for name in (*drugs, *products) for word in re.split(r"[ ,()-]", name))
    months = (form for month in MONTHS for form in (month, month[:3]))
    return frozenset(word.lower() for word in (*words, *months, *_BEFORE_A_YEAR) if len(word) > 1)


def _same(one: str | None, other: str) -> bool:
    return one is not None and one.casefold() == other.casefold()


def _all(library: Library) -> Iterable[Publication]:
    return library.publications.values()
