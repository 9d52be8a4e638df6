"""A clinic's own policies and findings join the shipped ones, in the same models, and replace none of them."""

import datetime as dt
from typing import Any

import pytest

from priorauth.core.errors import LibraryError
from priorauth.core.library import Library
from priorauth.core.records.reading import Reading, is_own
from priorauth.core.vocabulary import Trust


def policy(**changes: Any) -> dict[str, Any]:
    criterion = {"kind": "tried_and_failed", "params": {"from": ["ms_dmt_any"], "at_least": 2, "outcomes": ["failed"]}}
    criteria = [
        {"id": "own-1", "text": "Two drugs failed.", "criterion": criterion, "phase": "initial", "group": "all:ms"}
        | {"basis": "seen"}
    ]
    page = {"url": "https://example.org/policy.pdf", "note": "Read at the clinic."}
    return {
        "id": "own.example-health-2026",
        "payer": "Example Health",
        "title": "Immune globulin",
        "policy_number": None,
        "effective_date": "2026-01-01",
        "lines_of_business": ["commercial"],
        "url": "https://example.org/policy.pdf",
        "ms_position": "covered_with_criteria",
        "ms_position_basis": "seen",
        "criteria": criteria,
        "verified": {"date": "2026-11-02", "pages": [page]},
    } | changes


def publication(**changes: Any) -> dict[str, Any]:
    citation = {
        "authors": ["Doe J"],
        "et_al": False,
        "group": None,
        "title": "A cohort",
        "journal": "J Ex",
        "year": 2026,
    }
    numbers = {"volume": "1", "issue": "2", "pages": "3-4", "doi": "10.1000/example", "pmid": None}
    finding = {
        "id": "relapse-rate",
        "outcome": "relapse rate",
        "direction": "supports",
        "statement": "It was 0.40 a year.",
    }
    return {
        "id": "own.doe-2026",
        "citation": citation | numbers,
        "citation_complete": True,
        "design": "prospective_cohort",
        "population": "relapsing-remitting MS",
        "sample_size": 30,
        "sample_note": None,
        "intervention": None,
        "comparator": None,
        "findings": [finding | {"figures": {"per_year": "0.40"}}],
        "limitations": [{"id": "no_control_group", "text": "No control group."}],
        "indications": ["rrms_second_line"],
        "verified": {"date": "2026-11-02", "note": "Read by the clinic's pharmacist."},
    } | changes


def problems(library: Library, records: dict[str, Any]) -> list[str]:
    with pytest.raises(LibraryError) as error:
        library.with_overlay(records)
    return [str(problem) for problem in error.value.problems]


def test_own_policies_and_findings_stand_beside_the_shipped_ones(library: Library) -> None:
    joined = library.with_overlay({"policies": [policy()], "publications": [publication()]})
    assert joined.policies["own.example-health-2026"].payer == "Example Health"
    assert joined.finding("own.doe-2026/relapse-rate")[0].may_support
    assert joined.resolves("policies:own.example-health-2026/own-1")
    assert joined.resolves("own.doe-2026#limitation/no_control_group")
    assert len(joined.policies) == len(library.policies) + 1


def test_the_shipped_library_stays_as_it_was(library: Library) -> None:
    before = library.version
    joined = library.with_overlay({"policies": [policy()]})
    assert "own.example-health-2026" not in library.policies
    assert not library.resolves("policies:own.example-health-2026/own-1")
    assert library.version == before
    assert joined.version != before


def test_an_empty_overlay_changes_nothing(library: Library) -> None:
    assert library.with_overlay({}).version == library.version


def test_a_shipped_record_is_never_replaced(library: Library) -> None:
    told = problems(library, {"policies": [policy(id="aetna-cpb-0206")]})
    assert told == [
        "clinic: policies[aetna-cpb-0206]: the id is no clinic's own; wanted: own.<name>, which no shipped record has"
    ]


def test_no_shipped_record_has_a_name_that_is_kept_for_clinics(library: Library) -> None:
    assert not any(is_own(name) for name in (*library.policies, *library.publications))
    file = {"read_on": dt.date(2026, 11, 20), "policies": [policy()]}
    told = [str(problem) for problem in Reading.of_files({"policies.yaml": file}).problems]
    assert (
        "policies.yaml: policies[own.example-health-2026]: ids that begin with own. are kept for clinics; give the"
        " record another" in told
    )


def test_every_mistake_is_told_with_its_place(library: Library) -> None:
    broken = publication(design="cohort", indications=["rrms"])
    told = problems(library, {"policies": [policy(payer="")], "publications": [broken], "rights": []})
    assert [line.split(": ")[1] for line in told] == [
        "'rights' cannot be added by a clinic; wanted",
        "publications[own.doe-2026].design",
        "policies[own.example-health-2026].payer",
    ]


def test_what_it_names_must_be_in_either_library(library: Library) -> None:
    told = problems(library, {"publications": [publication(indications=["rrms"])]})
    assert told == [
        'clinic: publications[own.doe-2026].indications: "rrms" is not in the library; wanted: an id of indications'
    ]


def test_a_second_overlay_joins_the_first(library: Library) -> None:
    once = library.with_overlay({"policies": [policy()]})
    twice = once.with_overlay({"policies": [policy(id="own.other-health-2026")]})
    assert {"own.example-health-2026", "own.other-health-2026"} <= set(twice.policies)


def test_a_second_record_of_the_same_name_is_refused(library: Library) -> None:
    once = library.with_overlay({"policies": [policy()]})
    told = problems(once, {"policies": [policy()]})
    assert told == ["clinic: policies[own.example-health-2026]: the id is taken; give one of the two another"]


def test_a_clinics_reading_takes_the_place_of_the_shipped_policy(library: Library) -> None:
    joined = library.with_overlay({"policies": [policy(id="own.aetna-cpb-0206")]})
    assert library.policy("aetna-cpb-0206") is library.policies["aetna-cpb-0206"]
    assert joined.policy("aetna-cpb-0206") is joined.policies["own.aetna-cpb-0206"]
    assert joined.policy("own.aetna-cpb-0206") is joined.policies["own.aetna-cpb-0206"]
    assert joined.policy("aetna-cpb-0264") is library.policies["aetna-cpb-0264"]
    assert joined.policy(None) is joined.policy("no-such-policy") is None


def test_what_a_clinic_read_has_the_plans_words(library: Library) -> None:
    told = problems(library, {"policies": [policy(ms_position_basis="clinic")]})
    assert told == [
        "clinic: policies[own.example-health-2026]: its position was read by the clinic, and has no wording: copy the"
        " plan's words"
    ]
    criterion = policy()["criteria"][0] | {"basis": "clinic"}
    told = problems(library, {"policies": [policy(criteria=[criterion])]})
    assert told == [
        "clinic: policies[own.example-health-2026].criteria[own-1]: was read by the clinic, and has no wording: copy"
        " the plan's words and say where they are"
    ]


def test_no_shipped_statement_claims_to_be_a_clinics_reading(library: Library) -> None:
    claimed = [one.ms_position_basis for one in library.policies.values()]
    claimed += [criterion.basis for one in library.policies.values() for criterion in one.criteria]
    assert Trust.CLINIC not in claimed
