"""The terms as a whole: their names, their labels, and that each answers every case without an error or a blank."""

import ast
from pathlib import Path

import pytest

from priorauth.core.brief import Brief
from priorauth.core.library import Library
from priorauth.core.said import Said
from priorauth.core.templates import ALONE
from priorauth.core.terms import REGISTRY
from priorauth.core.typography import placeholder_in
from priorauth.core.vocabulary import LetterKind
from priorauth.core.wordcheck.labels import LABELS
from priorauth.core.write import brief_of
from tests.core.examples import ALL, example, facts_with

TERMS = Path(__file__).parent.parent.parent / "priorauth" / "core" / "terms"


def test_the_names_of_items_namespaces_and_marks_do_not_meet() -> None:
    namespaces, items = set(REGISTRY.terms), set(REGISTRY.items.values())
    assert namespaces & items == set()
    assert (namespaces | items) & set(ALONE) == set()


def test_every_list_to_repeat_over_has_terms_of_its_item() -> None:
    assert set(REGISTRY.items.values()) == set(REGISTRY.item_terms)


def named_label_lists() -> set[str]:
    """The lists that the terms name outright: `brief.label("course", …)`, `labels["level"]`."""
    found = set()
    for path in TERMS.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "label":
                name = node.args[0]
            elif isinstance(node, ast.Subscript) and "labels" in ast.unparse(node.value).split("[")[0]:
                name = node.slice
            else:
                continue
            if isinstance(name, ast.Constant):
                found.add(str(name.value))
    return found - {"physician", "other", "both_reviewers"}  # values of a list, not lists


def test_every_label_list_that_terms_read_is_checked_when_the_words_are_read() -> None:
    assert len(named_label_lists()) > 30
    assert named_label_lists() <= set(LABELS)


def answers(brief: Brief) -> list[tuple[str, Said | None]]:
    found = [
        (f"{namespace}.{name}", term(brief))
        for namespace, terms in REGISTRY.terms.items()
        for name, term in terms.items()
    ]
    for source, item in REGISTRY.items.items():
        for position in REGISTRY.sources[source](brief):
            found += [(f"{item}.{name}", term(brief, position)) for name, term in REGISTRY.item_terms[item].items()]
    return found


def is_whole(said: Said) -> bool:
    return bool(said.text.strip()) and "None" not in said.text.split() and placeholder_in(said.text) is None


@pytest.mark.parametrize("kind", list(LetterKind))
@pytest.mark.parametrize("number", ALL)
def test_every_term_answers_every_example_with_a_phrase_or_with_nothing(
    library: Library, number: str, kind: LetterKind
) -> None:
    brief = brief_of(example(number), kind, library)
    for in_place in (brief, brief.tabular):
        assert [name for name, said in answers(in_place) if said and not is_whole(said)] == []


@pytest.mark.parametrize("kind", list(LetterKind))
def test_every_term_answers_a_case_that_holds_next_to_nothing(library: Library, kind: LetterKind) -> None:
    told = {name: said.text for name, said in answers(brief_of(facts_with(), kind, library)) if said}
    assert not any("  " in text or text != text.strip() for text in told.values())


@pytest.mark.parametrize("number", ALL)
def test_the_grounds_of_every_term_are_in_the_library(library: Library, number: str) -> None:
    for program in [None, *list(library.programs)[:2]]:
        brief = brief_of(example(number), LetterKind.APPEAL_1, library, program)
        unknown = {rule for _, said in answers(brief) if said for rule in said.rules if not library.resolves(rule)}
        assert unknown == set()
