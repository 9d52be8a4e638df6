"""What holds of every letter, whatever the case: grounds, words, citations, what is asked, and what never shows."""

import copy
import json
import re
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from priorauth.core.casefile import case_dict
from priorauth.core.dosing import dose_plan, last_day
from priorauth.core.facts import CaseFacts, Request
from priorauth.core.grounds import Grounds
from priorauth.core.letter import Letter
from priorauth.core.letterjson import letter_json
from priorauth.core.paths import is_on_record, steps
from priorauth.core.records.words import CellWords, RowWords, SentenceWords, Words
from priorauth.core.vocabulary import CheckLevel, LetterKind, Pronouns, Standing, Trust
from priorauth.core.write import write_letter
from priorauth.interop.documents import schema
from tests.core.sayings import (
    LIBRARY,
    body,
    cited,
    letter_of,
    our_words,
    pieces,
    quotes_balance,
    sayings,
    uncited,
)
from tests.plaintext import plain_text
from tests.strategies.cases import case_pairs, removable, remove
from tests.strategies.situations import Situation, fitting, of, situations

TO_A_PLAN = tuple(
    kind
    for kind in LetterKind
    if kind not in (LetterKind.PATIENT_APPEAL, LetterKind.ASSISTANCE_SUPPORT, LetterKind.PEER_TO_PEER)
)


# ---- grounds ---------------------------------------------------------------------------------------------------------


@given(situations())
def test_every_sentence_and_row_stands_on_something(situation: Situation) -> None:
    for saying in sayings(letter_of(situation)):
        assert not saying.grounds.is_bare, saying


@given(situations())
def test_every_ground_is_there(situation: Situation) -> None:
    """Facts in the case file's own spelling, findings and rules in the library, exhibits by the letter of the case."""
    for saying in sayings(letter_of(situation)):
        assert [path for path in saying.grounds.facts if not stands_in(situation.case, path)] == [], saying
        assert [name for name in saying.grounds.findings if not LIBRARY.resolves(name)] == [], saying
        assert [name for name in saying.grounds.rules if not LIBRARY.resolves(name)] == [], saying


def stands_in(case: Any, path: str) -> bool:
    """Whether a case file holds the path, in its own spelling."""
    for step in steps(path):
        held = (isinstance(case, dict) and step in case) or (
            isinstance(case, list) and isinstance(step, int) and step < len(case)
        )
        if not held:
            return False
        case = case[step]
    return True


@given(situations())
def test_only_sentences_that_the_words_mark_formal_state_nothing(situation: Situation) -> None:
    marked = formal_texts(LIBRARY.words)
    for saying in sayings(letter_of(situation)):
        if saying.grounds.formal:
            assert any(pattern.fullmatch(saying.text) for pattern in marked), saying


def formal_texts(words: Words) -> tuple[re.Pattern[str], ...]:
    passages = [one for passage in words.passages for one in passage.sentences]
    rows = [row for table in (*words.tables, *words.row_lists) for row in table.rows]
    sentences = [*passages, *(one for row in rows for one in _in_row(row))]
    titles = [one for plan in words.letters for one in plan.title]
    marked = [one for sentence in (*sentences, *titles) for one in _variants(sentence) if one.formal or one.label]
    return tuple(re.compile(re.sub(r"\\\{\\\{.*?\\\}\\\}", ".+", re.escape(one.text or ""))) for one in marked)


def _in_row(row: RowWords) -> list[SentenceWords]:
    own = [one for cell in row.cells if isinstance(cell, CellWords) for one in cell.sentences]
    return own + [one for variant in row.first_of for one in _in_row(variant)]


def _variants(sentence: SentenceWords) -> list[SentenceWords]:
    return [sentence, *(one for variant in sentence.first_of for one in _variants(variant))]


# ---- words -----------------------------------------------------------------------------------------------------------

BROKEN = re.compile(
    r"\bNone\b(?! of\b|, on record)|\{\{|\}\}|\{%|\[\s*\]|\(\s*\)|_{3,}|\bTBD\b|\bundefined\b|\bnan\b|\bnull\b"
    r"|[\ue000\ue001]|“\s*”|  | [.,;:)]|\( |\.\.|,,|;;|[,;:]\.|\.;|: ;"
)
ISO = re.compile(r"\b\d{4}-\d\d(-\d\d)?\b")


@given(situations())
def test_our_words_leave_no_blank_and_no_broken_sign(situation: Situation) -> None:
    for place, text in pieces(letter_of(situation)):
        ours = our_words(text, situation.case)
        assert not BROKEN.search(ours), (place, ours)
        assert not ISO.search(ours), (place, ours)
        assert quotes_balance(ours), (place, ours)


@given(situations())
def test_sentences_begin_with_a_capital_and_end(situation: Situation) -> None:
    """Cells begin so too; lines of the head, labels and what is quoted at length have no end of their own."""
    letter = letter_of(situation)
    for saying in sayings(letter):
        first = saying.text.split(" ")[0]
        assert first != first.lower() or not first[0].isalpha(), saying
        section = saying.place.partition("/")[0]
        if " | " in saying.text or section in ("header", "salutation", "signature"):
            continue
        assert (
            saying.text.rstrip("”").rstrip(")").endswith((".", "?", ":", "”", "!"))
            or saying.is_label
            or ("(Ex. " in saying.text)
        ), saying


@given(fitting())
def test_pronouns_are_those_of_the_patient(situation: Situation) -> None:
    assume(situation.kind is not LetterKind.PATIENT_APPEAL)
    pronouns = situation.facts.patient.pronouns or {"female": "she", "male": "he"}.get(
        str(situation.facts.patient.sex), "they"
    )
    others = {
        Pronouns.SHE: r"\b(he|his|him|they)\b",
        Pronouns.HE: r"\b(she|hers?|they)\b",
        Pronouns.THEY: r"\b(she|hers?|he|his|him)\b|\bthey (is|has|was)\b",
    }[Pronouns(pronouns)]
    for saying in sayings(letter_of(situation)):
        if any(path.startswith("patient") for path in saying.grounds.facts):
            ours = our_words(saying.text, situation.case)
            assert not re.search(others, ours, re.IGNORECASE), ours


# ---- references ------------------------------------------------------------------------------------------------------


@given(situations())
def test_citations_and_list_agree_in_order_of_first_use(situation: Situation) -> None:
    letter = letter_of(situation)
    numbers = list(range(1, len(letter.references) + 1))
    assert list(dict.fromkeys(cited(letter))) == numbers
    assert [reference.number for reference in letter.references] == numbers
    assert len({reference.record for reference in letter.references}) == len(numbers)


@given(situations())
def test_a_printed_reference_is_complete_or_a_disclosure(situation: Situation) -> None:
    letter = letter_of(situation)
    disclosed = {name.partition("/")[0] for name in to_disclose(situation, letter)}
    for reference in letter.references:
        publication = LIBRARY.publications[reference.record]
        assert publication.verified is not None
        assert publication.citation_complete or publication.id in disclosed, reference
        assert publication.citation_complete or publication.citation.can_be_found, reference


@given(situations())
def test_what_is_cited_is_a_ground_of_the_sentence_that_cites_it(situation: Situation) -> None:
    letter = letter_of(situation)
    records = {reference.number: reference.record for reference in letter.references}
    for saying in sayings(letter):
        grounded = {re.split("[/#]", name)[0] for name in saying.grounds.findings}
        named = {records[number] for number in cited_in(saying.text)}
        assert named <= grounded, saying


def cited_in(text: str) -> list[int]:
    numbers: list[int] = []
    for run in re.findall(r"\[(\d+(?:[,–]\d+)*)\]", text):
        for part in run.split(","):
            first, _, last = part.partition("–")
            numbers += range(int(first), int(last or first) + 1)
    return numbers


def to_disclose(situation: Situation, letter: Letter) -> set[str]:
    """The findings that the library marks for the letter's indication, with those whose condition the record meets."""
    from priorauth.core.context import context_of

    indication = LIBRARY.indications.get(letter.indication or "")
    if indication is None:
        return set()
    context = context_of(situation.facts, LIBRARY, situation.kind)
    met = [rule for rule in indication.must_disclose_if if rule.when.evaluate(situation.facts, context).is_met]
    return {*indication.must_disclose, *(name for rule in met for name in rule.findings)}


# ---- what a letter to a plan holds -----------------------------------------------------------------------------------


@given(st.sampled_from(TO_A_PLAN).flatmap(fitting))
def test_a_letter_to_a_plan_says_what_is_asked_for(situation: Situation) -> None:
    """Codes, units, grams, months, dates, what will be measured and when it is reviewed; none goes without a dose."""
    letter = letter_of(situation)
    text, request = body(letter), situation.facts.request
    plan = dose_plan(situation.facts, LIBRARY)
    if plan is None:
        assert [item.id for item in letter.stops] in (["dose.height_floor"], ["dose.ideal_weight_form"])
        return
    assert letter.stops == ()
    wanted = [situation.facts.diagnosis.icd10, situation.facts.coverage.member_id, f"{request.months} month"]
    wanted += [LIBRARY.products[request.product or ""].hcpcs.code, *days_asked_for(request)]
    wanted += [measure.split(" ")[0] for measure in request.response_measures]
    wanted += [f"{plan.total_units} units", f"{plan.total_g.normalize():f} g", f"{plan.infusions} infusion"]
    assert [item for item in wanted if str(item).lower() not in text.lower()] == []


def days_asked_for(request: Request) -> list[str]:
    """The start, without its year where the end is of the same; the end; the review."""
    assert request.start
    assert request.months
    assert request.review_date
    end = last_day(request.start, request.months)
    return [
        f"{request.start:%B} {request.start.day}",
        *(f"{day:%B} {day.day}, {day.year}" for day in (end, request.review_date)),
    ]


@given(situations())
def test_every_letter_that_argues_says_that_the_use_is_off_label(situation: Situation) -> None:
    letter = letter_of(situation)
    assume(letter.indication is not None)
    text = body(letter)
    assert "off-label" in text.lower() or "the FDA has not approved" in text


@given(situations())
def test_a_letter_to_a_plan_says_once_that_the_use_is_off_label(situation: Situation) -> None:
    letter = letter_of(situation)
    assume(letter.kind in TO_A_PLAN and letter.indication is not None)
    said = [saying for saying in sayings(letter) if "products:ms_indication_note" in saying.grounds.rules]
    assert len(said) == 1, said


# ---- criteria that were not read -------------------------------------------------------------------------------------


@given(situations())
def test_a_recalled_criterion_has_no_verdict_and_is_not_quoted(situation: Situation) -> None:
    letter = letter_of(situation)
    policy = LIBRARY.policies.get(situation.facts.coverage.policy or "")
    assume(policy is not None and policy.criteria)
    assert policy is not None
    recalled = {
        one.id: one.text
        for one in policy.criteria
        if Trust.RECALLED in (one.basis, policy.ms_position_basis) or Trust.INFERRED in (one.basis,)
    }
    verdicts = {view.id: view.verdict for view in letter.assessment.criteria}
    for name, text in recalled.items():
        assert verdicts.get(name) is None
        assert text.rstrip(".") not in body(letter)
        assert f"policies:{policy.id}/{name}" not in all_rules(letter)


def all_rules(letter: Letter) -> set[str]:
    return {rule for saying in sayings(letter) for rule in saying.grounds.rules}


@given(situations())
def test_the_crosswalk_says_yes_only_of_what_is_met(situation: Situation) -> None:
    letter = letter_of(situation)
    met = {view.id: view.verdict for view in letter.assessment.criteria}
    for saying in sayings(letter):
        if saying.place.endswith("/plan_criteria"):
            (name,) = [rule.partition("/")[2] for rule in saying.grounds.rules if rule.startswith("policies:")]
            assert saying.text.split(" | ")[1] == {Standing.MET: "Yes", Standing.NOT_MET: "No"}[met[name]]


# ---- privacy ---------------------------------------------------------------------------------------------------------


@given(situations(), st.integers(1, 9), st.integers(1, 999_999))
def test_nothing_of_the_household_is_in_any_letter(situation: Situation, size: int, income: int) -> None:
    letter = letter_of(situation)
    household = {"size": size, "income_usd": income, "state": "AK", "us_resident": False}
    other = letter_of(of({**situation.case, "household": household}, situation.kind, situation.program))
    assert letter.sections == other.sections
    assert not any(path.startswith("household") for saying in sayings(letter) for path in saying.grounds.facts)


@given(situations())
def test_a_letter_to_a_plan_names_no_program(situation: Situation) -> None:
    letter = letter_of(situation)
    if letter.kind is not LetterKind.ASSISTANCE_SUPPORT:
        assert not any(rule.startswith("assistance:") for rule in all_rules(letter))


# ---- the same again --------------------------------------------------------------------------------------------------


@given(situations())
def test_composing_twice_gives_the_same_letter_to_the_byte(situation: Situation) -> None:
    first = letter_of(situation)
    again = CaseFacts.model_validate(copy.deepcopy(case_dict(situation.facts)))
    second = write_letter(again, situation.kind, LIBRARY, program=situation.program)
    assert first == second
    assert json.dumps(letter_json(first), ensure_ascii=False) == json.dumps(letter_json(second), ensure_ascii=False)
    assert plain_text(first) == plain_text(second)


@given(situations())
def test_the_json_of_a_letter_follows_the_shipped_schema(situation: Situation) -> None:
    letter = json.loads(json.dumps(letter_json(letter_of(situation))))
    validator = Draft202012Validator(schema("letter"), format_checker=FormatChecker())
    assert [error.message for error in validator.iter_errors(letter)] == []


# ---- what is not known -----------------------------------------------------------------------------------------------


@st.composite
def with_a_fact_forgotten(draw: st.DrawFn) -> tuple[Situation, Situation, str]:
    """A situation, the same without one of its facts, and the path of that fact."""
    fuller = draw(fitting())
    path = draw(st.sampled_from(removable(fuller.case)))
    thinner = copy.deepcopy(fuller.case)
    remove(thinner, path)
    name = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")
    return fuller, of(thinner, fuller.kind, fuller.program), name


@given(with_a_fact_forgotten())
def test_an_unknown_fact_never_becomes_a_statement(case: tuple[Situation, Situation, str]) -> None:
    """What rested on the fact alone is no longer said, and nothing else is said in its name."""
    fuller, thinner, path = case
    assert not is_on_record(thinner.facts, path)
    before = letter_of(fuller)
    after = letter_of(thinner)
    alone = {uncited(saying.text) for saying in sayings(before) if rests_alone_on(saying.grounds, path)}
    still = {uncited(saying.text) for saying in sayings(after)}
    assert alone & still == set()
    for saying in sayings(after):
        assert not any(name == path or name.startswith((f"{path}.", f"{path}[")) for name in saying.grounds.facts)


def rests_alone_on(grounds: Grounds, path: str) -> bool:
    below = (f"{path}.", f"{path}[")
    own = [name for name in grounds.facts if name == path or name.startswith(below)]
    return bool(own) and len(own) == len(grounds.facts) and not grounds.findings and not grounds.rules


@given(case_pairs(LetterKind.MEDICAL_NECESSITY))
def test_one_more_fact_turns_no_met_criterion_into_one_not_met(pair: tuple[dict[str, Any], dict[str, Any]]) -> None:
    thinner, fuller = (of(case, LetterKind.MEDICAL_NECESSITY) for case in pair)
    before = {view.id: view.verdict for view in letter_of(thinner).assessment.criteria}
    after = {view.id: view.verdict for view in letter_of(fuller).assessment.criteria}
    assume(thinner.facts.coverage.policy == fuller.facts.coverage.policy)
    overturned = (Standing.MET, Standing.NOT_MET)
    assert [name for name, verdict in before.items() if (verdict, after.get(name)) == overturned] == []


# ---- the check list --------------------------------------------------------------------------------------------------


@given(situations())
def test_the_check_list_goes_from_stop_to_advice_and_says_what_lifts(situation: Situation) -> None:
    letter = letter_of(situation)
    levels = [list(CheckLevel).index(item.level) for item in letter.checklist if not item.ok]
    assert levels == sorted(levels)
    for item in letter.checklist:
        assert item.text
        assert item.ok or item.lift, item
        assert item.id == "language.left_out" or not BROKEN.search(our_words(item.text, situation.case)), item
    assert len({(item.id, item.text) for item in letter.checklist}) == len(letter.checklist)
