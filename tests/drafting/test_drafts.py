"""The working draft: what it reads, how it is edited, and that nothing typed is lost."""

import datetime as dt
from collections.abc import Callable

import pytest

from priorauth.audit.models import Entry
from priorauth.cases.models import Case
from priorauth.cases.services import create_case
from priorauth.clinics.models import Clinic, Member
from priorauth.core.letter import Paragraph
from priorauth.core.vocabulary import LetterKind
from priorauth.letters import drafts
from priorauth.letters.drafts import CannotEdit, Composed, composed, open_draft
from priorauth.letters.models import Draft, Letter, Reading
from priorauth.patients.writing import ChangedMeanwhile
from tests.drafting.conftest import DAY, weigh
from tests.factories import a_case, a_patient

pytestmark = pytest.mark.django_db
WORDS = "I have examined her four times this year, and her gait has not come back."


def text(now: Composed, paragraph: str) -> str | None:
    """What the letter says there."""
    blocks = [block for section in now.letter.sections for block in section.blocks if block.id == paragraph]
    return next((block.text for block in blocks if isinstance(block, Paragraph)), None)


def reworded(member: Member, draft: Draft, paragraph: str = "close_reviewer", words: str = WORDS) -> Draft:
    return drafts.reword(member, draft, draft.revision, paragraph, words)


def actions() -> list[tuple[str, list[str]]]:
    return list(Entry.objects.order_by("number").values_list("action", "changed"))


def test_a_case_has_one_draft_of_a_kind(coordinator: Member, prescriber: Member, case: Case) -> None:
    first = open_draft(coordinator, case, LetterKind.APPEAL_1)
    assert open_draft(prescriber, case, LetterKind.APPEAL_1) == first
    assert open_draft(coordinator, case, LetterKind.ASSISTANCE_SUPPORT, "grifols_pap").program == "grifols_pap"
    assert [action for action, _ in actions()] == ["letter.started", "letter.started"]


def test_without_edits_it_reads_as_composed(draft: Draft) -> None:
    now = composed(draft, DAY)
    assert now.letter == now.original
    assert now.letter.date == DAY
    assert [item.id for item in now.open_items] == ["dose.rounding"]
    assert now.must_stay("ask_appeal") == ("what is asked for",)


def test_a_case_that_is_still_being_typed_can_be_read(coordinator: Member, clinic: Clinic) -> None:
    patient = a_patient(clinic)
    for case in (a_case(clinic, patient), create_case(patient=patient)):
        for kind in LetterKind:
            now = composed(open_draft(coordinator, case, kind, "grifols_pap"), DAY)
            assert now.letter.sections
            assert now.open_items or now.problems


def test_a_paragraph_is_reworded_and_put_back(coordinator: Member, draft: Draft) -> None:
    draft = reworded(coordinator, draft)
    now = composed(draft, DAY)
    assert text(now, "close_reviewer") == WORDS
    (change,) = now.letter.changes
    assert (change.by, change.kind, change.after) == (str(coordinator), "rewording", WORDS)
    assert change.before.startswith("Please authorize the treatment")

    draft = drafts.restore(coordinator, draft, draft.revision, change.edit)
    assert composed(draft, DAY).letter == now.original
    assert actions()[-2:] == [("letter.edited", ["edits.reworded"]), ("letter.edited", ["edits.restored"])]


def test_typing_the_composed_words_again_is_no_edit(coordinator: Member, draft: Draft) -> None:
    original = text(composed(draft, DAY), "close_reviewer")
    draft = reworded(coordinator, draft, words=f"  {original}\r\n")
    assert composed(draft, DAY).letter.changes == ()


def test_what_is_kept_is_encrypted(coordinator: Member, draft: Draft) -> None:
    from django.db import connection

    reworded(coordinator, draft)
    with connection.cursor() as cursor:
        cursor.execute("SELECT edits FROM letters_draft")
        assert "gait" not in str(cursor.fetchall())
    assert "gait" not in str(actions())


def test_a_paragraph_is_left_out_unless_it_must_be_said(coordinator: Member, draft: Draft) -> None:
    draft = drafts.leave_out(coordinator, draft, draft.revision, "review")
    assert text(composed(draft, DAY), "review") is None
    with pytest.raises(CannotEdit, match=r"must stay: it says what is asked for\. You can reword"):
        drafts.leave_out(coordinator, draft, draft.revision, "ask_appeal")


def test_the_refused_edit_leaves_the_draft_as_it_was(coordinator: Member, draft: Draft) -> None:
    with pytest.raises(CannotEdit):
        drafts.leave_out(coordinator, draft, draft.revision, "ask_appeal")
    assert Draft.objects.of(draft.clinic).get(id=draft.id).revision == draft.revision
    reworded(coordinator, draft)


def test_a_paragraph_of_ones_own_is_added_changed_and_taken_away(coordinator: Member, draft: Draft) -> None:
    draft = drafts.add_paragraph(coordinator, draft, draft.revision, "ask_appeal", WORDS)
    (change,) = composed(draft, DAY).letter.changes
    draft = drafts.reword(coordinator, draft, draft.revision, change.paragraph, "Shorter.")
    assert text(composed(draft, DAY), change.paragraph) == "Shorter."
    draft = drafts.add_paragraph(coordinator, draft, draft.revision, change.paragraph, "And after it.")
    draft = drafts.leave_out(coordinator, draft, draft.revision, change.paragraph)
    (left,) = composed(draft, DAY).letter.changes
    assert left.after == "And after it."


@pytest.mark.parametrize(
    ("paragraph", "words", "told"),
    [
        ("close_reviewer", "  \n ", "Nothing is written here"),
        ("close_reviewer", "a" * 10_001, "longer than 10,000 characters"),
        ("signer", WORDS, "comes from the record alone"),
        ("no_such", WORDS, "not in the letter any more"),
        ("re_appeal", WORDS, "not in the letter any more"),
    ],
)
def test_what_cannot_be_reworded_says_why(
    coordinator: Member, draft: Draft, paragraph: str, words: str, told: str
) -> None:
    with pytest.raises(CannotEdit, match=told):
        reworded(coordinator, draft, paragraph, words)


def test_nothing_is_added_to_the_head(coordinator: Member, draft: Draft) -> None:
    with pytest.raises(CannotEdit, match="Nothing can be added there"):
        drafts.add_paragraph(coordinator, draft, draft.revision, "clinic", WORDS)


def test_two_at_a_time_see_each_others_edits(coordinator: Member, prescriber: Member, draft: Draft) -> None:
    reworded(coordinator, draft)
    with pytest.raises(ChangedMeanwhile) as met:
        reworded(prescriber, draft, words="Mine.")
    now = met.value.row
    assert isinstance(now, Draft)
    assert text(composed(now, DAY), "close_reviewer") == WORDS
    assert text(composed(reworded(prescriber, now, words="Mine."), DAY), "close_reviewer") == "Mine."


# ---- what was read ---------------------------------------------------------------------------------------------------


def test_what_changed_since_one_read_it(coordinator: Member, prescriber: Member, draft: Draft, case: Case) -> None:
    assert drafts.changed_since_read(prescriber, composed(draft, DAY)) == ()
    drafts.note_reading(prescriber, composed(draft, DAY))
    draft = reworded(coordinator, draft)
    weigh(case, "71.0")

    changed = drafts.changed_since_read(prescriber, composed(draft, DAY))

    assert {"close_reviewer", "dose_sum"} <= {one.block for one in changed}
    drafts.note_reading(prescriber, composed(draft, DAY))
    assert drafts.changed_since_read(prescriber, composed(draft, DAY)) == ()
    assert Reading.objects.of(case.clinic).count() == 1
    assert [action for action, _ in actions()].count("letter.read") == 2


def test_numbers_mean_what_they_meant_on_the_page_that_was_read(
    coordinator: Member, prescriber: Member, draft: Draft
) -> None:
    """A colleague's edit has moved the list meanwhile; the publication that was meant is still cited."""
    before = composed(draft, DAY)
    last = before.letter.references[-1]
    drafts.note_reading(prescriber, before)
    draft = drafts.add_paragraph(coordinator, draft, draft.revision, "ask_appeal", f"As was weighed [{last.number}].")
    draft = reworded(prescriber, draft, words=f"I refer to the review [{last.number}].")
    now = composed(draft, DAY)
    assert now.letter.references[0].record == last.record
    assert text(now, "close_reviewer") == "I refer to the review [1]."


def test_words_typed_over_what_has_changed_meanwhile_have_to_be_decided(
    prescriber: Member, draft: Draft, case: Case
) -> None:
    drafts.note_reading(prescriber, composed(draft, DAY))
    weigh(case, "71.0")
    draft = reworded(prescriber, draft, "dose_sum")
    now = composed(draft, DAY)
    (stale,) = now.stale
    assert (stale.yours, stale.why) == (WORDS, "changed")
    assert "71.0 kg" in str(stale.now)
    assert "71.0 kg" in str(text(now, "dose_sum"))


@pytest.mark.parametrize("keep", [True, False])
def test_one_keeps_ones_own_or_lets_it_go(prescriber: Member, draft: Draft, case: Case, keep: bool) -> None:
    draft = reworded(prescriber, draft, "dose_sum")
    weigh(case, "71.0")
    (stale,) = composed(draft, DAY).stale
    draft = drafts.decide_stale(prescriber, draft, draft.revision, stale.edit.id, keep)
    now = composed(draft, DAY)
    assert now.stale == ()
    assert (text(now, "dose_sum") == WORDS) == keep
    assert ("71.0 kg" in str(text(now, "dose_sum"))) != keep


def test_what_is_not_stale_needs_no_decision(prescriber: Member, draft: Draft) -> None:
    draft = reworded(prescriber, draft)
    (edit,) = draft.value().items
    draft = drafts.decide_stale(prescriber, draft, draft.revision, edit.id, keep=False)
    assert text(composed(draft, DAY), "close_reviewer") == WORDS


def test_another_day_moves_the_words_and_asks(
    prescriber: Member, draft: Draft, today: Callable[[dt.date], None]
) -> None:
    draft = reworded(prescriber, draft, "activity_and_prevention@rrms_second_line")
    later = dt.date(2027, 9, 1)
    today(later)
    assert [one.why for one in composed(draft, later).stale] == ["changed"]


# ---- what a person confirms ------------------------------------------------------------------------------------------


def test_a_confirmation_settles_its_item_until_its_words_change(coordinator: Member, ready: Draft, case: Case) -> None:
    (item,) = [item for item in composed(ready, DAY).letter.checklist if item.id == "dose.rounding"]
    assert item.ok
    assert "Confirmed by Dana Whitfield, RN on" in item.text
    assert item.text.endswith("The pharmacy gives 25 g.")
    weigh(case, "71.0")
    assert [item.id for item in composed(ready, DAY).open_items] == ["dose.rounding"]


def test_it_can_be_taken_back(coordinator: Member, ready: Draft) -> None:
    draft = drafts.unconfirm(coordinator, ready, ready.revision, "dose.rounding")
    assert [item.id for item in composed(draft, DAY).open_items] == ["dose.rounding"]


def test_what_the_record_or_the_words_settle_is_not_confirmed(coordinator: Member, draft: Draft) -> None:
    draft = reworded(coordinator, draft, words="This was shown by Novak et al (2019).")
    assert "edits.citation" in {item.id for item in composed(draft, DAY).open_items}
    with pytest.raises(CannotEdit, match="not by a confirmation"):
        drafts.confirm(coordinator, draft, draft.revision, "edits.citation", "I know it.")
    with pytest.raises(CannotEdit, match="Say who was asked"):
        drafts.confirm(coordinator, draft, draft.revision, "dose.rounding", " ")


def test_a_draft_is_no_letter(draft: Draft) -> None:
    assert not Letter.objects.of(draft.clinic).exists()
