"""What the letter's page shows, in the order in which it shows it."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from priorauth.core.letter import Letter
from priorauth.core.vocabulary import LetterKind
from priorauth.letters import kinds
from priorauth.letters.checks import Checked
from priorauth.letters.models import Rendering

# A healthy server starts on a letter within a second or two.
LONG_WAIT_SECONDS = 20


@dataclass(frozen=True)
class LetterPage(Checked):
    """A rendering with its letter, as staff read them."""

    job: Rendering
    now: dt.datetime

    @cached_property
    def letter(self) -> Letter:
        return self.job.letter.value()

    @property
    def kind(self) -> str:
        return kinds.NAMES[LetterKind(self.job.letter.kind)]

    @property
    def waits_long(self) -> bool:
        return not self.job.is_finished and self.job.seconds_waited(self.now) > LONG_WAIT_SECONDS
