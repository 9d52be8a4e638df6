"""What the patient's own letter says, in plain words and the first person."""

from priorauth.core.brief import Brief
from priorauth.core.said import Said
from priorauth.core.terms.activity import certain_relapses, reports
from priorauth.core.terms.registry import term
from priorauth.core.terms.therapies import generic_name, therapies_first_year, therapies_used
from priorauth.core.typography import capital, counted, listed, number_word
from priorauth.core.vocabulary import Outcome, PlasmaExchangeStatus, ReproductiveStatus, SteroidStatus

_YEAR = 12


@term("plain", "therapies")
def plain_therapies(brief: Brief) -> Said | None:
    """`I have used three MS drugs since 2018. Glatiramer did not control my MS. …`"""
    used = [n for n in therapies_used(brief) if (brief.facts.therapies or ())[n].started]
    year = therapies_first_year(brief)
    if not used or year is None:
        return None
    sentences = [f"I have used {counted(len(used), 'MS drug')} since {year.text}."]
    for n in used:
        words, therapy = _ended(brief, n), (brief.facts.therapies or ())[n]
        if words:
            detail = brief.chart(therapy.detail)
            record = f" (my record: {detail})" if detail else ""
            sentences.append(f"{capital(generic_name(brief, therapy.therapy))} {words}{record}.")
    return brief.say(" ".join(sentences), *(f"therapies[{n}]" for n in used))


def _ended(brief: Brief, n: int) -> str | None:
    therapy = (brief.facts.therapies or ())[n]
    labels = brief.library.words.labels
    ended_early = therapy.outcome in (Outcome.INTOLERANT, Outcome.COMPLETED)
    if ended_early and therapy.reason and therapy.reason in labels["plain_reason"]:
        return labels["plain_reason"][therapy.reason]
    return labels["plain_outcome"].get(therapy.outcome) if therapy.outcome else None


@term("plain", "attacks")
def plain_attacks(brief: Brief) -> Said | None:
    """`two attacks`, in the last year."""
    found = certain_relapses(brief, _YEAR)
    return brief.say(counted(len(found), "attack"), *(f"relapses[{n}]" for n in found)) if found else None


@term("plain", "recovered")
def plain_recovered(brief: Brief) -> Said | None:
    """`I have recovered only in part from each.`: where every attack of the year has the same recovery on record."""
    found = certain_relapses(brief, _YEAR)
    recoveries = {(brief.facts.relapses or ())[n].recovery for n in found}
    if len(recoveries) != 1 or None in recoveries:
        return None
    key = "plain_recovered_one" if len(found) == 1 else "plain_recovered_each"
    words = brief.library.words.labels[key].get(recoveries.pop() or "")
    return brief.say(words, *(f"relapses[{n}].recovery" for n in found))


@term("plain", "steroids")
def plain_steroids(brief: Brief) -> Said | None:
    status = brief.facts.steroids.status if brief.facts.steroids else None
    if status in (None, SteroidStatus.EFFECTIVE, SteroidStatus.NOT_TRIED):
        return None
    return brief.say(brief.label("plain_steroids", status), "steroids.status")


@term("plain", "exchange")
def plain_exchange(brief: Brief) -> Said | None:
    status = brief.facts.plasma_exchange.status if brief.facts.plasma_exchange else None
    if status in (None, PlasmaExchangeStatus.EFFECTIVE, PlasmaExchangeStatus.NOT_TRIED):
        return None
    return brief.say(brief.label("plain_exchange", status), "plasma_exchange.status")


@term("plain", "pregnancy")
def plain_pregnancy(brief: Brief) -> Said | None:
    state = brief.facts.reproductive
    if state is None:
        return None
    if state.status is ReproductiveStatus.PREGNANT and state.due_date:
        return brief.say(f"I am pregnant, and my baby is due on {brief.date(state.due_date)}.", "reproductive")
    if state.status is ReproductiveStatus.POSTPARTUM and state.delivery_date:
        return brief.say(f"I gave birth on {brief.date(state.delivery_date)}.", "reproductive")
    return None


@term("plain", "mri")
def plain_mri(brief: Brief) -> Said | None:
    """`My MRI on September 3, 2026 showed four new spots, and two spots were active.`"""
    found = reports(brief)
    if not found:
        return None
    report = (brief.facts.imaging or ())[found[0]]
    parts = []
    if report.new_t2:
        parts.append(f"{number_word(report.new_t2)} new {'spot' if report.new_t2 == 1 else 'spots'}")
    if report.enhancing:
        verb = "spot that was" if report.enhancing == 1 else "spots that were"
        parts.append(f"{number_word(report.enhancing)} {verb} active")
    if not parts:
        return None
    return brief.say(f"My MRI {brief.on(report.date)} showed {listed(parts)}.", f"imaging[{found[0]}]")
