"""Why a sentence stands in a letter, in words: every ground of every letter of the examples can be told."""

import uuid
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from priorauth.cases.models import Case
from priorauth.core.letter import Letter, Paragraph
from priorauth.core.records.rules import rule_ids
from priorauth.core.stage import kinds_that_fit
from priorauth.core.vocabulary import Direction, LetterKind
from priorauth.core.write import write_letter
from priorauth.letters.studio.facts import Record
from priorauth.letters.studio.rules import rule_line
from priorauth.letters.studio.why import Place, Why, place_at, places
from priorauth.reference.services import shipped_library
from tests.core.examples import ALL, example

PROGRAM = "grifols_gamunex_connexions_copay"


@cache
def letter(number: str, kind: LetterKind) -> Letter:
    program = PROGRAM if kind is LetterKind.ASSISTANCE_SUPPORT else None
    return write_letter(example(number), kind, shipped_library(), program=program)


def record(number: str) -> Record:
    """The facts of an example as a case's; its exhibit A has been uploaded."""
    return Record(Case(id=uuid.uuid4()), example(number), shipped_library(), {"A": uuid.uuid4(), "B": None})


def why(address: str, number: str = "01", kind: LetterKind = LetterKind.APPEAL_1) -> Why:
    place = place_at(letter(number, kind), address)
    assert place is not None
    return Why(place, letter(number, kind), record(number))


def every_why(number: str) -> Iterator[Why]:
    for kind in kinds_that_fit(example(number), shipped_library()):
        yield from (Why(place, letter(number, kind), record(number)) for place in places(letter(number, kind)))


def address_of(text: str) -> str:
    return next(one.address for one in places(letter("01", LetterKind.APPEAL_1)) if text in one.text)


@pytest.mark.parametrize("number", ALL)
def test_every_ground_of_every_letter_is_told(number: str) -> None:
    for one in every_why(number):
        grounds = one.place.grounds
        assert bool(one.facts) == bool(grounds.facts)
        assert len(one.rules) == len(grounds.rules)
        assert sum(len(card.cited) for card in one.cards) == len(grounds.findings)
        assert all(line.name for line in one.facts)
        assert all("_" not in label for line in one.facts for label, _ in line.values), one.place.address


def test_every_rule_of_the_library_is_told() -> None:
    library = shipped_library()
    values = {name: getattr(library, name) for name in library.__dataclass_fields__}
    rules = [one for one in rule_ids(values) if not one.startswith(("words:", "upkeep:"))]
    assert len(rules) > 500
    assert all(rule_line(rule, library).name for rule in rules)


def test_a_rule_that_the_library_has_not_is_an_error() -> None:
    with pytest.raises(KeyError):
        rule_line("rights:no_such_right", shipped_library())


def test_a_fact_has_its_label_value_exhibit_and_the_place_where_it_is_typed() -> None:
    line = next(line for line in record("01").lines(["disability[1].edss", "disability[1]"]))
    assert line.name == "Visit of Oct 28, 2026"
    assert line.values == (("EDSS", "4.0"),)
    assert line.proof is not None
    assert line.proof.letter == "A"
    assert line.proof.address.startswith("/cases/documents/")
    assert line.address.endswith("/activity/#disability")


def test_only_what_an_exhibit_could_prove_lacks_one() -> None:
    lines = record("01").lines(["steroids.status", "coverage.payer", "diagnosis.course"])
    assert [line.lacks_proof for line in lines] == [True, False, False]


def test_a_whole_entry_tells_all_that_is_on_record_of_it() -> None:
    (line,) = record("01").lines(["relapses[0]"])
    assert line.name == "Relapse of Dec 9, 2025"
    assert dict(line.values)["Symptoms"] == "right leg weakness and imbalance"
    assert dict(line.values)["While taking"] == "Ocrelizumab (Ocrevus)"


def test_reasons_of_a_denial_are_told_by_their_labels() -> None:
    (line,) = record("01").lines(["submissions[0].determination.reasons"])
    assert line.values == (("Reasons", "Experimental, investigational or off-label"),)


def test_a_finding_shows_its_figures_those_of_the_sentence_marked() -> None:
    (card,) = why(address_of("Of its placebo group 68%")).cards[:1]
    finding = next(one for one in card.cited if one.direction is Direction.CONTRARY)
    assert finding.must_say
    assert {figure.value: figure.is_cited for figure in finding.figures} == {"57": False, "60": False, "68": True}


def test_a_limit_that_the_sentence_states_is_not_listed_again() -> None:
    (card,) = why(address_of("Of its placebo group 68%")).cards[:1]
    stated = next(one.text for one in card.cited if one.direction is None)
    assert stated in [one.text for one in card.record.limitations]
    assert stated not in [one.text for one in card.limits]


def test_a_law_has_its_citation_and_whether_a_page_was_read() -> None:
    rule = why("rights_asked.1").rules[0]
    assert "29 CFR 2560.503-1(h)(2)(iii)" in rule.source
    assert rule.is_confirmed


def test_what_a_later_library_does_not_have_is_counted() -> None:
    one = why(address_of("Of its placebo group 68%"))
    grounds = replace(one.place.grounds, findings=("gone-1990/rate", *one.place.grounds.findings))
    block = one.place.block
    assert isinstance(block, Paragraph)
    sentences = list(block.sentences)
    sentences[one.place.number] = sentences[one.place.number].model_copy(update={"grounds": grounds})
    old = Why(Place(block.model_copy(update={"sentences": tuple(sentences)}), one.place.number), one.letter, one.record)
    assert (old.gone, one.gone) == (1, 0)
    assert [card.record.id for card in old.cards] == [card.record.id for card in one.cards]


def test_a_salutation_states_nothing() -> None:
    assert why("sincerely.0").states_nothing
    assert not why("title.0").states_nothing


def test_a_sentence_names_the_criteria_that_its_facts_decide() -> None:
    bearing = [one for one in every_why("08") if one.criteria]
    assert bearing
    for one in bearing:
        own = {section(fact) for fact in one.place.grounds.facts}
        for criterion in one.criteria:
            assert criterion.verdict is not None
            assert own & {section(fact) for fact in criterion.facts}


def section(path: str) -> str:
    return path.partition(".")[0].partition("[")[0]
