"""What matters because of the dose: migraine and hemolysis at 2 g/kg, live vaccines afterwards."""

from collections.abc import Iterator
from decimal import Decimal

from priorauth.core.items import advice
from priorauth.core.letter import CheckItem
from priorauth.core.records.administration import VaccineInterval
from priorauth.core.safety.screen import Screen
from priorauth.core.typography import capital, counted, trimmed
from priorauth.core.vocabulary import ReproductiveStatus

HIGH_DOSE_G_PER_KG = Decimal(2)  # safety_screening:migraine and :hemolysis_risk name this dose
MENINGITIS = "sekul-1994/frequency"
NEAR_BIRTH = (ReproductiveStatus.PLANNING, ReproductiveStatus.PREGNANT, ReproductiveStatus.POSTPARTUM)


def check_with_dose(screen: Screen) -> Iterator[CheckItem]:
    """Advice that depends on the grams per kilogram of one course."""
    course = course_g_per_kg(screen)
    if course is None:
        return
    if course >= HIGH_DOSE_G_PER_KG:
        yield from _migraine(screen, course)
        yield from _hemolysis(screen, course)
    yield from _vaccines(screen, course)


def course_g_per_kg(screen: Screen) -> Decimal | None:
    """The largest dose of any phase over its days, as prescribed; None where no phase has one."""
    doses = [
        phase.g_per_kg_per_day * phase.days
        for phase in screen.facts.request.phases
        if phase.g_per_kg_per_day is not None and phase.days is not None
    ]
    return max(doses, default=None)


def months_without_live_vaccine(screen: Screen, g_per_kg: Decimal) -> int:
    """How long measles- and varicella-containing vaccines wait after such a dose.

    Between two rows of the table the next higher row counts; under the lowest row the lowest, above the highest the
    highest.
    """
    rows = sorted(_rows(screen), key=lambda row: row.dose_mg_kg_max)
    return next((row.months for row in rows if g_per_kg * 1000 <= row.dose_mg_kg_max), rows[-1].months)


def _rows(screen: Screen) -> tuple[VaccineInterval, ...]:
    return screen.library.administration.live_vaccine_intervals.rows


def _migraine(screen: Screen, course: Decimal) -> Iterator[CheckItem]:
    if not screen.is_yes("migraine"):
        return
    publication, finding = screen.library.finding(MENINGITIS)
    figures = finding.figures
    ordered = {"premedication": screen.facts.request.premedication, "rate": screen.facts.request.rate}
    missing = [name for name, said in ordered.items() if not said]
    text = (
        f"Migraine{screen.said('migraine')} and {trimmed(course)} g/kg in one course: in one series aseptic meningitis "
        f"in {figures['migraine_events']} of {figures['migraine_n']} with migraine and {figures['no_migraine_events']} "
        f"of {figures['no_migraine_n']} without ({publication.citation.in_short})."
    )
    if missing:
        text += f" {capital(' and '.join(missing))} {'is' if len(missing) == 1 else 'are'} not on record."
    action = screen.library.safety_questions["migraine"].product_effects.action or "premedicate"
    yield advice("safety.migraine", text, f"{capital(action)}; record what was ordered.")


def _hemolysis(screen: Screen, course: Decimal) -> Iterator[CheckItem]:
    is_yes, is_open = screen.is_yes("hemolysis_risk"), screen.is_open("hemolysis_risk")
    if not (is_yes or is_open):
        return
    question = screen.library.safety_questions["hemolysis_risk"]
    group = f"Blood group A, B or AB{screen.said(question.id)}" if is_yes else "The blood group is not on record"
    product = screen.product
    warns = (
        next((said for said in product.warnings.product_specific if said.startswith("Hemolysis")), "")
        if product
        else ""
    )
    text = f"{group}, and one course is {trimmed(course)} g/kg: {question.why[0].lower()}{question.why[1:]}."
    if product and warns:
        text += f" {product.brand}: {warns}."
    lift = question.product_effects.action or "watch the hemoglobin"
    yield advice("safety.hemolysis", text, f"{'' if is_yes else 'Record the blood group; '}{lift}.")


def _vaccines(screen: Screen, course: Decimal) -> Iterator[CheckItem]:
    reproductive = screen.facts.reproductive
    near_birth = reproductive is not None and reproductive.status in NEAR_BIRTH and screen.is_open("live_vaccine")
    if not (screen.is_yes("live_vaccine") or near_birth):
        return
    months = months_without_live_vaccine(screen, course)
    asked = (
        f"Live vaccine: yes{screen.said('live_vaccine')}."
        if not near_birth
        else ("Whether a rubella or varicella vaccine was given or is due around the birth is not on record.")
    )
    text = (
        f"{asked} After {trimmed(course)} g/kg, vaccines against measles, mumps, rubella and varicella wait "
        f"{counted(months, 'month')}."
    )
    yield advice("safety.live_vaccine", text, "Plan the vaccine before the first infusion or after that time.")
