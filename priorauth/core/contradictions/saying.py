"""How contradictions are said: names of therapies, their spans, and the item itself."""

from collections.abc import Iterable

from priorauth.core.dates import PartialDate
from priorauth.core.facts import Therapy
from priorauth.core.items import before_signing
from priorauth.core.letter import CheckItem
from priorauth.core.library import Library
from priorauth.core.typography import capital, listed
from priorauth.core.vocabulary import Course, Outcome


def contradiction(what: str, text: str, *correct: str) -> CheckItem:
    """The item `contradiction.<what>`; `correct` are the paths, one of which must be wrong."""
    return before_signing(f"contradiction.{what}", capital(text), f"Correct {listed(correct, 'or')}.")


def drug(library: Library, therapy: str) -> str:
    """The generic name of a therapy, labelled for MS or of the history."""
    record = library.therapies.get(therapy) or library.therapy_history.get(therapy)
    return record.generic if record else therapy


def course_said(library: Library, course: Course) -> str:
    """The course in words."""
    record = library.course_labels.get(course)
    return record.label if record else course.replace("_", " ")


def treatment_said(library: Library, treatments: Iterable[str]) -> str:
    """The treatments of a relapse by their generic names."""
    known = library.relapse_treatments
    return listed([known[name].generic if name in known else name for name in treatments])


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
