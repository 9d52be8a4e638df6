"""One-sentence answers that several denial reasons share."""

from priorauth.core.brief import Brief
from priorauth.core.said import Said, joined
from priorauth.core.terms.activity import edss_rise, mri_latest, mri_latest_date, relapses_in_12_months
from priorauth.core.terms.registry import term
from priorauth.core.vocabulary import Course


@term("summary", "activity")
def summary_activity(brief: Brief) -> Said | None:
    """`Activity: two relapses in 12 months; EDSS rose from …; 4 new T2 and 2 enhancing lesions (Sep 3, 2026).`

    A first event is no relapse.
    """
    parts: list[Said] = []
    is_first = brief.facts.diagnosis.course is Course.CIS
    relapses, rise, lesions, when = (
        None if is_first else relapses_in_12_months(brief), edss_rise(brief), mri_latest(brief), mri_latest_date(brief),
    )  # fmt: skip
    for found, words in ((relapses, "{} in the last year"), (rise, "EDSS rose from {}")):
        if found:
            parts.append(found.worded(words.format(found.text)))
    if lesions and when:
        parts.append(joined((lesions, when)).worded(f"{lesions.text} ({when.text})"))
    activity = joined(parts)
    return activity.worded(f"Activity: {activity.text}.") if parts else None
