"""The right of a Medicaid member to go on with what was authorized while a cut of it is appealed.

No letter asks for it: the member alone may, and may have to pay if the appeal is lost.
"""

from collections.abc import Iterator

from priorauth.core.dates import long_date
from priorauth.core.facts import CaseFacts
from priorauth.core.items import advice
from priorauth.core.letter import CheckItem
from priorauth.core.library import Library
from priorauth.core.stage import ADVERSE, live

_RIGHT = "medicaid_continuation"


def check_continuation(facts: CaseFacts, library: Library) -> Iterator[CheckItem]:
    """The right in the library's words, where the last notice came while an authorization ran that still runs."""
    right = library.rights[_RIGHT]
    index = next(reversed(live(facts)), None)
    last = None if index is None else facts.submissions[index].determination
    granted = facts.prior_ivig.authorization if facts.prior_ivig else None
    ends = granted.ends if granted else None
    if right.verified is None or facts.coverage.plan_type not in right.plan_types:
        return
    if last is None or last.outcome not in ADVERSE or ends is None or ends < facts.as_of:
        return
    text = f"An authorization on record runs to {long_date(ends)}. {right.text} ({right.source}.)"
    lift = "If the notice cuts what it granted, ask the patient at once whether to ask for it; the letter does not."
    yield advice("deadline.continuation", text, lift)
