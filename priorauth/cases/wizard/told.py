"""An entry of a list in one line, as it stands closed on its page."""

from priorauth.cases.models import Override
from priorauth.cases.wizard import picks
from priorauth.core.dates import PartialDate
from priorauth.core.naming import in_words
from priorauth.core.typography import capital
from priorauth.patients.models import Disability, Imaging, Relapse, Therapy
from priorauth.reference.services import shipped_library

_OUTCOMES, _SITES = dict(picks.OUTCOMES), dict(picks.SITES)


def told_therapy(row: Therapy) -> tuple[str, str]:
    library = shipped_library()
    record = library.therapies.get(row.therapy) or library.therapy_history.get(row.therapy)
    name = capital(record.generic) if record else "A therapy without a name yet"
    return name, _joined(row.dose, _span(row.started, row.ended), _OUTCOMES.get(row.outcome, ""))


def told_relapse(row: Relapse) -> tuple[str, str]:
    name = f"Relapse of {row.date.short()}" if row.date else "A relapse without a date yet"
    return name, _joined(_SITES.get(row.site, ""), in_words(row.severity) if row.severity else "", row.symptoms)


def told_disability(row: Disability) -> tuple[str, str]:
    name = f"Visit of {row.date.short()}" if row.date else "A visit without a date yet"
    scores = (("EDSS", row.edss, ""), ("25-foot walk", row.t25fw_s, " s"), ("nine-hole peg", row.nine_hpt_s, " s"))
    return name, _joined(*(f"{what} {score}{unit}" for what, score, unit in scores if score is not None))


def told_imaging(row: Imaging) -> tuple[str, str]:
    name = f"MRI of {row.date.short()}" if row.date else "An MRI without a date yet"
    counts = [
        f"{count} {what}" for count, what in ((row.new_t2, "new T2"), (row.enhancing, "enhancing")) if count is not None
    ]
    return name, _joined(row.region, *counts, row.summary)


def told_override(row: Override) -> tuple[str, str]:
    name = dict(picks.overridable()).get(row.rule, "An override without a rule yet")
    return name, _joined(row.by, f"{row.date:%b %-d, %Y}" if row.date else "", row.reason)


def _span(started: PartialDate | None, ended: PartialDate | None) -> str:
    if started and ended:
        return f"{started.short()} to {ended.short()}"
    return f"since {started.short()}" if started else ""


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
