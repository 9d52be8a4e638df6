"""Which characters every font of the letters has. Any other would print as an empty box."""

import unicodedata
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parents[2] / "static" / "letters" / "fonts"


def complaint(text: str) -> str:
    """What of a text cannot be printed, and what to do; empty where all of it can."""
    lacking = sorted(set(text) - printable() - set("\n"))
    if not lacking:
        return ""
    named = ", ".join(f"U+{ord(sign):04X} {unicodedata.name(sign, 'unnamed')}" for sign in lacking)
    return f"The letter's fonts cannot print {named}. Write the word in Latin letters, or leave the sign out."


@lru_cache(maxsize=1)
def printable() -> frozenset[str]:
    return frozenset.intersection(*map(_characters, sorted(FONTS.glob("*.woff2"))))


def _characters(font: Path) -> frozenset[str]:
    with TTFont(BytesIO(font.read_bytes()), lazy=True) as opened:
        return frozenset(map(chr, opened.getBestCmap()))
