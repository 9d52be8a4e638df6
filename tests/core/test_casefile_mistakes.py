"""Each mistake that a case file can hold, one at a time, with the words that name its path and its remedy."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from priorauth.core.library import Library
from tests.core.casefiles import GONE, complaints, complaints_of, spoiled

KEYS = {
    "an unknown key, with what was meant": (
        {"patient.birthdate": "1988-02-11"},
        "patient.birthdate: is no key here; did you mean birth_date?",
    ),
    "the key on, where the format says date": (
        {"disability[0].on": "2025-10-14"},
        "disability[0].on: is no key here; did you mean date?",
    ),
    "a name of our own code in place of the file's": (
        {"calls": [{"date": "2026-11-01", "party": "Aetna"}]},
        "calls[0].party: is no key here; did you mean with?",
    ),
    "an unquoted comma in braces": (
        {"therapies[0].no response": None},
        "therapies[0].no response: is no key here, and it is empty: it looks like an unquoted comma in {...}: "
        "put quotes around the text that holds it",
    ),
    "a key that YAML made a truth value of": (
        {"exhibits": [{"id": "A", True: "2026-01-01"}]},
        "exhibits[0].True: YAML reads the key on, off, yes or no as true: use the key date, or put quotes around it",
    ),
    "something needed that is missing": ({"relapses[0].date": GONE}, "relapses[0].date: is missing: it must be there"),
    "an empty item of a list": (
        {"request.response_measures": ["EDSS", None]},
        "request.response_measures[1]: is empty: fill the item in, or take its dash or comma away",
    ),
    "an empty safety answer": (
        {"safety.diabetes": None},
        "safety.diabetes: is empty: fill it in or take it away; or it looks like an unquoted comma in {...}: "
        "put quotes around the text that holds it",
    ),
    "another format": ({"format": 2}, "format: 2 is not what is wanted here: write 1"),
}

TYPES = {
    "a number where text is wanted": (
        {"patient.mrn": 55120},
        'patient.mrn: 55120 is a number where text is wanted: put quotes around it, "55120"',
    ),
    "a date where text is wanted": (
        {"therapies[0].detail": dt.date(2026, 5, 27)},
        'therapies[0].detail: 2026-05-27 is a date where text is wanted: put quotes around it, "2026-05-27"',
    ),
    "an unquoted no as a safety answer": (
        {"safety.diabetes.answer": False},
        'safety.diabetes.answer: false is what YAML makes of an unquoted no: put quotes around it, "no"',
    ),
    "a quoted number": (
        {"patient.weight.kg": "68.0"},
        'patient.weight.kg: "68.0" is text where a number is wanted: write 68.0 without quotes',
    ),
    "a word where a number is wanted": (
        {"patient.height_cm": "tall"},
        'patient.height_cm: "tall" is text where a number is wanted',
    ),
    "a fraction where a count is wanted": ({"request.months": 6.5}, "request.months: 6.5 is not a whole number"),
    "nothing of what must be above zero": (
        {"patient.weight.kg": 0},
        "patient.weight.kg: 0 is too small: a number above 0 is wanted here",
    ),
    "a count below zero": ({"imaging[0].new_t2": -1}, "imaging[0].new_t2: -1 is too small: 0 or more is wanted here"),
    "a number beyond all measure": (
        {"patient.height_cm": 10**12},
        "patient.height_cm: 1000000000000 is too large: 300 or less is wanted here",
    ),
    "a weight below zero": (
        {"patient.weight.kg": Decimal("-74.5")},
        "patient.weight.kg: -74.5 is too small: a number above 0 is wanted here",
    ),
    "a number of a few characters and a hundred thousand digits": (
        {"patient.weight.kg": Decimal("1e-99999")},
        "patient.weight.kg: this number has more than 15 digits behind its point: round it",
    ),
    "an integer that nobody can write out": (
        {"patient.weight.kg": 16**5000},
        "patient.weight.kg: 3.980e+6020 is not a number",
    ),
    "days that lead out of the calendar": (
        {"coverage.windows": {"internal_appeal_1": 9_999_999}},
        "coverage.windows.internal_appeal_1: 9999999 is too large: 3,650 or less is wanted here",
    ),
    "months that lead out of the calendar": (
        {"request.months": 100_000},
        "request.months: 100000 is too large: 60 or less is wanted here",
    ),
    "weeks of which none passes": (
        {"request.phases[0].every_weeks": Decimal("0.01")},
        "request.phases[0].every_weeks: 0.01 is too small: 0.5 or more is wanted here",
    ),
    "yes as text where a truth value is wanted": (
        {"coverage.grandfathered": "yes"},
        'coverage.grandfathered: "yes" is neither true nor false: write true or false, without quotes',
    ),
    "one thing where a list is wanted": (
        {"request.response_measures": "EDSS"},
        'request.response_measures: "EDSS" stands where a list is wanted: write it as [...], or each item after a dash',
    ),
    "text where keys are wanted": (
        {"reproductive": "none"},
        'reproductive: "none" stands where a set of keys is wanted: '
        "the keys are exhibit, page, status, due_date, delivery_date, breastfeeding",
    ),
    "keys where text is wanted": (
        {"therapies[0].detail": {"a": 1}},
        "therapies[0].detail: this is a set of keys where text is wanted",
    ),
    "empty text": (
        {"therapies[0].detail": "  "},
        "therapies[0].detail: this is empty: leave the key out where nothing is on record",
    ),
    "a character that no page can show": (
        {"therapies[0].detail": "bad\x00byte"},
        "therapies[0].detail: this holds a character that cannot be printed: type the text again",
    ),
}

VALUES = {
    "a word that is no outcome": (
        {"therapies[0].outcome": "failure"},
        'therapies[0].outcome: "failure" is not a word for this; did you mean failed? '
        "One of failed, intolerant, contraindicated, completed, ongoing.",
    ),
    "a course that a case must name exactly": (
        {"diagnosis.course": "spms"},
        'diagnosis.course: "spms" is not a word for this; did you mean spms_active? '
        "One of cis, rrms, spms_active, spms_nonactive, ppms_active, ppms_nonactive.",
    ),
    "an NPI with a wrong check digit": (
        {"prescriber.npi": "1234567890"},
        'prescriber.npi: "1234567890" is no NPI: it has ten digits, the last of which checks the rest; read it again',
    ),
    "an EDSS score off the scale": (
        {"disability[0].edss": 10.5},
        "disability[0].edss: 10.5 is no EDSS score: EDSS runs from 0 to 10 in steps of 0.5",
    ),
    "an EDSS score between the steps": (
        {"disability[0].edss": 2.3},
        "disability[0].edss: 2.3 is no EDSS score: EDSS runs from 0 to 10 in steps of 0.5",
    ),
    "a state in full": (
        {"coverage.state": "Pennsylvania"},
        'coverage.state: "Pennsylvania" is no state: write its two capital letters, as in PA',
    ),
    "a code without its point": (
        {"diagnosis.icd10": "G35A"},
        'diagnosis.icd10: "G35A" is no ICD-10-CM code: write a capital, two figures, a point and the rest, as in G35.A',
    ),
    "three internal levels": (
        {"coverage.internal_levels": 3},
        "coverage.internal_levels: 3 is wrong: a plan has 1 or 2 internal levels of appeal",
    ),
    "an exhibit with a number for a name": (
        {"diagnosis.exhibit": "1"},
        'diagnosis.exhibit: "1" is no exhibit: exhibits are named A, B, C to Z, then AA, AB',
    ),
    "one exhibit letter twice": (
        {"exhibits[1].id": "A"},
        "exhibits[1].id: A stands twice: give each exhibit a letter of its own",
    ),
}

IDS = {
    "a brand for a therapy": (
        {"therapies[0].therapy": "Copaxone"},
        'therapies[0].therapy: "Copaxone" is no therapy of the library; did you mean glatiramer? '
        "They are listed in its therapies.yaml.",
    ),
    "a reason for stopping": (
        {"therapies[0].reason": "no_efficacy"},
        'therapies[0].reason: "no_efficacy" is no reason for stopping of the library; did you mean lack_of_efficacy? '
        "They are listed in its discontinuation_reasons.yaml.",
    ),
    "a relapse treatment": (
        {"relapses[0].treatment": ["ivmp", "Medrol"]},
        'relapses[0].treatment[1]: "Medrol" is no relapse treatment of the library; '
        "did you mean oral_high_dose_steroid? "
        "One of ivmp, oral_high_dose_steroid, repository_corticotropin, plasma_exchange.",
    ),
    "the therapy of a relapse": (
        {"relapses[0].on_therapy": "ocrevus"},
        'relapses[0].on_therapy: "ocrevus" is no therapy of the library; did you mean ocrelizumab? '
        "They are listed in its therapies.yaml.",
    ),
    "a steroid contraindication": (
        {"steroids.reasons": ["psychosis"]},
        'steroids.reasons[0]: "psychosis" is no steroid contraindication of the library; '
        "did you mean steroid_psychosis? They are listed in its steroid_contraindications.yaml.",
    ),
    "a safety question": (
        {"safety.diabetis": {"answer": "no"}},
        'safety.diabetis: "diabetis" is no safety question of the library; did you mean diabetes? '
        "They are listed in its safety_screening.yaml.",
    ),
    "a product by its brand": (
        {"request.product": "Gamunex-C"},
        'request.product: "Gamunex-C" is no product of the library; did you mean gamunex_c? '
        "They are listed in its products.yaml.",
    ),
    "an indication": (
        {"request.indication": "rrms"},
        'request.indication: "rrms" is no indication of the library; did you mean rrms_second_line? '
        "One of rrms_second_line, acute_relapse_steroid_contraindicated, acute_relapse_steroid_refractory, pregnancy, "
        "breastfeeding, postpartum_relapse_prevention, cis, spms, ppms.",
    ),
    "a plan type": (
        {"coverage.plan_type": "erisa"},
        'coverage.plan_type: "erisa" is no plan type of the library; did you mean erisa_self_funded? '
        "One of erisa_self_funded, commercial_fully_insured, marketplace, medicare_advantage, original_medicare_partB, "
        "medicare_part_d, medicaid_managed_care, chip, fehb, tricare, va.",
    ),
    "a policy": (
        {"coverage.policy": "aetna-0206"},
        'coverage.policy: "aetna-0206" is no policy of the library; did you mean aetna-cpb-0206? '
        "They are listed in its policies.yaml.",
    ),
    "a reason for a denial": (
        {"submissions[0].determination.reasons": ["experimental"]},
        'submissions[0].determination.reasons[0]: "experimental" is no reason for a denial of the library; '
        "did you mean experimental_investigational? They are listed in its denial_reasons.yaml.",
    ),
    "a kind of exhibit": (
        {"exhibits[0].kind": "notes"},
        'exhibits[0].kind: "notes" is no kind of exhibit of the library. They are listed in its exhibits.yaml.',
    ),
    "a question of a reviewer": (
        {"answers": {"why_no_dmt": {"text": "because"}}},
        'answers.why_no_dmt: "why_no_dmt" is no question of a reviewer of the library; '
        "did you mean why_not_other_dmt? They are listed in its indications.yaml.",
    ),
    "a level that the plan type does not have": (
        {"submissions[0].level": "alj_hearing"},
        'submissions[0].level: "alj_hearing" is no level of erisa_self_funded. '
        "One of prior_authorization, internal_appeal_1, internal_appeal_2, external_review, renewal.",
    ),
    "the rules' own name for the first decision": (
        {"submissions[0].level": "pa_decision"},
        'submissions[0].level: "pa_decision" is the plan’s decision: write prior_authorization',
    ),
    "a window for a level that the plan type does not have": (
        {"coverage.windows": {"appeals_council": 60}},
        'coverage.windows.appeals_council: "appeals_council" is no level of erisa_self_funded. '
        "One of prior_authorization, internal_appeal_1, internal_appeal_2, external_review, renewal.",
    ),
}

_WRITTEN = {"reason": "she asks for a trial", "by": "Elena Marsh, MD", "date": "2026-11-20"}
OVERRIDES = {
    "a stop that only the record can lift": (
        {"overrides": [{"rule": "code.G35", **_WRITTEN}]},
        'overrides[0].rule: "code.G35" cannot be overridden: it is lifted by correcting the record',
    ),
    "an indication that needs no override": (
        {"overrides": [{"rule": "evidence_against.rrms_second_line", **_WRITTEN}]},
        'overrides[0].rule: "evidence_against.rrms_second_line" needs no override: '
        "the evidence is not held to be against rrms_second_line",
    ),
    "a caution, which stops nothing": (
        {"overrides": [{"rule": "contraindication.migraine", **_WRITTEN}]},
        'overrides[0].rule: "contraindication.migraine" needs no override: '
        "migraine is a caution, not a contraindication",
    ),
    "a stop with a slip of the pen": (
        {"overrides": [{"rule": "dose_outside_evidense", **_WRITTEN}]},
        'overrides[0].rule: "dose_outside_evidense" is no stop that can be overridden; '
        "did you mean dose_outside_evidence? "
        "One of evidence_against.<indication>, contraindication.<id> or dose_outside_evidence.",
    ),
    "an override without its reason": (
        {
            "overrides": [
                {key: value for key, value in {"rule": "dose_outside_evidence", **_WRITTEN}.items() if key != "reason"}
            ]
        },
        "overrides[0].reason: is missing: it must be there",
    ),
}

MISTAKES = {**KEYS, **TYPES, **VALUES, **IDS, **OVERRIDES}


@pytest.mark.parametrize(("changes", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_named_with_its_path_and_its_remedy(library: Library, changes: dict[str, Any], said: str) -> None:
    assert complaints(library, spoiled("01", changes)) == [said]


def test_every_stop_that_the_format_lets_override_is_taken(library: Library) -> None:
    rules = ("evidence_against.spms", "evidence_against.ppms", "dose_outside_evidence", "contraindication.corn_allergy")
    overrides = [{"rule": rule, **_WRITTEN} for rule in rules]
    assert complaints_of(library, "06", overrides=overrides) == []


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file(library: Library) -> None:
    changes = {
        "exhibits[2].pages": 0,
        "clinic.npi": "1",
        "therapies[1].ended": "2019-01-01",
        "diagnosis.course": "rms",
        "therapies[1].started": "soon",
        "therapies[0].therapy": "copaxon",
    }
    paths = [line.split(": ")[0] for line in complaints(library, spoiled("01", changes))]
    assert paths == [
        "clinic.npi",
        "diagnosis.course",
        "therapies[0].therapy",
        "therapies[1].started",
        "exhibits[2].pages",
    ]


def test_a_part_that_cannot_be_read_hides_no_mistake_beside_it(library: Library) -> None:
    said = complaints(library, spoiled("01", {"therapies[0]": "glatiramer", "therapies[1].reason": "rash"}))
    assert [line.split(":")[0] for line in said] == ["therapies[0]", "therapies[1].reason"]


@pytest.mark.parametrize("tree", [None, [], "a letter", 7, True])
def test_what_is_no_set_of_keys_is_no_case_file(library: Library, tree: Any) -> None:
    (said,) = complaints(library, tree)
    assert "stands where a set of keys is wanted: the keys are format, as_of, clinic" in said


def test_an_empty_value_under_a_known_key_is_not_documented(library: Library) -> None:
    assert complaints(library, spoiled("01", {"coverage.policy": None, "relapses": None, "exhibits": None})) == []


def test_who_files_may_be_one_word(library: Library) -> None:
    assert complaints_of(library, "01", filed_by="member") == []


def test_levels_of_any_plan_type_are_taken_where_the_plan_type_is_not_known(library: Library) -> None:
    assert complaints(library, spoiled("02", {"coverage.plan_type": GONE, "submissions[0].level": "alj_hearing"})) == []
