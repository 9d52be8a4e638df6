"""The letter on screen: the words and styles of the print, each sentence and row to be pointed at."""

import re
from html import unescape

import pytest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from priorauth.core.letter import Letter
from priorauth.core.stage import kinds_that_fit
from priorauth.core.vocabulary import LetterKind
from priorauth.core.write import write_letter
from priorauth.letters.html import letter_html
from priorauth.letters.sheetcss import ON_SCREEN, PRINTED, sheet_css
from priorauth.letters.studio.sheet import TEMPLATE, Marks, sheet
from priorauth.letters.studio.why import place_at, places
from priorauth.reference.services import shipped_library
from tests.core.examples import example
from tests.letters.exemplars import NAMES, exemplar, with_text

HOSTILE = '"><script>alert(1)</script>'


def on_screen(letter: Letter, marks: Marks | None = None) -> str:
    return render_to_string(TEMPLATE, {"sheet": sheet(letter, marks or Marks(), draft=True)})


def composed(number: str = "01", kind: LetterKind = LetterKind.APPEAL_1) -> Letter:
    return write_letter(example(number), kind, shipped_library())


def words(html: str) -> list[str]:
    """The words in the order in which they are read."""
    text = re.sub(r"</?(a|span|em|strong|time)[^>]*>", "", html.partition("<h1>")[2])
    return unescape(re.sub("<[^>]*>", " ", text)).split()


@pytest.mark.parametrize("name", NAMES)
def test_the_sheet_says_what_the_print_says_in_its_order(name: str) -> None:
    assert words(on_screen(exemplar(name))) == words(letter_html(exemplar(name)))


@pytest.mark.parametrize("number", ["01", "02", "04", "08", "09"])
def test_every_sentence_and_row_is_a_link_that_leads_to_it(number: str) -> None:
    letter = composed(number, kinds_that_fit(example(number), shipped_library())[0])
    ids = [unescape(found) for found in re.findall(r'class="s" id="([^"]+)"', on_screen(letter))]
    assert len(ids) == len(set(ids))
    assert {place.address for place in places(letter)} == set(ids)


@pytest.mark.parametrize("name", NAMES)
def test_no_link_stands_inside_another(name: str) -> None:
    inside = re.findall(r'<a class="s"[^>]*>(.*?)</a>', on_screen(exemplar(name)))
    assert inside
    assert not any("<a " in link for link in inside)


def test_the_chosen_sentence_is_marked_and_no_other() -> None:
    letter = composed()
    place = list(places(letter))[20]
    page = on_screen(letter, Marks(chosen=place.address))
    assert page.count("aria-current") == 1
    assert f'id="{place.address}"' in page.partition("aria-current")[0][-300:]


def test_marks_stand_beside_above_below_and_in_place_of_a_paragraph() -> None:
    letter = composed()
    block = next(place.block.id for place in places(letter) if place.block.id.startswith("privig"))
    marks = {name: SafeString(f"<p>{name}</p>") for name in ("before", "after")}
    around = on_screen(letter, Marks(**{name: {block: html} for name, html in marks.items()}))  # type: ignore[arg-type]
    assert around.index("<p>before</p>") < around.index(f'id="{block}.0"') < around.index("<p>after</p>")
    replaced = on_screen(letter, Marks(instead={block: SafeString("<p>a form</p>")}))
    assert "<p>a form</p>" in replaced
    assert f'id="{block}.0"' not in replaced
    assert "<i>locked</i><a" in on_screen(letter, Marks(gutters={block: SafeString("<i>locked</i>")}))


def test_a_fact_never_becomes_markup() -> None:
    assert "<script>" not in on_screen(with_text(HOSTILE))


def test_a_place_that_the_letter_has_not_is_none() -> None:
    letter = composed()
    assert place_at(letter, "title.0") is not None
    assert place_at(letter, "title.9") is None
    assert place_at(letter, "nowhere.0") is None


def test_the_style_sheet_on_screen_is_the_printed_one_held_to_the_paper() -> None:
    css = PRINTED.read_text(encoding="utf-8")
    assert ON_SCREEN.read_text(encoding="utf-8") == sheet_css(css), "letter.css changed: run manage.py write_sheet"
    for line in sheet_css(css).splitlines()[1:]:
        selectors = line.partition("{")[0].split(",")
        assert line.startswith("@font-face") or all(one.startswith(".paper") for one in selectors), line
    assert "@page" not in sheet_css(css)
    assert not re.search(r"\drem", sheet_css(css))
