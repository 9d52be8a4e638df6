"""The PDF of a letter, read back: words in order, fonts, description, links; the same bytes each time."""

import hashlib
import re
import subprocess
import sys
from collections.abc import Iterator

import pikepdf
import pytest

from priorauth.core.errors import RenderingError
from priorauth.letters import pdf as pdf_module
from priorauth.letters.pdf import render_html_pdf, render_pdf, subsets_with_harfbuzz
from tests.letters.conftest import pdf_of
from tests.letters.exemplars import NAMES, exemplar, stopped, with_text
from tests.letters.read_back import bookmarks, font_names, links, opened, page_texts

OURS = {
    *("Source Serif 4 SmText", "Source Serif 4 SmText Italic", "Source Serif 4 SmText Semibold"),
    *("Source Sans 3", "Source Sans 3 Semibold"),
}
SIGNS = "Łukasik Zoë O’Brien-Núñez ≥ ≤ × µ − ‐ ⁰¹²³⁴⁵⁶⁷⁸⁹ α β γ – — “ ” ‘ • § ¶ ° ± ½ ₂ Ž ş ő ß ø ț"


@pytest.mark.parametrize("name", NAMES)
def test_the_text_of_every_page_stands_in_the_order_in_which_it_is_read(name: str) -> None:
    text = squeezed(" ".join(page_texts(pdf_of(name))))
    letter = exemplar(name)
    spoken = [
        sentence.text for section in letter.sections for block in section.blocks for sentence in _sentences(block)
    ]
    places = [text.index(squeezed(sentence)) for sentence in spoken[:6]]
    assert places[0] == 0
    assert all(squeezed(sentence) in text for sentence in spoken)


def _sentences(block: object) -> Iterator[object]:
    yield from getattr(block, "sentences", ())


def squeezed(text: str) -> str:
    """Without spaces and hyphens, which the end of a line may add or hide; both hyphens are one glyph."""
    return re.sub(r"[\s\u00a0\u2010-]", "", text)


def test_the_body_is_read_from_the_letterhead_to_the_last_exhibit() -> None:
    text = " ".join(page_texts(pdf_of("02-expedited_appeal")))
    order = [
        "Lakeshore MS Center",
        "EXPEDITED: decision due",
        "Humana",
        "November 20, 2026",
        "Expedited reconsideration: IVIG",
        "Zoë O’Brien-Núñez",
        "To the reviewing physician",
        "• November 11, 2026",
        "Step therapy",
        "The use is off-label",
        "Tomasz Łukasik",
        "References",
        "1. Cortese",
        "6. Elovaara",
        "Exhibits",
        "Notice of denial",
    ]
    places = [text.index(part) for part in order]
    assert places == sorted(places)


@pytest.mark.parametrize("name", NAMES)
def test_each_page_says_which_of_how_many_it_is_and_whose(name: str) -> None:
    pages = page_texts(pdf_of(name))
    letter = exemplar(name)
    for number, text in enumerate(pages, start=1):
        assert text.endswith(f"{letter.setup.running} Page {number} of {len(pages)}")
        assert letter.sections[0].blocks[0].sentences[0].text in text


@pytest.mark.parametrize("name", NAMES)
def test_only_our_own_fonts_are_embedded(name: str) -> None:
    assert font_names(pdf_of(name)) <= OURS


def test_names_and_signs_beyond_latin_print_in_our_fonts_and_read_back() -> None:
    pdf = render_pdf(with_text(f"Of {SIGNS} as written."))
    assert font_names(pdf) <= OURS
    assert squeezed(SIGNS) in squeezed(" ".join(page_texts(pdf)))


def test_a_sign_that_the_fonts_lack_is_refused_by_name_and_nothing_else_of_the_letter_is_told() -> None:
    with pytest.raises(RenderingError) as refused:
        render_pdf(with_text("Ms. 中村 Whitlock"))
    assert str(refused.value) == (
        "The letter's fonts cannot print U+4E2D CJK UNIFIED IDEOGRAPH-4E2D, U+6751 CJK UNIFIED IDEOGRAPH-6751. "
        "Write the word in Latin letters, or leave the sign out."
    )


def test_the_description_names_title_author_subject_language_and_the_letters_own_date() -> None:
    with opened(pdf_of("01-appeal_1")) as document:
        info = {str(key): str(value) for key, value in document.docinfo.items()}
        assert document.Root.Lang == "en-US"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert document.Root.MarkInfo.Marked
        metadata = document.open_metadata()
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "First-level internal appeal, reference PA-77120934"
    assert info == {
        "/Title": "First-level internal appeal, reference PA-77120934",
        "/Author": "Elena Marsh, MD",
        "/Subject": "Request for intravenous immune globulin",
        "/CreationDate": "D:20261120",
        "/ModDate": "D:20261120",
        "/Producer": info["/Producer"],
    }


def test_the_bookmarks_are_the_headings() -> None:
    assert bookmarks(pdf_of("02-expedited_appeal")) == [
        (0, "Expedited reconsideration: IVIG for a severe relapse of multiple sclerosis"),
        (1, "The relapse"),
        (1, "The reasons given, answered"),
        (1, "Evidence for and against"),
        (1, "Dose, safety and review"),
        (1, "References"),
        (1, "Exhibits"),
    ]


def test_citations_lead_to_references_and_exhibits_and_dois_to_the_publication() -> None:
    found = links(pdf_of("02-expedited_appeal"))
    assert ("Exhibit A", "exhibit-a") in found
    assert ("Reference 6", "reference-6") in found
    assert (DOI, DOI) in found


DOI = "https://doi.org/10.1191/1352458504ms978sr"


def test_every_link_inside_the_letter_has_a_place_to_go_to() -> None:
    with opened(pdf_of("01-appeal_1")) as document:
        named = document.Root.Names.Dests.Names
        places = {str(named[at]) for at in range(0, len(named), 2)}
    inside = {target for _, target in links(pdf_of("01-appeal_1")) if not target.startswith("http")}
    assert inside <= places


def test_the_same_letter_gives_the_same_bytes_whatever_was_rendered_in_between() -> None:
    first = render_pdf(exemplar("08-renewal"))
    render_pdf(with_text("Another letter, by Łukasik."))
    assert render_pdf(exemplar("08-renewal")) == first


def test_another_process_gives_the_same_bytes() -> None:
    program = (
        "import hashlib, django; django.setup()\n"
        "from tests.letters.exemplars import exemplar\n"
        "from priorauth.letters.pdf import render_pdf\n"
        "print(hashlib.sha256(render_pdf(exemplar('08-renewal'))).hexdigest())"
    )
    environment = {"DJANGO_SETTINGS_MODULE": "priorauth.settings", "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    said = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == hashlib.sha256(pdf_of("08-renewal")).hexdigest()


def test_the_sheet_of_stops_stands_before_the_draft_and_does_not_count_as_its_page() -> None:
    pages = page_texts(render_pdf(stopped(exemplar("02-expedited_appeal")), draft=True))
    assert pages[0].startswith("Lakeshore MS Center This draft may not be signed or sent yet")
    assert "1. No weight is on record. What settles it: Weigh her." in pages[0]
    assert pages[0].endswith("Not part of the letter")
    assert [text[-11:] for text in pages[1:]] == ["Page 1 of 2", "Page 2 of 2"]


def test_a_draft_without_stops_has_no_such_sheet_and_a_letter_never() -> None:
    letter = exemplar("02-expedited_appeal")
    assert len(page_texts(render_pdf(letter, draft=True))) == 2
    assert len(page_texts(render_pdf(stopped(letter)))) == 2


def test_fonts_are_cut_down_by_harfbuzz(monkeypatch: pytest.MonkeyPatch) -> None:
    from weasyprint.pdf.fonts import Font

    assert subsets_with_harfbuzz()
    monkeypatch.setattr(Font, "_fonttools_subset", None)
    render_html_pdf("<!DOCTYPE html><html lang='en-US'><title>T</title><body class='long'><p>Text</p></body></html>")


def test_a_complaint_of_the_renderer_is_logged_as_an_error_without_words_of_the_letter(
    caplog: pytest.LogCaptureFixture,
) -> None:
    page = "<html lang=en-US><title>T</title><body><p style='colour:Whitlock'>x</p></body></html>"
    render_html_pdf(page)
    said = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert said
    assert all("WeasyPrint complains at" in line and "Whitlock" not in line for line in said)
    caplog.clear()


def test_the_press_is_made_once() -> None:
    pdf_module.warm()
    press = pdf_module._press()
    pdf_module.warm()
    assert pdf_module._press() is press


def test_no_text_asks_for_a_feature_of_its_font_since_the_renderer_loses_memory_for_each() -> None:
    pdf_of("01-appeal_1")
    assert pdf_module._press().fonts.font_features == {}


def test_the_pdf_opens_without_repair() -> None:
    with opened(pdf_of("01-appeal_1")) as document:
        assert document.check_pdf_syntax() == []
        assert isinstance(document, pikepdf.Pdf)
