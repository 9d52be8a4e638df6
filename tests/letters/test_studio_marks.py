"""Where the sheet marks pages, and how a change reads."""

from priorauth.core.edits import Difference
from priorauth.core.vocabulary import LetterKind
from priorauth.core.write import write_letter
from priorauth.letters.studio.breaks import breaks_of
from priorauth.letters.studio.changes import marked, news
from priorauth.reference.services import shipped_library
from tests.core.examples import example

LETTER = write_letter(example("01"), LetterKind.APPEAL_1, shipped_library())
FIRST = {"section": "header", "continues": False}


def test_a_page_that_begins_with_a_block_is_marked_above_it() -> None:
    found = breaks_of([FIRST, {"section": "evidence", "block": "privig", "continues": False}], LETTER)
    assert (found.pages, found.above) == (2, {"privig": 2})


def test_a_page_that_begins_in_a_paragraph_or_a_table_is_marked_there() -> None:
    paragraph = {"section": "evidence", "block": "privig", "continues": True}
    row = {"section": "dose_plan", "block": "dose", "row": 2, "continues": True}
    found = breaks_of([FIRST, paragraph, row], LETTER)
    assert found.within == {"privig": 2}
    assert found.rows == {("dose", 2): 3}
    assert list(found.places) == [("privig.0", "within", 2), ("dose.2", "row", 3)]


def test_a_page_that_begins_with_a_heading_is_marked_below_the_block_before_it() -> None:
    found = breaks_of([FIRST, {"section": "evidence", "continues": False}], LETTER)
    section = next(section for section in LETTER.sections if section.id == "criteria_crosswalk")
    assert found.below == {section.blocks[-1].id: 2}


def test_references_and_enclosures_that_go_on_are_marked_once() -> None:
    pages = [{"section": "references", "continues": at} for at in (False, True)]
    found = breaks_of([FIRST, *pages, {"section": "enclosures", "continues": False}], LETTER)
    assert found.behind == {"references": 2, "enclosures": 4}


def test_before_the_first_rendering_nothing_is_marked() -> None:
    assert breaks_of([], LETTER).pages is None
    assert list(breaks_of([], LETTER).places) == []


def test_a_change_shows_word_by_word_what_went_and_what_came() -> None:
    assert marked("I see her every month now.", "I see her every week now.") == (
        "I see her every <del>month</del> <ins>week</ins> now."
    )


def test_words_that_have_little_in_common_stand_one_behind_the_other() -> None:
    assert marked("I see her now.", "Nothing of the kind, I am told.") == (
        "<del>I see her now.</del> <ins>Nothing of the kind, I am told.</ins>"
    )


def test_what_was_added_or_left_out_is_whole() -> None:
    assert marked("", "New words.") == "<ins>New words.</ins>"
    assert marked("Old words.", "") == "<del>Old words.</del>"


def test_typed_markup_stays_text_in_a_change() -> None:
    assert marked("a <b> c", "a <i> c") == "a <del>&lt;b&gt;</del> <ins>&lt;i&gt;</ins> c"


def test_news_are_new_gone_or_changed() -> None:
    found = news(
        [
            Difference(section="s", block="a", before=None, after="New."),
            Difference(section="s", block="b", before="Old.", after=None),
            Difference(section="s", block="c", before="A b c.", after="A b d."),
        ]
    )
    assert [one.verb for one in found] == ["New", "Gone", "Changed"]
