"""The page of a letter before it becomes a PDF: what stands where, and that no fact becomes markup."""

import re
from html import unescape
from pathlib import Path

import pytest

from priorauth.core.letter import Letter, Section
from priorauth.letters.html import letter_html, stops_html
from priorauth.letters.pdf import ASSETS
from tests.golden.letters import cases, letters
from tests.letters.exemplars import NAMES, exemplar, stopped, with_text
from tests.plaintext import plain_text

HOSTILE = '<script>alert(1)</script><b onclick="x">&amp;</b>'


def words(html: str) -> list[str]:
    """Every word that the page shows, in alphabetical order."""
    body = html.partition("<body")[2].partition(">")[2]
    body = re.sub(r'(class="number">\d+\.)', r"\1 ", body)
    return sorted(unescape(re.sub("<[^>]*>", " ", re.sub("</?(a|span|em|strong|time)[^>]*>", "", body))).split())


def words_of(letter: Letter) -> list[str]:
    """Every word that the letter says, in alphabetical order."""
    text = re.sub(r"^(#{1,2} |- )", "", plain_text(letter), flags=re.MULTILINE)
    return sorted(text.replace(" | ", " ").split())


@pytest.mark.parametrize("name", NAMES)
def test_the_page_shows_every_word_of_the_letter_and_no_other(name: str) -> None:
    assert words(letter_html(exemplar(name))) == words_of(exemplar(name))


@pytest.mark.parametrize("folder", cases(), ids=lambda folder: folder.name)
def test_so_does_the_page_of_every_golden_letter(folder: Path) -> None:
    for name, letter in letters(folder):
        assert words(letter_html(letter)) == words_of(letter), name


@pytest.mark.parametrize("name", NAMES)
def test_the_parts_stand_in_the_order_in_which_the_letter_is_read(name: str) -> None:
    html = letter_html(exemplar(name))
    marks = ['class="clinic"', 'class="date"', "<h1>", 'class="re"', '"signature"', '"references"', '"exhibits"']
    places = [html.index(mark) for mark in marks if mark in html]
    assert places == sorted(places)
    assert html.count("<h1>") == 1


def test_references_and_exhibits_begin_a_page_of_their_own_unless_there_are_no_references() -> None:
    assert '<div class="back">' in letter_html(exemplar("01-appeal_1"))
    assert 'class="back"' not in letter_html(exemplar("01-patient_appeal"))


def test_a_letter_without_references_and_enclosures_has_no_page_for_them() -> None:
    assert "<div" not in letter_html(exemplar("01-peer_to_peer")).partition("</main>")[2]


def test_labels_are_bold_and_lists_are_lists() -> None:
    assert "<strong>Against:</strong> the European" in letter_html(exemplar("02-expedited_appeal"))
    assert letter_html(exemplar("01-appeal_1")).count("<li>") == 3


def test_a_table_names_its_columns_and_its_rows() -> None:
    html = letter_html(exemplar("01-appeal_1"))
    assert '<th scope="col">Drug</th>' in html
    assert '<th scope="row">Glatiramer acetate</th>' in html
    assert '<th scope="row">Member</th>' in html
    assert '<tr class="total"><th scope="row">Six' in html


def test_each_exhibit_has_an_anchor_and_a_range_of_exhibits_has_none() -> None:
    assert 'id="exhibit-e"' in letter_html(exemplar("01-appeal_1"))
    assert 'id="exhibit' not in letter_html(exemplar("01-patient_appeal"))


@pytest.mark.parametrize("name", NAMES)
def test_every_link_inside_the_letter_has_its_target(name: str) -> None:
    html = letter_html(exemplar(name))
    for target in re.findall(r'href="#([^"]+)"', html):
        assert f'id="{target}"' in html


@pytest.mark.parametrize("name", NAMES)
def test_each_table_style_is_one_that_the_style_sheet_knows(name: str) -> None:
    sheet = (ASSETS / "letter.css").read_text()
    for style in re.findall(r'<table class="([^"]+)"', letter_html(exemplar(name))):
        assert re.search(rf"\.{style} (thead )?th", sheet), style


def test_markup_in_a_sentence_is_shown_as_text() -> None:
    html = letter_html(with_text(f"Ms. {HOSTILE} [1] (Ex. A)"))
    assert "<script" not in html
    assert "<b " not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_markup_in_names_titles_cells_and_running_lines_is_shown_as_text() -> None:
    html = letter_html(_everywhere(HOSTILE, exemplar("01-appeal_1")))
    assert "<script" not in html
    assert "<b " not in html
    assert html.count("&lt;script&gt;") > 60


def _everywhere(text: str, letter: Letter) -> Letter:
    """The letter with the text at the end of each string that is printed."""

    def extended(value: object, key: str = "") -> object:
        if isinstance(value, dict):
            return {name: extended(item, name) for name, item in value.items() if name != "grounds"} | (
                {"grounds": value["grounds"]} if "grounds" in value else {}
            )
        if isinstance(value, list | tuple):
            return [extended(item, key) for item in value]
        return f"{value}{text}" if isinstance(value, str) and key not in KEPT else value

    data = letter.model_dump()
    changed = {name: extended(data[name], name) for name in ("sections", "references", "setup")}
    return Letter.model_validate(data | changed)


KEPT = ("id", "style", "density", "record")


def test_a_draft_is_the_same_page_with_a_mark_for_the_style_sheet() -> None:
    letter = exemplar("02-expedited_appeal")
    assert letter_html(letter, draft=True) == letter_html(letter).replace(
        '<body class="one-page"', '<body class="one-page draft"'
    )


def test_a_signed_letter_says_so_in_the_place_of_the_line_to_sign_on() -> None:
    letter = exemplar("02-expedited_appeal")
    says = f'<p class="sign-line signed">Electronically signed by {letter.setup.author} on November 20, 2026</p>'
    assert letter_html(letter, signed=True) == letter_html(letter).replace('<div class="sign-line"></div>', says)
    assert says in letter_html(letter, signed=True)


def test_the_page_holds_no_script_and_no_style_of_its_own() -> None:
    html = letter_html(exemplar("01-appeal_1"))
    assert re.findall(r"<script|<style|style=|<img|<link[^>]*", html) == ['<link rel="stylesheet" href="letter.css"']


def test_the_sheet_of_stops_names_each_stop_and_what_would_lift_it() -> None:
    html = stops_html(stopped(exemplar("01-appeal_1")))
    assert "2 items must be settled first" in html
    assert html.index("No weight is on record.") < html.index("Weigh her.") < html.index("No denial.")


def test_an_address_keeps_its_lines() -> None:
    letter = exemplar("01-appeal_1")
    assert '<p class="to">Aetna<br>Appeals department</p>' in letter_html(letter)
    assert '<p class="to">Aetna<br>Appeals department</p>' in letter_html(_with_address("Aetna\nAppeals department"))


def _with_address(text: str) -> Letter:
    letter = exemplar("01-appeal_1")
    header = letter.sections[0]
    to = next(block for block in header.blocks if block.id == "header/to")
    line = to.sentences[0].model_copy(update={"text": text})
    blocks = tuple(block.model_copy(update={"sentences": (line,)}) if block is to else block for block in header.blocks)
    return letter.model_copy(update={"sections": (Section(id="header", blocks=blocks), *letter.sections[1:])})


def test_the_templates_are_one_file_for_each_part() -> None:
    folder = Path(ASSETS).parent.parent / "templates" / "letters" / "print"
    assert {path.stem for path in folder.iterdir()} == {
        *("letter", "header", "re_block", "section", "signature", "references", "enclosures", "stops"),
        *("blocks", "table"),
    }
