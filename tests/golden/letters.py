"""The golden letters: which there are, and how one is written anew.

`python -m tests.golden` writes every text from its case and names the files that changed. Read each of them
aloud, beside its case, before you commit it: a text in this folder says that a person has read it and found it right.
"""

from collections.abc import Iterator
from pathlib import Path

from priorauth.core.facts import CaseFacts
from priorauth.core.letter import Letter
from priorauth.core.stage import kinds_that_fit
from priorauth.core.vocabulary import LetterKind
from priorauth.core.write import write_letter
from priorauth.interop import casefile
from priorauth.reference.services import shipped_library
from tests.plaintext import plain_text

FOLDER = Path(__file__).parent
PROGRAMS = {"gamunex_c": "grifols_pap", "privigen": "csl_pap"}


def cases() -> list[Path]:
    """The folders, each with its case.yaml."""
    return sorted(path.parent for path in FOLDER.glob("*/case.yaml"))


def facts_of(folder: Path) -> CaseFacts:
    return casefile.read((folder / "case.yaml").read_text(encoding="utf-8"), shipped_library())


def letters(folder: Path) -> Iterator[tuple[str, Letter]]:
    """Each letter that fits the case, by the name of its file."""
    facts = facts_of(folder)
    for kind in kinds_that_fit(facts, shipped_library()):
        is_support = kind is LetterKind.ASSISTANCE_SUPPORT
        program = PROGRAMS.get(facts.request.product or "") if is_support else None
        yield f"{kind}.txt", write_letter(facts, kind, shipped_library(), program=program)


def golden_text(letter: Letter) -> str:
    """The letter, and below a line the open items of its check list, as staff see them."""
    items = "\n".join(
        f"{item.level} | {item.id} | {item.text} | {item.lift}" for item in letter.checklist if not item.ok
    )
    return f"{plain_text(letter)}\n{'=' * 100}\n\n{items}\n"


def bless() -> list[Path]:
    """Writes every text; the files that changed."""
    changed = []
    for folder in cases():
        for name, letter in letters(folder):
            path, text = folder / name, golden_text(letter)
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                path.write_text(text, encoding="utf-8")
                changed.append(path)
    return changed
