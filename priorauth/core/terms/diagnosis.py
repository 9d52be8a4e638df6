"""The diagnosis in words."""

from priorauth.core.brief import Brief
from priorauth.core.said import Said
from priorauth.core.terms.registry import term
from priorauth.core.typography import capital


@term("diagnosis", "short")
def diagnosis_short(brief: Brief) -> Said | None:
    """`relapsing-remitting MS`."""
    course = brief.facts.diagnosis.course
    return brief.say(brief.label("course_short", course), "diagnosis.course") if course else None


@term("diagnosis", "since")
def diagnosis_since(brief: Brief) -> Said | None:
    onset = brief.facts.diagnosis.onset
    return brief.say(brief.date(onset), "diagnosis.onset") if onset else None


@term("diagnosis", "record")
def diagnosis_record(brief: Brief) -> Said | None:
    """`McDonald 2017 criteria, diagnosed Nov 6, 2018; AQP4-IgG and MOG-IgG negative Oct 30, 2018`."""
    diagnosis = brief.facts.diagnosis
    parts, paths = [], []
    if diagnosis.criteria:
        parts.append(f"{brief.chart(diagnosis.criteria)} criteria")
        paths.append("diagnosis.criteria")
    if diagnosis.diagnosed:
        parts.append(f"{'diagnosed' if parts else 'Diagnosed'} {brief.date(diagnosis.diagnosed)}")
        paths.append("diagnosis.diagnosed")
    text = ", ".join(parts)
    mimics = brief.chart(diagnosis.mimics_excluded)
    if mimics:
        text = "; ".join(filter(None, (text, mimics)))
        paths.append("diagnosis.mimics_excluded")
    return brief.say(text, *paths)


@term("diagnosis", "Short")
def diagnosis_short_capital(brief: Brief) -> Said | None:
    short = diagnosis_short(brief)
    return short.worded(capital(short.text)) if short else None
