"""The letter that was handed to the prescriber, and the one that is signed and can go out."""

import datetime as dt
from collections.abc import Iterator

from priorauth.core.dates import short_date
from priorauth.core.facts import day_of
from priorauth.core.tracking.dealings import LetterInHand
from priorauth.core.tracking.model import Place, Step, StepKind
from priorauth.core.tracking.position import LastDay, Position
from priorauth.core.vocabulary import LetterKind


def signature_steps(position: Position) -> Iterator[Step]:
    """One step a letter that waits: that of the level, by the level's day; a letter of support has no day."""
    for letter in position.dealings.letters:
        if letter.asked_on is None:
            continue
        if letter.kind is LetterKind.ASSISTANCE_SUPPORT:
            yield _to_sign(
                position, letter, "letter of support", LastDay(because="no day is set for a letter of support")
            )
        elif _is_of_level(position, letter):
            yield _to_sign(position, letter, f"letter for the {position.named(position.level)}", position.last_day)


def is_asked_for(position: Position) -> bool:
    """Whether the level's letter waits for its signature."""
    return any(one.asked_on is not None and _is_of_level(position, one) for one in position.dealings.letters)


def signed_on(position: Position) -> dt.date | None:
    """The day on which the level's letter was signed; None where it was not, since the plan was last written to."""
    signed = [one.signed_on for one in position.dealings.letters if one.signed_on and _is_of_level(position, one)]
    latest, before = max(signed, default=None), _last_sent(position)
    return latest if latest is None or before is None or latest >= before else None


def _is_of_level(position: Position, letter: LetterInHand) -> bool:
    return position.has_letter_to_write and letter.kind is position.letter


def _last_sent(position: Position) -> dt.date | None:
    """The day from which on a letter cannot be one that was sent before."""
    if position.last is None:
        return None
    sent, answer = position.facts.submissions[position.last].submitted, position.answer
    days = [answer.received_date or answer.notice_date if answer else None, day_of(sent) if sent else None]
    return max((day for day in days if day), default=None)


def _to_sign(position: Position, letter: LetterInHand, name: str, last: LastDay) -> Step:
    assert letter.asked_on is not None
    signer = position.facts.prescriber.name or "the prescriber"
    return Step(
        kind=StepKind.SIGNATURE,
        do=f"Sign the {name}",
        why=f"With {signer} since {short_date(letter.asked_on)}.",
        act="Read and sign",
        place=Place.SIGN,
        letter=letter.kind,
        level="" if letter.kind is LetterKind.ASSISTANCE_SUPPORT else position.level,
        target=letter.id,
        for_prescriber=True,
        **last._asdict(),
    )
