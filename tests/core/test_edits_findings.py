"""Choosing another finding for a sentence: which are offered, and what becomes of the letter."""

import pytest
from hypothesis import given

from priorauth.core.criteria.diagnosis import names_course
from priorauth.core.disclosures import disclosures
from priorauth.core.edits import EditedLetter, Rewording
from priorauth.core.edits.alternatives import Choice
from priorauth.core.vocabulary import Direction, LetterKind
from priorauth.core.write import brief_of
from tests.core.editing import edited, open_items, paragraphs
from tests.core.examples import example_file
from tests.core.sayings import LIBRARY
from tests.strategies.situations import Situation, fitting, of, plain

FOR = "evidence_for_after_delivery"
BRANDT = "brandt-wouters-2016/relapse-rate"


def request(number: str = "03") -> Situation:
    return of(plain(example_file(number)), LetterKind.MEDICAL_NECESSITY)


def place_of(made: EditedLetter, instead_of: str) -> tuple[str, int]:
    return next(place for place, choice in made.choices.items() if choice.instead_of == instead_of and place[0] == FOR)


def choosing(situation: Situation, before: EditedLetter, instead_of: str, finding: str) -> EditedLetter:
    place = place_of(before, instead_of)
    section, _ = paragraphs(before.original)[place[0]]
    words = before.text_with(place, finding, LIBRARY)
    replaced = before.text_of(place[0]) or ""
    return edited(situation, Rewording(id="c1", section=section, paragraph=place[0], replaced=replaced, words=words))


@pytest.mark.parametrize(
    ("number", "choice"),
    [
        ("03", Choice("achiron-2004-pregnancy/postpartum-only", (BRANDT,))),
        ("03", Choice("menascu-2023/adjusted-risk", (BRANDT,))),
        ("03", Choice("elovaara-2008/pregnancy", ())),
        ("03", Choice("vukusic-2004/predictors", ())),
        ("02", Choice("elovaara-2011/suggestion", ("elovaara-2011/edss",))),
        ("01", Choice("elovaara-2008/rrms", ())),
        ("05", Choice("achiron-2004-cis/conversion", ())),
    ],
)
def test_what_the_library_holds_for_the_same_argument(number: str, choice: Choice) -> None:
    assert choice in edited(request(number)).choices.values()


@given(fitting())
def test_only_what_this_letter_may_cite_is_offered(situation: Situation) -> None:
    brief = brief_of(situation.facts, situation.kind, LIBRARY, situation.program)
    owed, course = disclosures(brief), situation.facts.diagnosis.course
    for choice in edited(situation).choices.values():
        assert choice.instead_of not in owed
        for finding in choice.others:
            publication, part = LIBRARY.finding(finding)
            assert publication.may_support
            assert part.direction is Direction.SUPPORTS
            assert brief.context.indication in publication.indications
            assert course is not None
            assert not publication.courses or names_course(publication.courses, course)


def test_a_chosen_finding_is_said_in_the_librarys_words_and_numbered() -> None:
    before = edited(request())
    made = choosing(request(), before, "menascu-2023/adjusted-risk", BRANDT)
    place = place_of(made, BRANDT)
    sentence = paragraphs(made.letter)[FOR][1].sentences[place[1]]
    assert sentence.text.startswith("In 42 pregnancies treated with low fixed-dose IVIG after delivery")
    assert (sentence.grounds.findings, sentence.grounds.facts, sentence.is_own) == ((BRANDT,), (), False)
    number = next(one.number for one in made.letter.references if one.record == "brandt-wouters-2016")
    assert f"[{number}]" in sentence.text
    assert [one.number for one in made.letter.references] == list(range(1, len(made.letter.references) + 1))
    assert not any(open_items(made.letter, name) for name in ("edits.dropped", "edits.citation", "edits.never"))


def test_the_other_sentences_keep_their_grounds_and_the_first_finding_can_be_chosen_again() -> None:
    before = edited(request())
    made = choosing(request(), before, "menascu-2023/adjusted-risk", BRANDT)
    place = place_of(before, "menascu-2023/adjusted-risk")
    old, new = paragraphs(before.letter)[FOR][1].sentences, paragraphs(made.letter)[FOR][1].sentences
    assert len(old) == len(new)
    kept = [number for number in range(len(old)) if number != place[1]]
    assert [old[number].grounds for number in kept] == [new[number].grounds for number in kept]
    assert made.choices[place].others == ("menascu-2023/adjusted-risk",)
    assert made.original == before.original
