"""The shipped examples: which letters they give and which are stopped, and what the first line of each promises."""

from collections.abc import Iterable
from typing import Any

import pytest

from priorauth.core.assess import assess
from priorauth.core.deadlines import DeadlineKind, deadlines
from priorauth.core.letter import Alert, CheckItem, Letter
from priorauth.core.vocabulary import CheckLevel, LetterKind, Route
from tests.core.examples import ALL, example, example_file
from tests.core.sayings import LIBRARY, letter_of, sayings
from tests.plaintext import plain_text
from tests.strategies.situations import of, plain

PROGRAM = "takeda_help_at_hand"
KINDS = {
    "01": {"appeal_1", "peer_to_peer", "patient_appeal", "assistance_support"},
    "02": {"expedited_appeal", "peer_to_peer", "patient_appeal"},
    "03": {"medical_necessity", "assistance_support"},
    "04": {"external_review", "peer_to_peer", "patient_appeal"},
    "05": {"medical_necessity"},
    "06": set(),
    "07": set(),
    "08": {"renewal"},
    "09": {"appeal_2", "peer_to_peer", "patient_appeal"},
}


def letter(number: str, kind: str, **changes: Any) -> Letter:
    return letter_of(of({**plain(example_file(number)), **changes}, kind, PROGRAM))


def text(number: str, kind: str, **changes: Any) -> str:
    return plain_text(letter(number, kind, **changes))


def open_items(items: Iterable[CheckItem]) -> dict[str, CheckItem]:
    return {item.id: item for item in items if not item.ok}


def section(one: Letter, name: str) -> str:
    return "\n".join(saying.text for saying in sayings(one) if saying.place.startswith(f"{name}/"))


# ---- the table of kinds ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", list(LetterKind))
@pytest.mark.parametrize("number", ALL)
def test_each_example_gives_the_letters_of_the_table_and_no_other(number: str, kind: LetterKind) -> None:
    stops = letter(number, kind).stops
    assert (stops == ()) is (kind.value in KINDS[number])


@pytest.mark.parametrize("number", [number for number in ALL if number not in ("06", "07")])
def test_any_other_kind_is_a_stop_that_says_which_level_the_case_is_at(number: str) -> None:
    for kind in LetterKind:
        if kind.value not in KINDS[number]:
            stop = open_items(letter(number, kind).stops)[f"level.{kind}"]
            assert "The case is at this level: " in stop.text
            assert stop.lift


# ---- 01: relapsing-remitting MS, held experimental -------------------------------------------------------------------


def test_01_takes_the_exclusion_route_and_concedes_off_label_before_it_argues() -> None:
    appeal = letter("01", "appeal_1")
    assert appeal.route is Route.EXCLUSION
    answer = section(appeal, "denial_quote")
    assert answer.index("considered experimental and investigational") < answer.index("The use is off-label")
    assert answer.index("The use is off-label") < answer.index("Off-label is not the same as untested")


def test_01_quotes_the_notice_word_for_word_with_its_exhibit() -> None:
    quote = example("01").submissions[0].determination
    assert quote is not None
    assert f"citing CPB 0206, states: “{quote.quote}” (Ex. E)" in text("01", "appeal_1")


def test_01_shows_the_negative_trial_in_the_same_table_as_the_others() -> None:
    rows = {
        saying.text.split(",")[0]: saying for saying in sayings(letter("01", "appeal_1")) if "/trials" in saying.place
    }
    assert rows["PRIVIG"].text.endswith("57% and 60% against 68%: no difference | Against")
    assert rows["Austrian"].text.endswith("| For")
    assert "It tested the maintenance dose and interval requested here" in text("01", "appeal_1")


def test_01_asks_for_the_definition_of_experimental_and_names_no_threat() -> None:
    asked = section(letter("01", "appeal_1"), "rights_invoked")
    assert "the plan’s own definition of experimental" in asked
    assert "29 CFR 2560.503-1" in asked


def conditions(one: Letter) -> dict[str, str]:
    """The rows of the table of conditions, by their first cell."""
    rows = [saying.text for saying in sayings(one) if "/conditions" in saying.place]
    return {row.partition(" | ")[0]: row.partition(" | ")[2] for row in rows}


def test_01_does_not_say_that_the_alternatives_are_out_while_the_record_is_silent_on_some() -> None:
    rows = conditions(letter("01", "appeal_1"))
    assert rows["Disease-modifying drugs not tolerated"].startswith("[1] | Yes | Two not tolerated; one failed")
    assert not [name for name in rows if name.startswith("Alternatives")]


def test_01_says_for_how_many_drugs_they_are_out_where_none_was_not_tolerated() -> None:
    therapies = [one for one in plain(example_file("01"))["therapies"] if one["outcome"] != "intolerant"]
    rows = conditions(letter("01", "appeal_1", therapies=therapies))
    assert (
        "| Yes, for two | One disease-modifying drug failed and one was ruled out (next table)"
        in (rows["Alternatives inappropriate, unavailable or contraindicated"])
    )


def test_09_says_it_of_all_on_the_prescriber_s_written_answer() -> None:
    second = letter("09", "appeal_2")
    (row,) = [saying for saying in sayings(second) if saying.text.startswith("Alternatives inappropriate")]
    assert "| Yes | " in row.text
    assert "of the others, the written answer below" in row.text
    assert "answers.why_not_other_dmt" in row.grounds.facts
    assert "On further therapies: “After cryptococcal meningitis" in plain_text(second)


# ---- 02: a severe relapse, steroids and plasma exchange ruled out ----------------------------------------------------


def test_02_says_that_the_iga_result_is_pending_and_that_the_first_infusion_waits() -> None:
    expedited = letter("02", "expedited_appeal")
    assert "IgA sent November 18, 2026, result pending; the first infusion waits for the result." in plain_text(
        expedited
    )
    assert "contraindication.iga_deficiency_with_antibodies" in open_items(expedited.checklist)


def test_02_says_maltose_and_glucose_age_and_volume() -> None:
    expedited = letter("02", "expedited_appeal")
    safety = section(expedited, "dose_plan")
    assert "Octagam contains maltose, so glucose must be read by a glucose-specific method." in safety
    assert "She is 68, with diabetes" in safety
    assert "risk of fluid overload (cardiology advises 10% product at reduced rate)" in safety
    items = open_items(expedited.checklist)
    assert "age over 65" in items["safety.renal_risk"].text
    assert "25 g of Octagam 10% are 250 mL." in items["safety.volume_overload"].text
    assert "maltose gives falsely high readings" in items["safety.product.octagam_10"].text


def test_02_says_why_the_step_therapy_reason_does_not_hold() -> None:
    (row,) = [
        saying for saying in sayings(letter("02", "expedited_appeal")) if saying.text.startswith("Step therapy not met")
    ]
    assert (
        "Corticosteroids were not used because they are contraindicated: psychosis with admission of 11 days"
        in row.text
    )
    assert "steroids.status" in row.grounds.facts or "steroids" in row.grounds.facts


def test_02_asks_for_the_expedited_clock_of_its_plan_and_blocks_signing_on_the_contradiction() -> None:
    expedited = letter("02", "expedited_appeal")
    assert "with a decision within 72 hours of receipt (42 CFR 422.584, 422.590)" in plain_text(expedited)
    assert "age 68" in open_items(expedited.checklist)["contradiction.safety.thrombosis_risk"].text


# ---- 03: after delivery ----------------------------------------------------------------------------------------------


def test_03_argues_prevention_after_delivery_with_the_figure_that_speaks_against_treating_all() -> None:
    request = letter("03", "medical_necessity")
    assert request.indication == "postpartum_relapse_prevention"
    evidence = section(request, "evidence")
    assert "72% of the women had no relapse in those months" in evidence
    assert "here it would begin on day 38" in evidence
    assert "Safety in breastfeeding has not been established" in plain_text(request)


def test_03_finds_the_drug_that_ran_into_the_earlier_pregnancy() -> None:
    items = open_items(letter("03", "medical_necessity").checklist)
    assert (
        "Fingolimod is recorded from April 2022 to August 2025"
        in items["contradiction.therapy_in_pregnancy.therapies[1]"].text
    )
    assert items["contradiction.therapy_in_pregnancy.therapies[1]"].level is CheckLevel.BEFORE_SIGNING


def test_03_keeps_the_household_out_even_of_the_letter_to_a_program() -> None:
    support = text("03", "assistance_support")
    assert "61500" not in support
    assert "61,500" not in support


# ---- 04: two indications ---------------------------------------------------------------------------------------------


def test_04_supports_two_indications_and_the_order_proposes_the_relapse() -> None:
    assessment = assess(example("04"), LIBRARY, LetterKind.EXTERNAL_REVIEW)
    assert {"pregnancy", "acute_relapse_steroid_refractory"} <= set(assessment.supported)
    assert assessment.choice.id == "acute_relapse_steroid_refractory"
    assert "it supports pregnancy" in assessment.choice.why


def test_04_argues_pregnancy_where_the_prescriber_chooses_it() -> None:
    request = {**example_file("04")["request"], "indication": "pregnancy"}
    hearing = letter("04", "external_review", request=request)
    assert (hearing.indication, hearing.stops) == ("pregnancy", ())
    assert "The labeled advice is to use IVIG in pregnancy only if clearly needed" in plain_text(hearing)


def test_04_goes_to_the_state_fair_hearing_expedited() -> None:
    hearing = letter("04", "external_review")
    head = section(hearing, "header")
    assert "EXPEDITED" in head
    assert "State fair hearing office\nAbout: Molina Healthcare" in head
    assert "I ask for a state fair hearing of the plan’s denial" in plain_text(hearing)
    assert "I ask that it be expedited: stepwise loss of function in pregnancy" in plain_text(hearing)


def test_04_states_the_pregnancy_as_a_fact_with_the_label_s_advice() -> None:
    hearing = text("04", "external_review")
    assert "She is pregnant, due on February 18, 2027 (Ex. C)." in hearing
    assert "only if clearly needed" in hearing


def test_04_does_not_call_five_months_of_treatment_one_course() -> None:
    (denial,) = plain(example_file("04"))["submissions"][-1:]
    experimental = {**denial["determination"], "reasons": ["experimental_investigational"]}
    hearing = text("04", "external_review", submissions=[{**denial, "determination": experimental}])
    assert "The request is for five months of treatment after the relapse of October 19, 2026." in hearing
    assert "one course" not in hearing


# ---- 05: a first event -----------------------------------------------------------------------------------------------


def test_05_says_how_little_the_evidence_of_a_first_event_is() -> None:
    request = letter("05", "medical_necessity")
    evidence = section(request, "evidence")
    assert "a single one from one center with 91 patients and has not been repeated" in evidence
    assert "within 6 weeks of the first symptoms; here treatment would begin 11 weeks after them" in evidence
    assert [reference.record for reference in request.references] == ["achiron-2004-cis"]


def test_05_does_not_say_more_of_the_alternatives_than_two_therapies() -> None:
    request = text("05", "medical_necessity")
    assert "one disease-modifying drug was not tolerated and one was ruled out" in request
    for claim in ("out of reach", "alternatives are barred", "cannot be used here"):
        assert claim not in request


# ---- 06: the evidence is against it ----------------------------------------------------------------------------------

REASON = "No therapy is left; she asks for a trial of six months and knows the result of the trials."
WRITTEN = [{"rule": "evidence_against.spms", "reason": REASON, "by": "Samuel Ortega, DO", "date": "2026-11-19"}]


def test_06_is_stopped_with_the_reason_and_what_would_lift_it() -> None:
    stop = open_items(letter("06", "medical_necessity").stops)["evidence_against.spms"]
    assert "did not delay confirmed disability progression" in stop.text
    assert "written override of this stop" in stop.lift


def test_06_is_written_with_the_override_in_the_prescriber_s_words_and_the_evidence_against() -> None:
    request = letter("06", "medical_necessity", overrides=WRITTEN)
    assert request.stops == ()
    written = plain_text(request)
    assert f"My reason for the request: “{REASON}”" in written
    assert "I make this request knowing that the evidence in this course is against it" in written
    for result in (
        "(hazard ratio 1.11, 95% CI 0.80 to 1.53)",
        "6 of 159 patients on IVIG and 1 of 159",
        "cannot be recommended",
    ):
        assert result in written


def test_06_draft_without_it_puts_no_word_in_the_prescriber_s_mouth() -> None:
    assert "knowing that the evidence" not in text("06", "medical_necessity")


# ---- 07: the first day -----------------------------------------------------------------------------------------------


def test_07_stops_on_what_is_missing_and_on_an_indication_that_nothing_supports() -> None:
    stops = open_items(letter("07", "medical_necessity").stops)
    wanted = ("indication.none", "missing.coverage.member_id", "missing.diagnosis.icd10", "missing.request.phases")
    assert {*wanted, "missing.patient.weight"} <= set(stops)
    assert "severe acute relapse" not in stops["indication.none"].lift.split(".")[0] or stops["indication.none"].lift


def test_07_orders_what_is_missing_by_what_it_costs_and_what_it_unlocks() -> None:
    missing = assess(example("07"), LIBRARY).missing
    efforts = [one.effort for one in missing]
    assert efforts == sorted(efforts)
    for effort in set(efforts):
        unlocked = [len(one.unlocks) for one in missing if one.effort == effort]
        assert unlocked == sorted(unlocked, reverse=True)
    assert {"coverage.member_id", "patient.weight", "relapses"} <= {one.path for one in missing}


def test_07_draft_says_nothing_that_the_record_does_not_hold() -> None:
    draft = text("07", "medical_necessity")
    assert "table above" not in draft
    assert "relapsing" not in draft


# ---- 08: renewal -----------------------------------------------------------------------------------------------------


def test_08_compares_equal_periods_of_176_days_up_to_the_last_visit() -> None:
    renewal = letter("08", "renewal")
    rows = {
        saying.text.split(" | ")[0]: saying.text
        for saying in sayings(renewal)
        if saying.place.endswith("response_table")
    }
    assert rows["Relapses in 25 weeks"].startswith(
        "Relapses in 25 weeks | 2 (Nov 29, 2025; Mar 21, 2026) | 0 (May 18 to Nov 9, 2026) | A"
    )
    assert rows["Steroid courses in 25 weeks"].startswith("Steroid courses in 25 weeks | 2 | 0")
    assert "one patient’s course cannot prove cause" in plain_text(renewal)


def test_08_finds_the_count_that_cannot_be_right() -> None:
    items = open_items(letter("08", "renewal").checklist)
    found = [item for name, item in items.items() if name.startswith("contradiction.") and "12" in item.text]
    assert found
    assert all(item.level is CheckLevel.BEFORE_SIGNING for item in found)
    assert "12_months_after" not in text("08", "renewal")


def test_08_says_that_the_code_of_the_old_authorization_is_retired() -> None:
    assert "(G35 alone has not been billable since October 1, 2025)" in text("08", "renewal")
    assert "prior_ivig.authorization.icd10" in {
        path for saying in sayings(letter("08", "renewal")) for path in saying.grounds.facts
    }


# ---- 09: second appeal -----------------------------------------------------------------------------------------------


def test_09_leads_with_what_is_new_since_the_last_decision() -> None:
    appeal = letter("09", "appeal_2")
    new = section(appeal, "new_since")
    assert "MRI, November 5, 2026: 2 new T2 and 1 enhancing lesion (new since the first appeal)" in new
    assert "November 11, 2026" in new
    assert "July" not in new


def test_09_quotes_the_question_that_the_plan_left_open() -> None:
    history = section(letter("09", "appeal_2"), "procedural_history")
    assert "Still open after a call on October 20, 2026" in history
    assert "the dose limit and its source were asked for and not given" in history


def test_09_quotes_the_plan_s_own_definition_with_its_page() -> None:
    definition = example("09").coverage.definitions.medically_necessary
    assert definition is not None
    assert f"“{definition.quote.rstrip('.')}” (Ex. F p. 31)" in text("09", "appeal_2")


def test_09_files_before_the_date_that_the_notice_prints() -> None:
    (clock,) = [
        one for one in deadlines(example("09"), LIBRARY) if one.kind is DeadlineKind.FILING and one.submission == 1
    ]
    assert str(clock.due_on) == "2026-12-11"
    item = open_items(letter("09", "appeal_2").checklist)["deadline.internal_appeal_2"]
    assert "by December 11, 2026" in item.text
    assert "send by December 4, 2026" in item.text
    assert "as printed in the notice" in item.text


def test_09_quotes_the_prescriber_s_answer_word_for_word() -> None:
    answer = example("09").answers["why_not_other_dmt"].text.replace("2026-11-11", "November 11, 2026")
    assert f"On further therapies: “{answer}”" in text("09", "appeal_2")


@pytest.mark.parametrize("number", ALL)
def test_alerts_of_the_assessment_stand_in_the_check_list_too(number: str) -> None:
    for kind in KINDS[number]:
        one = letter(number, kind)
        listed = {(item.id, item.text) for item in one.checklist if not item.ok}
        alerts: tuple[Alert, ...] = one.assessment.alerts
        assert {(alert.id, alert.text) for alert in alerts} <= listed


def test_09_claims_no_freedom_from_contraindications_that_nobody_asked_for() -> None:
    """Whether there was an earlier reaction to immune globulin is not on record."""
    appeal = letter("09", "appeal_2")
    assert "safety.contraindications_not_asked" in open_items(appeal.checklist)
    assert "No contraindication to IVIG" not in plain_text(appeal)
    assert "No contraindication to IVIG | Label | Yes" in text("01", "appeal_1")


def test_05_calls_a_first_event_no_relapse_and_no_multiple_sclerosis() -> None:
    support = text("05", "assistance_support")
    assert "had a first demyelinating event on September 14, 2026" in support
    assert "one relapse" not in support
    denied = [
        {
            "level": "prior_authorization",
            "submitted": "2026-10-01",
            "determination": {
                "outcome": "partially_approved",
                "notice_date": "2026-10-20",
                "reasons": ["site_of_care"],
            },
        }
    ]
    appeal = text("05", "patient_appeal", submissions=denied)
    assert "I am appealing your partial approval of Gammaplex" in appeal
    assert "my multiple sclerosis" not in appeal
    assert "First event | Yes | Sep 14, 2026: left optic neuritis" in text("05", "peer_to_peer", submissions=denied)
