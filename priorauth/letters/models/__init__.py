"""The rows about letters: the working draft, each letter that was composed, and each rendering of it as PDF."""

from priorauth.letters.models.draft import Draft, Reading
from priorauth.letters.models.letter import Letter, SignedLetter
from priorauth.letters.models.rendering import Rendering, pdf_name

__all__ = ["Draft", "Letter", "Reading", "Rendering", "SignedLetter", "pdf_name"]
