"""The letter's own HTML on screen: the page that is printed, with the style sheets at their addresses in the web."""

from django.templatetags.static import static
from django.utils.html import format_html_join

from priorauth.letters.html import letter_html
from priorauth.letters.models import Rendering

PRINTED_SHEET = '<link rel="stylesheet" href="letter.css">'


def preview_html(job: Rendering) -> str:
    """The page for the frame; the second style sheet gives it the margins that paper has."""
    sheets = ((static(path),) for path in ("letters/letter.css", "letters/screen.css"))
    links = format_html_join("\n", '<link rel="stylesheet" href="{}">', sheets)
    html = letter_html(job.letter.value(), draft=job.is_draft, signed=job.letter.bears_signature)
    return html.replace(PRINTED_SHEET, links)
