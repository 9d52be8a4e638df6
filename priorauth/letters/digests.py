"""The SHA-256 by which a letter is recognized: of its facts, its words, its printed page, and of what was attested."""

import hashlib
import json
from typing import Any

from priorauth.core.letter import Letter
from priorauth.letters.html import letter_html


def of_json(value: Any) -> str:
    """Of plain values, however they are spaced and in whatever order their keys stand."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def of_text(text: str) -> str:
    """Of words as they stand: what a signer attested, a page that was made already."""
    return hashlib.sha256(text.encode()).hexdigest()


def of_content(letter: Letter) -> str:
    """Of the page that is printed, unmarked and unsigned: two with the same one are the same to whoever reads them.

    The line that a signature adds says nothing more than that: its name and day stand in the page already.
    """
    return of_text(letter_html(letter))
