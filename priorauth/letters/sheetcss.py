"""letter.css for the sheet on screen: the same rules, each held to what stands inside `.paper`.

The result is kept as a file, `static/letters/sheet.css`; `manage.py write_sheet` writes it anew after a change.
"""

import re
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "static" / "letters"
PRINTED, ON_SCREEN = FOLDER / "letter.css", FOLDER / "sheet.css"
PAPER = ".paper"

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SAYS = "/* Made of letter.css by manage.py write_sheet; change that one. */"


def sheet_css(printed: str) -> str:
    """The style sheet of the printed letter for one element of a page. What only paper has (`@page`) is left out."""
    rules = list(_rules(_COMMENT.sub("", printed)))
    size = next(body.partition("font-size:")[2] for selector, body in rules if selector == "html")
    written = (_held(selector, body.replace("1rem", size)) for selector, body in rules)
    return "\n".join([_SAYS, *filter(None, written), ""])


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """Each rule of the outermost level, as what stands before its braces and in them."""
    depth, start, opened = 0, 0, 0
    for at, sign in enumerate(text):
        if sign == "{":
            opened = opened if depth else at
            depth += 1
        elif sign == "}":
            depth -= 1
            if not depth:
                yield text[start:opened].strip(), text[opened + 1 : at].strip()
                start = at + 1


def _held(selector: str, body: str) -> str:
    if selector == "@font-face":
        return f"{selector}{{{body}}}"
    if selector == "html" or selector.startswith(("@page", ".stops")):
        return ""
    held = (PAPER if one.strip() == "body" else f"{PAPER} {one.strip()}" for one in selector.split(","))
    return f"{','.join(held)}{{{body}}}"
