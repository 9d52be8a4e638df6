"""One walk over every shipped record: what the models cannot see, because it is between fields or records."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from priorauth.core.library import Library
from priorauth.core.records.base import Span
from priorauth.core.records.publication import Entry
from priorauth.core.records.sections import SECTIONS
from priorauth.core.vocabulary import Direction
from tests.library.counting import mappings, plain

NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


def numbers_in(text: str) -> set[Decimal]:
    return {Decimal(found.replace(",", "")) for found in NUMBER.findall(text)}


def test_every_file_says_when_its_pages_were_read(library: Library) -> None:
    assert {str(day) for day in library.read_on.values()} == {"2026-11-20"}


def test_every_record_goes_through_json_and_back(library: Library) -> None:
    """A clinic's own records are kept as JSON of the same models."""
    for section in SECTIONS:
        value = getattr(library, section.attribute)
        for record in [value] if section.single else value.values():
            assert section.model.model_validate_json(record.model_dump_json()) == record


def test_every_page_that_was_read_has_a_day_and_an_address(library: Library) -> None:
    marks = [
        mapping for mapping in mappings(plain(library, *library.read_on)) if set(mapping) == {"date", "pages", "note"}
    ]
    assert len(marks) > 300
    assert all(mark["date"] and (mark["pages"] or mark["note"]) for mark in marks)


def test_a_figure_never_has_fewer_digits_than_its_statement(library: Library) -> None:
    for publication in library.publications.values():
        for finding in publication.findings:
            printed = {
                Decimal(text): text for text in NUMBER.findall(finding.statement) if "," not in text and "." in text
            }
            for name, figure in finding.figures.items():
                text = printed.get(abs(figure))
                assert text is None or len(text) <= len(str(abs(figure))), f"{publication.id}/{finding.id}: {name}"


def test_doses_of_trial_arms_are_those_of_the_text(library: Library) -> None:
    """Every dose in g/kg that an arm holds stands in the record's own words."""
    for publication in library.publications.values():
        words = numbers_in(
            " ".join(filter(None, (publication.intervention, publication.comparator, publication.sample_note)))
        )
        for arm in publication.arms:
            for phase in arm.phases:
                for span in filter(None, (phase.g_per_kg_per_day, phase.g_per_kg_total)):
                    stated = {bound for bound in (span.min, span.max) if bound is not None}
                    assert stated <= words, f"{publication.id}#arm/{arm.id}"


def test_arms_add_up_to_no_more_than_the_sample(library: Library) -> None:
    for publication in library.publications.values():
        counted = [arm.n for arm in publication.arms if arm.n is not None and arm.n_of is None]
        crossover = "same patients" in (publication.comparator or "")
        if publication.sample_size is not None and not crossover:
            assert sum(counted) <= publication.sample_size, publication.id


def test_entry_bounds_are_those_of_the_population(library: Library) -> None:
    for publication in library.publications.values():
        if publication.entry is not None:
            text = f"{publication.population} {publication.intervention}"
            assert _bounds(publication.entry) <= numbers_in(text) | _words_for_numbers(text), publication.id


def _bounds(entry: Entry) -> set[Decimal]:
    plain_numbers = [value for _, value in entry if isinstance(value, int | Decimal) and not isinstance(value, bool)]
    spans = [getattr(value, "value", None) for _, value in entry]
    limits = [limit for span in spans if isinstance(span, Span) for limit in (span.min, span.max)]
    return {Decimal(number) for number in (*plain_numbers, *limits) if number is not None}


def _words_for_numbers(text: str) -> set[Decimal]:
    words = {"one": 1, "previous year": 1, "year before": 1, "two": 2}
    return {Decimal(number) for word, number in words.items() if word in text}


def test_what_must_be_disclosed_can_be_printed(library: Library) -> None:
    """Complete, or found by the fields that are known."""
    for indication in library.indications.values():
        conditional = [finding for part in indication.must_disclose_if for finding in part.findings]
        for finding_id in (*indication.must_disclose, *conditional):
            publication, _ = library.finding(finding_id)
            assert publication.may_be_disclosed, f"{indication.id}: {finding_id}"


def test_every_supported_indication_can_cite_something_that_supports_it(library: Library) -> None:
    for indication in library.indications.values():
        if not indication.refused:
            cited = [library.finding(finding_id) for finding_id in indication.may_cite]
            printable = [finding for publication, finding in cited if publication.may_support]
            assert any(finding.direction is Direction.SUPPORTS for finding in printable), indication.id


def test_nothing_unverified_is_cited_or_disclosed(library: Library) -> None:
    for indication in library.indications.values():
        for finding_id in (*indication.may_cite, *indication.must_disclose):
            assert library.finding(finding_id)[0].verified is not None, finding_id


def test_regimens_of_an_indication_rest_on_its_publications(library: Library) -> None:
    for indication in library.indications.values():
        for regimen_id in indication.regimens:
            for publication_id in library.regimens[regimen_id].publications:
                assert library.publications[publication_id].arms, f"{regimen_id}: {publication_id} has no arms"


def test_levels_of_a_plan_type_stand_in_their_order(library: Library) -> None:
    for plan_type in library.plan_types.values():
        orders = [level.order for level in plan_type.levels]
        assert orders == sorted(set(orders)), plan_type.id


def test_a_level_that_is_confirmed_by_no_page_says_what_is_recalled(library: Library) -> None:
    for plan_type in library.plan_types.values():
        for level in plan_type.levels:
            assert level.verified or level.recalled, f"{plan_type.id}.{level.id}"


def test_nobody_files_where_the_plan_forwards_the_case(library: Library) -> None:
    automatic = [
        (plan.id, level.id) for plan in library.plan_types.values() for level in plan.levels if level.automatic
    ]
    assert automatic == [("medicare_advantage", "external_review")]
    level = library.level("medicare_advantage", "external_review")
    assert level is not None
    assert level.filed_by == ("nobody",)
    assert level.filing_window is None


def test_second_levels_that_some_plans_lack_are_marked(library: Library) -> None:
    marked = {plan.id for plan in library.plan_types.values() for level in plan.levels if level.only_if_plan_has_it}
    assert marked == {"erisa_self_funded", "commercial_fully_insured"}


@pytest.mark.parametrize("pattern", ["FDA-approved for multiple sclerosis", "standard of care", "shortens recovery"])
def test_never_patterns_find_what_they_were_written_for(library: Library, pattern: str) -> None:
    assert any(one.expression.search(pattern) for one in library.upkeep.never_patterns)


@given(st.data())
def test_every_hit_of_a_never_pattern_holds_what_its_record_says(library: Library, data: st.DataObject) -> None:
    for one in library.upkeep.never_patterns:
        hit = data.draw(st.from_regex(one.expression))
        assert one.may_be_in(hit.lower()), one.id


def test_no_statement_of_a_finding_that_may_be_cited_hits_a_never_pattern(library: Library) -> None:
    for indication in library.indications.values():
        for finding_id in (*indication.may_cite, *indication.must_disclose):
            _, finding = library.finding(finding_id)
            hits = [one.id for one in library.upkeep.never_patterns if one.expression.search(finding.statement)]
            assert hits == [], finding_id
