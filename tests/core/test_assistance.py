"""Programs held against cases: each gate by itself, the examples whole, and what no screening may do."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from priorauth.core.assistance import CostInputs, Fit, FundStatus, Price, Screening, Share, estimate, poverty, screen
from priorauth.core.assistance.poverty import guideline_year
from priorauth.core.dosing import dose_plan
from priorauth.core.facts import CaseFacts
from priorauth.core.library import Library
from priorauth.core.vocabulary import LetterKind, Standing
from tests.core.examples import ALL, example, facts_with
from tests.strategies import cases

DAY = dt.date(2026, 11, 20)
OPEN = FundStatus(is_open=True, checked_on=dt.date(2026, 11, 10))


def screened(program: str, facts: CaseFacts, library: Library, fund: FundStatus | None = None) -> Screening:
    return {one.program: one for one in screen(facts, library, {program: fund} if fund else None)}[program]


def standing(found: Screening, reason: str) -> Standing | None:
    return next((one.standing for one in found.reasons if one.id == reason), None)


def commercial(**parts: Any) -> CaseFacts:
    coverage = {"plan_type": "commercial_fully_insured", "state": "PA"}
    household = {"size": 1, "income_usd": 40000, "state": "PA", "us_resident": True}
    known = {"coverage": coverage, "household": household, "patient": {"birth_date": "1990-01-01"}}
    return facts_with(**{**known, "request": {"product": "privigen"}, **parts})


class TestPoverty:
    @pytest.mark.parametrize(
        ("size", "income", "state", "guideline", "percent"),
        [
            (1, 15960, "PA", 15960, "100.0"),  # 15,960
            (3, 61500, "PA", 27320, "225.1"),  # 15,960 + 2 × 5,680 = 27,320; 61,500 ÷ 273.20 = 225.1
            (2, 27050, "AK", 27050, "100.0"),  # 19,950 + 7,100
            (2, 24890, "HI", 24890, "100.0"),  # 18,360 + 6,530
            (4, 0, "DC", 33000, "0.0"),  # 15,960 + 3 × 5,680 = 33,000
        ],
    )
    def test_income_as_a_share_of_the_guideline(
        self, size: int, income: int, state: str, guideline: int, percent: str, library: Library
    ) -> None:
        found = poverty(size, income, state, DAY, library.poverty_guidelines)
        assert found is not None
        assert (found.guideline_usd, found.percent, found.year) == (guideline, Decimal(percent), "2026")
        assert found.is_read

    def test_the_year_turns_on_the_day_on_which_the_guidelines_take_effect(self, library: Library) -> None:
        years = [
            year.id if (year := guideline_year(day, library.poverty_guidelines)) else None
            for day in (dt.date(2026, 1, 12), dt.date(2026, 1, 13), dt.date(2024, 1, 1))
        ]
        assert years == ["2025", "2026", None]

    def test_a_figure_that_nobody_read_says_so(self, library: Library) -> None:
        day = dt.date(2025, 6, 1)
        alone = poverty(1, 20000, "AK", day, library.poverty_guidelines)
        family = poverty(2, 20000, "AK", day, library.poverty_guidelines)
        assert alone is not None
        assert family is not None
        assert (alone.is_read, family.is_read) == (True, False)

    def test_there_is_none_for_a_territory(self, library: Library) -> None:
        assert poverty(1, 20000, "PR", DAY, library.poverty_guidelines) is None


class TestGates:
    def test_a_copay_card_for_labeled_uses_is_not_for_ms(self, library: Library) -> None:
        found = screened("csl_copay", commercial(), library)
        assert found.fit is Fit.DOES_NOT_FIT
        assert [(one.id, one.rule) for one in found.deciding] == [("off_label", "assistance:on_label_gate")]

    @pytest.mark.parametrize("plan_type", ["medicare_advantage", "medicaid_managed_care", "tricare", "va"])
    def test_no_copay_card_for_members_of_a_public_plan(self, plan_type: str, library: Library) -> None:
        facts = commercial(coverage={"plan_type": plan_type})
        for program in library.programs.values():
            if program.kind == "copay":
                found = screened(program.id, facts, library)
                assert found.fit is Fit.DOES_NOT_FIT
                assert standing(found, "government") is Standing.NOT_MET

    def test_a_makers_program_is_for_its_own_products(self, library: Library) -> None:
        assert standing(screened("grifols_pap", commercial(), library), "product") is Standing.NOT_MET

    def test_terms_that_nobody_read_are_questions(self, library: Library) -> None:
        found = screened("csl_pap", commercial(), library)
        assert found.fit is Fit.MAY_FIT
        assert standing(found, "terms") is Standing.NOT_DOCUMENTED
        assert standing(found, "product") is Standing.NOT_DOCUMENTED

    @pytest.mark.parametrize(
        ("fund", "wanted"),
        [
            (None, Standing.NOT_DOCUMENTED),
            (OPEN, Standing.MET),
            (OPEN.model_copy(update={"is_open": False}), Standing.NOT_MET),
            (OPEN.model_copy(update={"checked_on": dt.date(2026, 10, 20)}), Standing.MET),  # 31 days before
            (OPEN.model_copy(update={"checked_on": dt.date(2026, 10, 19)}), Standing.NOT_DOCUMENTED),
        ],
    )
    def test_a_fund_counts_as_it_was_found_within_a_month(
        self, fund: FundStatus | None, wanted: Standing, library: Library
    ) -> None:
        assert standing(screened("paf_copay_relief", commercial(), library, fund), "fund") is wanted

    @pytest.mark.parametrize(("income", "wanted"), [(47880, Standing.MET), (47930, Standing.NOT_MET)])
    def test_an_income_limit_counts_to_its_last_dollar(self, income: int, wanted: Standing, library: Library) -> None:
        # MSAA: 300% of 15,960 = 47,880; 47,930 is 300.3%.
        household = {"size": 1, "income_usd": income, "state": "PA", "us_resident": True}
        assert standing(screened("msaa", commercial(household=household), library), "income") is wanted

    def test_the_monthly_disregard_is_taken_off_first(self, library: Library) -> None:
        # 135% of 15,960 = 21,546; 12 × 20 = 240 may be earned on top.
        facts = commercial(
            coverage={"plan_type": "original_medicare_partB"},
            household={"size": 1, "income_usd": 21780, "state": "PA", "us_resident": True},
        )
        assert standing(screened("medicare_savings_programs", facts, library), "income") is Standing.MET

    def test_what_is_not_on_record_is_named_with_its_path(self, library: Library) -> None:
        found = screened("msaa", commercial(household={"size": 2}), library)
        missing = [path for one in found.deciding for path in one.missing]
        assert {"household.income_usd", "household.state", "household.us_resident"} <= set(missing)

    def test_help_with_a_copay_waits_for_a_plan_that_pays(self, library: Library) -> None:
        sent = {"level": "prior_authorization", "submitted": "2026-10-01"}
        decisions = [None, {"outcome": "denied"}, {"outcome": "approved"}]
        cases_ = [commercial(submissions=[{**sent, **({"determination": one} if one else {})}]) for one in decisions]
        found = [standing(screened("paf_copay_relief", one, library), "coverage") for one in cases_]
        assert found == [Standing.NOT_DOCUMENTED, Standing.NOT_DOCUMENTED, Standing.MET]


class TestExamples:
    def test_case_03(self, library: Library) -> None:
        found = {one.program: one for one in screen(example("03"), library)}
        assert found["csl_copay"].fit is Fit.DOES_NOT_FIT  # labeled diagnoses only
        assert found["csl_pap"].fit is Fit.MAY_FIT  # terms not read
        assert found["msaa"].fit is Fit.MAY_FIT  # 225.1% of 300%, but is a fund open?
        assert standing(found["msaa"], "income") is Standing.MET
        assert found["medicaid"].fit is Fit.DOES_NOT_FIT  # she is insured through her employer
        assert found["pfizer_panzyga_copay"].fit is Fit.DOES_NOT_FIT  # another product

    @pytest.mark.parametrize("number", ALL)
    def test_every_program_is_told_with_a_reason(self, number: str, library: Library) -> None:
        found = screen(example(number), library)
        assert {one.program for one in found} == set(library.programs)
        assert all(one.deciding for one in found if one.fit is not Fit.FITS)

    def test_something_can_fit(self, library: Library) -> None:
        found = screened("msaa", example("03"), library, OPEN)
        assert found.fit is Fit.FITS


@given(facts=st.sampled_from(list(LetterKind)).flatmap(cases), is_open=st.booleans())
def test_a_program_that_nobody_read_never_fits_and_order_tells_the_fit(
    facts: CaseFacts, is_open: bool, library: Library
) -> None:
    fund = FundStatus(is_open=is_open, checked_on=facts.as_of)
    found = screen(facts, library, dict.fromkeys(library.programs, fund))
    assert [one.fit for one in found] == sorted((one.fit for one in found), key=list(Fit).index)
    for one in found:
        program = library.programs[one.program]
        assert one.fit is not Fit.FITS or program.verified is not None
        if program.kind == "foundation_grant" and not is_open:
            assert one.fit is Fit.DOES_NOT_FIT


class TestCost:
    PRICE = Price(usd=Decimal("98.40"), source="clinic price list", date=dt.date(2026, 10, 1))
    SHARE = Share(
        deductible_left_usd=Decimal(640),
        coinsurance_percent=Decimal(20),
        out_of_pocket_left_usd=Decimal(4350),
        source="benefits check",
        date=dt.date(2026, 11, 5),
    )

    def test_the_sum_is_shown_step_by_step(self, library: Library) -> None:
        plan = dose_plan(example("03"), library)
        assert plan is not None
        given_ = CostInputs(per_gram=self.PRICE, share=self.SHARE, help_usd=Decimal(4000), help_name="a copay card")
        found = estimate(plan, given_)
        drug = plan.total_g * Decimal("98.40")
        assert [(step.id, step.usd) for step in found.steps] == [
            ("drug", drug),
            ("deductible", Decimal("640.00")),
            ("coinsurance", ((drug - 640) / 5).quantize(Decimal("0.01"))),
            ("pays", Decimal("4350.00")),
            ("after_help", Decimal("350.00")),
        ]
        assert found.patient_usd == Decimal("350.00")
        assert any("clinic price list, October 1, 2026" in line for line in found.assumed)
        assert any("Drug only" in line for line in found.assumed)

    def test_without_a_price_nothing_is_reckoned(self, library: Library) -> None:
        plan = dose_plan(example("03"), library)
        assert plan is not None
        found = estimate(plan, CostInputs())
        assert (found.steps, found.patient_usd) == ((), None)
        assert len(found.missing) == 4

    @given(
        deductible=st.decimals(0, 20000, places=2),
        percent=st.decimals(0, 100, places=1),
        limit=st.decimals(0, 20000, places=2),
        helped=st.decimals(0, 20000, places=2),
    )
    def test_the_patient_never_pays_more_than_the_limit_or_less_than_nothing(
        self, deductible: Decimal, percent: Decimal, limit: Decimal, helped: Decimal, library: Library
    ) -> None:
        plan = dose_plan(example("03"), library)
        assert plan is not None
        share = Share(deductible_left_usd=deductible, coinsurance_percent=percent, out_of_pocket_left_usd=limit)
        found = estimate(plan, CostInputs(per_gram=self.PRICE, share=share, help_usd=helped))
        assert found.patient_usd is not None
        assert 0 <= found.patient_usd <= limit
