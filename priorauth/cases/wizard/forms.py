"""The wizard's forms: one for each section of the chart and the case, its fields in the columns of the page's grid.

A form holds what one row holds, by the names of its columns. Empty is always allowed: a case is typed over days.
"""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms

from priorauth.cases.wizard import picks, windows
from priorauth.cases.wizard.sectionform import SectionForm
from priorauth.formfields import (
    DayField,
    LinesField,
    NumberField,
    PickField,
    PicksField,
    WeightField,
    WhenField,
    WholeField,
    YesNoField,
    text,
)


def _of(part: str, *names: str) -> dict[str, str]:
    """The fact of each field that has the name of one."""
    return {name: f"{part}.{name}" for name in names}


class PatientForm(SectionForm):
    facts: ClassVar = {"birth_date": "patient.birth_date"}
    grid: ClassVar = {
        "given": 4, "family": 4, "birth_date": 4, "sex": 4, "pronouns": 4, "mrn": 4, "contact": 12, "statement": 12,
    }  # fmt: skip
    folds: ClassVar = {"For the patient’s own appeal letter": ("contact", "statement")}

    given = text("Given name", most=200)
    family = text("Family name", most=200)
    birth_date = DayField(label="Birth date")
    sex = PickField(lambda: picks.SEXES, label="Sex")
    pronouns = PickField(lambda: picks.PRONOUNS, label="Pronouns", empty="By sex")
    mrn = text("Record number (MRN)", most=60)
    contact = text("Address and phone", rows=2)
    statement = text("The patient’s own words", rows=3, help_text="What MS does to daily life, as the patient says it.")


_DOCUMENT = "What the plan document says"
_APPEALS = "appeals_"
_APPEALS_KEYS = ("to", "address", "fax", "phone")


class CoverageForm(SectionForm):
    grid: ClassVar = {
        "payer": 5, "plan_name": 7, "plan_type": 7, "state": 5, "policy": 12, "member_id": 6, "group_number": 6,
        "internal_levels": 6, "grandfathered": 6, "experimental": 12, "medically_necessary": 12,
        "appeals_to": 6, "appeals_address": 6, "appeals_fax": 6, "appeals_phone": 6,
        "secondary_payer": 6, "secondary_plan_type": 6,
    }  # fmt: skip
    folds: ClassVar = {
        _DOCUMENT: ("internal_levels", "grandfathered", "experimental", "medically_necessary"),
        "Where appeals go": ("appeals_to", "appeals_address", "appeals_fax", "appeals_phone"),
        "Secondary plan": ("secondary_payer", "secondary_plan_type"),
    }

    payer = text("Plan or insurer", most=200)
    plan_name = text("Name of the plan", most=200)
    plan_type = PickField(picks.plan_types, label="Kind of plan", help_text="It decides the deadlines and the rights.")
    state = PickField(picks.states, label="State", empty="–")
    policy = PickField(picks.policies, label="Policy on immune globulin", empty="Not known, or not in the list")
    member_id = text("Member ID", most=60)
    group_number = text("Group number", most=60)
    internal_levels = WholeField(label="Internal levels of appeal", help_text="1 or 2, as the plan document says.")
    grandfathered = YesNoField(label="Grandfathered plan")
    experimental = text("The plan’s definition of experimental", rows=2, help_text="Word for word.")
    medically_necessary = text("The plan’s definition of medically necessary", rows=2, help_text="Word for word.")
    appeals_to = text("Appeals department", most=200)
    appeals_address = LinesField(label="Its address", rows=3)
    appeals_fax = text("Its fax", most=40)
    appeals_phone = text("Its phone", most=40)
    secondary_payer = text("Secondary plan or insurer", most=200)
    secondary_plan_type = PickField(picks.plan_types, label="Its kind")

    def adapt(self) -> None:
        """Adds a field for the days to file at each level of this kind of plan."""
        recorded = self.initial.get("windows") or {}
        plan_type = self["plan_type"].value()
        for level in windows.levels(plan_type, {*recorded, *windows.typed(self.data, self.prefix)}):
            self.fields[windows.PREFIX + level] = windows.field(level)
            self.initial[windows.PREFIX + level] = recorded.get(level)
        super().adapt()

    def folded(self) -> dict[str, tuple[str, ...]]:
        days = (name for name in self.fields if name.startswith(windows.PREFIX))
        return {**self.folds, _DOCUMENT: (*self.folds[_DOCUMENT], *days)}

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for level in windows.levels("", windows.of(values)):
            if values.get(windows.PREFIX + level) and level not in windows.levels(values.get("plan_type"), ()):
                self.add_error(windows.PREFIX + level, "This kind of plan has no such level. Take the days out.")
        return values

    @classmethod
    def on_row(cls, row: Any) -> dict[str, Any]:
        if row is None:
            return {}
        appeals = row.appeals or {}
        columns = {name: getattr(row, name) for name in cls.base_fields if not name.startswith(_APPEALS)}
        return columns | {"windows": row.windows} | {f"{_APPEALS}{key}": appeals.get(key) for key in _APPEALS_KEYS}

    def columns(self, names: Iterable[str]) -> dict[str, Any]:
        asked, merged = set(names), self.merged
        appeals = {key: value for key in _APPEALS_KEYS if (value := merged[f"{_APPEALS}{key}"])}
        together = {
            "appeals": (appeals or None, any(name.startswith(_APPEALS) for name in asked)),
            "windows": (windows.of(merged) or None, any(name.startswith(windows.PREFIX) for name in asked)),
        }
        kept = {name: merged[name] for name in asked if not name.startswith((_APPEALS, windows.PREFIX))}
        return kept | {column: value for column, (value, is_asked) in together.items() if is_asked}


class HouseholdForm(SectionForm):
    """For assistance programs only; never in a letter to a plan."""

    facts: ClassVar = _of("household", "size", "income_usd")
    grid: ClassVar = {"size": 3, "income_usd": 3, "state": 3, "us_resident": 3}

    size = WholeField(label="People")
    income_usd = WholeField(label="Income a year ($)")
    state = PickField(picks.states, label="State", empty="–")
    us_resident = YesNoField(label="Lives in the US")


class DiagnosisForm(SectionForm):
    facts: ClassVar = _of("diagnosis", "onset", "diagnosed")
    grid: ClassVar = {
        "course": 6, "icd10": 6, "onset": 3, "diagnosed": 3, "icd10_also": 6, "criteria": 12, "mimics_excluded": 12,
    }  # fmt: skip

    course = PickField(picks.courses, label="Course of MS")
    icd10 = PickField(picks.codes, label="ICD-10-CM code", help_text="It must fit the course on the day of service.")
    onset = WhenField(label="First symptoms", help_text="Month and year is enough.")
    diagnosed = WhenField(label="Diagnosed")
    icd10_also = LinesField(label="Further codes", rows=1, help_text="In billing order, one on a line.")
    criteria = text("Criteria met", help_text="As in: McDonald 2017, two or more lesions with dissemination in time.")
    mimics_excluded = text("Mimics excluded", rows=2, help_text="What was tested, and how it came out.")


class TherapyForm(SectionForm):
    facts: ClassVar = _of("therapies", "started", "ended")
    grid: ClassVar = {
        "therapy": 5, "dose": 7, "started": 3, "ended": 3, "outcome": 6, "reason": 6, "adherence": 6, "detail": 12,
    }  # fmt: skip

    therapy = PickField(picks.therapies, label="Therapy")
    dose = text("Dose and how often", most=200)
    started = WhenField(label="Started", help_text="Month and year is enough.")
    ended = WhenField(label="Stopped", help_text="Empty while it goes on.")
    outcome = PickField(lambda: picks.OUTCOMES, label="How it went")
    reason = PickField(picks.stop_reasons, label="Why it stopped")
    adherence = text("Taken as prescribed?", most=200)
    detail = text("What happened", rows=2, help_text="As the chart has it; the letter prints it.")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        started, ended = values.get("started"), values.get("ended")
        if started and ended and ended.last < started.first:
            self.add_error(
                "ended",
                f"This is before the start date, {self['started'].value()}. Enter a later date, or change the start.",
            )
        return values


class RelapseForm(SectionForm):
    facts: ClassVar = _of("relapses", "date")
    grid: ClassVar = {
        "date": 3, "site": 5, "severity": 4, "symptoms": 12, "treatment": 12, "recovery": 5, "on_therapy": 7,
    }  # fmt: skip

    date = WhenField(label="Began")
    site = PickField(lambda: picks.SITES, label="Site")
    severity = PickField(lambda: picks.SEVERITIES, label="Severity")
    symptoms = text("Symptoms", rows=2)
    treatment = PicksField(picks.relapse_treatments, label="Treated with", none="Nothing: it was left untreated")
    recovery = PickField(lambda: picks.RECOVERIES, label="Recovery")
    on_therapy = PickField(picks.therapies, label="While taking", empty="None, or not documented")


class DisabilityForm(SectionForm):
    facts: ClassVar = _of("disability", "date", "edss", "t25fw_s", "nine_hpt_s")
    grid: ClassVar = {"date": 3, "edss": 3, "t25fw_s": 3, "nine_hpt_s": 3}

    date = WhenField(label="Visit")
    edss = NumberField(label="EDSS", help_text="0 to 10 in steps of 0.5.")
    t25fw_s = NumberField(label="25-foot walk (s)")
    nine_hpt_s = NumberField(label="Nine-hole peg (s)")


class ImagingForm(SectionForm):
    facts: ClassVar = _of("imaging", "date", "new_t2", "enhancing")
    grid: ClassVar = {"date": 3, "region": 5, "new_t2": 2, "enhancing": 2, "summary": 12}

    date = WhenField(label="MRI of")
    region = text("Region", most=100)
    new_t2 = WholeField(label="New T2")
    enhancing = WholeField(label="Enhancing")
    summary = text("Impression", rows=2, help_text="In the report’s words.")


class ReproductiveForm(SectionForm):
    facts: ClassVar = _of("reproductive", "due_date", "delivery_date")
    grid: ClassVar = {"status": 6, "breastfeeding": 6, "due_date": 6, "delivery_date": 6}

    status = PickField(lambda: picks.REPRODUCTIVE, label="Pregnancy", empty="Not documented")
    breastfeeding = YesNoField(label="Breastfeeding")
    due_date = DayField(label="Due")
    delivery_date = DayField(label="Delivered")


class SteroidsForm(SectionForm):
    facts: ClassVar = _of("steroids", "date")
    grid: ClassVar = {"status": 6, "date": 6, "reasons": 12, "detail": 12}

    status = PickField(lambda: picks.STEROIDS, label="Corticosteroids", empty="Not documented")
    date = WhenField(label="Last given")
    reasons = PicksField(picks.steroid_reasons, label="Why they are out")
    detail = text("What happened", rows=2)


class PlasmaExchangeForm(SectionForm):
    facts: ClassVar = _of("plasma_exchange", "date")
    grid: ClassVar = {"status": 6, "date": 6, "detail": 12}

    status = PickField(lambda: picks.EXCHANGE, label="Plasma exchange", empty="Not documented")
    date = WhenField(label="Given")
    detail = text("What happened", rows=2)


class SafetyForm(SectionForm):
    """One screening question. Without an answer it was not asked."""

    facts: ClassVar = _of("safety", "value", "date")
    grid: ClassVar = {"answer": 12, "value": 3, "unit": 3, "date": 3, "detail": 12}

    answer = forms.ChoiceField(
        required=False,
        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
        widget=forms.RadioSelect,
    )
    value = NumberField(label="Value")
    unit = text("Unit", most=40)
    date = WhenField(label="Date")
    detail = text("Detail", most=400)

    def unit_of(self, name: str) -> str:
        return self.value_now("unit") or "" if name == "value" else ""

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not values.get("answer") and any(values.get(name) for name in ("value", "unit", "date", "detail")):
            self.add_error("answer", "There is a detail and no answer. Answer yes, no or not known.")
        return values


class PriorIvigForm(SectionForm):
    facts: ClassVar = _of("prior_ivig", "started")
    grid: ClassVar = {"product": 6, "started": 6, "regimen": 12}

    product = PickField(picks.products, label="Product given")
    started = WhenField(label="First infusion")
    regimen = text("Dose and how often", help_text="As in: 0.4 g/kg for 5 days, then 0.4 g/kg every 4 weeks.")


class IvigResponseForm(SectionForm):
    """Counts are over equal times before and after the first infusion."""

    facts: ClassVar = _of(
        "prior_ivig.response", "edss_before", "edss_after", "relapses_12m_before", "relapses_12m_after",
        "steroid_courses_12m_before", "steroid_courses_12m_after",
    )  # fmt: skip
    grid: ClassVar = {
        "text": 12, "edss_before": 3, "edss_after": 3, "relapses_12m_before": 3, "relapses_12m_after": 3,
        "steroid_courses_12m_before": 3, "steroid_courses_12m_after": 3,
    }  # fmt: skip

    text = text("Response", rows=2, help_text="As the chart has it.")
    edss_before = NumberField(label="EDSS before")
    edss_after = NumberField(label="EDSS since")
    relapses_12m_before = WholeField(label="Relapses before")
    relapses_12m_after = WholeField(label="Relapses since")
    steroid_courses_12m_before = WholeField(label="Steroid courses before")
    steroid_courses_12m_after = WholeField(label="Steroid courses since")


class IvigAuthorizationForm(SectionForm):
    grid: ClassVar = {"number": 6, "icd10": 6, "begins": 4, "ends": 4, "units": 4}

    number = text("Authorization number", most=60)
    icd10 = text("ICD-10-CM code that it was given for", most=10)
    begins = DayField(label="From")
    ends = DayField(label="To")
    units = WholeField(label="Units")


class InfusionForm(SectionForm):
    facts: ClassVar = _of("prior_ivig.infusions", "date", "grams")
    grid: ClassVar = {"date": 3, "grams": 2, "rate": 3, "reaction": 4}

    date = DayField(label="Infused on")
    grams = NumberField(label="Grams")
    rate = text("Rate", most=200)
    reaction = text("Reaction", most=400)


class OverrideForm(SectionForm):
    """A stop that the prescriber overrides; who wrote it, and when, is taken from the sign-in."""

    grid: ClassVar = {"rule": 12, "reason": 12}

    rule = PickField(picks.overridable, label="What is overridden")
    reason = text("Reason", rows=3, help_text="The letter prints it as you write it here.")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for name, complaint in (
            ("rule", "There is a reason and no rule. Choose what is overridden."),
            ("reason", "An override needs its reason in writing. Write it, or remove the override."),
        ):
            if any(values.values()) and name not in self.errors and not values.get(name):
                self.add_error(name, complaint)
        return values


class WeightForm(SectionForm):
    facts: ClassVar = {
        "weight_kg": "patient.weight.kg", "weight_date": "patient.weight.date", "height_cm": "patient.height_cm",
    }  # fmt: skip
    grid: ClassVar = {"weight_kg": 4, "weight_date": 4, "height_cm": 4}

    weight_kg = WeightField(label="Weight (kg)", help_text="Pounds too: write 150 lb.")
    weight_date = DayField(label="Weighed on")
    height_cm = NumberField(label="Height (cm)")


class SignerForm(SectionForm):
    """Who signs and who files; what a letter prints of the signer and a membership does not hold."""

    grid: ClassVar = {"prescriber": 6, "filed_by": 6, "specialty": 6, "phone": 6}

    prescriber = PickField(list, label="Prescriber, who signs")
    filed_by = PickField(lambda: picks.FILERS, label="Filed by", empty="Not documented (taken as: prescriber)")
    specialty = text("Specialty", most=100, help_text="Plans ask whether a neurologist prescribes.")
    phone = text("Prescriber’s phone", most=40)


class RequestForm(SectionForm):
    facts: ClassVar = _of("request", "months")
    grid: ClassVar = {
        "indication": 12, "product": 4, "weight_basis": 3, "rounding": 5, "start": 4, "months": 2, "review_date": 6,
        "site_of_care": 6, "urgency": 6, "urgency_reason": 12, "response_measures": 6, "stop_rule": 6, "rate": 6,
        "premedication": 6, "taper": 12,
    }  # fmt: skip

    indication = PickField(picks.indications, label="Indication", empty="The first that the facts support")
    product = PickField(picks.products, label="Product")
    weight_basis = PickField(lambda: picks.BASES, label="Dosed on")
    rounding = PickField(lambda: picks.ROUNDINGS, label="Rounded to", empty="Not documented (taken as: nearest 5 g)")
    start = DayField(label="First day")
    months = WholeField(label="Months")
    review_date = DayField(label="Response measured again by")
    site_of_care = PickField(lambda: picks.PLACES, label="Where")
    urgency = PickField(lambda: picks.URGENCIES, label="How soon")
    urgency_reason = text("Why it cannot wait", rows=2, help_text="What waiting would do to life, health or function.")
    response_measures = LinesField(label="How you will know that it works", help_text="One measure on a line.")
    stop_rule = text("When it is stopped", rows=3)
    rate = text("Rate", most=200)
    premedication = text("Premedication", most=200)
    taper = text("How it is tapered", rows=2)


class AnswerForm(SectionForm):
    """The prescriber's answer to one question of a reviewer."""

    grid: ClassVar = {"text": 12}

    text = text("Answer", rows=2)


class PhaseForm(SectionForm):
    facts: ClassVar = _of("request.phases", "days")
    grid: ClassVar = {"name": 4, "g_per_kg_per_day": 2, "days": 2, "every_weeks": 2, "doses": 2}

    name = PickField(lambda: picks.PHASES, label="Phase")
    g_per_kg_per_day = NumberField(label="g/kg a day")
    days = WholeField(label="Days in a row")
    every_weeks = NumberField(label="Every (weeks)")
    doses = WholeField(label="Times")
