"""What keeps an edited letter from being signed."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from priorauth.core.disclosures import all_grounds, disclosures
from priorauth.core.edits import Edits
from priorauth.core.edits.citations import typed_citations
from priorauth.core.edits.marks import printed
from priorauth.core.vocabulary import LetterKind
from priorauth.core.write import brief_of
from tests.core.editing import addition, edited, omission, open_items, paragraphs, rewording
from tests.core.examples import example_file
from tests.core.sayings import LIBRARY
from tests.core.test_edits import appeal, edited_situations
from tests.strategies.situations import Situation, of, plain

PRIVIG = "fazekas-2008"


def progressive() -> Situation:
    return of(plain(example_file("06")), LetterKind.MEDICAL_NECESSITY)


def added(words: str, situation: Situation | None = None, after: str = "ask_appeal") -> list[str]:
    """What is open in a letter with these words of the prescriber."""
    situation = situation or appeal()
    letter = edited(situation, addition(edited(situation), after, words)).letter
    return [f"{item.id}: {item.text}" for item in letter.checklist if not item.ok and item.id.startswith("edits")]


# ---- citations typed by hand -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "doi:10.1000/182",
        "10.1056/NEJMoa1700000",
        "PMID 99999999",
        "https://pubmed.ncbi.nlm.nih.gov/99999999/",
        "Novak et al., 2019",
        "Novak et al",
        "Novak and colleagues (2019)",
        "Novak & Berg, 2019",
        "(Novak, 2019)",
        "Novak (2019)",
        "Novak 2019",
        "Lancet Neurol 2021;88:12",
        "[99]",
        "[novak-2019]",
    ],
)
def test_a_citation_that_the_library_does_not_hold_blocks(typed: str) -> None:
    (item,) = added(f"This was shown before {typed} in a trial.")
    assert item.startswith("edits.citation: “This was shown before")
    assert item.endswith("which is not in the library.")
    assert typed.strip("()").removeprefix("doi:").removeprefix("https://").removeprefix("Lancet Neurol ")[:8] in item


@pytest.mark.parametrize("typed", ["PMID 8869383", "10.1007/bf00878527", "Achiron et al. (1996)", "(Achiron, 1996)"])
def test_one_that_the_library_holds_and_the_letter_does_not_cite_says_how_to_cite_it(typed: str) -> None:
    situation = appeal()
    letter = edited(situation, addition(edited(situation), "ask_appeal", f"So it was found: {typed}.")).letter
    (item,) = open_items(letter, "edits.citation")
    assert "which is not in this letter’s list of references" in item.text
    assert item.lift == "Cite it as [achiron-1996], so that it gets its number, or take it out."


@pytest.mark.parametrize("typed", ["Fazekas et al. (2008)", "10.1212/01.wnl.0000318281.98220.6f"])
def test_one_that_the_letter_cites_may_be_named(typed: str) -> None:
    assert added(f"I know of {typed}.") == []


@pytest.mark.parametrize(
    "words",
    [
        "She took natalizumab, 2018 to 2020, and Avonex (2016) before.",
        "In September (2026) she fell; since June, 2025, she uses a cane.",
        "I saw her in 2026, after Thanksgiving.",
        "By 2024 and since September 2025 she used a cane; Avonex 2016, MRI 2025.",
        "Her EDSS was 4.0 and 3.5 (Ex. A, p. 2).",
        "She and Dr. Marsh agree on 27 g every 4 weeks (0.397 g/kg).",
        "Dr. Ortega and colleagues saw her too (Ex. A, IV steroids in MS).",
    ],
)
def test_what_is_no_citation_is_not_taken_for_one(words: str) -> None:
    assert added(words) == []


def test_a_publication_of_the_library_can_be_cited_by_its_id() -> None:
    situation = appeal()
    before = edited(situation)
    extra = next(
        one for one in LIBRARY.publications.values()
        if one.may_support and "rrms_second_line" in one.indications
        and one.id not in {reference.record for reference in before.letter.references}
    )  # fmt: skip
    letter = edited(situation, addition(before, "close_reviewer", f"See the review [{extra.id}].")).letter
    assert open_items(letter, "edits.citation") == []
    assert letter.references[-1].record == extra.id
    (text,) = [block.text for _, block in paragraphs(letter).values() if block.id == "added_a1"]
    assert text == f"See the review [{letter.references[-1].number}]."


@pytest.mark.parametrize("record", ["hommes-2004", "sorensen-1998"])
def test_not_one_of_another_course_and_not_one_that_nobody_has_read(record: str) -> None:
    (item,) = added(f"It was found before [{record}].")
    assert item.startswith("edits.citation")
    assert record in item


def test_a_citation_in_what_the_record_itself_says_is_not_searched() -> None:
    assert list(typed_citations("seen at Novak, 2019)", LIBRARY, known=["Novak"])) == []


# ---- what must be said -----------------------------------------------------------------------------------------------


@given(edited_situations())
def test_no_edit_loses_contrary_evidence_without_a_stop(case: tuple[Situation, Edits]) -> None:
    situation, edits = case
    owed = set(disclosures(brief_of(situation.facts, situation.kind, LIBRARY, situation.program)))
    made = edited(situation, *edits.items)
    said = {finding for grounds in all_grounds(made.letter.sections) for finding in grounds.findings}
    before = {finding for grounds in all_grounds(made.original.sections) for finding in grounds.findings}
    if not (owed & before) <= said:
        assert open_items(made.letter, "edits.dropped")


@given(edited_situations())
def test_leaving_out_what_must_stay_stops_the_letter(case: tuple[Situation, Edits]) -> None:
    situation, _ = case
    before = edited(situation)
    must_stay = [name for name in before.must_stay if name in paragraphs(before.original)]
    assume(must_stay)
    for name in must_stay[:2]:
        letter = edited(situation, omission(before, name)).letter
        dropped = [item.text for item in letter.stops if item.id == "edits.dropped"]
        assert all(any(what in text for text in dropped) for what in before.must_stay[name])


def test_what_may_be_left_out_may() -> None:
    situation = appeal()
    before = edited(situation)
    free = [name for name in paragraphs(before.original) if name not in before.must_stay]
    for name in free:
        assert open_items(edited(situation, omission(before, name)).letter, "edits.dropped") == []


def test_paragraphs_that_say_the_same_may_go_but_one() -> None:
    situation = appeal()
    before = edited(situation)
    finding = next(one for one in LIBRARY.indications["rrms_second_line"].must_disclose if one.startswith(PRIVIG))
    saying = [
        name for name, (_, block) in paragraphs(before.original).items()
        if any(finding in sentence.grounds.findings for sentence in block.sentences)
    ]  # fmt: skip
    assert len(saying) > 1
    letter = edited(situation, *(omission(before, name) for name in saying)).letter
    assert any("the evidence of Fazekas 2008" in item.text for item in open_items(letter, "edits.dropped"))


def test_contrary_evidence_may_be_reworded_and_keeps_its_citation() -> None:
    situation = progressive()
    before = edited(situation)
    block = "evidence_against@spms"
    (number,) = [one.number for one in before.letter.references if one.record == "hommes-2004"]
    (other,) = [one.number for one in before.letter.references if one.record == "gray-cochrane-update"]
    kept = f"The largest trial and a review found no delay of disability, and I say so openly [{number},{other}]."
    assert open_items(edited(situation, rewording(before, block, kept)).letter, "edits.dropped") == []
    for words in ("The largest trial did not help my case.", f"The largest trial found no delay [{number}]."):
        dropped = open_items(edited(situation, rewording(before, block, words)).letter, "edits.dropped")
        assert dropped
        assert "cite it" in dropped[0].lift


def test_off_label_status_may_be_reworded() -> None:
    situation = appeal()
    before = edited(situation)
    said = {"The use is off-label.": True, "The FDA has not approved it for MS.": True, "Yes.": False}
    for words, is_said in said.items():
        letter = edited(situation, rewording(before, "narrow@rrms_second_line", words)).letter
        lost = [item for item in open_items(letter, "edits.dropped") if "off-label" in item.text]
        assert bool(lost) != is_said


def test_the_reason_for_an_override_stays() -> None:
    case = plain(example_file("06"))
    reason = {"rule": "evidence_against.spms", "reason": "No other therapy is left.", "by": "Samuel Ortega, DO"}
    situation = of({**case, "overrides": [{**reason, "date": case["as_of"]}]}, LetterKind.MEDICAL_NECESSITY)
    before = edited(situation)
    saying = [
        name for name, (_, block) in paragraphs(before.original).items()
        if any(fact.startswith("overrides") for sentence in block.sentences for fact in sentence.grounds.facts)
    ]  # fmt: skip
    letter = edited(situation, *(omission(before, name) for name in saying)).letter
    assert any("reason for the override" in item.text for item in open_items(letter, "edits.dropped"))


# ---- the words themselves --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "held"),
    [
        ("IVIG is the standard of care in MS.", "edits.never"),
        ("IVIG is FDA-approved for MS.", "edits.never"),
        ("She was seen on ____ by me.", "edits.blank"),
        ("Her dose is TBD.", "edits.blank"),
        ("She took None last year.", "edits.blank"),
        ("Her score was {{ edss }}.", "edits.blank"),
        ("Seen by [insert name].", "edits.blank"),
        ("She will be seen on January 5, 2031.", "edits.blank"),
        ("As Exhibit Q shows, she fell.", "edits.exhibit"),
        ("As Exhibits A and Q show, she fell.", "edits.exhibit"),
    ],
)
def test_what_a_letter_may_never_hold_blocks_in_typed_words_too(words: str, held: str) -> None:
    assert [item.partition(":")[0] for item in added(words)] == [held]
    situation = appeal()
    letter = edited(situation, rewording(edited(situation), "close_reviewer", words)).letter
    assert [item.id for item in letter.checklist if not item.ok and item.id.startswith("edits")] == [held]


@given(
    st.text(max_size=200) | st.from_regex(r"[\w ,.;:()\[\]–-]{0,80}"), st.sampled_from(["ask_appeal", "rights_asked"])
)
def test_anything_may_be_typed(words: str, paragraph: str) -> None:
    """Whatever it is, it stands in the letter as it was typed, and the check list can speak of it."""
    situation = appeal()
    before = edited(situation)
    edit = rewording(before, paragraph, words)
    assume(edit.words)
    letter = edited(situation, edit).letter
    _, block = paragraphs(letter)[paragraph]
    assert printed(edit.words, letter) == block.text
    assert [reference.number for reference in letter.references] == list(range(1, len(letter.references) + 1))


def test_honest_words_do_not() -> None:
    assert added("None of these drugs helped. There is none left; I ask you to decide by the record (Ex. A).") == []


def test_forbidden_words_are_told_with_the_paragraph_not_with_a_fact() -> None:
    situation = appeal()
    letter = edited(situation, addition(edited(situation), "ask_appeal", "It is the standard of care.")).letter
    assert open_items(letter, "language.never") == []
    (item,) = open_items(letter, "edits.never")
    assert item.lift.startswith("Reword “It is the standard of care.”")
