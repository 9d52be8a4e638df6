"""What a letter must not leave out."""

import pytest

from priorauth.core.disclosures import all_grounds, disclosures, with_disclosures
from priorauth.core.fill import CITE_CLOSES, CITE_OPENS
from priorauth.core.grounds import Grounds
from priorauth.core.letter import Paragraph, Section, Sentence
from priorauth.core.library import Library
from priorauth.core.vocabulary import LetterKind
from priorauth.core.write import brief_of, write_letter
from tests.core.examples import ALL, example

EMPTY = Paragraph(id="p", sentences=(Sentence(text="Nothing is disclosed.", grounds=Grounds(formal=True)),))


def sections(*names: str) -> tuple[Section, ...]:
    return tuple(Section(id=name, blocks=(EMPTY,)) for name in names)


def test_a_letter_must_say_what_its_indication_marks(library: Library) -> None:
    marked = library.indications["rrms_second_line"].must_disclose
    assert set(marked) <= set(disclosures(brief_of(example("01"), LetterKind.APPEAL_1, library)))


def test_a_disclosure_with_a_condition_is_owed_where_the_record_meets_it(library: Library) -> None:
    brief = brief_of(example("03"), LetterKind.EXPEDITED_APPEAL, library)
    indication = brief.assessment.indication
    assert indication is not None
    met = [rule for rule in indication.must_disclose_if if rule.when.evaluate(brief.facts, brief.context).is_met]
    others = [rule for rule in indication.must_disclose_if if rule not in met]
    owed = disclosures(brief)
    assert all(finding in owed for rule in met for finding in rule.findings)
    assert not any(finding in owed[len(indication.must_disclose) :] for rule in others for finding in rule.findings)


@pytest.mark.parametrize("kind", [LetterKind.PATIENT_APPEAL, LetterKind.ASSISTANCE_SUPPORT])
def test_the_patients_own_letter_and_a_programs_owe_none(library: Library, kind: LetterKind) -> None:
    assert disclosures(brief_of(example("01"), kind, library)) == ()


def test_what_the_words_leave_out_is_added_in_the_findings_own_statement_with_its_citation(library: Library) -> None:
    brief = brief_of(example("01"), LetterKind.APPEAL_1, library)
    owed = disclosures(brief)
    made = with_disclosures(sections("request", "evidence", "closing_ask"), brief)
    added = made[1].blocks[-1]
    assert isinstance(added, Paragraph)
    assert [sentence.grounds.findings for sentence in added.sentences] == [(finding,) for finding in owed]
    publication, finding = library.finding(owed[0])
    statement = finding.statement.rstrip(".")
    assert added.sentences[0].text == f"{statement} {CITE_OPENS}{publication.id}{CITE_CLOSES}."


def test_what_is_added_stands_in_the_last_section_where_no_section_is_for_evidence(library: Library) -> None:
    brief = brief_of(example("01"), LetterKind.APPEAL_1, library)
    made = with_disclosures(sections("request", "closing_ask"), brief)
    assert [len(section.blocks) for section in made] == [1, 2]


def test_what_was_said_is_not_said_again(library: Library) -> None:
    brief = brief_of(example("01"), LetterKind.APPEAL_1, library)
    said = Sentence(text="All of it.", grounds=Grounds(findings=disclosures(brief)))
    told = (Section(id="evidence", blocks=(Paragraph(id="p", sentences=(said,)),)),)
    assert with_disclosures(told, brief) == told


@pytest.mark.parametrize("number", ALL)
@pytest.mark.parametrize("kind", [LetterKind.APPEAL_1, LetterKind.PEER_TO_PEER, LetterKind.RENEWAL])
def test_every_letter_of_the_examples_discloses_all_that_it_owes(
    library: Library, number: str, kind: LetterKind
) -> None:
    facts = example(number)
    letter = write_letter(facts, kind, library)
    said = {finding for grounds in all_grounds(letter.sections) for finding in grounds.findings}
    assert set(disclosures(brief_of(facts, kind, library))) <= said
