"""All clocks of a case."""

from priorauth.core.deadlines.decision import decision_deadlines
from priorauth.core.deadlines.filing import filing_deadlines
from priorauth.core.deadlines.model import Deadline
from priorauth.core.deadlines.others import peer_to_peer_deadlines, renewal_deadlines
from priorauth.core.facts import CaseFacts
from priorauth.core.library import Library


def deadlines(facts: CaseFacts, library: Library) -> tuple[Deadline, ...]:
    """Every clock of the case as of the facts' date: by submission, decision, filing and call; then renewals.

    A clock that an input is missing for is there too, `undetermined`, and says why.
    """
    clocks = [
        *decision_deadlines(facts, library),
        *filing_deadlines(facts, library),
        *peer_to_peer_deadlines(facts, library),
        *renewal_deadlines(facts),
    ]
    last = len(facts.submissions)
    return tuple(sorted(clocks, key=lambda clock: last if clock.submission is None else clock.submission))
