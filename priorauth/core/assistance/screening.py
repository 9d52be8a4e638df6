"""Which programs fit a case: one reason for each thing that a program asks, with what decides it.

A program fits where every reason is met, does not fit where one is not met; between them stands what has to be asked.
Terms that no page showed decide nothing, save which products a maker's program is for and who the law keeps out.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum

from priorauth.core.assistance.poverty import TERRITORIES, poverty
from priorauth.core.criteria.verdict import Verdict, decided, met, not_documented, not_met
from priorauth.core.dates import age_on, long_date
from priorauth.core.facts import CaseFacts
from priorauth.core.letter import Value
from priorauth.core.library import Library
from priorauth.core.records.programs import CoversOffLabel, IncomeLimit, Insurance, Program, ProgramKind
from priorauth.core.typography import listed
from priorauth.core.vocabulary import DeterminationOutcome, Standing

# Terms and the state of funds change monthly (head of assistance.yaml).
_STATUS_HOLDS = dt.timedelta(days=31)
_ADULT = 18
_PAYS = (DeterminationOutcome.APPROVED, DeterminationOutcome.PARTIALLY_APPROVED)


class Fit(StrEnum):
    FITS = "fits"
    MAY_FIT = "may_fit"
    DOES_NOT_FIT = "does_not_fit"


class FundStatus(Value):
    """Whether a fund takes applications, as staff found it on a day."""

    is_open: bool
    checked_on: dt.date


class Reason(Value):
    """One thing that the program asks. `missing` are paths of the case file; `rule` is `<library file>:<id>`."""

    id: str
    standing: Standing
    text: str
    facts: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    rule: str | None = None


class Screening(Value):
    """How one program stands to a case; the reasons that settle it come first."""

    program: str
    fit: Fit
    reasons: tuple[Reason, ...]

    @property
    def deciding(self) -> tuple[Reason, ...]:
        """What keeps the program from fitting, or what has still to be known; all reasons where it fits."""
        wanted = {Fit.DOES_NOT_FIT: Standing.NOT_MET, Fit.MAY_FIT: Standing.NOT_DOCUMENTED}.get(self.fit)
        return tuple(one for one in self.reasons if wanted is None or one.standing is wanted)


def screen(facts: CaseFacts, library: Library, funds: Mapping[str, FundStatus] | None = None) -> tuple[Screening, ...]:
    """Every program of the library for the case as of its day: those that fit, those to ask, those that do not.

    `funds` are the funds' states by the program's id.
    """
    screened = [
        _Screen(program, facts, library, (funds or {}).get(program.id)).result()
        for program in library.programs.values()
    ]
    order = list(Fit)
    return tuple(sorted(screened, key=lambda one: (order.index(one.fit), len(one.deciding), one.program)))


class _Screen:
    """One program held against one case."""

    def __init__(self, program: Program, facts: CaseFacts, library: Library, fund: FundStatus | None) -> None:
        self.program, self.facts, self.library, self.fund = program, facts, library, fund

    def result(self) -> Screening:
        reasons = [reason for check in _CHECKS if (reason := check(self)) is not None]
        standings = {reason.standing for reason in reasons}
        fit = Fit.FITS
        if Standing.NOT_MET in standings:
            fit = Fit.DOES_NOT_FIT
        elif Standing.NOT_DOCUMENTED in standings:
            fit = Fit.MAY_FIT
        order = (Standing.NOT_MET, Standing.NOT_DOCUMENTED, Standing.MET)
        return Screening(
            program=self.program.id, fit=fit, reasons=tuple(sorted(reasons, key=lambda one: order.index(one.standing)))
        )

    def is_read(self, field: str) -> bool:
        """Whether a page that was read stands behind the field."""
        doubted = set(self.program.unverified_fields)
        return self.program.verified is not None and not {field, field.split(".")[0]} & doubted

    def reason(self, name: str, verdict: Verdict, *, field: str | None = None, rule: str | None = None) -> Reason:
        """The verdict as a reason; one that rests on a field that nobody read is a question."""
        standing, text = verdict.standing, verdict.text
        if field and not verdict.is_open and not self.is_read(field):
            standing, text = Standing.NOT_DOCUMENTED, f"{text} These terms were not read: ask the program."
        return Reason(
            id=name, standing=standing, text=text, facts=verdict.facts, missing=verdict.missing,
            rule=rule and f"assistance:{rule}",
        )  # fmt: skip

    @property
    def insurance(self) -> Insurance | None:
        plan_type = self.facts.coverage.plan_type
        return next((one for one in self.library.insurances.values() if plan_type in one.plan_types), None)

    @property
    def helps_with_the_drug(self) -> bool:
        return self.program.covers_off_label_ms is not CoversOffLabel.NOT_APPLICABLE


def _terms(case: _Screen) -> Reason | None:
    if case.program.verified is not None:
        return None
    text = "No page with this program’s terms has been read. Call before anybody counts on it."
    return case.reason("terms", not_documented(text))


def _product(case: _Screen) -> Reason | None:
    if not case.program.products:
        return None
    product = case.facts.request.product
    if product is None:
        return case.reason("product", not_documented("The program is for certain products.", "request.product"))
    brand = case.library.products[product].brand
    if product not in case.program.products:
        brands = listed([case.library.products[one].brand for one in case.program.products])
        return case.reason("product", not_met(f"For {brands}, not for {brand}.", "request.product"))
    return case.reason("product", met(f"{brand} is one of its products.", "request.product"), field="products")


def _government(case: _Screen) -> Reason | None:
    """Who has public insurance is kept out of makers' copay cards by law, whatever a program's terms say."""
    insurance = case.insurance
    is_card = case.program.kind is ProgramKind.COPAY
    if insurance is None or not insurance.is_public or not (
        is_card or case.program.eligibility.excludes_government_insurance
    ):  # fmt: skip
        return None
    text = f"Not for members of a public plan; the patient has {insurance.label}."
    rule = "government_gate" if is_card else None
    field = None if is_card else "eligibility.excludes_government_insurance"
    return case.reason("government", not_met(text, "coverage.plan_type"), field=field, rule=rule)


def _insurance(case: _Screen) -> Reason | None:
    wanted, insurance = case.program.eligibility.insurance, case.insurance
    if "any" in wanted:
        return None
    names = listed([case.library.insurances[one].label for one in wanted], "or")
    path = "coverage.plan_type"
    if case.facts.coverage.plan_type is None:
        return case.reason("insurance", not_documented(f"For patients with {names}.", path))
    if insurance is None:
        text = f"For patients with {names}. No word for insurance that programs use names this plan type: ask."
        return case.reason("insurance", not_documented(text, facts=(path,)))
    field = "eligibility.insurance"
    if insurance.id == "commercial" and case.program.eligibility.excludes_commercial_insurance:
        verdict = not_met("Not for patients with commercial insurance.", path)
        return case.reason("insurance", verdict, field="eligibility.excludes_commercial_insurance")
    if insurance.id in wanted:
        return case.reason("insurance", met(f"Takes patients with {insurance.label}.", path), field=field)
    if case.program.kind is ProgramKind.FREE_DRUG and not insurance.is_public:
        text = f"For patients with {names}. Some such programs take a patient whose plan does not pay: ask."
        return case.reason("insurance", not_documented(text, facts=(path,)))
    verdict = not_met(f"For patients with {names}; the patient has {insurance.label}.", path)
    return case.reason("insurance", verdict, field=field)


def _off_label(case: _Screen) -> Reason | None:
    covers = case.program.covers_off_label_ms
    if covers is CoversOffLabel.NO and case.program.kind is ProgramKind.INSURANCE_SUPPORT:
        text = f"Not for MS. The diagnosis it is for: {case.program.eligibility.diagnosis}."
        return case.reason("off_label", not_met(text, "diagnosis.course"), field="covers_off_label_ms")
    if covers is CoversOffLabel.NO:
        text = "Labeled diagnoses only, and MS is no labeled use of any IVIG product."
        rule = "on_label_gate" if case.program.kind is ProgramKind.COPAY else None
        return case.reason("off_label", not_met(text, "diagnosis.course"), field="covers_off_label_ms", rule=rule)
    if covers is CoversOffLabel.UNKNOWN:
        text = "Whether it helps with IVIG in MS, an off-label use, is not known: ask."
        return case.reason("off_label", not_documented(text))
    if covers is CoversOffLabel.YES_IF_OPEN:
        verdict = met("Pays for any drug that treats the fund’s disease.", "diagnosis.course")
        return case.reason("off_label", verdict, field="covers_off_label_ms")
    return case.reason("off_label", met("It helps otherwise and does not pay for the drug."))


def _fund(case: _Screen) -> Reason | None:
    if case.program.kind is not ProgramKind.FOUNDATION_GRANT:
        return None
    if case.fund is None:
        return case.reason("fund", not_documented("Is its fund open? Nobody has looked yet."), rule="fund_open")
    day = long_date(case.fund.checked_on)
    if case.facts.as_of - case.fund.checked_on > _STATUS_HOLDS:
        state = "open" if case.fund.is_open else "closed"
        return case.reason("fund", not_documented(f"The fund was {state} on {day}. Look again."), rule="fund_open")
    text = f"The fund was {'open' if case.fund.is_open else 'closed'} on {day}."
    return case.reason("fund", decided(case.fund.is_open, text), rule="fund_open")


def _coverage_first(case: _Screen) -> Reason | None:
    if case.program.kind not in (ProgramKind.COPAY, ProgramKind.FOUNDATION_GRANT) or not case.helps_with_the_drug:
        return None
    decisions = [one.determination for one in case.facts.submissions if one.determination is not None]
    path, rule = "submissions", "coverage_first"
    if not decisions:
        text = "Most help of this kind needs a plan that covers the drug, and the plan has not decided yet."
        return case.reason("coverage", not_documented(text, path), rule=rule)
    if decisions[-1].outcome in _PAYS:
        return case.reason("coverage", met("The plan covers the drug.", path), rule=rule)
    text = "Most help of this kind needs a plan that covers the drug. While it does not, look at free drug."
    return case.reason("coverage", not_documented(text, facts=(path,)), rule=rule)


def _income(case: _Screen) -> Reason | None:
    limit = case.program.eligibility.income_limit_percent_fpl
    if limit is None:
        return None
    field = "eligibility.income_limit_percent_fpl"
    highest = max(limit.by_tier.values()) if limit.by_tier else limit.percent
    if highest is None:
        return case.reason("income", not_documented(f"Income limit: {limit.text}. Ask which holds."))
    household = case.facts.household
    asked = f"Income up to {_limit_said(limit)} of the federal poverty guideline."
    if household is None or household.size is None or household.income_usd is None or household.state is None:
        held = household.model_dump(exclude_none=True) if household else {}
        missing = [f"household.{name}" for name in ("size", "income_usd", "state") if name not in held]
        return case.reason("income", not_documented(asked, *missing))
    income = max(0, household.income_usd - 12 * (case.program.eligibility.income_disregard_usd_month or 0))
    found = poverty(household.size, income, household.state, case.facts.as_of, case.library.poverty_guidelines)
    paths = ("household.size", "household.income_usd", "household.state")
    if found is None:
        text = f"{asked} There is no guideline on record for {household.state}: ask."
        return case.reason("income", not_documented(text, facts=paths))
    text = f"{asked} {found.text}."
    if not found.is_read:
        return case.reason("income", not_documented(f"{text} This guideline was not read: check it.", facts=paths))
    return case.reason("income", decided(found.percent <= Decimal(highest), text, *paths), field=field)


def _limit_said(limit: IncomeLimit) -> str:
    if limit.by_tier:
        return listed([f"{percent}% ({tier.upper()})" for tier, percent in limit.by_tier.items()], "or")
    return f"{limit.percent}%"


def _residency(case: _Screen) -> Reason | None:
    eligibility, household = case.program.eligibility, case.facts.household
    if not eligibility.us_resident:
        return None
    lives_here = household.us_resident if household else None
    if lives_here is None:
        return case.reason("residency", not_documented("For residents of the United States.", "household.us_resident"))
    if not lives_here:
        return case.reason("residency", not_met("For residents of the United States.", "household.us_resident"))
    state = household.state if household else None
    if eligibility.us_territories is False and state in TERRITORIES:
        return case.reason("residency", not_met("Not for residents of the territories.", "household.state"))
    return case.reason("residency", met("Lives in the United States.", "household.us_resident"))


def _age(case: _Screen) -> Reason | None:
    asked = case.program.eligibility.age
    if asked is None:
        return None
    birth = case.facts.patient.birth_date
    if asked != "adults" or birth is None:
        missing = () if birth else ("patient.birth_date",)
        return case.reason("age", not_documented(f"Age: {asked}.", *missing))
    years = age_on(birth, case.facts.as_of)
    return case.reason("age", decided(years >= _ADULT, f"For adults; the patient is {years}.", "patient.birth_date"))


def _site(case: _Screen) -> Reason | None:
    site = case.program.eligibility.site
    return case.reason("site", not_documented(f"Where it is given: {site}. Ask.")) if site else None


_CHECKS: tuple[Callable[[_Screen], Reason | None], ...] = (
    _terms,
    _product,
    _government,
    _insurance,
    _off_label,
    _fund,
    _coverage_first,
    _income,
    _residency,
    _age,
    _site,
)
