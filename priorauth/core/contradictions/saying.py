"""How contradictions are said: spans, days, and the item itself."""

from priorauth.core.dates import PartialDate
from priorauth.core.facts import Therapy
from priorauth.core.items import before_signing
from priorauth.core.letter import CheckItem
from priorauth.core.typography import capital, listed
from priorauth.core.vocabulary import Outcome


def contradiction(what: str, text: str, *correct: str) -> CheckItem:
    """The item `contradiction.<what>`; `correct` are the paths, one of which must be wrong."""
    return before_signing(f"contradiction.{what}", capital(text), f"Correct {listed(correct, 'or')}.")


def span_said(therapy: Therapy) -> str:
    """`from April 2022 to August 2025`, `since February 2015`, `until 2019`, `without dates`."""
    if therapy.started and therapy.ended:
        return f"from {therapy.started.long()} to {therapy.ended.long()}"
    if therapy.started:
        return f"{'since' if therapy.outcome is Outcome.ONGOING else 'from'} {therapy.started.long()}"
    return f"until {therapy.ended.long()}" if therapy.ended else "without dates"


def when(date: PartialDate) -> str:
    """`on April 3, 2023`, `in April 2023`, `in 2023`."""
    return f"{'on' if date.is_exact else 'in'} {date.long()}"
