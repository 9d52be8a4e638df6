"""Whether the record shows what a renewal rests on: a measured response to the treatment so far."""

from collections.abc import Iterator

from priorauth.core.context import Context
from priorauth.core.facts import CaseFacts
from priorauth.core.items import advice, before_signing
from priorauth.core.letter import CheckItem
from priorauth.core.library import Library
from priorauth.core.response import compared
from priorauth.core.typography import listed, trimmed
from priorauth.core.vocabulary import LetterKind


def check_benefit(facts: CaseFacts, library: Library, context: Context) -> Iterator[CheckItem]:
    """An item for a renewal whose measures are worse, unchanged, or not on record on both sides."""
    if context.kind is not LetterKind.RENEWAL or facts.prior_ivig is None:
        return
    measures = compared(facts, library)
    worse = [measure for measure in measures if measure.is_worse]
    if not measures:
        text = "No measure is on record both before the first infusion and since: the letter can show no response."
        lift = "Record relapses with their dates, EDSS, walk or MRI on both sides of the first infusion, to the day."
        yield before_signing("response.not_measured", text, lift)
    elif worse:
        said = listed([f"{one.name} from {trimmed(one.before)} to {trimmed(one.on)}" for one in worse])
        text = f"On IVIG the record is worse than before it: {said}. The letter says so."
        lift = (
            "Ask the prescriber whether treatment should go on; if so, let the letter say why, in a paragraph of the "
            "prescriber's own."
        )
        yield before_signing("response.worse", text, lift)
    elif not any(measure.is_better for measure in measures):
        text = "On IVIG every measure on record is as it was before."
        yield advice("response.unchanged", text, "Let the prescriber say what would have been expected without it.")
