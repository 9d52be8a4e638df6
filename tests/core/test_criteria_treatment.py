"""Criteria on steroids, plasma exchange, pregnancy, delivery and breastfeeding."""

from typing import Any

import pytest

from priorauth.core.context import context_of
from priorauth.core.library import Library
from priorauth.core.vocabulary import PlasmaExchangeStatus, Standing, SteroidStatus
from tests.core.examples import facts_with
from tests.core.judging import criterion, judged


@pytest.mark.parametrize(
    ("status", "outcome"),
    [("no_response", "failed"), ("not_tolerated", "intolerant"), ("contraindicated", "contraindicated")],
)
def test_each_answer_to_steroids_is_one_outcome(status: str, outcome: str, library: Library) -> None:
    for asked in ("failed", "intolerant", "contraindicated"):
        verdict = judged(
            criterion("steroid_response", outcomes=[asked]), facts_with(steroids={"status": status}), library
        )
        assert verdict.is_met is (asked == outcome)


def test_effective_or_untried_steroids_meet_nothing(library: Library) -> None:
    barred = criterion("steroid_response", outcomes=["failed", "intolerant", "contraindicated"])
    for status in ("effective", "not_tried"):
        assert judged(barred, facts_with(steroids={"status": status}), library).is_not_met
    assert judged(barred, facts_with(), library).missing == ("steroids.status",)


def test_plasma_exchange_will_do_where_the_plan_says_so(library: Library) -> None:
    either = criterion("steroid_response", outcomes=["failed"], or_also=["plasma_exchange"])
    facts = facts_with(steroids={"status": "effective"}, plasma_exchange={"status": "no_response"})
    assert judged(either, facts, library).is_met
    assert judged(either, facts_with(steroids={"status": "effective"}), library).missing == ("plasma_exchange.status",)


def test_every_status_has_its_sentence(library: Library) -> None:
    for status in SteroidStatus:
        facts = facts_with(steroids={"status": status})
        assert judged(criterion("steroid_status", statuses=[status]), facts, library).text.startswith(
            "High-dose steroids"
        )
    for exchange in PlasmaExchangeStatus:
        facts = facts_with(plasma_exchange={"status": exchange})
        verdict = judged(criterion("plasma_exchange_status", statuses=[exchange]), facts, library)
        assert verdict.text.startswith("Plasma exchange")


def test_an_answer_that_may_be_younger_does_not_count_at_an_earlier_day(library: Library) -> None:
    facts = facts_with(steroids={"status": "no_response", "date": "2026-10"})
    failed = criterion("steroid_status", statuses=["no_response"])
    context = context_of(facts, library)
    assert judged(failed, facts, library, context).is_met
    assert judged(failed, facts, library, context.at(context.on.replace(month=10))).is_open


POSTPARTUM = criterion("reproductive_status", any_of=["postpartum"], max_months_postpartum=6)


@pytest.mark.parametrize(
    ("reproductive", "standing"),
    [
        ({"status": "postpartum", "delivery_date": "2026-10-23"}, Standing.MET),
        ({"status": "postpartum", "delivery_date": "2026-05-20"}, Standing.MET),
        ({"status": "postpartum", "delivery_date": "2026-05-19"}, Standing.NOT_MET),
        ({"status": "postpartum"}, Standing.NOT_DOCUMENTED),
        ({"status": "pregnant"}, Standing.NOT_MET),
        (None, Standing.NOT_DOCUMENTED),
    ],
)
def test_postpartum_within_six_months(reproductive: Any, standing: Standing, library: Library) -> None:
    assert judged(POSTPARTUM, facts_with(reproductive=reproductive), library).standing is standing


def test_breastfeeding_is_an_answer_of_its_own(library: Library) -> None:
    feeds = criterion("reproductive_status", any_of=["breastfeeding"])
    assert judged(feeds, facts_with(reproductive={"status": "postpartum", "breastfeeding": True}), library).is_met
    assert judged(feeds, facts_with(reproductive={"status": "postpartum", "breastfeeding": False}), library).is_not_met
    assert judged(feeds, facts_with(reproductive={"status": "postpartum"}), library).is_open


def test_a_man_is_neither_pregnant_nor_newly_delivered(library: Library) -> None:
    any_of_them = criterion("reproductive_status", any_of=["pregnant", "postpartum", "breastfeeding", "planning"])
    assert judged(any_of_them, facts_with(patient={"sex": "male"}), library).is_not_met


def test_months_since_delivery_have_two_bounds(library: Library) -> None:
    facts = facts_with(reproductive={"status": "postpartum", "delivery_date": "2026-08-20"})
    assert judged(criterion("months_postpartum", max=3), facts, library).is_met
    assert judged(criterion("months_postpartum", min=4), facts, library).is_not_met
    assert judged(criterion("months_postpartum"), facts_with(), library).is_open
