"""Whether the dose asked for is one that was tested or recommended: regimens of the indication, arms of its trials."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from priorauth.core.context import Context
from priorauth.core.dosing.phase import PhaseDose
from priorauth.core.facts import CaseFacts
from priorauth.core.library import Library
from priorauth.core.records.base import Span
from priorauth.core.records.dosing import Arm, Phase, Regimen, Treatment
from priorauth.core.records.indication import Indication
from priorauth.core.records.publication import Publication
from priorauth.core.vocabulary import WeightBasis


@dataclass(frozen=True)
class Tested:
    """One schedule that the letter may point to. `ground` is `regimens:<id>` or `<record>#arm/<id>`.

    `weight_basis` None: the source does not say on which weight its dose is reckoned. `is_repeated`: a regimen of the
    indication stands for the same source.
    """

    ground: str
    label: str
    short: str
    phases: tuple[Phase, ...]
    weight_basis: WeightBasis | None
    is_repeated: bool = False


@dataclass(frozen=True)
class DoseMatch:
    """A phase of the request that lies within a tested schedule. `phase` is the tested phase."""

    path: str
    tested: Tested
    phase: Phase

    @property
    def is_range(self) -> bool:
        """Whether the source gives a range of doses, which rounding could leave, and not one dose."""
        dose = self.phase.g_per_kg_per_dose or self.phase.g_per_kg_per_day
        return dose is not None and dose.exact is None


def tested_schedules(indication: Indication, library: Library, findings: Iterable[str]) -> tuple[Tested, ...]:
    """The regimens of the indication, then the immune globulin arms of every publication that the findings are from."""
    records = dict.fromkeys(finding.split("/")[0] for finding in findings)
    return _tested(indication.regimens, tuple(records), library)


@lru_cache(maxsize=256)
def _tested(names: tuple[str, ...], records: tuple[str, ...], library: Library) -> tuple[Tested, ...]:
    regimens = [library.regimens[name] for name in names]
    covered = {record for regimen in regimens for record in regimen.publications}
    arms = [
        tested for record in records for tested in _arms(library.publications[record], is_covered=record in covered)
    ]
    return (*(tested for regimen in regimens for tested in _of_regimen(regimen)), *arms)


def findings_for(indication: Indication, facts: CaseFacts, context: Context) -> tuple[str, ...]:
    """What a letter for the indication may cite or must disclose; conditional findings unless they do not apply."""
    findings = [*indication.may_cite, *indication.must_disclose]
    for conditional in (*indication.may_cite_if, *indication.must_disclose_if):
        if not conditional.when.evaluate(facts, context).is_not_met:
            findings += conditional.findings
    return tuple(findings)


def matches(phase: PhaseDose, schedules: Iterable[Tested]) -> tuple[DoseMatch, ...]:
    """Where the phase lies, as prescribed per kilogram, before rounding and whatever the weight's basis."""
    return tuple(
        DoseMatch(path=phase.path, tested=tested, phase=known)
        for tested in schedules
        for known in tested.phases
        if lies_within(phase, known)
    )


def lies_within(phase: PhaseDose, known: Phase) -> bool:
    """Whether dose, days and interval of the phase all lie within those of the tested one, ends counted."""
    return _interval_fits(phase, known) and _days_fit(phase, known) and _dose_fits(phase, known)


def g_per_kg_range(known: Phase) -> Span | None:
    """Grams per kilogram of one whole dose as the source gives it; None where it gives grams or nothing."""
    return known.g_per_kg_per_dose or (known.g_per_kg_per_day if _is_single_day(known) else None)


def _of_regimen(regimen: Regimen) -> Iterator[Tested]:
    schedules = (regimen.phases,) if regimen.phases else tuple(variant.phases for variant in regimen.variants)
    for phases in schedules:
        yield Tested(
            ground=f"regimens:{regimen.id}",
            label=regimen.label,
            short=regimen.label.split(":")[0],
            phases=phases,
            weight_basis=regimen.weight_basis,
        )


def _arms(publication: Publication, *, is_covered: bool) -> Iterator[Tested]:
    citation = publication.citation
    lead = citation.authors[0].rsplit(" ", 1)[0] if citation.authors else citation.group
    for arm in publication.arms:
        if _was_given_ivig(arm):
            yield Tested(
                ground=f"{publication.id}#arm/{arm.id}",
                label=f"{lead} {citation.year}: {arm.name}",
                short=f"{lead} {citation.year}, {arm.name}",
                phases=arm.phases,
                weight_basis=arm.weight_basis,
                is_repeated=is_covered,
            )


def _was_given_ivig(arm: Arm) -> bool:
    return arm.treatment is Treatment.IVIG and bool(arm.phases)


def _interval_fits(phase: PhaseDose, known: Phase) -> bool:
    days = known.days_between_doses
    if phase.every_weeks is None or days is None:
        return phase.every_weeks is None and not _repeats(known)
    most = known.doses or len(known.at_weeks) or None
    return days.holds(phase.every_weeks * 7) and (most is None or phase.doses <= most)


def _repeats(known: Phase) -> bool:
    return known.every is not None or bool(known.at_weeks) or (known.doses or 1) > 1 or len(known.on_days) > 1


def _days_fit(phase: PhaseDose, known: Phase) -> bool:
    if known.days is not None:
        return known.days.holds(Decimal(phase.days))
    if known.g_per_kg_by_day:
        return phase.days == len(known.g_per_kg_by_day)
    return known.g_per_kg_total is not None or known.grams_total is not None or phase.days == 1


def _dose_fits(phase: PhaseDose, known: Phase) -> bool:
    per_day = phase.g_per_kg_per_day
    if known.g_per_kg_per_day_max is not None and per_day > known.g_per_kg_per_day_max:
        return False
    if known.g_per_kg_by_day:
        return set(known.g_per_kg_by_day) == {per_day}
    if known.g_per_kg_per_day is not None:
        return known.g_per_kg_per_day.holds(per_day)
    if known.g_per_kg_total is not None:
        return known.g_per_kg_total.holds(per_day * phase.days)
    if known.grams_per_day is not None:
        return known.grams_per_day.holds(phase.grams)
    return known.grams_total is not None and known.grams_total.holds(phase.grams * phase.days)


def _is_single_day(known: Phase) -> bool:
    return known.days is None or known.days.exact == 1
