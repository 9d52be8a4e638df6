"""What the library answers: findings, grounds, classes, codes, its version; and that it never changes."""

import random
from collections.abc import Mapping
from dataclasses import FrozenInstanceError, fields
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from priorauth.core.library import Library, read_library
from priorauth.core.records.base import TimeUnit
from priorauth.core.vocabulary import PhaseName


def test_a_finding_comes_with_its_publication(library: Library) -> None:
    publication, finding = library.finding("fazekas-2008/relapse-free")
    assert publication.citation.year == 2008
    assert finding.figures["control_pct"] == 68


@pytest.mark.parametrize("finding_id", ["fazekas-2008/none", "none/relapse-free", "fazekas-2008"])
def test_a_finding_that_is_not_there_is_an_error(library: Library, finding_id: str) -> None:
    with pytest.raises(KeyError):
        library.finding(finding_id)


@pytest.mark.parametrize(
    "ground",
    [
        "fazekas-2008/relapse-free",
        "fazekas-2008#population",
        "fazekas-2008#intervention",
        "fazekas-2008#design",
        "fazekas-2008#entry",
        "fazekas-2008#limitation/no_loading_tested",
        "fazekas-2008#arm/low",
        "appeal_rules:erisa_self_funded",
        "appeal_rules:erisa_self_funded.internal_appeal_1",
        "appeal_rules:calc-four-months",
        "appeal_rules:expedited_test",
        "rights:claim_file",
        "policies:passport-ky-ivig-form/passport-2",
        "denial_reasons:experimental_investigational",
        "indications:rrms_second_line",
        "indications:rrms_second_line/stop_rule",
        "products:gamunex_c",
        "products:ms_indication_note",
        "products:class_warnings",
        "regimens:rrms_loading_bimonthly",
        "safety_screening:migraine",
        "icd10:G35.A",
        "icd10:key_change",
        "therapies:cladribine",
        "therapies:ms_dmt_any",
        "steroid_contraindications:steroid_psychosis",
        "administration:dosing_weight",
        "administration:dose_rounding",
        "administration:units",
        "assistance:fund_open",
        "exhibits:denial_notice",
        "upkeep:standard_of_care",
    ],
)
def test_a_ground_on_record_resolves(library: Library, ground: str) -> None:
    assert library.resolves(ground)


@pytest.mark.parametrize(
    "ground",
    [
        "fazekas-2008/none",
        "none#population",
        "fazekas-2008#limitation/none",
        "fazekas-2008#arm/none",
        "fazekas-2008#findings",
        "hsu-2024#entry",
        "rights:none",
        "appeal_rules:erisa_self_funded.none",
        "words:none",
        "gamunex_c",
        "",
    ],
)
def test_a_ground_that_is_not_on_record_does_not(library: Library, ground: str) -> None:
    assert not library.resolves(ground)


def test_any_ms_therapy_is_every_therapy_labelled_for_ms(library: Library) -> None:
    assert library.therapies_in("ms_dmt_any") == tuple(library.therapies)
    assert "rituximab" not in library.therapies_in("ms_dmt_any")


def test_every_other_class_is_the_therapies_that_bear_it(library: Library) -> None:
    assert library.therapies_in("fumarate") == ("dimethyl_fumarate", "diroximel_fumarate", "monomethyl_fumarate")
    assert library.therapies_in("anti_cd20") == ("ocrelizumab", "ocrelizumab_sc", "ofatumumab", "ublituximab")
    classes = [name for name, record in library.therapy_classes.items() if record.members == "class"]
    members = [therapy for name in classes for therapy in library.therapies_in(name)]
    assert sorted(members) == sorted(library.therapies)


def test_a_therapy_stands_for_itself_and_one_of_the_history_for_none(library: Library) -> None:
    assert library.therapies_in("cladribine") == ("cladribine",)
    assert library.therapies_in("rituximab") == ()
    assert library.therapies_in("alkylating_agent") == ()
    with pytest.raises(KeyError):
        library.therapies_in("aspirin")


def test_a_code_is_verified_by_its_own_page_or_by_that_of_its_namesake(library: Library) -> None:
    assert library.hcpcs_code_is_verified("gamunex_c")
    assert library.hcpcs_code_is_verified("gammaked")  # billed under the code that Gamunex-C's page shows
    assert library.hcpcs_unit_is_verified("gammagard_sd")  # its own page shows the code alone


@pytest.mark.parametrize("product_id", ["panzyga", "asceniv", "qivigy", "gammagard_liquid_erc"])
def test_a_code_that_no_page_shows_is_not_verified(library: Library, product_id: str) -> None:
    assert not library.hcpcs_code_is_verified(product_id)


def test_a_unit_that_is_not_known_is_not_verified(library: Library) -> None:
    assert library.hcpcs_code_is_verified("alyglo")
    assert not library.hcpcs_unit_is_verified("alyglo")


def test_vials_are_verified_by_the_products_own_pages_only(library: Library) -> None:
    assert library.products["gamunex_c"].vials_are_verified
    assert not library.products["octagam_10"].vials_are_verified


def test_doses_are_numbers_with_the_digits_of_their_source(library: Library) -> None:
    low = library.publications["fazekas-2008"].arm("low")
    assert low is not None
    maintenance = low.phase(PhaseName.MAINTENANCE)
    assert maintenance is not None
    assert maintenance.g_per_kg_per_dose is not None
    assert maintenance.g_per_kg_per_dose.exact == Decimal("0.2")
    _, progression = library.finding("hommes-2004/progression")
    assert str(progression.figures["ci_low"]) == "0.80"


def test_a_loading_of_five_days_counts_as_one_dose(library: Library) -> None:
    loading, maintenance = library.regimens["rrms_loading_bimonthly"].phases
    assert loading.g_per_kg_per_dose is not None
    assert loading.g_per_kg_per_dose.exact == Decimal("2.0")
    assert maintenance.every is not None
    assert maintenance.every.value.exact == 2
    assert maintenance.every.unit is TimeUnit.MONTHS


def test_nothing_in_the_library_can_be_changed(library: Library) -> None:
    with pytest.raises(FrozenInstanceError):
        library.products = {}  # type: ignore[misc]
    with pytest.raises(TypeError):
        library.products["own"] = library.products["privigen"]  # type: ignore[index]
    with pytest.raises(ValidationError):
        library.products["privigen"].brand = "Other"  # type: ignore[misc]
    with pytest.raises(TypeError):
        library.finding("fazekas-2008/relapse-free")[1].figures["control_pct"] = Decimal(1)  # type: ignore[index]
    mutable = [field.name for field in fields(library) if isinstance(getattr(library, field.name), dict | list)]
    assert mutable == []


def test_the_version_is_the_content_however_the_files_are_ordered(library: Library, files: dict[str, Any]) -> None:
    names = list(files)
    random.Random(7).shuffle(names)
    assert read_library({name: reordered(files[name]) for name in names}).version == library.version


def reordered(value: Any) -> Any:
    """The same content with the keys of every mapping in another order; lists keep theirs, which may mean something."""
    if isinstance(value, Mapping):
        return {key: reordered(value[key]) for key in sorted(value, reverse=True)}
    return [reordered(item) for item in value] if isinstance(value, list) else value


def test_publications_may_move_from_one_file_to_another(library: Library, files: dict[str, Any]) -> None:
    first, second = files["evidence/reviews.yaml"], files["evidence/relapse.yaml"]
    moved = {
        **files,
        "evidence/reviews.yaml": {**first, "publications": first["publications"][1:]},
        "evidence/relapse.yaml": {**second, "publications": [*second["publications"], first["publications"][0]]},
    }
    assert read_library(moved).version == library.version


def test_the_version_changes_with_any_content(library: Library, files: dict[str, Any]) -> None:
    rights = files["rights.yaml"]["rights"]
    changed = [{**rights[0], "text": rights[0]["text"] + " "}, *rights[1:]]
    assert (
        read_library({**files, "rights.yaml": {**files["rights.yaml"], "rights": changed}}).version == library.version
    )
    changed = [{**rights[0], "text": "Other."}, *rights[1:]]
    assert (
        read_library({**files, "rights.yaml": {**files["rights.yaml"], "rights": changed}}).version != library.version
    )


def test_the_version_is_a_sha_256(library: Library) -> None:
    assert len(bytes.fromhex(library.version)) == 32
