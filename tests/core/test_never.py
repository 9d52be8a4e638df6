"""What a letter may never do: each of the seven things is one property, with examples that come near it."""

import copy
import re
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from priorauth.core.context import context_of
from priorauth.core.letter import Letter
from priorauth.core.records.publication import Design, Publication
from priorauth.core.safety.screen import Screen, contraindication_questions
from priorauth.core.vocabulary import Course, LetterKind, Setting
from tests.core.casefiles import complaints
from tests.core.examples import example_file, facts_with
from tests.core.sayings import (
    LIBRARY,
    Saying,
    body,
    dates_printed,
    expected_after,
    letter_of,
    our_words,
    pieces,
    sayings,
    uncited,
)
from tests.strategies.cases import MOTHERS, RELAPSE_USES, any_case_files
from tests.strategies.requests import ANY_PRODUCT
from tests.strategies.situations import Situation, changed_examples, fitting, of, plain, situations

File = dict[str, Any]
ARGUES = tuple(kind for kind in LetterKind if kind not in (LetterKind.PATIENT_APPEAL, LetterKind.ASSISTANCE_SUPPORT))

# ---- 1. a fact that is not in the record, a result that is not in the library ----------------------------------------

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
# What is reckoned from facts, and so stands in neither: doses, weeks, ages.
_RECKONED = ("request", "patient", "reproductive", "prior_ivig", "as_of")


@given(situations())
def test_1_no_result_is_stated_that_the_library_does_not_hold(situation: Situation) -> None:
    """Every number in a sentence on publications stands in those publications, or in the facts that it names."""
    for saying in sayings(letter_of(situation)):
        if saying.grounds.findings and not any(path.startswith(_RECKONED) for path in saying.grounds.facts):
            text = re.sub(r"\(?Ex\. [^)]*\)?", "", our_words(uncited(saying.text), situation.case))
            assert numbers(text) <= held_by(saying, situation), saying


def numbers(text: str) -> set[str]:
    return {found.replace(",", "").rstrip("0").rstrip(".") or "0" for found in _NUMBER.findall(text)}


def held_by(saying: Saying, situation: Situation) -> set[str]:
    records = {re.split("[/#]", name)[0] for name in saying.grounds.findings}
    texts = [LIBRARY.publications[name].model_dump_json() for name in records]
    roots = {re.split(r"[.\[]", path)[0] for path in saying.grounds.facts}
    texts += [str(situation.case[root]) for root in roots if root in situation.case]
    counts = {str(len(situation.case.get(root) or [])) for root in roots}
    return {one for text in texts for one in numbers(text)} | counts | {"12", "24", "25", "2"}


@given(
    fitting(), st.sampled_from(["steroids", "plasma_exchange", "imaging", "disability", "reproductive", "therapies"])
)
def test_1_no_fact_is_stated_that_was_taken_from_the_record(situation: Situation, part: str) -> None:
    assume(part in situation.case)
    case = {key: value for key, value in situation.case.items() if key != part}
    for saying in sayings(letter_of(of(case, situation.kind, situation.program))):
        assert not any(path.startswith(part) for path in saying.grounds.facts), saying


# ---- 2. contrary evidence left out -----------------------------------------------------------------------------------


@given(situations())
def test_2_no_disclosure_of_the_indication_is_left_out(situation: Situation) -> None:
    letter = letter_of(situation)
    assume(letter.kind in ARGUES and letter.indication)
    said = {name for saying in sayings(letter) for name in saying.grounds.findings}
    assert {*disclosed(situation, letter)} <= said


def disclosed(situation: Situation, letter: Letter) -> list[str]:
    indication = LIBRARY.indications[letter.indication or ""]
    context = context_of(situation.facts, LIBRARY, situation.kind)
    met = [rule for rule in indication.must_disclose_if if rule.when.evaluate(situation.facts, context).is_met]
    return [*indication.must_disclose, *(name for rule in met for name in rule.findings)]


@given(situations())
def test_2_a_disclosure_is_cited_where_it_is_said(situation: Situation) -> None:
    """Except in the brief, which is spoken, and has its sources in the letter."""
    letter = letter_of(situation)
    assume(letter.kind in ARGUES and letter.kind is not LetterKind.PEER_TO_PEER and letter.indication)
    printed = {reference.record for reference in letter.references}
    assert {name.partition("/")[0] for name in disclosed(situation, letter)} <= printed


# ---- 3. approved, standard, recommended ------------------------------------------------------------------------------

_CLAIMS = (
    r"FDA[- ]approved", r"approved by the FDA", r"standard of care", r"\bgold standard\b", r"\bproven\b(?! safe)",
    r"\bclearly (shown|proven|effective)\b", r"Academy (recommends|endorses|supports|rejects)", r"\bsafe (in|during)\b",
    r"\b(slows?|halts?) (the )?progression", r"\bmyelin\b", r"\bshortens? (the )?recovery", r"!",
    r"\b(comparable|equivalent) to (cortico)?steroids",
)  # fmt: skip
# A question put by the plan, an answer that nobody may call it so, and what the definition of the plan says.
_ALLOWED = re.compile(
    r"Is it safe in (pregnancy|breastfeeding)\?|nobody may call it proven|say in the call that it is safe",
    re.IGNORECASE,
)


@given(situations())
def test_3_ivig_is_never_called_approved_standard_or_recommended(situation: Situation) -> None:
    for place, text in pieces(letter_of(situation)):
        ours = _ALLOWED.sub("", our_words(text, situation.case))
        for pattern in (*_CLAIMS, *(one.pattern for one in LIBRARY.upkeep.never_patterns)):
            assert not re.search(pattern, ours, re.IGNORECASE), (place, pattern, ours)


@given(situations())
def test_3_a_guideline_that_does_not_recommend_it_is_never_quoted_as_if_it_did(situation: Situation) -> None:
    """Who lists MS under “do not use”, or did not recommend IVIG, is quoted with just that."""
    for saying in sayings(letter_of(situation)):
        if "sellebjerg-2005/ivig" in saying.grounds.findings:
            assert "not recommend" in saying.text, saying
        if "ontario-igum-rrms/relapse" in saying.grounds.findings and "recommends" in saying.text:
            assert "do not use" in saying.text, saying


def test_3_a_chart_that_says_so_is_found_before_signing() -> None:
    case = plain(example_file("01"))
    case["therapies"][0]["detail"] = "told that IVIG is FDA-approved for MS"
    letter = letter_of(of(case, LetterKind.APPEAL_1))
    assert "language.never" in {item.id for item in letter.checklist if not item.ok}


# ---- 4. findings of one course for another ---------------------------------------------------------------------------

_ON_PLASMA_EXCHANGE = "cortese-2011/relapse"
_OTHER_COURSE = {"spms": ("rrms", "ppms"), "ppms": ("rrms", "spms")}


@given(situations())
def test_4_findings_of_one_course_are_never_used_for_another(situation: Situation) -> None:
    letter = letter_of(situation)
    assume(letter.indication)
    for saying in sayings(letter):
        for name in saying.grounds.findings:
            publication = LIBRARY.publications[re.split("[/#]", name)[0]]
            assert speaks_of(publication, name, letter.indication or "", situation), (name, letter.indication, saying)


def speaks_of(publication: Publication, name: str, indication: str, situation: Situation) -> bool:
    """Whether what the publication studied is what the letter argues: its course, and the use where it names one."""
    if publication.design is Design.LABEL or name == _ON_PLASMA_EXCHANGE:
        return True
    part = name.partition("/")[2]
    if any(part.startswith(other) for other in _OTHER_COURSE.get(indication, ("spms", "ppms"))):
        return False
    if indication in _OTHER_COURSE:
        return Course(indication) in publication.courses
    if indication in RELAPSE_USES:
        is_course = not publication.courses or situation.facts.diagnosis.course in publication.courses
        return is_course and bool({Setting.ACUTE_RELAPSE, Setting.OPTIC_NEURITIS} & {*publication.settings})
    if indication in MOTHERS:
        return bool({Setting.PREGNANCY, Setting.POSTPARTUM, Setting.BREASTFEEDING} & {*publication.settings})
    if indication == "cis":
        return Course.CIS in publication.courses
    return Course.RRMS in publication.courses and indication in publication.indications


# ---- 5. an indication that the evidence contradicts ------------------------------------------------------------------

_REASON = "No other therapy is left to try, and the family asks for a trial of six months."


@st.composite
def progressive(draw: st.DrawFn) -> tuple[File, str]:
    """A progressive course without a supported indication, and the id of what the evidence says of it."""
    case = draw(st.one_of(any_case_files(), changed_examples().map(lambda one: copy.deepcopy(one.case))))
    name = draw(st.sampled_from(["spms", "ppms"]))
    course = f"{name}_{draw(st.sampled_from(['active', 'nonactive']))}"
    case["diagnosis"] = {**case.get("diagnosis", {}), "course": course}
    case["relapses"] = []
    case.setdefault("request", {})["indication"] = draw(st.sampled_from([name, None, "rrms_second_line"]))
    if case["request"]["indication"] is None:
        del case["request"]["indication"]
    case.pop("overrides", None)
    return case, name


def override(rule: str, reason: str, case: File) -> File:
    return {"rule": rule, "reason": reason, "by": "Samuel Ortega, DO", "date": case["as_of"]}


@given(progressive(), st.sampled_from(list(LetterKind)))
def test_5_against_the_evidence_there_is_no_letter_without_the_prescriber_s_word(
    case: tuple[File, str], kind: LetterKind
) -> None:
    file, name = case
    assert f"evidence_against.{name}" in stops(of(file, kind))
    other = {"spms": "ppms", "ppms": "spms"}[name]
    for rule, reason in ((f"evidence_against.{other}", _REASON), (f"evidence_against.{name}", "TBD")):
        weak = {**file, "overrides": [override(rule, reason, file)]}
        assert f"evidence_against.{name}" in stops(of(weak, kind))


@given(progressive(), st.sampled_from(ARGUES))
def test_5_with_it_the_letter_holds_the_reason_once_and_the_evidence_against(
    case: tuple[File, str], kind: LetterKind
) -> None:
    file, name = case
    situation = of({**file, "overrides": [override(f"evidence_against.{name}", _REASON, file)]}, kind)
    letter = letter_of(situation)
    assert f"evidence_against.{name}" not in stops(situation)
    assert body(letter).count(_REASON.rstrip(".")) == 1
    said = {found for saying in sayings(letter) for found in saying.grounds.findings}
    assert {*LIBRARY.indications[name].must_disclose} <= said


@given(progressive())
def test_5_the_patient_s_own_letter_does_not_call_the_evidence_divided(case: tuple[File, str]) -> None:
    file, name = case
    written = {**file, "overrides": [override(f"evidence_against.{name}", _REASON, file)]}
    letter = body(letter_of(of(written, LetterKind.PATIENT_APPEAL)))
    assert "the studies do not all agree" not in letter
    assert "the studies in my form of MS speak mostly against it" in letter


def stops(situation: Situation) -> set[str]:
    return {item.id for item in letter_of(situation).stops}


# ---- 6. a product, dose or schedule against a contraindication -------------------------------------------------------


@given(fitting(), st.sampled_from(ANY_PRODUCT), st.data())
def test_6_a_contraindicated_product_is_stopped_until_the_prescriber_s_word(
    situation: Situation, product: str, data: st.DataObject
) -> None:
    question = data.draw(st.sampled_from(ruling_out(product)))
    case = copy.deepcopy(situation.case)
    case["request"]["product"] = product
    case["safety"] = {**case.get("safety", {}), question: {"answer": "yes"}}
    rule = f"contraindication.{question}"
    stopped = of(case, situation.kind, situation.program)
    assert rule in stops(stopped)
    assert "against a contraindication" not in body(letter_of(stopped))
    lifted = of({**case, "overrides": [override(rule, _REASON, case)]}, situation.kind, situation.program)
    assert rule not in stops(lifted)


def ruling_out(product: str) -> list[str]:
    """The screening questions whose yes rules the product out."""
    facts = facts_with(request={"product": product})
    asked = contraindication_questions(Screen(facts, context_of(facts, LIBRARY)))
    return [question.id for question in asked]


@given(fitting())
def test_6_a_dose_that_was_never_tested_is_stopped_until_the_prescriber_s_word(situation: Situation) -> None:
    case = copy.deepcopy(situation.case)
    case["request"]["phases"] = [
        {"name": "maintenance", "g_per_kg_per_day": 3.0, "days": 2, "every_weeks": 1, "doses": 4}
    ]
    case["patient"]["height_cm"] = 170
    case["request"]["weight_basis"] = "actual"
    stopped = of(case, situation.kind, situation.program)
    assert "dose_outside_evidence" in stops(stopped)
    lifted = of(
        {**case, "overrides": [override("dose_outside_evidence", _REASON, case)]}, situation.kind, situation.program
    )
    assert "dose_outside_evidence" not in stops(lifted)
    if situation.kind in ARGUES and situation.kind is not LetterKind.PEER_TO_PEER:
        assert _REASON.rstrip(".") in body(letter_of(lifted))


@given(fitting(), st.sampled_from(["contraindication.corn_allergy", "dose_outside_evidence", "evidence_against.spms"]))
def test_6_an_override_that_overrides_nothing_is_not_spoken_of(situation: Situation, rule: str) -> None:
    case = {**situation.case, "overrides": [override(rule, _REASON, situation.case)]}
    assert letter_of(of(case, situation.kind, situation.program)).sections == letter_of(situation).sections


# ---- 7. blanks, placeholders, days to come ---------------------------------------------------------------------------

PLACEHOLDERS = ("TBD", "None", "n/a", "____", "{{ name }}", "seen by [insert name]", "dose (  ) mg", "unknown")


@given(situations())
def test_7_no_day_after_the_letter_that_is_not_an_expected_one(situation: Situation) -> None:
    expected = expected_after(situation.facts)
    for place, text in pieces(letter_of(situation)):
        late = {day for day in dates_printed(text) if day.first > situation.facts.as_of}
        assert late <= expected, (place, text)


@st.composite
def with_text(draw: st.DrawFn, texts: tuple[str, ...]) -> tuple[Situation, str]:
    """An example in which one text of the record is replaced by another."""
    situation = draw(st.one_of(changed_examples(), fitting()))
    case = copy.deepcopy(situation.case)
    holders = [(holder, key) for holder, key in free_texts(case)]
    assume(holders)
    holder, key = draw(st.sampled_from(holders))
    holder[key] = draw(st.sampled_from(texts))
    return of(case, situation.kind, situation.program), holder[key]


_FREE = (
    "detail", "symptoms", "summary", "text", "statement", "quote", "urgency_reason", "stop_rule", "taper", "rate",
    "premedication", "regimen", "mimics_excluded", "title",
)  # fmt: skip


def free_texts(tree: Any) -> list[tuple[Any, str]]:
    if isinstance(tree, list):
        return [found for item in tree for found in free_texts(item)]
    if not isinstance(tree, dict):
        return []
    here = [(tree, key) for key in tree if key in _FREE and isinstance(tree[key], str)]
    return here + [found for item in tree.values() for found in free_texts(item)]


@given(with_text(PLACEHOLDERS))
def test_7_a_placeholder_in_the_record_stays_out_of_the_letter_and_is_told(case: tuple[Situation, str]) -> None:
    situation, text = case
    letter = letter_of(situation)
    assert "language.left_out" in {item.id for item in letter.checklist if not item.ok}
    for place, printed in pieces(letter):
        ours = re.sub(r"None of\b|None, on record|Not started", "", printed)
        assert not re.search(rf"(?<![\w’]){re.escape(text)}(?![\w’])", ours), (place, printed)


LATER = ("relapse on 2031-01-05", "seen January 5, 2031", "planned for Jan 2031", "visit 01/05/2031", "as of 2031-02")


@given(with_text(LATER))
def test_7_a_later_day_in_the_record_stays_out_of_the_letter_and_is_told(case: tuple[Situation, str]) -> None:
    situation, _ = case
    letter = letter_of(situation)
    assert "2031" not in body(letter)
    assert "language.left_out" in {item.id for item in letter.checklist if not item.ok}


@pytest.mark.parametrize("part", ["relapses", "disability", "imaging"])
def test_7_history_after_the_letter_is_no_case_file(part: str) -> None:
    case = plain(example_file("01"))
    case[part][-1]["date"] = "2026-11-21"
    assert any(line.startswith(f"{part}[") for line in complaints(LIBRARY, case))
