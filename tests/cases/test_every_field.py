"""Every fact of a case file can be typed: what the pages show of a whole case gives its facts to an empty one."""

import re
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pydantic import BaseModel

from priorauth.cases.facts import facts_so_far
from priorauth.cases.models import Case
from priorauth.cases.services import create_case
from priorauth.cases.wizard.steps import STEPS
from priorauth.core.casefile import case_dict
from priorauth.core.facts import CaseFacts
from priorauth.core.walk import values
from priorauth.interop import casefile
from priorauth.interop.examples import Example, examples
from priorauth.patients.models import Patient
from priorauth.patients.services import create_patient
from priorauth.reference.services import shipped_library
from tests import people
from tests.cases.importing import imported
from tests.core.examples import example_file
from tests.core.kinds import kind_of, kinds
from tests.factories import a_clinic
from tests.golden import letters as golden
from tests.sending import Fields, fields_of

pytestmark = pytest.mark.django_db

# What no step asks, and where it comes from.
ELSEWHERE = {
    "format": "the file's own",
    "as_of": "the day of the letter or the export",
    "clinic.": "the clinic's letterhead, in its settings",
    "prescriber.name": "the membership of the prescriber",
    "prescriber.credentials": "the membership of the prescriber",
    "prescriber.npi": "the membership of the prescriber",
    "exhibits": "the page of exhibits: uploaded, counted, described",
    "filed_by.authority": "the page of exhibits",
    "answers.by": "the prescriber of the case",
    "answers.date": "the day on which it was written",
    "overrides.by": "the prescriber who writes it",
    "overrides.date": "the day on which it was written",
    "submissions": "the pages of what was sent",
    "calls": "the pages of what was sent",
}
PROOF = re.compile(r"\.(exhibit|page)$")  # said on the page of exhibits, of every fact that can be proved


def test_every_fact_of_a_case_file_stands_in_the_whole_case() -> None:
    """A fact that is new to the format has to be added to the case below, and then to a form."""
    asked = {path for path in set(kinds(CaseFacts)) if not is_elsewhere(path)}
    told = {kind_of(path) for path, value in values(whole_case()) if not isinstance(value, BaseModel)}
    assert asked - told == set()


def test_nothing_is_excused_that_is_no_fact() -> None:
    every = set(kinds(CaseFacts))
    assert [name for name in ELSEWHERE if not any(path.startswith(name) for path in every)] == []


def is_elsewhere(path: str) -> bool:
    return bool(PROOF.search(path)) or any(path.startswith(name) for name in ELSEWHERE)


def whole_case() -> CaseFacts:
    """A renewal in whose record nothing is left out."""
    file = example_file("08")
    file["patient"] |= {"pronouns": "they", "statement": "I fell.\nTwice.", "contact": "9 Ash Lane\nLouisville, KY"}
    file["coverage"] |= {
        "group_number": "G-7", "grandfathered": False, "internal_levels": 1,
        "windows": {"internal_appeal_1": 60, "external_review": 120},
        "secondary": {"payer": "Aetna", "plan_type": "marketplace"},
        "appeals": {"to": "Appeals", "address": ["PO Box 1", "Louisville, KY 40201"], "fax": "1", "phone": "2"},
        "definitions": {"experimental": {"quote": "Not proven."}, "medically_necessary": {"quote": "Needed."}},
    }  # fmt: skip
    file["filed_by"] = "representative"
    file["diagnosis"] |= {"icd10_also": ["Z79.899"], "mimics_excluded": "NMOSD"}
    file["therapies"][0] |= {"dose": "30 mcg weekly", "adherence": "yes", "detail": "two relapses"}
    file["relapses"][0] |= {"on_therapy": "fingolimod", "treatment": []}
    file["disability"][0]["nine_hpt_s"] = 31.0
    file["imaging"][0]["summary"] = "New lesions."
    file["reproductive"] = {"status": "none", "breastfeeding": False}
    file["steroids"] |= {"reasons": ["systemic_fungal_infection"], "detail": "mania"}
    file["plasma_exchange"] = {"status": "unavailable", "date": "2026", "detail": "none within 200 miles"}
    file["safety"]["thrombosis_risk"]["detail"] = "asked again"
    file["prior_ivig"]["infusions"] = [{"date": "2026-05-18", "grams": 35.0, "rate": "slow", "reaction": "headache"}]
    file["prior_ivig"]["authorization"] |= {"units": 70}
    file["request"] |= {
        "rounding": "nearest_vial", "urgency": "expedited", "urgency_reason": "walking", "stop_rule": "no change",
        "taper": "every 6 weeks", "rate": "as labelled", "premedication": "none",
    }  # fmt: skip
    file["answers"] = {"why_not_other_dmt": {"text": "Melanoma.", "by": "Elena Marsh", "date": "2026-11-20"}}
    file["overrides"] = [
        {"rule": "dose_outside_evidence", "reason": "Weight.", "by": "Elena Marsh", "date": "2026-11-20"}
    ]
    file["household"] = {"size": 2, "income_usd": 40000, "state": "KY", "us_resident": True}
    file["reproductive"] |= {"due_date": "2027-03-01", "delivery_date": "2024-03-01"}
    return CaseFacts.model_validate(file)


def sources() -> list[Any]:
    shipped = [pytest.param(example, id=example.name) for example in examples()]
    told = [pytest.param(folder, id=f"golden-{folder.name}") for folder in golden.cases()]
    return [pytest.param(None, id="whole"), *shipped, *told]


@pytest.mark.parametrize("source", sources())
def test_what_the_pages_show_of_a_case_gives_its_facts_when_it_is_typed(source: Example | Path | None) -> None:
    facts = facts_in(source)
    clinic = a_clinic()
    known = imported(facts, clinic)
    prescriber = people.browser(people.member(clinic, "prescriber", "Noor Haddad"))
    pages = {step.slug: fields_of(prescriber.get(f"/cases/{known.id}/{step.slug}/")) for step in STEPS}
    Patient.objects.of(clinic).update(mrn_lookup="of somebody else")
    typed = create_case(patient=create_patient(clinic=clinic))
    for slug, fields in pages.items():
        answer = prescriber.post(f"/cases/{typed.id}/{slug}/", as_new(fields))
        assert answer.status_code == 302, re.findall(r"<li>.*</li>", answer.content.decode())
    assert told(typed, facts) == told(known, facts)


def facts_in(source: Example | Path | None) -> CaseFacts:
    if source is None:
        return whole_case()
    return golden.facts_of(source) if isinstance(source, Path) else casefile.read(source.text, shipped_library())


def as_new(fields: Fields) -> Fields:
    """The page's fields as of a page that showed nothing, its entries under ids of their own."""
    ids = {row_id: str(uuid.uuid4()) for name, sent in fields.items() if name.endswith("-id") for row_id in sent}

    def renamed(text: str) -> str:
        return re.sub("|".join(ids), lambda found: ids[found[0]], text) if ids else text

    return {
        renamed(name): [ids.get(value, value) for value in sent]
        for name, sent in fields.items()
        if not name.endswith(("-was", "-revision"))
    }


def told(case: Case, facts: CaseFacts) -> dict[str, Any]:
    """What is on record and is typed in the steps, as a case file has it."""
    fresh = Case.objects.of(case.clinic).get(id=case.id)
    file = case_dict(facts_so_far(fresh, facts.as_of).facts, number=str)
    kept: dict[str, Any] = without_elsewhere(file, "")
    return kept


def without_elsewhere(value: Any, path: str) -> Any:
    if isinstance(value, dict):
        below = {key: without_elsewhere(inner, f"{path}.{key}" if path else key) for key, inner in value.items()}
        return {key: inner for key, inner in below.items() if inner not in (None, {})}
    if isinstance(value, list) and not is_elsewhere(path):
        return [without_elsewhere(inner, path) for inner in value]
    return None if is_elsewhere(kind_of(path)) else value


def test_only_a_prescriber_writes_an_override_and_the_record_says_who(client: Client) -> None:
    clinic = a_clinic()
    case = imported(casefile.read(examples()[0].text, shipped_library()), clinic)
    coordinator = people.browser(people.member(clinic, "coordinator", "Ruth Calder"))
    prescriber = people.browser(people.member(clinic, "prescriber", "Noor Haddad"))
    row = str(uuid.uuid4())
    typed = {"overrides-id": row, f"overrides-{row}-rule": "dose_outside_evidence", f"overrides-{row}-reason": "Weight"}
    address = f"/cases/{case.id}/request/"

    assert "overrides-revision" not in fields_of(coordinator.get(address))
    assert coordinator.post(address, typed).status_code == 403
    assert coordinator.get(f"{address}blank/overrides/").status_code == 403
    page = fields_of(prescriber.get(address))
    assert prescriber.post(address, page | typed).status_code == 302
    (override,) = facts_so_far(case, examples_day()).facts.overrides
    assert (override.rule, override.by) == ("dose_outside_evidence", "Noor Haddad")
    assert coordinator.post(address, {"remove": f"overrides:{row}"}).status_code == 403
    assert coordinator.post(address, fields_of(coordinator.get(address))).status_code == 302
    assert facts_so_far(case, examples_day()).facts.overrides == (override,)


def examples_day() -> Any:
    return casefile.read(examples()[0].text, shipped_library()).as_of


def test_an_override_without_its_reason_is_asked_for(client: Client) -> None:
    clinic = a_clinic()
    case = create_case(patient=create_patient(clinic=clinic, family="Vang"))
    prescriber = people.browser(people.member(clinic, "prescriber", "Noor Haddad"))
    row = str(uuid.uuid4())
    answer = prescriber.post(
        f"/cases/{case.id}/request/", {"overrides-id": row, f"overrides-{row}-rule": "dose_outside_evidence"}
    )
    assert "An override needs its reason in writing" in answer.content.decode()


def test_what_is_on_record_stays_though_the_library_offers_it_no_longer() -> None:
    clinic = a_clinic()
    case = create_case(patient=create_patient(clinic=clinic, family="Vang"))
    browser = people.browser(people.member(clinic))
    browser.post(f"/cases/{case.id}/diagnosis/", {"diagnosis-course": "rrms"})
    case.patient.diagnosis.icd10 = "G35"  # type: ignore[attr-defined]
    case.patient.diagnosis.save()  # type: ignore[attr-defined]
    page = fields_of(browser.get(f"/cases/{case.id}/diagnosis/"))
    assert page["diagnosis-icd10"] == ["G35"]
    browser.post(f"/cases/{case.id}/diagnosis/", page | {"diagnosis-criteria": ["McDonald 2017"]})
    case.patient.diagnosis.refresh_from_db()  # type: ignore[attr-defined]
    assert (case.patient.diagnosis.icd10, case.patient.diagnosis.criteria) == ("G35", "McDonald 2017")  # type: ignore[attr-defined]
