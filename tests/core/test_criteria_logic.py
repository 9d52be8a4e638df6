"""Standings join as three-valued logic has it: what is not documented is neither yes nor no."""

import itertools

import pytest

from priorauth.core.criteria.verdict import Verdict, agreed, all_of, any_of, met, negated, not_documented, not_met
from priorauth.core.vocabulary import Standing

YES, NO, OPEN = met("yes", "a"), not_met("no", "b"), not_documented("open", "c")


@pytest.mark.parametrize(
    ("verdicts", "standing"),
    [
        ([YES, YES], Standing.MET),
        ([YES, OPEN], Standing.NOT_DOCUMENTED),
        ([OPEN, NO], Standing.NOT_MET),
        ([], Standing.MET),
    ],
)
def test_all_must_hold_and_one_no_is_enough(verdicts: list[Verdict], standing: Standing) -> None:
    assert all_of(verdicts).standing is standing


@pytest.mark.parametrize(
    ("verdicts", "standing"),
    [
        ([NO, NO], Standing.NOT_MET),
        ([NO, OPEN], Standing.NOT_DOCUMENTED),
        ([OPEN, YES], Standing.MET),
        ([], Standing.NOT_MET),
    ],
)
def test_one_yes_is_enough_whatever_is_open(verdicts: list[Verdict], standing: Standing) -> None:
    assert any_of(verdicts).standing is standing


def test_the_opposite_of_not_documented_is_not_documented() -> None:
    assert negated(OPEN).standing is Standing.NOT_DOCUMENTED
    assert negated(YES).is_not_met
    assert negated(NO).is_met


def test_only_what_decided_is_named() -> None:
    verdict = all_of([YES, NO, OPEN])
    assert verdict.facts == ("b",)
    assert verdict.text == "no"
    assert verdict.missing == ()


def test_what_would_decide_is_named_where_it_is_open() -> None:
    assert any_of([NO, OPEN]).missing == ("c",)


def test_entries_that_disagree_leave_it_open_where_it_is_not_known_which_counts() -> None:
    assert agreed([YES, YES]).is_met
    verdict = agreed([YES, NO], "relapses[0].date")
    assert verdict.is_open
    assert verdict.missing == ("relapses[0].date",)


def test_settling_what_is_open_never_overturns_a_joined_verdict() -> None:
    """Over every triple: whatever the open ones turn out to be, a decided whole stays as it was."""
    for triple in itertools.product([YES, NO, OPEN], repeat=3):
        settlings = itertools.product(*([YES, NO] if one is OPEN else [one] for one in triple))
        for settled in settlings:
            for join in (all_of, any_of):
                before, after = join(triple).standing, join(settled).standing
                assert before in (after, Standing.NOT_DOCUMENTED)
