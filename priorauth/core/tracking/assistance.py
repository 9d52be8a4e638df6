"""What applications to assistance programs wait for. Staff set their days: no program says how long it takes."""

import datetime as dt
from collections.abc import Iterator

from priorauth.core.naming import in_words
from priorauth.core.records.programs import Program
from priorauth.core.tracking.dealings import Application, ApplicationStatus
from priorauth.core.tracking.model import Place, Step, StepKind
from priorauth.core.tracking.position import Position
from priorauth.core.typography import capital, listed, lowered

_NO_DAY = "no day is entered in the application"
_IS_GRANTED = (ApplicationStatus.APPROVED, ApplicationStatus.ACTIVE, ApplicationStatus.EXPIRING)
_MOST_NAMED = 3


def assistance_steps(position: Position) -> Iterator[Step]:
    """One step an application that waits for the clinic, or whose day was set; none of one that is over."""
    for one in position.dealings.applications:
        program = position.library.programs[one.program]
        if one.status in _IS_GRANTED:
            yield from _to_renew(one, program)
        elif one.status is ApplicationStatus.PREPARING:
            yield _step(one, f"Send the application to {program.name}", _documents(position, one, program), one.next_on)
        elif one.status is ApplicationStatus.DOCUMENTS_REQUESTED:
            yield _step(one, f"Send {program.name} what it asks for", _documents(position, one, program), one.next_on)
        elif one.status is ApplicationStatus.SUBMITTED and one.next_on:
            yield _step(one, f"Ask {program.name} for its answer", "It has been sent and not answered.", one.next_on)
        elif one.status is ApplicationStatus.CONSIDERING and one.next_on:
            yield _step(one, f"Decide whether to apply to {program.name}", "It is being considered.", one.next_on)


def _to_renew(one: Application, program: Program) -> Iterator[Step]:
    if one.renews_on or one.status is ApplicationStatus.EXPIRING:
        why = "The help that it grants ends then." if one.renews_on else "The help that it grants is running out."
        yield _step(one, f"Renew the help of {program.name}", why, one.renews_on)
    if one.next_on and one.next_on != one.renews_on:
        yield _step(one, f"See to the help of {program.name}", "Staff set this day in the application.", one.next_on)


def _documents(position: Position, one: Application, program: Program) -> str:
    """Which documents of those that the program asks for are not at hand."""
    names = position.library.words.labels["document"]
    lacking = [
        lowered(names.get(document, in_words(document)))
        for document in program.documents_needed
        if document not in one.ready
    ]
    if not program.documents_needed:
        return "The application says what is to be sent."
    if not lacking:
        return "Every document that it asks for is at hand."
    named, more = lacking[:_MOST_NAMED], len(lacking) - _MOST_NAMED
    return capital(f"{listed([*named, *([f'{more} more'] if more > 0 else [])])}: not at hand yet.")


def _step(one: Application, do: str, why: str, due_on: dt.date | None) -> Step:
    return Step(
        kind=StepKind.ASSISTANCE,
        do=do,
        why=why,
        act="Open application",
        place=Place.APPLICATION,
        target=one.id,
        due_on=due_on,
        because="" if due_on else _NO_DAY,
    )
