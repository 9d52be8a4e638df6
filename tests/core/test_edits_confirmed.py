"""What a person confirms, because no fact settles it."""

import datetime as dt

from hypothesis import given

from priorauth.core.edits import Confirmation, Edits, may_be_confirmed
from priorauth.core.edits.confirmed import with_confirmations
from priorauth.core.edits.edited import write_edited
from priorauth.core.letter import CheckItem, Letter
from priorauth.core.vocabulary import CheckLevel
from tests.core.sayings import LIBRARY, letter_of
from tests.strategies.situations import Situation, situations

AT = dt.datetime(2026, 11, 20, 15, 30, tzinfo=dt.UTC)


def confirming(item: CheckItem, text: str | None = None) -> Confirmation:
    return Confirmation(item=item.id, text=text or item.text, note="Asked the pharmacy.", by="Dana Whitfield", at=AT)


def confirmed(situation: Situation, *found: Confirmation) -> Letter:
    edits = Edits(confirmations=found)
    return write_edited(situation.facts, situation.kind, LIBRARY, edits, program=situation.program).letter


@given(situations())
def test_it_settles_its_item_and_no_other(situation: Situation) -> None:
    letter = letter_of(situation)
    askable = [item for item in letter.checklist if may_be_confirmed(item)]
    now = confirmed(situation, *map(confirming, askable))
    assert not any(may_be_confirmed(item) for item in now.checklist)
    others = {item.id for item in letter.checklist if not item.ok} - {item.id for item in askable}
    assert others <= {item.id for item in now.checklist if not item.ok}
    assert now.sections == letter.sections


@given(situations())
def test_whatever_is_claimed_a_stop_and_a_fault_of_the_record_stay(situation: Situation) -> None:
    letter = letter_of(situation)
    now = confirmed(situation, *(confirming(item) for item in letter.checklist))
    assert now.stops == letter.stops
    for item in letter.open_items(CheckLevel.BEFORE_SIGNING):
        if item.id.startswith(("missing.", "contradiction.", "language.", "filing.", "edits.")):
            assert item in now.open_items(CheckLevel.BEFORE_SIGNING)


@given(situations())
def test_once_the_item_says_something_else_it_is_open_again(situation: Situation) -> None:
    letter = letter_of(situation)
    askable = [item for item in letter.checklist if may_be_confirmed(item)]
    now = confirmed(situation, *(confirming(item, f"{item.text} Otherwise.") for item in askable))
    assert now.checklist == letter.checklist


def test_it_says_who_confirmed_what() -> None:
    item = CheckItem(id="dose.rounding", level=CheckLevel.BEFORE_SIGNING, ok=False, text="25 g.", lift="Confirm.")
    edits = Edits().confirming(confirming(item)).confirming(confirming(item))
    assert len(edits.confirmations) == 1
    assert edits.unconfirming("dose.rounding") == Edits()
    (settled,) = with_confirmations((item,), edits.confirmations)
    assert settled.ok
    assert settled.level is CheckLevel.BEFORE_SIGNING
    assert settled.text == "25 g. Confirmed by Dana Whitfield on November 20, 2026: Asked the pharmacy."
