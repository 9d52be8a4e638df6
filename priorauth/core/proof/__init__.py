"""What lacks proof: exhibits that are named and not attached, events older than their record, facts with none."""

from priorauth.core.facts import CaseFacts
from priorauth.core.letter import CheckItem
from priorauth.core.library import Library
from priorauth.core.proof.attached import attachment_items
from priorauth.core.proof.expected import expected_items
from priorauth.core.proof.stated import stated_items
from priorauth.core.vocabulary import LetterKind

__all__ = ["check_proof"]


def check_proof(facts: CaseFacts, library: Library, kind: LetterKind | None = None) -> tuple[CheckItem, ...]:
    """Items `proof.<what>`. Before signing: an exhibit that is not there, or that begins after what it should prove.

    Advice: facts that only the prescriber states, exhibits that the denial or the kind of letter calls for, pages.
    """
    return (*attachment_items(facts), *stated_items(facts, library), *expected_items(facts, library, kind))
