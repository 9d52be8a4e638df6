"""Exhibits that the letter refers to and that are not there, where a letter is to be written."""

from collections.abc import Iterator

from priorauth.core.tracking.model import Place, Step, StepKind
from priorauth.core.tracking.position import Position
from priorauth.core.typography import capital, counted, listed
from priorauth.core.walk import proven


def exhibit_steps(position: Position) -> Iterator[Step]:
    """One step for all of them: what a fact names and nobody attached, and what is attached without its file."""
    if not position.has_letter_to_write:
        return
    attached = {exhibit.id for exhibit in position.facts.exhibits}
    naming = [fact.exhibit for _, fact in proven(position.facts) if fact.exhibit and fact.exhibit not in attached]
    unattached, absent = sorted(set(naming)), list(position.dealings.absent)
    if not unattached and not absent:
        return
    letters = [*unattached, *absent]
    reasons = [
        f"{counted(len(naming), 'fact')} {'names' if len(naming) == 1 else 'name'} what is not attached"
        if naming
        else "",
        f"{listed(absent)} {'has' if len(absent) == 1 else 'have'} no file yet" if absent else "",
    ]
    yield Step(
        kind=StepKind.EXHIBIT,
        do=f"Attach exhibit{'' if len(letters) == 1 else 's'} {listed(letters)}",
        why=capital(f"{'; '.join(filter(None, reasons))}."),
        act="Add exhibits",
        place=Place.EXHIBITS,
        **position.last_day._asdict(),
    )
