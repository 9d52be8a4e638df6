"""The reference list in AMA style, and its numbers in the text."""

from typing import Any

import pytest

from priorauth.core.fill import CITE_CLOSES, CITE_OPENS
from priorauth.core.grounds import Grounds
from priorauth.core.letter import Paragraph, Row, Section, Sentence, Table
from priorauth.core.library import Library
from priorauth.core.records.publication import Citation, Publication
from priorauth.core.references import numbered, reference, with_numbers

WHOLE: dict[str, Any] = {
    "authors": ["Moreno A", "Okafor B"],
    "et_al": False,
    "group": None,
    "title": "Immune globulin in relapse",
    "journal": "J Example Neurol",
    "year": 2008,
    "volume": "71",
    "issue": "4",
    "pages": "265-271",
    "doi": "10.1000/example",
    "pmid": "12345678",
}


def printed(library: Library, **changes: Any) -> str:
    """An entry as printed, of a publication with this citation."""
    record = library.publications["fazekas-2008"]
    publication: Publication = record.model_copy(update={"citation": Citation.model_validate({**WHOLE, **changes})})
    return reference(1, publication).text


def mark(record: str) -> str:
    return f"{CITE_OPENS}{record}{CITE_CLOSES}"


# ---- entries ---------------------------------------------------------------------------------------------------------


def test_an_article_has_authors_title_journal_year_volume_issue_pages_and_doi(library: Library) -> None:
    assert printed(library) == (
        "Moreno A, Okafor B. Immune globulin in relapse. J Example Neurol. 2008;71(4):265–271. doi:10.1000/example."
    )


def test_up_to_six_authors_are_named(library: Library) -> None:
    names = [f"Author {letter}" for letter in "ABCDEF"]
    assert printed(library, authors=names).startswith(f"{', '.join(names)}. Immune")


def test_of_more_than_six_authors_three_are_named(library: Library) -> None:
    names = [f"Author {letter}" for letter in "ABCDEFG"]
    assert printed(library, authors=names).startswith("Author A, Author B, Author C, et al. Immune")


def test_an_author_list_that_is_known_in_part_ends_with_et_al(library: Library) -> None:
    assert printed(library, authors=["Moreno A"], et_al=True).startswith("Moreno A, et al. Immune")


def test_a_group_stands_after_the_authors_or_alone(library: Library) -> None:
    assert printed(library, group="Example Study Group").startswith("Moreno A, Okafor B; Example Study Group. Immune")
    assert printed(library, authors=[], group="Example Study Group").startswith("Example Study Group. Immune")


def test_pages_that_are_not_known_leave_no_sign(library: Library) -> None:
    assert "2008;71(4). doi:" in printed(library, pages=None)
    assert "2008;71:265–271." in printed(library, issue=None)
    assert "J Example Neurol. 2008. doi:" in printed(library, volume=None, issue=None, pages=None)


def test_the_pmid_stands_where_there_is_no_doi(library: Library) -> None:
    assert printed(library, doi=None).endswith("265–271. PMID: 12345678.")
    assert printed(library, doi=None, pmid=None).endswith("265–271.")


def test_a_web_document_ends_with_its_address(library: Library) -> None:
    web = {"journal": None, "volume": None, "issue": None, "pages": None, "doi": None, "pmid": None}
    text = printed(library, **web, url="https://example.org/guideline")
    assert text == "Moreno A, Okafor B. Immune globulin in relapse. 2008. https://example.org/guideline"


def test_an_edition_stands_after_the_title(library: Library) -> None:
    assert "in relapse. Updated text, searches to January 2009. J Example" in printed(
        library, edition="Updated text, searches to January 2009"
    )


def test_a_title_in_another_language_says_so(library: Library) -> None:
    assert "[Immune globulin in relapse]. Article in German. J Ex" in printed(
        library, title="[Immune globulin in relapse]", language="German"
    )


def test_apostrophes_are_curly_and_a_question_keeps_its_sign(library: Library) -> None:
    assert printed(library, authors=["O'Brien N"], title="Is it patients' choice?").startswith(
        "O’Brien N. Is it patients’ choice? J Example"
    )


def test_a_citation_of_which_little_is_known_prints_that_alone(library: Library) -> None:
    bare = {"title": None, "volume": None, "issue": None, "pages": None, "doi": None}
    assert printed(library, **bare) == "Moreno A, Okafor B. J Example Neurol. 2008. PMID: 12345678."


def test_no_shipped_entry_has_a_gap_or_a_doubled_stop(library: Library) -> None:
    for publication in library.publications.values():
        if publication.may_be_disclosed:
            text = reference(1, publication).text
            assert not any(sign in text for sign in ("..", " ,", "()", "None", "; ;", "  ")), text


# ---- numbers in the text ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("records", "bracket"),
    [
        ("a", "[1]"),
        ("ab", "[1,2]"),
        ("abc", "[1–3]"),
        ("cab", "[1–3]"),
        ("cd", "[3,4]"),
        ("acd", "[1,3,4]"),
        ("abce", "[1–3,5]"),
        ("aa", "[1]"),
    ],
)
def test_marks_side_by_side_share_one_bracket(records: str, bracket: str) -> None:
    order = {record: number for number, record in enumerate("abcde", start=1)}
    assert with_numbers(f"Shown {''.join(mark(record) for record in records)}.", order) == f"Shown {bracket}."


def test_marks_parted_by_a_space_share_a_bracket_and_those_parted_by_words_do_not() -> None:
    order = {"a": 1, "b": 2}
    assert with_numbers(f"{mark('a')} {mark('b')}", order) == "[1,2]"
    assert with_numbers(f"{mark('a')} and {mark('b')}", order) == "[1] and [2]"


def test_references_are_numbered_in_order_of_first_use_wherever_they_stand(library: Library) -> None:
    table = Table(
        id="t",
        style="evidence",
        caption=f"Trials {mark('sorensen-2004')}",
        header=("Trial",),
        rows=(Row(cells=(f"PRIVIG {mark('fazekas-2008')}",), grounds=Grounds()),),
    )
    words = Paragraph(
        id="p",
        sentences=(
            Sentence(text=f"Again {mark('fazekas-2008')}.", grounds=Grounds()),
            Sentence(text=f"New {mark('achiron-1998')}.", grounds=Grounds()),
        ),
    )
    (section,), references = numbered([Section(id="evidence", title="Evidence", blocks=(table, words))], library)
    assert [entry.record for entry in references] == ["sorensen-2004", "fazekas-2008", "achiron-1998"]
    made, paragraph = section.blocks
    assert isinstance(made, Table)
    assert isinstance(paragraph, Paragraph)
    assert (made.caption, made.rows[0].cells) == ("Trials [1]", ("PRIVIG [2]",))
    assert paragraph.text == "Again [2]. New [3]."


def test_text_without_marks_has_no_references(library: Library) -> None:
    section = Section(id="s", blocks=(Paragraph(id="p", sentences=(Sentence(text="No mark.", grounds=Grounds()),)),))
    assert numbered([section], library) == ((section,), ())
