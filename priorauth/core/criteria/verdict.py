"""How a criterion stands, and how standings join: met, not met, not documented (strong three-valued logic).

The promise that every kind keeps: a verdict holds for whatever the facts not on record may turn out to be. So filling
in an unknown (None becomes a value, a month becomes a day of that month) settles what was not documented, and never
turns met into not met, nor not met into met. A new event (another relapse, another MRI report) is a new fact, not an
unknown; and what the context has settled (letter kind, level, route, indication) is no part of the facts.
"""

from collections.abc import Iterable
from typing import NamedTuple

from priorauth.core.vocabulary import Standing


class Verdict(NamedTuple):
    """`facts` are the paths that decided, `missing` those that would decide it; `text` says so in a sentence."""

    standing: Standing
    text: str
    facts: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def is_met(self) -> bool:
        return self.standing is Standing.MET

    @property
    def is_not_met(self) -> bool:
        return self.standing is Standing.NOT_MET

    @property
    def is_open(self) -> bool:
        """True where the record does not decide it."""
        return self.standing is Standing.NOT_DOCUMENTED


def met(text: str, *facts: str) -> Verdict:
    """`facts` are the paths that decided it."""
    return Verdict(Standing.MET, text, facts=facts)


def not_met(text: str, *facts: str) -> Verdict:
    """`facts` are the paths that decided it."""
    return Verdict(Standing.NOT_MET, text, facts=facts)


def not_documented(text: str, *missing: str, facts: Iterable[str] = ()) -> Verdict:
    """`missing` are the paths that would decide it; `facts` those already weighed."""
    return Verdict(Standing.NOT_DOCUMENTED, text, facts=tuple(facts), missing=missing)


def decided(holds: bool, text: str, *facts: str) -> Verdict:
    """Met or not met, on facts that are on record."""
    return met(text, *facts) if holds else not_met(text, *facts)


def all_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Met where every one is; not met where one is not, whatever the others turn out to be."""
    return _joined(tuple(verdicts), decisive=Standing.NOT_MET, otherwise=Standing.MET)


def any_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Met where one is, whatever the others turn out to be; not met where none is."""
    return _joined(tuple(verdicts), decisive=Standing.MET, otherwise=Standing.NOT_MET)


def agreed(verdicts: Iterable[Verdict], *missing: str) -> Verdict:
    """What all of them say where it is not known which of them counts; `missing` are the paths that would tell."""
    verdicts = tuple(verdicts)
    if len({verdict.standing for verdict in verdicts}) == 1:
        return all_of(verdicts)
    facts = dict.fromkeys(path for verdict in verdicts for path in verdict.facts)
    return not_documented("The record does not tell which of several entries is the latest.", *missing, facts=facts)


def on_every_day(verdicts: Iterable[Verdict], path: str) -> Verdict:
    """What holds on each of the days that a date on record may mean; `path` is that date."""
    verdicts = tuple(verdicts)
    if len({verdict.standing for verdict in verdicts}) == 1:
        return verdicts[0]
    return not_documented("The exact day decides it, and the record has none.", path)


def negated(verdict: Verdict) -> Verdict:
    """The opposite; what is not documented stays so."""
    opposite = {Standing.MET: Standing.NOT_MET, Standing.NOT_MET: Standing.MET}
    standing = opposite.get(verdict.standing, verdict.standing)
    return Verdict(standing, verdict.text, verdict.facts, verdict.missing)


def _joined(verdicts: tuple[Verdict, ...], decisive: Standing, otherwise: Standing) -> Verdict:
    if len(verdicts) == 1:
        return verdicts[0]
    standings = {verdict.standing for verdict in verdicts}
    standing = next((one for one in (decisive, Standing.NOT_DOCUMENTED) if one in standings), otherwise)
    deciding = [verdict for verdict in verdicts if verdict.standing is standing]
    if len(deciding) == 1:
        return deciding[0]
    return Verdict(
        standing,
        " ".join(dict.fromkeys(verdict.text for verdict in deciding if verdict.text)),
        tuple(dict.fromkeys(path for verdict in deciding for path in verdict.facts)),
        tuple(dict.fromkeys(path for verdict in deciding for path in verdict.missing)),
    )
