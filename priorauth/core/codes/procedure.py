"""Codes for giving the infusion, by place and payer, and the modifiers that go with the drug."""

from collections.abc import Iterator

from priorauth.core.facts import CaseFacts
from priorauth.core.items import advice, before_signing
from priorauth.core.letter import CheckItem, Value
from priorauth.core.library import Library
from priorauth.core.records.administration import AdministrationCode, HomeInfusionCode
from priorauth.core.typography import listed
from priorauth.core.vocabulary import SiteOfCare

OUTPATIENT = ("96365", "96366")
# How the library's lists of payers name the member's kind of plan. Medicare's own home codes are left out on purpose:
# one reaches primary immunodeficiency only, the other subcutaneous infusion only.
HOME_PAYERS = {
    "erisa_self_funded": "commercial",
    "commercial_fully_insured": "commercial",
    "marketplace": "commercial",
    "medicaid_managed_care": "some_medicaid",
}
UNCERTAIN_PAYER = "some_medicaid"


class ProcedureCode(Value):
    """A code for giving the drug; `rule` is its ground. `is_certain` is False where only some such payers use it."""

    code: str
    system: str
    short: str
    rule: str
    verified: bool
    is_certain: bool = True


def procedure_codes(facts: CaseFacts, library: Library) -> tuple[ProcedureCode, ...]:
    """The codes for the site of care; none where the site is not on record or the library has none for such a plan."""
    site = facts.request.site_of_care
    if site is None:
        return ()
    return tuple(_home(facts, library) if site is SiteOfCare.HOME else _outpatient(library))


def check_procedure(facts: CaseFacts, library: Library) -> Iterator[CheckItem]:
    """Codes that are missing, uncertain or unverified, and the modifiers of the drug's code."""
    codes = procedure_codes(facts, library)
    if facts.request.site_of_care is SiteOfCare.HOME and not codes:
        text = "The library has no code for home infusion of this drug under this kind of plan."
        yield before_signing("code.home_infusion", text, "Ask the payer which codes it takes, or choose another site.")
    uncertain = [code.code for code in codes if not code.is_certain]
    if uncertain:
        text = f"Home infusion codes {listed(uncertain)} are used by some Medicaid programs only."
        yield advice("code.home_infusion", text, "Ask the plan whether it takes them.")
    unverified = [code.code for code in codes if not code.verified]
    if unverified:
        text = f"Codes {listed(unverified)} were not confirmed on any page read."
        yield before_signing("code.procedure_unverified", text, "Have a coder confirm them.")
    yield from _modifiers(facts, library)


def _outpatient(library: Library) -> Iterator[ProcedureCode]:
    for record in library.administration.drug_administration_codes:
        if record.id in OUTPATIENT:
            yield _code(record)


def _home(facts: CaseFacts, library: Library) -> Iterator[ProcedureCode]:
    payer = HOME_PAYERS.get(facts.coverage.plan_type or "")
    for record in library.administration.home_infusion_codes:
        if payer in record.payers:
            yield _code(record, is_certain=payer != UNCERTAIN_PAYER)


def _code(record: AdministrationCode | HomeInfusionCode, *, is_certain: bool = True) -> ProcedureCode:
    return ProcedureCode(
        code=record.id,
        system=record.system,
        short=record.short,
        rule=f"administration:{record.id}",
        verified=record.verified is not None,
        is_certain=is_certain,
    )


def _modifiers(facts: CaseFacts, library: Library) -> Iterator[CheckItem]:
    product = library.products.get(facts.request.product or "")
    if product is None or product.hcpcs.code is None:
        return
    rules = {rule.id: rule.rule for rule in library.administration.billing_rules}
    if len(product.routes) > 1:
        text = f"{product.hcpcs.code}: {rules['modifier_ja_jb']}"
        yield advice("code.modifier_route", text, "The claim carries JA; the letter needs no modifier.")
    if facts.coverage.plan_type == "original_medicare_partB":
        yield advice("code.modifier_waste", rules["modifier_jw_jz"], "For the claim; the letter needs no modifier.")
