"""The blanks of every text: only names, each a registered term, or a bound name with a field that its part gives."""

from collections.abc import Iterator, Mapping

from priorauth.core.bindings import part_of, printable
from priorauth.core.errors import Problem, WordsError
from priorauth.core.library import Library
from priorauth.core.records.problems import closest
from priorauth.core.templates import ALONE, Blank, pieces
from priorauth.core.terms import REGISTRY
from priorauth.core.wordcheck.names import Names
from priorauth.core.wordcheck.places import TextPlace, rows, sentences, texts

_CITE = "cite"


def blank_problems(names: Names) -> Iterator[Problem]:
    """What is wrong with the texts, with the lists that are repeated over, and with what is bound for them."""
    for file, words in names.files.items():
        for text in texts(file, words, names.by_reason):
            yield from _in_text(text, names.library)
        for sentence in sentences(file, words, names.by_reason):
            used = blanks(sentence.words.text or "")
            yield from _bindings(sentence.place, sentence.words.bind, used)
            yield from _source(sentence.place, sentence.words.each)
        for row in rows(file, words, names.by_reason):
            used = [blank for _, text in row.texts for blank in blanks(text)]
            yield from _bindings(row.place, row.words.bind, used)
            yield from _source(row.place, row.words.each)


def blanks(text: str) -> list[Blank]:
    """The blanks of a text; none where it is no template (that is told elsewhere)."""
    try:
        return [piece for piece in pieces(text) if isinstance(piece, Blank)]
    except WordsError:
        return []


def _in_text(text: TextPlace, library: Library) -> Iterator[Problem]:
    try:
        pieces(text.text)
    except WordsError as error:
        yield Problem(text.place, str(error))
        return
    for blank in blanks(text.text):
        if blank.name in ALONE:
            continue
        message = _wrong(blank, text, library)
        if message:
            yield Problem(text.place, message)


def _wrong(blank: Blank, text: TextPlace, library: Library) -> str | None:
    """What is wrong with a blank, or None."""
    if blank.name in text.bound:
        fields = [*printable(*part_of(text.bound[blank.name], library)), _CITE]
        return _unknown_field(blank, text.bound[blank.name], fields)
    item = REGISTRY.items.get(text.source or "")
    if blank.name == item:
        return _unknown_term(blank, REGISTRY.item_terms.get(item, {}))
    if blank.name in REGISTRY.terms:
        return _unknown_term(blank, REGISTRY.terms[blank.name])
    if blank.name in REGISTRY.items.values():
        lists = [source for source, name in REGISTRY.items.items() if name == blank.name]
        return f"{{{{ {blank} }}}} is a term of one item; wanted: each: {' or '.join(lists)}"
    known = [*REGISTRY.terms, *text.bound]
    return f"{blank.name} in {{{{ {blank} }}}} is not known{closest(blank.name, known)}; wanted: a term or a bound name"


def _unknown_field(blank: Blank, ground: str, fields: list[str]) -> str | None:
    if blank.term in fields:
        return None
    wanted = ", ".join(sorted(fields))
    return f"{ground} gives no {blank.term}{closest(blank.term, fields)}; wanted: {wanted}"


def _unknown_term(blank: Blank, terms: Mapping[str, object]) -> str | None:
    if blank.term in terms:
        return None
    return f"there is no term {{{{ {blank} }}}}{closest(blank.term, terms)}; wanted: {', '.join(sorted(terms))}"


def _bindings(place: str, bound: Mapping[str, str], used: list[Blank]) -> Iterator[Problem]:
    taken = {*REGISTRY.terms, *REGISTRY.items.values(), *ALONE}
    names = {blank.name for blank in used}
    for name in bound:
        if name in taken:
            yield Problem(f"{place}.bind", f"{name} is a name of terms; wanted: another name for what is bound")
        elif name not in names:
            wanted = "a blank that prints from it, or the ground under findings"
            yield Problem(f"{place}.bind", f"{name} is bound and not used; wanted: {wanted}")


def _source(place: str, each: str | None) -> Iterator[Problem]:
    if each is not None and each not in REGISTRY.sources:
        hint = closest(each, REGISTRY.sources)
        wanted = ", ".join(sorted(REGISTRY.sources))
        yield Problem(f"{place}.each", f'"{each}" is no list to repeat over{hint}; wanted: {wanted}')
