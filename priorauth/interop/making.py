"""From the text of a case file to a letter that is kept and being rendered."""

import datetime as dt
from dataclasses import dataclass

from priorauth.clinics.models import Member
from priorauth.core.letter import CheckItem
from priorauth.core.vocabulary import LetterKind
from priorauth.core.write import write_letter
from priorauth.interop import casefile
from priorauth.letters import services
from priorauth.letters.models import Rendering
from priorauth.reference.services import library_of


class StoppedError(Exception):
    """The letter may not be written; each stop says why and what would lift it."""

    def __init__(self, stops: tuple[CheckItem, ...]) -> None:
        self.stops = stops
        super().__init__(f"{len(stops)} stops")


@dataclass(frozen=True)
class Wish:
    """What somebody asks for: one kind of letter, of the file's date or another; a draft where it may be stopped."""

    text: str
    kind: LetterKind
    as_of: dt.date | None = None
    program: str | None = None
    draft: bool = False


def make(member: Member, wish: Wish) -> Rendering:
    """Keeps the letter and queues its PDF. Raises CaseFileError, or StoppedError where no draft was asked for."""
    library = library_of(member.clinic)
    facts = casefile.read(wish.text, library, as_of=wish.as_of)
    letter = write_letter(facts, wish.kind, library, program=wish.program)
    if letter.stops and not wish.draft:
        raise StoppedError(letter.stops)
    return services.keep(member, facts, letter, draft=wish.draft)
