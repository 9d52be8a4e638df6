"""Criteria on measured function, and on the response to treatment."""

from typing import Any

from priorauth.core.context import context_of
from priorauth.core.library import Library
from tests.core.examples import example, facts_with
from tests.core.judging import criterion, judged

IMPAIRED = criterion("functional_baseline", scales_any_of=["EDSS", "T25FW", "9HPT"], required=True)


def test_the_latest_edss_above_zero_shows_impairment(library: Library) -> None:
    verdict = judged(IMPAIRED, facts_with(disability=[{"date": "2026-05-04", "edss": 4.5}]), library)
    assert verdict.is_met
    assert verdict.text == "EDSS 4.5 (May 4, 2026)."
    assert judged(IMPAIRED, facts_with(disability=[{"date": "2026-05-04", "edss": 0}]), library).is_not_met


def test_a_timed_walk_alone_does_not_say_what_is_normal(library: Library) -> None:
    verdict = judged(IMPAIRED, facts_with(disability=[{"date": "2026-05-04", "t25fw_s": 9.8}]), library)
    assert verdict.missing == ("disability[0].edss",)
    assert judged(IMPAIRED, facts_with(), library).missing == ("disability",)


def test_function_is_judged_as_at_an_earlier_day(library: Library) -> None:
    facts = facts_with(disability=[{"date": "2026-03-01", "edss": 0}, {"date": "2026-09-01", "edss": 3.0}])
    context = context_of(facts, library)
    assert judged(IMPAIRED, facts, library, context).is_met
    assert judged(IMPAIRED, facts, library, context.at(context.on.replace(month=5))).is_not_met


def benefit(*evidence: str, taper: bool = False) -> Any:
    return criterion("renewal_response", evidence_any_of=evidence, objective=True, taper_required=taper)


def test_the_renewal_case_shows_benefit_in_every_measure(library: Library) -> None:
    facts = example("08")
    for evidence in ("relapse_rate_fall", "edss_stable_or_better", "mri_stable", "quantitative_measure"):
        assert judged(benefit(evidence), facts, library).is_met
    verdict = judged(benefit("relapse_rate_fall"), facts, library)
    assert verdict.text == "No relapses on IVIG in 187 days, 2 in as many days before."


def test_a_taper_that_is_asked_for_and_not_on_record_leaves_it_open(library: Library) -> None:
    verdict = judged(benefit("quantitative_measure", taper=True), example("08"), library)
    assert verdict.is_open
    assert verdict.missing == ("request.taper",)


def test_without_a_dated_first_infusion_nothing_can_be_compared(library: Library) -> None:
    assert judged(benefit("relapse_rate_fall"), facts_with(), library).missing == ("prior_ivig.started",)


def test_a_start_known_to_the_month_counts_where_each_day_of_it_gives_the_same(library: Library) -> None:
    treated: dict[str, Any] = {"prior_ivig": {"started": "2026-05"}}
    apart = [{"date": "2026-02-01", "edss": 4.5}, {"date": "2026-11-09", "edss": 4.0}]
    assert judged(benefit("edss_stable_or_better"), facts_with(**treated, disability=apart), library).is_met
    within = [{"date": "2026-02-01", "edss": 4.0}, {"date": "2026-05-15", "edss": 4.5}]
    verdict = judged(benefit("edss_stable_or_better"), facts_with(**treated, disability=within), library)
    assert verdict.is_open


def test_more_disability_or_new_lesions_are_no_benefit(library: Library) -> None:
    facts = facts_with(
        prior_ivig={"started": "2026-05-18"},
        disability=[{"date": "2026-05-04", "edss": 4.0}, {"date": "2026-11-09", "edss": 4.5}],
        imaging=[{"date": "2026-10-26", "new_t2": 1, "enhancing": 0}],
        relapses=[{"date": "2026-09-01"}],
    )
    for evidence in ("relapse_rate_fall", "edss_stable_or_better", "mri_stable"):
        assert judged(benefit(evidence), facts, library).is_not_met


def test_what_the_chart_states_is_no_measure(library: Library) -> None:
    facts = facts_with(prior_ivig={"started": "2026-05-18", "response": {"text": "walks farther"}})
    assert judged(benefit("edss_stable_or_better"), facts, library).is_open
