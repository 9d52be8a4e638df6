"""A prescriber's edits: what they do to the letter, and when they have to be decided anew."""

import copy
import datetime as dt
import json

from hypothesis import given
from hypothesis import strategies as st

from priorauth.core.edits import Edits, differences, write_edited
from priorauth.core.edits.apply import kept
from priorauth.core.letterjson import letter_json
from priorauth.core.vocabulary import LetterKind
from tests.core.editing import addition, edited, omission, paragraphs, rewording
from tests.core.examples import example_file
from tests.core.sayings import LIBRARY, cited, letter_of
from tests.strategies.situations import Situation, fitting, of, plain, situations

WORDS = "I have examined her four times this year, and her gait has not come back."


def appeal(**changes: object) -> Situation:
    return of({**plain(example_file("01")), **changes}, LetterKind.APPEAL_1)


@st.composite
def edited_situations(draw: st.DrawFn) -> tuple[Situation, Edits]:
    """A letter with up to four edits of different paragraphs, some of which may be forbidden."""
    situation = draw(st.one_of(fitting(), situations()))
    before = edited(situation)
    ids = draw(st.lists(st.sampled_from(sorted(paragraphs(before.original))), unique=True, min_size=1, max_size=4))
    edits = Edits()
    for position, name in enumerate(ids):
        how = draw(st.sampled_from(["reword", "shorten", "leave_out", "add"]))
        text = paragraphs(before.original)[name][1].text
        if how == "leave_out":
            edits = edits.having(omission(before, name))
        elif how == "add":
            edits = edits.having(addition(before, name, WORDS, id=f"a{position}"))
        else:
            words = WORDS if how == "reword" else text.partition(". ")[0]
            edits = edits.having(rewording(before, name, words, id=f"r{position}"))
    return situation, edits


@given(situations())
def test_the_ids_of_a_letters_blocks_are_unique(situation: Situation) -> None:
    ids = [block.id for section in letter_of(situation).sections for block in section.blocks]
    assert len(ids) == len(set(ids))


@given(situations())
def test_without_edits_the_letter_is_the_same_to_the_byte(situation: Situation) -> None:
    letter = letter_of(situation)
    assert edited(situation).letter == letter
    assert edited(situation).letter.model_dump_json() == letter.model_dump_json()


@given(edited_situations(), st.data())
def test_undoing_every_edit_gives_the_composed_letter(case: tuple[Situation, Edits], data: st.DataObject) -> None:
    situation, edits = case
    for edit_id in data.draw(st.permutations([edit.id for edit in edits.items])):
        edits = edits.without(edit_id)
    assert edited(situation, *edits.items).letter == letter_of(situation)


@given(edited_situations())
def test_an_edit_changes_its_paragraph_and_no_other(case: tuple[Situation, Edits]) -> None:
    situation, edits = case
    made = edited(situation, *edits.items)
    touched = {edit.paragraph for edit in edits.items}
    assert not made.stale
    assert {one.block for one in differences(made.original, made.letter)} <= touched | {"heading"}
    assert {change.paragraph for change in made.letter.changes} == touched


@given(edited_situations())
def test_edits_are_kept_as_plain_values(case: tuple[Situation, Edits]) -> None:
    _, edits = case
    assert Edits.model_validate(json.loads(json.dumps(edits.model_dump(mode="json")))) == edits


@given(edited_situations())
def test_citations_and_list_agree_after_edits(case: tuple[Situation, Edits]) -> None:
    situation, edits = case
    letter = edited(situation, *edits.items).letter
    numbers = list(range(1, len(letter.references) + 1))
    assert list(dict.fromkeys(cited(letter))) == numbers
    assert [reference.number for reference in letter.references] == numbers


@given(edited_situations())
def test_every_word_but_the_own_ones_keeps_its_grounds(case: tuple[Situation, Edits]) -> None:
    situation, edits = case
    letter = edited(situation, *edits.items).letter
    for _, block in paragraphs(letter).values():
        for sentence in block.sentences:
            assert sentence.is_own or not sentence.grounds.is_bare
            assert not sentence.is_own or block.edit


def test_what_is_taken_over_keeps_its_own_grounds_and_the_rest_stands_on_what_it_replaced() -> None:
    situation = appeal()
    before = edited(situation)
    _, block = paragraphs(before.original)["narrow@rrms_second_line"]
    first, second, *others = block.sentences
    words = " ".join([first.text, "Here is why I say so.", *(one.text for one in others)])
    made = edited(situation, rewording(before, block.id, words))
    _, now = paragraphs(made.letter)[block.id]
    assert [one.text for one in now.sentences] == [first.text, "Here is why I say so.", *(one.text for one in others)]
    assert [one.is_own for one in now.sentences] == [False, True, *(False for _ in others)]
    assert now.sentences[0].grounds == first.grounds
    assert set(second.grounds.facts) <= set(now.sentences[1].grounds.facts)


def test_a_label_stays_bold_where_it_is_kept() -> None:
    situation = of(plain(example_file("06")), LetterKind.MEDICAL_NECESSITY)
    before = edited(situation)
    _, block = paragraphs(before.original)["evidence_against@spms"]
    label, *rest = block.sentences
    assert label.is_label
    made = edited(situation, rewording(before, block.id, f"{label.text} In short: {rest[0].text}"))
    _, now = paragraphs(made.letter)[block.id]
    assert [one.is_label for one in now.sentences] == [True, False, False]


def test_a_list_is_edited_line_by_line() -> None:
    situation = appeal()
    before = edited(situation)
    _, block = paragraphs(before.original)["rights_asked"]
    lines = [one.text for one in block.sentences]
    made = edited(situation, rewording(before, block.id, "\n".join([*lines[1:], "Please call me first."])))
    _, now = paragraphs(made.letter)[block.id]
    assert [one.text for one in now.sentences] == [*lines[1:], "Please call me first."]
    assert [one.is_own for one in now.sentences] == [*(False for _ in lines[1:]), True]


def test_additions_follow_in_the_order_of_making_and_can_follow_each_other() -> None:
    situation = appeal()
    before = edited(situation)
    first = addition(before, "ask_appeal", "First.", id="a1")
    second = addition(before, "ask_appeal", "Second.", id="a2")
    between = first.model_copy(update={"id": "a3", "after": "added_a1", "words": "Between."})
    letter = edited(situation, first, second, between).letter
    assert list(paragraphs(letter))[1:5] == ["ask_appeal", "added_a1", "added_a3", "added_a2"]
    without = Edits(items=(first, second, between)).without("a1")
    assert list(paragraphs(edited(situation, *without.items).letter))[2:4] == ["added_a2", "added_a3"]


def test_numbers_follow_their_publications() -> None:
    """What the prescriber cites keeps its publication when another paragraph cites it first."""
    situation = appeal()
    before = edited(situation)
    last = before.original.references[-1]
    late = addition(before, "close_reviewer", f"See also the review [{last.number}].", id="late")
    early = addition(before, "ask_appeal", f"This was weighed before [{last.number}].", id="early")
    letter = edited(situation, early, late).letter
    texts = {name: block.text for name, (_, block) in paragraphs(letter).items()}
    assert last.number > 1
    assert letter.references[0].record == last.record
    assert texts["added_early"] == "This was weighed before [1]."
    assert texts["added_late"] == "See also the review [1]."


def test_a_section_without_paragraphs_goes_with_its_heading() -> None:
    situation = appeal()
    before = edited(situation)
    letter = edited(situation, omission(before, "rights_asked")).letter
    assert "rights_invoked" in [section.id for section in before.original.sections]
    assert "rights_invoked" not in [section.id for section in letter.sections]


def test_head_request_block_and_signature_are_of_the_record_alone() -> None:
    situation = appeal()
    before = edited(situation)
    edit = rewording(before, "ask_appeal", WORDS)
    for name in ("clinic", "signer", "date"):
        made = edited(situation, edit.model_copy(update={"paragraph": name}))
        assert [one.why for one in made.stale] == ["gone"]
        assert made.letter.sections == before.original.sections


def test_edited_letters_keep_the_shape_that_the_command_line_writes() -> None:
    situation = appeal()
    before = edited(situation)
    plain_keys = letter_json(before.original)
    edited_keys = letter_json(edited(situation, rewording(before, "ask_appeal", WORDS)).letter)
    assert edited_keys.keys() == plain_keys.keys()


# ---- when the facts change -------------------------------------------------------------------------------------------


def changed(situation: Situation) -> Situation:
    """Another weight, so that the sum of the dose says something else."""
    case = copy.deepcopy(situation.case)
    case["patient"]["weight"]["kg"] = 71.0
    return of(case, situation.kind)


def test_an_edit_whose_words_have_changed_leaves_the_new_ones_and_asks() -> None:
    situation = appeal()
    edit = rewording(edited(situation), "dose_sum", WORDS)
    made = edited(changed(situation), edit)
    (stale,) = made.stale
    assert (stale.why, stale.yours) == ("changed", WORDS)
    assert stale.now == paragraphs(made.original)["dose_sum"][1].text
    assert "71.0 kg" in (stale.now or "")
    assert made.letter.sections == made.original.sections
    assert "edits.stale" in {item.id for item in made.letter.checklist if not item.ok}


def test_kept_it_replaces_the_new_words() -> None:
    situation = appeal()
    edit = rewording(edited(situation), "dose_sum", WORDS)
    now = edited(changed(situation))
    mine = kept(edit, now.composed)
    assert mine
    made = edited(changed(situation), mine)
    assert not made.stale
    assert paragraphs(made.letter)["dose_sum"][1].text == WORDS
    assert made.letter.changes[0].before == paragraphs(now.original)["dose_sum"][1].text


def test_an_edit_whose_paragraph_is_gone_can_live_on_as_an_addition() -> None:
    situation = appeal()
    before = edited(situation)
    reworded, left_out = rewording(before, "safety_line", WORDS), omission(before, "safety_line")
    beside = addition(before, "safety_line", "And one more thing.")
    case = {key: value for key, value in situation.case.items() if key not in ("safety", "patient")}
    case["patient"] = {key: situation.case["patient"][key] for key in ("given", "family", "sex")}
    later = of(case, situation.kind)
    assert edited(later).text_of("safety_line") is None
    made = edited(later, reworded, beside)
    assert [one.why for one in made.stale] == ["gone", "gone"]
    assert made.letter.sections == made.original.sections
    now = [one for edit in (reworded, beside) if (one := kept(edit, made.composed))]
    letter = edited(later, *now).letter
    texts = [block.text for section, block in paragraphs(letter).values() if section == "dose_plan"]
    assert texts[-2:] == [WORDS, "And one more thing."]
    assert kept(left_out, made.composed) is None


@given(edited_situations(), st.integers(1, 500))
def test_on_another_day_no_edit_is_lost(case: tuple[Situation, Edits], days: int) -> None:
    """Each is applied as it was, or asked about; a letter with one to ask about cannot be signed."""
    situation, edits = case
    later = write_edited(
        situation.facts.model_copy(update={"as_of": situation.facts.as_of + dt.timedelta(days=days)}),
        situation.kind, LIBRARY, edits, program=situation.program,
    )  # fmt: skip
    asked = {one.edit.id for one in later.stale}
    assert asked | {change.edit for change in later.letter.changes} == {edit.id for edit in edits.items}
    assert not asked & {change.edit for change in later.letter.changes}
    assert bool(asked) == ("edits.stale" in {item.id for item in later.letter.checklist if not item.ok})


# ---- differences -----------------------------------------------------------------------------------------------------


def test_what_changed_between_two_days() -> None:
    situation = appeal()
    other = letter_of(changed(situation))
    found = {one.block: one for one in differences(letter_of(situation), other)}
    assert "68.0 kg" in (found["dose_sum"].before or "")
    assert "71.0 kg" in (found["dose_sum"].after or "")
    assert "clinic" not in found


def test_a_number_alone_is_no_difference_and_a_paragraph_more_is() -> None:
    situation = appeal()
    before = edited(situation)
    made = edited(situation, omission(before, "privig@rrms_second_line"))
    (one,) = differences(before.original, made.letter)
    assert (one.block, one.after) == ("privig@rrms_second_line", None)
    (back,) = differences(made.letter, before.original)
    assert (back.before, back.after) == (None, one.before)


@given(situations())
def test_a_letter_does_not_differ_from_itself(situation: Situation) -> None:
    letter = letter_of(situation)
    assert differences(letter, letter) == ()
