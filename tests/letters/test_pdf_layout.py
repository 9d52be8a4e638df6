"""How letters fill their pages: the limits of each density, drafts, and what a fax can carry."""

import re

import pytest

from priorauth.core.letter import Letter, Paragraph, Section, Table
from priorauth.letters.pdf import ASSETS, render_pdf
from tests.letters.conftest import pdf_of
from tests.letters.exemplars import FORMAL, NAMES, Sentence, exemplar
from tests.letters.read_back import opened, page_texts

PAGES = {
    "01-appeal_1": 3,
    "01-patient_appeal": 1,
    "01-peer_to_peer": 1,
    "02-expedited_appeal": 2,
    "03-medical_necessity": 3,
    "08-renewal": 2,
}


@pytest.mark.parametrize("name", NAMES)
def test_each_exemplar_keeps_to_its_pages(name: str) -> None:
    assert len(page_texts(pdf_of(name))) == PAGES[name]


@pytest.mark.parametrize("name", [name for name in NAMES if PAGES[name] > 1])
def test_the_last_page_holds_references_and_exhibits_and_nothing_of_the_argument(name: str) -> None:
    assert page_texts(pdf_of(name))[-1].startswith("References 1. ")
    assert "Sincerely," in page_texts(pdf_of(name))[-2]


@pytest.mark.parametrize("name", NAMES)
def test_pages_are_us_letter(name: str) -> None:
    with opened(pdf_of(name)) as document:
        assert {tuple(map(float, page.mediabox)) for page in document.pages} == {(0, 0, 612, 792)}


MARK = "DRAFT · NOT SIGNED · DO NOT SEND"


@pytest.mark.parametrize("name", NAMES)
def test_a_draft_bears_its_mark_on_every_page_and_breaks_where_the_letter_breaks(name: str) -> None:
    drafted = page_texts(render_pdf(exemplar(name), draft=True))
    assert all(MARK in text for text in drafted)
    assert [text.replace(f"{MARK} ", "").replace(MARK, "") for text in drafted] == page_texts(pdf_of(name))
    assert not any("DRAFT" in text for text in page_texts(pdf_of(name)))


def test_a_long_letter_runs_over_as_many_pages_as_it_needs() -> None:
    assert len(page_texts(render_pdf(long_letter(40)))) > 4
    assert all(MARK in text for text in page_texts(render_pdf(long_letter(40), draft=True)))


def test_a_table_that_breaks_repeats_its_head_and_never_breaks_a_row() -> None:
    pages = page_texts(render_pdf(with_long_table(90)))
    headed = [text for text in pages if "Drug Dates Outcome Exhibit" in text]
    assert len(headed) > 1
    assert all(re.search(r"Drug Dates Outcome Exhibit Glatiramer acetate", text) for text in headed)


@pytest.mark.parametrize("lines", [34, 35, 36])
def test_a_caption_never_stands_on_a_page_without_its_table(lines: int) -> None:
    pages = page_texts(render_pdf(long_letter(lines, "One line more.")))
    (page,) = [text for text in pages if "Placebo-controlled trials in relapsing-remitting MS" in text]
    assert "Trial Patients IVIG regimen" in page


LONG = "A sentence that goes on for some time, as sentences of external reviews may do. " * 6


def long_letter(paragraphs: int, text: str = LONG) -> Letter:
    """The first appeal without page limit, with that many paragraphs before its argument."""
    letter = exemplar("01-appeal_1")
    blocks = tuple(
        Paragraph(id=f"request/{number}", sentences=(Sentence(text=text.strip(), grounds=FORMAL),))
        for number in range(paragraphs)
    )
    sections = (*letter.sections[:3], Section(id="request", blocks=blocks), *letter.sections[3:])
    return letter.model_copy(
        update={"sections": sections, "setup": letter.setup.model_copy(update={"density": "long"})}
    )


@pytest.mark.parametrize("lines", [5, 6, 7])
def test_the_signature_never_stands_on_a_page_without_the_last_words_of_the_letter(lines: int) -> None:
    letter = exemplar("02-expedited_appeal")
    extra = Paragraph(id="p", sentences=(Sentence(text="One line more.", grounds=FORMAL),))
    before = Section(id="request", blocks=(extra,) * lines)
    longer = letter.model_copy(update={"sections": (*letter.sections[:3], before, *letter.sections[3:])})
    pages = page_texts(render_pdf(longer))
    assert len(pages) == 3
    assert "independent review entity" in pages[1].partition("Sincerely,")[0]


def with_long_table(rows: int) -> Letter:
    """A letter whose table of therapies has that many equal rows."""
    letter = exemplar("01-appeal_1")
    tables = [block for section in letter.sections for block in section.blocks if isinstance(block, Table)]
    table = next(table for table in tables if table.style == "therapies")
    long = table.model_copy(update={"rows": table.rows[:1] * rows})
    section = Section(id="prior_therapies", title="Therapies", blocks=(long,))
    return letter.model_copy(update={"sections": (letter.sections[0], section, letter.sections[-1])})


def test_no_type_is_smaller_than_a_fax_carries() -> None:
    sizes = {round(size, 2) for name in NAMES for size in type_sizes(pdf_of(name))}
    assert min(sizes) >= 8.5


def type_sizes(pdf: bytes) -> set[float]:
    """The sizes of type in points: what Tf sets, times the scale of the page and of the text."""
    sizes = set()
    with opened(pdf) as document:
        for page in document.pages:
            content = page.Contents.read_bytes().decode("latin-1")
            sizes |= {float(found) * 0.75 for found in re.findall(r"/\S+ ([\d.]+) Tf", content)}
    return sizes


def test_everything_is_black_on_white() -> None:
    for name in NAMES:
        with opened(pdf_of(name)) as document:
            for page in document.pages:
                content = page.Contents.read_bytes().decode("latin-1")
                assert set(re.findall(r"([\d. ]+) (?:rg|RG)\b", content)) <= {"0 0 0"}
                assert not re.findall(r"/\S+ sh\b", content)


def test_the_style_sheet_has_no_gray_no_fill_and_no_hairline() -> None:
    sheet = re.sub(r"/\*.*?\*/", "", (ASSETS / "letter.css").read_text(), flags=re.DOTALL)
    assert set(re.findall(r"#[0-9a-f]{3,6}", sheet)) == {"#000"}
    assert "background" not in sheet
    assert min(float(width) for width in re.findall(r"border[a-z-]*:([\d.]+)pt", sheet)) >= 0.6
    assert min(float(size) for size in re.findall(r"(?:font-size:|font:\d+ )([\d.]+)pt", sheet)) >= 8.5
