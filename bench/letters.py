"""The letters that are measured: example cases, each with a kind that fits it."""

from functools import cache
from typing import NamedTuple

from priorauth.core.facts import CaseFacts
from priorauth.core.letter import Letter, Section
from priorauth.core.library import Library
from priorauth.core.references import numbered
from priorauth.core.vocabulary import LetterKind
from priorauth.core.write import brief_of, worded, write_letter
from priorauth.interop.casefile import read
from priorauth.reference.services import shipped_library
from priorauth.settings import BASE_DIR


class Sample(NamedTuple):
    facts: CaseFacts
    kind: LetterKind

    def letter(self) -> Letter:
        return write_letter(self.facts, self.kind, library())

    def words(self) -> tuple[Section, ...]:
        """The letter, its citations numbered, without its check list, which the page does not show."""
        wording = worded(brief_of(self.facts, self.kind, library()), self.kind)
        return numbered(wording.sections, library())[0]


KINDS = (
    ("01-rrms-experimental-denial", LetterKind.APPEAL_1),
    ("01-rrms-experimental-denial", LetterKind.PEER_TO_PEER),
    ("01-rrms-experimental-denial", LetterKind.PATIENT_APPEAL),
    ("02-relapse-steroid-contraindicated", LetterKind.EXPEDITED_APPEAL),
    ("03-postpartum", LetterKind.MEDICAL_NECESSITY),
    ("08-renewal", LetterKind.RENEWAL),
    ("09-second-appeal", LetterKind.APPEAL_2),
)


@cache
def library() -> Library:
    return shipped_library()


def samples() -> list[Sample]:
    """The cases as facts, read and checked once."""
    folder = BASE_DIR / "priorauth" / "examples"
    return [Sample(read((folder / f"{case}.yaml").read_text(), library()), kind) for case, kind in KINDS]
