"""The letter's own HTML on screen: the page that is printed, with the style sheets at their addresses in the web."""

from django.templatetags.static import static
from django.utils.html import format_html_join

from priorauth.core.letter import Letter
from priorauth.letters.html import letter_html

PRINTED_SHEET = '<link rel="stylesheet" href="letter.css">'


def preview_html(letter: Letter, *, draft: bool) -> str:
    """The page for the frame; the second style sheet gives it the margins that paper has."""
    sheets = ((static(path),) for path in ("letters/letter.css", "letters/screen.css"))
    links = format_html_join("\n", '<link rel="stylesheet" href="{}">', sheets)
    return letter_html(letter, draft=draft).replace(PRINTED_SHEET, links)
