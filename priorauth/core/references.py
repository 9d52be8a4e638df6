"""The reference list in AMA style, numbered in order of first use, and the numbers in the text."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from priorauth.core.fill import CITE_CLOSES, CITE_OPENS
from priorauth.core.letter import Paragraph, Reference, Row, Section, Sentence, Table
from priorauth.core.library import Library
from priorauth.core.records.publication import Citation, Publication

_ONE = f"{CITE_OPENS}([^{CITE_CLOSES}]+){CITE_CLOSES}"
_RUN = re.compile(f"(?:{_ONE} ?)*{_ONE}")
_MARK = re.compile(_ONE)
_MOST_AUTHORS, _SHOWN_AUTHORS = 6, 3
_RANGE = 3


def numbered(sections: Iterable[Section], library: Library) -> tuple[tuple[Section, ...], tuple[Reference, ...]]:
    """The sections with `[1]`, `[3,4]`, `[1–3]` in place of the marks, and the list of what they cite."""
    sections = tuple(sections)
    order: dict[str, int] = {}
    for text in filter(_is_marked, texts_of(sections)):
        for record in _MARK.findall(text):
            order.setdefault(record, len(order) + 1)
    references = tuple(_reference(number, record, library) for record, number in order.items())
    marked = [
        _section(section, order) if any(map(_is_marked, texts_of((section,)))) else section for section in sections
    ]
    return tuple(marked), references


def texts_of(sections: Iterable[Section]) -> Iterable[str]:
    """Every text of the sections in reading order: titles, sentences, captions, cells."""
    for section in sections:
        yield section.title
        for block in section.blocks:
            if isinstance(block, Paragraph):
                yield from (sentence.text for sentence in block.sentences)
            else:
                yield from (block.caption, *block.header)
                yield from (cell for row in block.rows for cell in row.cells)


def _section(section: Section, order: Mapping[str, int]) -> Section:
    blocks = tuple(
        _paragraph(block, order) if isinstance(block, Paragraph) else _table(block, order) for block in section.blocks
    )
    return section.model_copy(update={"title": with_numbers(section.title, order), "blocks": blocks})


def _paragraph(paragraph: Paragraph, order: Mapping[str, int]) -> Paragraph:
    sentences: tuple[Sentence, ...] = tuple(
        sentence.model_copy(update={"text": with_numbers(sentence.text, order)})
        if _is_marked(sentence.text)
        else sentence
        for sentence in paragraph.sentences
    )
    return paragraph.model_copy(update={"sentences": sentences})


def _table(table: Table, order: Mapping[str, int]) -> Table:
    rows: tuple[Row, ...] = tuple(
        row.model_copy(update={"cells": tuple(with_numbers(cell, order) for cell in row.cells)})
        if any(map(_is_marked, row.cells))
        else row
        for row in table.rows
    )
    return table.model_copy(update={"rows": rows, "caption": with_numbers(table.caption, order)})


def _is_marked(text: str) -> bool:
    return CITE_OPENS in text


def with_numbers(text: str, order: Mapping[str, int]) -> str:
    """The text with its marks as numbers; marks side by side share one bracket."""
    if not _is_marked(text):
        return text
    return _RUN.sub(lambda run: _bracket(sorted({order[record] for record in _MARK.findall(run[0])})), text)


def _bracket(numbers: list[int]) -> str:
    parts: list[str] = []
    position = 0
    while position < len(numbers):
        end = position
        while end + 1 < len(numbers) and numbers[end + 1] == numbers[end] + 1:
            end += 1
        if end - position + 1 >= _RANGE:
            parts.append(f"{numbers[position]}–{numbers[end]}")
        else:
            parts += [str(number) for number in numbers[position : end + 1]]
        position = end + 1
    return f"[{','.join(parts)}]"


@lru_cache(maxsize=4096)
def _reference(number: int, record: str, library: Library) -> Reference:
    return reference(number, library.publications[record])


def reference(number: int, publication: Publication) -> Reference:
    """One entry: authors, title, journal, date and pages, as far as they are known; nothing is invented."""
    citation = publication.citation
    parts = [_authors(citation), _title(citation), citation.edition, _journal(citation), _where(citation, publication)]
    text = " ".join(_ended(part) for part in parts if part)
    return Reference(number=number, record=publication.id, text=text, journal=citation.journal or "")


def _ended(part: str) -> str:
    return part if part.endswith((".", "?")) or part.startswith("http") else f"{part}."


def _authors(citation: Citation) -> str:
    names = list(citation.authors)
    if citation.et_al or len(names) > _MOST_AUTHORS:
        names = [*names[:_SHOWN_AUTHORS], "et al"] if names else []
    people = ", ".join(name.replace("'", "’") for name in names)
    return "; ".join(filter(None, (people, citation.group)))


def _title(citation: Citation) -> str | None:
    if citation.title is None:
        return None
    title = citation.title.replace("'", "’")
    return f"{title}. Article in {citation.language}" if citation.language else title


def _journal(citation: Citation) -> str | None:
    """`Neurology. 2008;71(4):265–271`; the year alone where there is no journal."""
    if citation.journal is None:
        return str(citation.year) if citation.year else None
    volume = citation.volume or ""
    issue = f"({citation.issue})" if citation.issue else ""
    pages = f":{citation.pages.replace('-', '–')}" if citation.pages else ""
    tail = f";{volume}{issue}{pages}" if volume or issue or pages else ""
    return f"{citation.journal}. {citation.year}{tail}" if citation.year else citation.journal


def _where(citation: Citation, publication: Publication) -> str | None:
    if citation.doi:
        return f"doi:{citation.doi}"
    if citation.pmid:
        return f"PMID: {citation.pmid}"
    if citation.journal:
        return None
    url = citation.url or (publication.verified.url if publication.verified else None)
    return str(url) if url else None
