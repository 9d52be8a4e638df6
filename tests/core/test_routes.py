"""Three routes, by the plan's position and how far it was read; a denial may decide it first."""

import pytest

from priorauth.core.context import context_of
from priorauth.core.library import Library
from priorauth.core.records.policy import MsPosition
from priorauth.core.records.route import QuoteRule, VerdictRule
from priorauth.core.routes import policy_rule
from priorauth.core.vocabulary import Route, Trust
from tests.core.examples import example, example_file, facts_with


def rule_for(position: MsPosition | None, basis: Trust | None, library: Library) -> str:
    return next(rule.id for rule in library.routes.values() if rule.fits(position, basis))


@pytest.mark.parametrize(
    ("position", "basis", "rule"),
    [
        (MsPosition.COVERED_WITH_CRITERIA, Trust.SEEN, "covered_with_criteria_read"),
        (MsPosition.COVERED_WITH_CRITERIA, Trust.CLINIC, "covered_with_criteria_read"),
        (MsPosition.COVERED_WITH_CRITERIA, Trust.SUMMARY, "covered_with_criteria_summary"),
        (MsPosition.COVERED_WITH_CRITERIA, Trust.INFERRED, "covered_with_criteria_recalled"),
        (MsPosition.EXPERIMENTAL, Trust.SUMMARY, "excluded_read"),
        (MsPosition.EXPERIMENTAL, Trust.CLINIC, "excluded_read"),
        (MsPosition.NOT_MEDICALLY_NECESSARY, Trust.SEEN, "excluded_read"),
        (MsPosition.EXPERIMENTAL, Trust.RECALLED, "excluded_recalled"),
        (MsPosition.SILENT, Trust.SEEN, "silent_or_unknown"),
        (None, None, "silent_or_unknown"),
    ],
)
def test_the_table_of_routes(position: MsPosition | None, basis: Trust | None, rule: str, library: Library) -> None:
    assert rule_for(position, basis, library) == rule


def test_every_position_and_basis_has_a_route(library: Library) -> None:
    for position in (None, *MsPosition):
        for basis in (None, *Trust):
            assert rule_for(position, basis, library)


def test_only_criteria_that_were_read_are_quotable_and_only_they_get_plain_verdicts(library: Library) -> None:
    for rule in library.routes.values():
        assert (rule.quotable is QuoteRule.IN_OUR_WORDS) is (rule.verdicts is VerdictRule.VERDICT)
        assert (rule.route is Route.CRITERIA) is (rule.verdicts in (VerdictRule.VERDICT, VerdictRule.FROM_A_SUMMARY))


@pytest.mark.parametrize(
    ("number", "route"),
    [("01", Route.EXCLUSION), ("03", Route.SILENT), ("06", Route.SILENT), ("08", Route.CRITERIA), ("09", Route.SILENT)],
)
def test_the_route_of_the_examples(number: str, route: Route, library: Library) -> None:
    assert context_of(example(number), library).route is route


def test_a_denial_that_calls_it_experimental_takes_the_exclusion_route_whatever_the_policy_says(
    library: Library,
) -> None:
    coverage = {**example_file("01")["coverage"], "policy": "passport-ky-ivig-form"}
    facts = example("01", coverage=coverage)
    assert policy_rule(facts, library).route is Route.CRITERIA
    assert context_of(facts, library).route is Route.EXCLUSION


def test_a_plan_without_a_policy_on_record_is_silent(library: Library) -> None:
    assert context_of(facts_with(), library).route is Route.SILENT
