"""Text on its way to the page: what is tied together, what becomes a link, and that nothing else becomes markup."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from priorauth.letters.inline import Inline, tied

INLINE = Inline(frozenset({1, 2, 3, 12}), frozenset({"A", "B", "C"}))
A = '<a href="#exhibit-a">Ex.\u00a0A</a>'


@pytest.mark.parametrize(
    "text",
    [
        "25~g",
        "0.4~g/kg ×~68.0~kg =~27.2~g",
        "IgA 88~mg/dL",
        "5~days, then every 4~weeks for 6~months",
        "550~units, 11~infusions, 49~patients",
        "7.9~s on May~20, 2027 and in March~2026",
        "Nov~6, 2018",
        "29~CFR~2560.503-1",
        "HCPCS~J1561, CPT~96365",
        "Ms.~O’Brien-Núñez and Dr.~Łukasik",
        "Ex.~A, p.~7",
        "Ex.~A~p.~7",
        "(717)~555-0142",
    ],
)
def test_what_belongs_together_stays_on_one_line(text: str) -> None:
    assert tied(text.replace("~", " ")) == text.replace("~", "\u00a0")


@pytest.mark.parametrize("text", ["5 to 14 business days", "4 good reasons", "in May we", "96 mL/min", "3 groups"])
def test_other_spaces_may_end_a_line(text: str) -> None:
    assert tied(text) == text


def test_letters_with_accents_are_composed_and_invisible_signs_dropped() -> None:
    assert tied("Zoe\u0308 Nu\u0301n\u0303ez\u200b \u202eabc") == "Zoë Núñez abc"


def test_a_citation_leads_to_its_reference_and_stays_with_the_word_before_it() -> None:
    assert INLINE.text("Seriously in question [2], and") == (
        'Seriously in <span class="cite">question [<a href="#reference-2">2</a>]</span>, and'
    )


def test_every_number_of_a_citation_is_a_link_and_its_signs_stay() -> None:
    assert INLINE.text("[1–3]") == (
        '<span class="cite">[<a href="#reference-1">1</a>–<a href="#reference-3">3</a>]</span>'
    )
    assert INLINE.text("[3,12]") == (
        '<span class="cite">[<a href="#reference-3">3</a>,<a href="#reference-12">12</a>]</span>'
    )


@pytest.mark.parametrize("text", ["[4]", "[1,4]", "[An update]", "[]", "[2a]"])
def test_brackets_that_name_no_reference_of_the_letter_stay_text(text: str) -> None:
    assert INLINE.text(text) == text


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("(Ex. A)", f"({A})"),
        ("(Ex. A, p. 7; B)", '(<a href="#exhibit-a">Ex.\u00a0A, p.\u00a07</a>; <a href="#exhibit-b">B</a>)'),
        ("(Ex. A p. 7)", '(<a href="#exhibit-a">Ex.\u00a0A\u00a0p.\u00a07</a>)'),
        ("(Ex. A, C)", f'({A}, <a href="#exhibit-c">C</a>)'),
        ("Exhibit B shows", '<a href="#exhibit-b">Exhibit\u00a0B</a> shows'),
        ("(Ex. Z)", "(Ex.\u00a0Z)"),
        ("vitamin B, type A", "vitamin B, type A"),
    ],
)
def test_an_exhibit_leads_to_its_row(text: str, html: str) -> None:
    assert INLINE.text(text) == html


def test_cells_of_an_exhibit_column_are_links_without_the_word_exhibit() -> None:
    assert INLINE.exhibit_cell("A, B") == '<a href="#exhibit-a">A</a>, <a href="#exhibit-b">B</a>'
    assert INLINE.exhibit_cell("A p. 3, C") == ('<a href="#exhibit-a">A\u00a0p.\u00a03</a>, <a href="#exhibit-c">C</a>')
    assert INLINE.exhibit_cell("–") == "–"
    assert INLINE.exhibit_cell("A note") == "A note"


def test_the_space_before_a_link_is_a_plain_one_since_the_renderer_breaks_wrongly_at_the_other() -> None:
    assert INLINE.text("see p. 3 Ex. A") == f"see p.\u00a03 {A}"
    assert "\u00a0<" not in INLINE.text("at 5 days [1] and 29 CFR [2]")


def test_a_raised_minus_is_raised_by_the_style_sheet_since_the_serif_has_none() -> None:
    assert INLINE.text("10⁻⁶ & less") == "10<sup>−</sup>⁶ &amp; less"


def test_the_journal_is_italic_where_it_stands_as_the_journal_and_not_in_the_title() -> None:
    text = "Cortese I, et al. Report of the American Academy of Neurology. Neurology. 2011;76(3):294–300."
    assert INLINE.reference(text, "Neurology") == (
        "Cortese I, et al. Report of the American Academy of Neurology. <em>Neurology</em>. 2011;76(3):294–300."
    )


def test_a_doi_and_a_web_address_are_links_without_the_full_stop_after_them() -> None:
    assert INLINE.reference("2002;9(6). doi:10.1046/j.1468-1331.2002.00500.x.", "") == (
        '2002;9(6). <a href="https://doi.org/10.1046/j.1468-1331.2002.00500.x">'
        "doi:10.1046/j.1468-1331.2002.00500.x</a>."
    )
    assert INLINE.reference("2013. http://www.fda.gov/ucm375096.htm", "").endswith(
        '<a href="http://www.fda.gov/ucm375096.htm">http://www.fda.gov/ucm375096.htm</a>'
    )


@pytest.mark.parametrize("make", [INLINE.text, INLINE.exhibit_cell, lambda text: INLINE.reference(text, "J")])
def test_markup_in_a_fact_is_printed_and_not_obeyed(make: Callable[[str], str]) -> None:
    html = make('<script>alert("x")</script> & <b>J. [1]</b> <img src=x> https://x.org/"><i>')
    assert "<script" not in html
    assert "<img" not in html
    assert "<b>" not in html
    assert "<i>" not in html


@given(st.text(alphabet=st.sampled_from("AB [1]–,;.&<>\"'Ex.p 7 doi:10.1000/x"), max_size=60))
def test_the_words_on_the_page_are_the_words_of_the_letter(text: str) -> None:
    without_our_tags = re.sub("<[^>]*>", "", INLINE.text(text))
    assert unescape(without_our_tags).replace("\u00a0", " ") == text
