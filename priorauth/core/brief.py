"""Everything that the words of one letter may draw on, gathered once: facts, library, judgment and reckoning."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from priorauth.core.context import Context
from priorauth.core.dates import PartialDate
from priorauth.core.deadlines import Deadline
from priorauth.core.dosing import DosePlan
from priorauth.core.facts import CaseFacts
from priorauth.core.facts.submissions import Determination, Submission
from priorauth.core.grounds import ExhibitRef
from priorauth.core.library import Library
from priorauth.core.paths import place
from priorauth.core.records.programs import Program
from priorauth.core.said import Said
from priorauth.core.typography import dates_in, placeholder_in, tidy

if TYPE_CHECKING:
    from priorauth.core.assess import Assessment


class Standing(NamedTuple):
    """A path of the case file: whether anything stands there on record, and the exhibit that proves it."""

    on_record: bool
    proof: ExhibitRef | None


@dataclass(frozen=True)
class Brief:
    """What a letter is written from. `in_table` asks for short dates; `plain` for a reader who is no clinician."""

    facts: CaseFacts
    library: Library
    context: Context
    assessment: "Assessment"
    dose: DosePlan | None
    deadlines: tuple[Deadline, ...]
    expected: frozenset[dt.date]
    program: Program | None = None
    in_table: bool = False
    _places: "dict[str, Standing]" = field(default_factory=dict, repr=False, compare=False)

    @property
    def tabular(self) -> "Brief":
        return replace(self, in_table=True)

    @property
    def denied(self) -> Submission | None:
        """The submission whose denial this letter answers."""
        stage = self.context.stage
        return None if stage is None or stage.denial is None else self.facts.submissions[stage.denial]

    @property
    def denial(self) -> Determination | None:
        return self.denied.determination if self.denied else None

    @property
    def denied_path(self) -> str:
        """The path of the denied submission in the case file."""
        stage = self.context.stage
        return f"submissions[{stage.denial}]" if stage and stage.denial is not None else "submissions"

    def say(self, text: str | None, *paths: str, rules: Iterable[str] = ()) -> Said | None:
        """The phrase with those of its facts that are on record, and their exhibits. None where there is no phrase, or
        neither fact nor rule to hold it up."""
        if not text:
            return None
        rules = tuple(rules)
        facts: list[str] = []
        refs: dict[ExhibitRef, None] = {}
        for path in paths:
            on_record, proof = self._places.get(path) or self._standing(path)
            if on_record:
                facts.append(path)
                if proof:
                    refs[proof] = None
        return Said(text, tuple(facts), rules, tuple(refs)) if facts or rules else None

    def is_on_record(self, path: str) -> bool:
        """Whether the case file holds anything at the path."""
        return self._standing(path).on_record

    def _standing(self, path: str) -> Standing:
        """What is known of a path; the terms of one letter ask for the same ones again and again."""
        known = self._places.get(path)
        if known is None:
            on_record, proof = place(self.facts, path)
            ref = ExhibitRef(id=proof.exhibit or "", page=proof.page) if proof else None
            known = self._places[path] = Standing(on_record, ref)
        return known

    def date(self, day: PartialDate | dt.date) -> str:
        """A date as this place prints it: in full in running text, short in tables."""
        date = PartialDate.parse(day)
        return date.short() if self.in_table else date.long()

    def on(self, day: PartialDate | dt.date) -> str:
        """`on August 22, 2026`; `in August 2026` where the chart has no day."""
        return f"{'on' if PartialDate.parse(day).is_exact else 'in'} {self.date(day)}"

    def chart(self, text: str | None) -> str | None:
        """Chart text in print; None where it may not be printed (`unprintable`)."""
        if text is None or self.unprintable(text):
            return None
        return tidy(text, short_dates=self.in_table)

    def quoted(self, text: str | None) -> str | None:
        """Another's words as they stand, for quotation marks; None where they may not be printed (`unprintable`)."""
        return None if text is None or self.unprintable(text) else text

    def unprintable(self, text: str) -> str | None:
        """What keeps a text on record out of the letter: a placeholder, or a day after the letter that is no expected
        one. None where nothing does."""
        held = placeholder_in(text)
        if held:
            return held
        for date in dates_in(text):
            if date.first > self.facts.as_of and date.first not in self.expected:
                return date.long()
        return None

    def label(self, group: str, value: str) -> str:
        """The printed name of a value of the vocabulary."""
        return self.library.words.labels[group][value]
