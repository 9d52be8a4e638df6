"""The request in words: treatment, codes, dates, dose with its sum, measures and review."""

import datetime as dt
import re

from priorauth.core.brief import Brief
from priorauth.core.codes import diagnosis_codes, procedure_codes
from priorauth.core.dosing import DosePlan, PhaseDose, last_day, weight_on
from priorauth.core.dosing.weight import as_measured, kilograms
from priorauth.core.said import Said
from priorauth.core.terms.activity import edss_now, walk_now
from priorauth.core.terms.registry import item_term, source, term
from priorauth.core.typography import capital, counted, listed, tidy, trimmed
from priorauth.core.vocabulary import PhaseName, SiteOfCare, WeightBasis

# administration of care in pregnancy: chapter 15 codes stand before the disease (icd10 sequencing)
_OBSTETRIC = "O"


@term("request", "product")
def request_product(brief: Brief) -> Said | None:
    """The brand, with its strength: `Gamunex-C 10%`."""
    product = brief.library.products.get(brief.facts.request.product or "")
    if product is None:
        return None
    strength = product.concentration_percent
    named = product.brand if strength is None or "%" in product.brand else f"{product.brand} {trimmed(strength)}%"
    return brief.say(named, "request.product", rules=[f"products:{product.id}"])


@term("request", "brand")
def request_brand(brief: Brief) -> Said | None:
    """The brand alone, for plain words."""
    product = brief.library.products.get(brief.facts.request.product or "")
    return brief.say(re.sub(r" \d+%$", "", product.brand), "request.product") if product else None


def _amount(plan: DosePlan) -> str:
    grams = f"{trimmed(plan.total_g)} g"
    infusions = counted_figure(plan.infusions, "infusion")
    if plan.total_units is None:
        return f"{grams} in {infusions}"
    return f"{plan.total_units} units ({grams}), {infusions}"


def counted_figure(count: int, noun: str) -> str:
    """`1 infusion`, `11 infusions`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


@term("request", "treatment")
def request_treatment(brief: Brief) -> Said | None:
    """Product, code, units, grams, infusions, procedure codes and site, as far as they can be reckoned."""
    product = request_product(brief)
    if product is None:
        return None
    plan = brief.dose
    head = f"{product.text} (immune globulin)"
    code = brief.library.products[brief.facts.request.product or ""].hcpcs.code
    if code:
        head += f", HCPCS {code}"
    if plan:
        head += f": {_amount(plan)}"
    tail, rules = _giving(brief)
    paths = ["request.product", "request.phases", "patient.weight"] + (["request.site_of_care"] if tail else [])
    rules = [f"products:{brief.facts.request.product}", *rules]
    return brief.say("; ".join([head, *tail]), *paths, rules=rules)


def _giving(brief: Brief) -> tuple[list[str], list[str]]:
    """Site and procedure codes: `CPT 96365, 96366` and `infusion center`; a home infusion names its site first."""
    site = brief.facts.request.site_of_care
    if site is None:
        return [], []
    codes = procedure_codes(brief.facts, brief.library)
    by_system: dict[str, list[str]] = {}
    for code in codes:
        by_system.setdefault(code.system, []).append(code.code)
    texts = [f"{system} {', '.join(numbers)}" for system, numbers in sorted(by_system.items(), reverse=True)]
    name, rules = brief.label("site_of_care", site), [code.rule for code in codes]
    if site is SiteOfCare.HOME:
        return [", ".join([name, *texts])], rules
    return [*texts, name], rules


@term("request", "amount")
def request_amount(brief: Brief) -> Said | None:
    """`J1561, 550 units (275 g), 11 infusions`."""
    plan = brief.dose
    if plan is None:
        return None
    code = f"{plan.code}, " if plan.code else ""
    return brief.say(code + _amount(plan), "request.phases", "patient.weight", rules=plan.rules)


@term("request", "codes")
def request_codes(brief: Brief) -> Said | None:
    """Diagnosis codes in billing order, the course in words after the one that the request stands on."""
    diagnosis = brief.facts.diagnosis
    if not diagnosis.icd10:
        return None
    codes = sorted(diagnosis_codes(brief.facts, brief.library), key=lambda code: not code.code.startswith(_OBSTETRIC))
    course = brief.label("course", diagnosis.course) if diagnosis.course else None
    parts = [f"{code.code}, {course}" if code.path == "diagnosis.icd10" and course else code.code for code in codes]
    paths = [code.path for code in codes] + (["diagnosis.course"] if course else [])
    rules = [f"icd10:{code.code}" for code in codes if code.code in brief.library.icd10]
    return brief.say("; ".join(parts), *paths, rules=rules)


@term("request", "months")
def request_months(brief: Brief) -> Said | None:
    """`six months`."""
    months = brief.facts.request.months
    return brief.say(counted(months, "month"), "request.months") if months else None


@term("request", "months_figure")
def request_months_figure(brief: Brief) -> Said | None:
    months = brief.facts.request.months
    return brief.say(counted_figure(months, "month"), "request.months") if months else None


@term("request", "start")
def request_start(brief: Brief) -> Said | None:
    start = brief.facts.request.start
    return brief.say(brief.date(start), "request.start") if start else None


@term("request", "end")
def request_end(brief: Brief) -> Said | None:
    end = _end(brief)
    return brief.say(brief.date(end), "request.start", "request.months") if end else None


def _end(brief: Brief) -> dt.date | None:
    """The last day asked for, whether or not a dose can be reckoned."""
    start, months = brief.facts.request.start, brief.facts.request.months
    return last_day(start, months) if start and months else None


@term("request", "dates")
def request_dates(brief: Brief) -> Said | None:
    """`December 7, 2026 through June 6, 2027 (6 months)`."""
    start, months = request_start(brief), request_months_figure(brief)
    span = request_span(brief)
    if start is None:
        return None
    if span is None or months is None:
        return brief.say(f"from {start.text}", "request.start")
    return brief.say(f"{span.text} ({months.text})", "request.start", "request.months")


@term("request", "site")
def request_site(brief: Brief) -> Said | None:
    site = brief.facts.request.site_of_care
    return brief.say(brief.label("site_of_care", site), "request.site_of_care") if site else None


@term("request", "urgency_reason")
def request_urgency_reason(brief: Brief) -> Said | None:
    return brief.say(brief.chart(brief.facts.request.urgency_reason), "request.urgency_reason")


@term("request", "rate")
def request_rate(brief: Brief) -> Said | None:
    return brief.say(brief.chart(brief.facts.request.rate), "request.rate")


@term("request", "premedication")
def request_premedication(brief: Brief) -> Said | None:
    return brief.say(brief.chart(brief.facts.request.premedication), "request.premedication")


@term("request", "taper")
def request_taper(brief: Brief) -> Said | None:
    return brief.say(brief.chart(brief.facts.request.taper), "request.taper")


@source("phases", "phase")
def phases(brief: Brief) -> list[int]:
    return list(range(len(brief.dose.phases))) if brief.dose else []


def _phase(brief: Brief, n: int) -> PhaseDose | None:
    return brief.dose.phases[n] if brief.dose else None


def _weight(brief: Brief, plan: DosePlan) -> str:
    """The dosing weight with what a pharmacist needs to repeat the sum."""
    weight = plan.weight
    when = f", {brief.date(plan.weight_date)}" if plan.weight_date else ""
    actual = as_measured(weight.actual_kg) if weight.actual_kg else None
    if weight.kg is None:
        return ""
    if weight.basis is WeightBasis.ACTUAL:
        return f"{as_measured(weight.kg)} kg (actual{when})"
    if weight.kept_at_actual:
        return f"{as_measured(weight.kg)} kg (actual{when}; below ideal weight, so not raised)"
    height = f"; height {trimmed(weight.height_cm)} cm" if weight.height_cm else ""
    ideal = (
        f"; ideal {kilograms(weight.ideal_kg)} kg" if weight.ideal_kg and weight.basis is WeightBasis.ADJUSTED else ""
    )
    return f"{kilograms(weight.kg)} kg ({weight.basis}; actual {actual} kg{when}{height}{ideal})"


def _sum(brief: Brief, n: int) -> str:
    plan = brief.dose
    phase = _phase(brief, n)
    if plan is None or phase is None:
        return ""
    line = f"{trimmed(phase.g_per_kg_per_day)} g/kg × {_weight(brief, plan)} = {phase.dose.said_computed}"
    if phase.dose.say_change:
        line += f", rounded to {trimmed(phase.grams)} g ({phase.dose.say_change})"
    return f"{line}: {phase.say_vials}" if phase.say_vials else line


def _dose_paths(brief: Brief, phase: PhaseDose) -> list[str]:
    weight = brief.dose.weight if brief.dose else None
    height = ["patient.height_cm"] if weight and weight.basis is not WeightBasis.ACTUAL else []
    basis = ["request.weight_basis"] if brief.facts.request.weight_basis else []
    return [phase.path, "patient.weight", *height, *basis]


@item_term("phase", "sum")
def phase_sum(brief: Brief, n: int) -> Said | None:
    """`0.4 g/kg × 68.0 kg (actual) = 27.2 g, rounded to 25 g (8% less): one 20 g and one 5 g vial`."""
    plan, phase = brief.dose, _phase(brief, n)
    return brief.say(_sum(brief, n), *_dose_paths(brief, phase), rules=plan.rules) if plan and phase else None


@source("doses", "phase")
def different_doses(brief: Brief) -> list[int]:
    """One phase for each different dose, so that a sum is shown once."""
    seen: dict[str, int] = {}
    for n in phases(brief):
        phase = _phase(brief, n)
        if phase:
            seen.setdefault(f"{phase.g_per_kg_per_day.normalize()}", n)
    return list(seen.values())


def _every(phase: PhaseDose) -> str:
    if phase.every_weeks is None:
        return f"daily for {counted_figure(phase.days, 'day')}" if phase.days > 1 else "once"
    weeks = "every week" if phase.every_weeks == 1 else f"every {trimmed(phase.every_weeks)} weeks"
    return weeks if phase.days == 1 else f"{counted_figure(phase.days, 'day')} {weeks}"


@item_term("phase", "schedule")
def phase_schedule(brief: Brief, n: int) -> Said | None:
    """`Loading: daily for 5 days`, `Maintenance: every 4 weeks`."""
    phase = _phase(brief, n)
    return brief.say(f"{brief.label('phase', phase.name)}: {_every(phase)}", phase.path) if phase else None


@item_term("phase", "every")
def phase_every(brief: Brief, n: int) -> Said | None:
    phase = _phase(brief, n)
    return brief.say(_every(phase), phase.path) if phase else None


@item_term("phase", "infusions")
def phase_infusions(brief: Brief, n: int) -> Said | None:
    phase = _phase(brief, n)
    return brief.say(str(phase.infusions), phase.path) if phase else None


@item_term("phase", "each")
def phase_each(brief: Brief, n: int) -> Said | None:
    phase = _phase(brief, n)
    return brief.say(f"{trimmed(phase.grams)} g", *_dose_paths(brief, phase)) if phase else None


@item_term("phase", "total")
def phase_total(brief: Brief, n: int) -> Said | None:
    phase = _phase(brief, n)
    return brief.say(f"{trimmed(phase.total_g)} g", phase.path) if phase else None


@item_term("phase", "units_each")
def phase_units_each(brief: Brief, n: int) -> Said | None:
    phase = _phase(brief, n)
    if phase is None or phase.units is None or brief.dose is None:
        return None
    return brief.say(f"{phase.units} units", phase.path, rules=[f"products:{brief.dose.product}"])


@item_term("phase", "units")
def phase_units(brief: Brief, n: int) -> Said | None:
    phase = _phase(brief, n)
    if phase is None or phase.total_units is None or brief.dose is None:
        return None
    return brief.say(str(phase.total_units), phase.path, rules=[f"products:{brief.dose.product}"])


@term("dose", "infusions")
def dose_infusions(brief: Brief) -> Said | None:
    return brief.say(str(brief.dose.infusions), "request.phases") if brief.dose else None


@term("dose", "grams")
def dose_grams(brief: Brief) -> Said | None:
    return brief.say(f"{trimmed(brief.dose.total_g)} g", "request.phases", "patient.weight") if brief.dose else None


@term("dose", "units")
def dose_units(brief: Brief) -> Said | None:
    plan = brief.dose
    if plan is None or plan.total_units is None:
        return None
    return brief.say(str(plan.total_units), "request.phases", rules=[f"products:{plan.product}"])


@term("dose", "unit_size")
def dose_unit_size(brief: Brief) -> Said | None:
    """`J1561 units (500 mg)`, a table's heading."""
    plan = brief.dose
    if plan is None or plan.code is None or plan.unit_mg is None:
        return None
    return brief.say(f"{plan.code} units ({plan.unit_mg} mg)", "request.product", rules=[f"products:{plan.product}"])


@term("dose", "in_words")
def dose_in_words(brief: Brief) -> Said | None:
    """`0.4 g/kg daily for 5 days, then 0.4 g/kg every 4 weeks`."""
    parts = []
    for n in phases(brief):
        phase = _phase(brief, n)
        if phase:
            parts.append(f"{trimmed(phase.g_per_kg_per_day)} g/kg {_every(phase)}")
    return brief.say(", then ".join(parts), *(f"request.phases[{n}]" for n in phases(brief)))


@term("dose", "grams_in_words")
def dose_grams_in_words(brief: Brief) -> Said | None:
    """`25 g × 5 days, then 25 g every 4 weeks`."""
    parts = []
    for n in phases(brief):
        phase = _phase(brief, n)
        if phase is None:
            continue
        grams = f"{trimmed(phase.grams)} g"
        parts.append(
            f"{grams} × {counted_figure(phase.days, 'day')}"
            if phase.every_weeks is None
            else f"{grams} {_every(phase)}"
        )
    return brief.say(", then ".join(parts), "request.phases", "patient.weight")


def _adjusted(brief: Brief, name: PhaseName) -> Said | None:
    """Grams per kg of adjusted weight for a dose of that phase, all of its days together."""
    plan = brief.dose
    weight = weight_on(brief.facts, brief.library, WeightBasis.ADJUSTED)
    if plan is None or weight is None or weight.kg is None:
        return None
    for phase in plan.phases:
        if phase.name is name:
            dose = phase.g_per_kg_per_dose(weight.kg)
            rules = ["administration:dosing_weight"]
            return brief.say(f"{dose:.2f} g/kg", phase.path, "patient.weight", "patient.height_cm", rules=rules)
    return None


@term("dose", "loading_adjusted")
def dose_loading_adjusted(brief: Brief) -> Said | None:
    return _adjusted(brief, PhaseName.LOADING) or _adjusted(brief, PhaseName.COURSE)


@term("dose", "maintenance_adjusted")
def dose_maintenance_adjusted(brief: Brief) -> Said | None:
    return _adjusted(brief, PhaseName.MAINTENANCE)


@term("dose", "adjusted_weight")
def dose_adjusted_weight(brief: Brief) -> Said | None:
    weight = weight_on(brief.facts, brief.library, WeightBasis.ADJUSTED)
    if weight is None or weight.kg is None:
        return None
    paths = ("patient.weight", "patient.height_cm", "patient.sex")
    return brief.say(f"{kilograms(weight.kg)} kg", *paths, rules=["administration:dosing_weight"])


def _measure(brief: Brief, measure: str) -> tuple[str, Said | None]:
    text = tidy(measure)
    if text.lower().startswith("edss"):
        now = edss_now(brief)
        return (f"{text} (now {now.text})" if now else text), now
    if "25-foot" in text.lower() or "t25fw" in text.lower():
        now = walk_now(brief)
        return (f"{text} (now {now.text} s)" if now else text), now
    return text, None


@term("review", "measures")
def review_measures(brief: Brief) -> Said | None:
    """The measures of response with the baselines on record, in one phrase with a capital."""
    measures = brief.facts.request.response_measures
    if not measures:
        return None
    parts = [_measure(brief, measure) for measure in measures]
    total = brief.say(capital(listed([text for text, _ in parts])), "request.response_measures")
    return total.resting_on(*(baseline for _, baseline in parts if baseline)) if total else None


@term("review", "measures_plain")
def review_measures_plain(brief: Brief) -> Said | None:
    """The same without baselines, as the record begins it."""
    measures = brief.facts.request.response_measures
    return brief.say(listed([tidy(measure) for measure in measures]), "request.response_measures")


@term("review", "date")
def review_date(brief: Brief) -> Said | None:
    day = brief.facts.request.review_date
    return brief.say(brief.date(day), "request.review_date") if day else None


@term("review", "stop_rule")
def review_stop_rule(brief: Brief) -> Said | None:
    return brief.say(brief.chart(brief.facts.request.stop_rule), "request.stop_rule")


@term("dose", "total_name")
def dose_total_name(brief: Brief) -> Said | None:
    """`Six months`: the name of the sum, where there are several phases to add up."""
    if len(phases(brief)) < 2:
        return None
    months = request_months(brief)
    return months.worded(capital(months.text)) if months else Said("In all")


@term("dose", "loading_days")
def dose_loading_days(brief: Brief) -> Said | None:
    """`5 days`: over how many days the loading course or single course is divided; only where over several."""
    for n in phases(brief):
        phase = _phase(brief, n)
        if phase and phase.name is not PhaseName.MAINTENANCE and phase.days > 1:
            return brief.say(counted_figure(phase.days, "day"), f"{phase.path}.days")
    return None


@term("dose", "loading_name")
def dose_loading_name(brief: Brief) -> Said | None:
    """`loading dose`, or `course` where that is all that is asked for."""
    for n in phases(brief):
        phase = _phase(brief, n)
        if phase and phase.name is not PhaseName.MAINTENANCE and phase.days > 1:
            return Said("loading dose" if phase.name is PhaseName.LOADING else "course")
    return None


@source("only_phase", "phase")
def only_phase(brief: Brief) -> list[int]:
    """The phase of a request that has just one."""
    found = phases(brief)
    return found if len(found) == 1 else []


@source("doses_of_several", "phase")
def doses_of_several(brief: Brief) -> list[int]:
    """One phase for each different dose, where the request has several phases."""
    return different_doses(brief) if len(phases(brief)) > 1 else []


@source("phases_of_several", "phase")
def phases_of_several(brief: Brief) -> list[int]:
    return phases(brief) if len(phases(brief)) > 1 else []


@item_term("phase", "infusions_said")
def phase_infusions_said(brief: Brief, n: int) -> Said | None:
    phase = _phase(brief, n)
    return brief.say(counted_figure(phase.infusions, "infusion"), phase.path) if phase else None


@term("dose", "infusions_said")
def dose_infusions_said(brief: Brief) -> Said | None:
    return brief.say(counted_figure(brief.dose.infusions, "infusion"), "request.phases") if brief.dose else None


@term("request", "span")
def request_span(brief: Brief) -> Said | None:
    """`December 7, 2026 through June 6, 2027`."""
    start, end = brief.facts.request.start, _end(brief)
    if start is None or end is None:
        return None
    first = brief.date(start)
    first = first.removesuffix(f", {start.year}") if start.year == end.year else first
    return brief.say(f"{first} through {brief.date(end)}", "request.start", "request.months")


@term("request", "site_lower")
def request_site_lower(brief: Brief) -> Said | None:
    return request_site(brief)


@term("purpose", "title")
def purpose_title(brief: Brief) -> Said | None:
    """What the letter is about, for its title: `IVIG for relapsing-remitting multiple sclerosis`."""
    indication = brief.context.indication
    words = brief.label("indication_title", indication or "none")
    rule = f"indications:{indication}" if indication else "products:ms_indication_note"
    return brief.say(words, *brief.assessment.choice.facts, rules=[rule])
