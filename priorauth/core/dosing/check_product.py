"""What the library does not know for certain of the product: code, unit, vials, market."""

from collections.abc import Iterator

from priorauth.core.dosing.plan import DosePlan
from priorauth.core.facts import CaseFacts
from priorauth.core.items import advice, before_signing
from priorauth.core.letter import CheckItem
from priorauth.core.library import Library
from priorauth.core.records.product import MarketStatus, Product
from priorauth.core.typography import trimmed
from priorauth.core.vocabulary import Rounding

CURRENT_FILE = "Look it up in the current HCPCS file, then have the library corrected."


def check_product(facts: CaseFacts, library: Library, plan: DosePlan | None) -> Iterator[CheckItem]:
    """Code, unit and vial sizes that are missing or unverified; products that leave the market; waste."""
    product = library.products.get(facts.request.product or "")
    if product is None:
        return
    yield from _code(product, library)
    yield from _unit(product, library)
    yield from _vials(product, plan)
    yield from _market(product, plan)
    if plan is not None and plan.total_waste_g:
        yield _waste(plan)


def _code(product: Product, library: Library) -> Iterator[CheckItem]:
    note = f" {product.hcpcs.note}" if product.hcpcs.note else ""
    if product.hcpcs.code is None:
        text = f"The library has no billing code for {product.brand}: {product.hcpcs.descriptor_short}."
        yield before_signing(
            "dose.code_missing", text, f"{CURRENT_FILE} Until then no units are reckoned and the letter gives grams."
        )
    elif not library.hcpcs_code_is_verified(product.id):
        text = f"Code {product.hcpcs.code} of {product.brand} was not confirmed on any page read.{note}"
        yield before_signing("dose.code_unverified", text, CURRENT_FILE)


def _unit(product: Product, library: Library) -> Iterator[CheckItem]:
    code, unit_mg = product.hcpcs.code, product.hcpcs.unit_mg
    if code is None:
        return
    if unit_mg is None:
        note = f" {product.hcpcs.note}" if product.hcpcs.note else ""
        text = f"The library does not hold how many milligrams one unit of {code} stands for.{note}"
        yield before_signing(
            "dose.unit_missing", text, f"{CURRENT_FILE} Until then no units are reckoned and the letter gives grams."
        )
    elif not library.hcpcs_unit_is_verified(product.id):
        text = f"The unit of {code}, {unit_mg} mg, was not confirmed on any page read."
        yield before_signing("dose.unit_unverified", text, CURRENT_FILE)


def _vials(product: Product, plan: DosePlan | None) -> Iterator[CheckItem]:
    ask = "Ask the pharmacy which sizes it can supply."
    if not product.vial_sizes_g:
        text = f"The library has no vial sizes of {product.brand}; the dose is not fitted to vials."
        yield before_signing("dose.vials_missing", text, ask)
    elif not product.vials_are_verified:
        sizes = ", ".join(trimmed(size) for size in product.vial_sizes_g)
        text = f"The vial sizes of {product.brand} ({sizes} g) were not confirmed on any page read."
        yield before_signing("dose.vials_unverified", text, ask)
    fell_back = plan and [phase for phase in plan.phases if phase.dose.asked is not phase.dose.used]
    if fell_back and all(phase.dose.used is Rounding.NEAREST_VIAL for phase in fell_back):
        doses = ", ".join(f"{phase.dose.said_computed} ({phase.name})" for phase in fell_back)
        text = f"No reachable multiple of 5 g lies within 10% of {doses}; the nearest sum of vials was taken."
        yield advice("dose.nearest_vial", text, "Confirm the dose with the pharmacy.")


def _market(product: Product, plan: DosePlan | None) -> Iterator[CheckItem]:
    status = product.market_status
    if status is MarketStatus.DISCONTINUED:
        since = f" ({product.discontinued_date})" if product.discontinued_date else ""
        text = f"{product.brand} is no longer sold{since}."
        yield before_signing("product.discontinued", text, "Ask the prescriber for another product.")
    elif status is MarketStatus.UNCONFIRMED or product.market_note:
        note = product.discontinued_note or product.market_note or "Its US market status is not confirmed"
        text = f"{product.brand}: {note.rstrip('.')}."
        yield advice("product.market", text, "Confirm that it can be ordered.")
    elif product.discontinuation_planned:
        planned = product.discontinuation_planned
        text = f"{product.brand} is to be discontinued in {planned.long()}."
        runs_past = plan is not None and plan.end is not None and plan.end >= planned.first
        item = before_signing if runs_past else advice
        yield item("product.ending", text, "Ask whether the supply covers the dates asked for.")


def _waste(plan: DosePlan) -> CheckItem:
    text = (
        f"Without rounding {trimmed(plan.total_waste_g)} g in all stay in opened vials; the units asked for cover the "
        "grams given. Modifier JW reports what is discarded."
    )
    return advice("dose.waste", text, "Ask whether the payer pays for waste, or round to vials.")
