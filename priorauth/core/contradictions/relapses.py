"""Relapses against therapies, onset, and what is said of steroids and plasma exchange."""

import datetime as dt
from collections.abc import Iterator

from priorauth.core.contradictions.saying import contradiction, span_said, when
from priorauth.core.facts import CaseFacts, Relapse, Therapy
from priorauth.core.letter import CheckItem
from priorauth.core.library import Library
from priorauth.core.naming import drug, treatment_said
from priorauth.core.timeline import At, is_before, numbered
from priorauth.core.typography import capital, listed
from priorauth.core.vocabulary import PlasmaExchangeStatus, Recovery, SteroidStatus

_PLASMA_EXCHANGE = "plasma_exchange"


def relapse_contradictions(facts: CaseFacts, library: Library) -> Iterator[CheckItem]:
    """Relapses that do not agree with the therapies, or with what is said of steroids and plasma exchange."""
    relapses = numbered("relapses", facts.relapses or ())
    for entry in relapses:
        yield from _on_therapy(entry, facts, library)
    treated = [entry for entry in relapses if is_steroid_treated(entry.item, library)]
    yield from _steroids(treated, facts, library)
    yield from _steroid_reasons(facts, library)
    yield from _plasma_exchange(relapses, facts)


def is_steroid_treated(relapse: Relapse, library: Library) -> bool:
    """Whether a corticosteroid is among the treatments on record."""
    records = (library.relapse_treatments.get(treatment) for treatment in relapse.treatment or ())
    return any(record is not None and record.treatment_class == "corticosteroid" for record in records)


def _on_therapy(entry: At[Relapse], facts: CaseFacts, library: Library) -> Iterator[CheckItem]:
    name = entry.item.on_therapy
    if name is None or facts.therapies is None:
        return
    named = [each for each in numbered("therapies", facts.therapies) if each.item.therapy == name]
    path, said = (
        f"{entry.path}.on_therapy",
        f"the relapse of {entry.item.date.long()} is recorded on {drug(library, name)}",
    )
    if not named:
        yield contradiction(f"on_therapy.{entry.path}", f"{said}, which the history of therapies does not hold.", path)
    elif all(_not_taken_at(entry.item, each.item, facts.as_of) for each in named):
        spans = listed([span_said(each.item) for each in named])
        text = f"{said}, which was taken {spans}."
        if all(each.item.started is None and each.item.ended is None for each in named):
            text = f"{said}, which was never begun."
        places = [f"{each.path}.{end}" for each in named for end in ("started", "ended") if getattr(each.item, end)]
        yield contradiction(f"on_therapy.{entry.path}", text, path, f"{entry.path}.date", *places)


def _not_taken_at(relapse: Relapse, therapy: Therapy, as_of: dt.date) -> bool:
    if therapy.started is None and therapy.ended is None:
        return therapy.outcome == "contraindicated"
    too_early = therapy.started is not None and is_before(relapse.date, therapy.started, as_of)
    too_late = therapy.ended is not None and is_before(therapy.ended, relapse.date, as_of)
    return too_early or too_late


def _steroids(treated: list[At[Relapse]], facts: CaseFacts, library: Library) -> Iterator[CheckItem]:
    steroids = facts.steroids
    if steroids is None or not treated:
        return
    if steroids.status is SteroidStatus.NOT_TRIED:
        first = treated[0]
        text = (
            f"steroids are recorded as not tried, and the relapse of {first.item.date.long()} as treated with "
            f"{treatment_said(library, first.item.treatment or ())}."
        )
        yield contradiction("steroids_not_tried", text, "steroids.status", f"{first.path}.treatment")
    if steroids.status is SteroidStatus.CONTRAINDICATED and steroids.date:
        later = [entry for entry in treated if is_before(steroids.date, entry.item.date, facts.as_of)]
        for entry in later[:1]:
            text = (
                f"steroids are recorded as contraindicated since {steroids.date.long()}, and the relapse of "
                f"{entry.item.date.long()} as treated with {treatment_said(library, entry.item.treatment or ())}."
            )
            yield contradiction("steroids_after", text, "steroids.date", f"{entry.path}.treatment")
    if steroids.status is SteroidStatus.NO_RESPONSE and all(
        entry.item.recovery is Recovery.COMPLETE for entry in treated
    ):
        dates = listed([entry.item.date.long() for entry in treated])
        text = f"steroids are recorded as without response, and recovery as complete in the relapses treated: {dates}."
        yield contradiction("steroid_response", text, "steroids.status", *(f"{each.path}.recovery" for each in treated))


def _steroid_reasons(facts: CaseFacts, library: Library) -> Iterator[CheckItem]:
    steroids = facts.steroids
    if steroids is None or not steroids.reasons:
        return
    records = [
        library.steroid_contraindications[key] for key in steroids.reasons if key in library.steroid_contraindications
    ]
    said = listed([f"“{record.label}”" for record in records])
    failures = bool(records) and all(record.level == "failure" for record in records)
    if steroids.status in (SteroidStatus.EFFECTIVE, SteroidStatus.NOT_TRIED):
        if failures or steroids.status is SteroidStatus.EFFECTIVE:
            text = (
                f"steroids are recorded as {steroids.status.replace('_', ' ')}, and a reason against them too: {said}."
            )
            yield contradiction("steroid_reasons", text, "steroids.status", "steroids.reasons")
    elif steroids.status is SteroidStatus.CONTRAINDICATED and failures:
        text = f"steroids are recorded as contraindicated, and the reason is a failure, not a contraindication: {said}."
        yield contradiction("steroid_reasons", text, "steroids.status", "steroids.reasons")


def _plasma_exchange(relapses: tuple[At[Relapse], ...], facts: CaseFacts) -> Iterator[CheckItem]:
    record = facts.plasma_exchange
    if record is None or record.status is not PlasmaExchangeStatus.NOT_TRIED:
        return
    for entry in relapses:
        if _PLASMA_EXCHANGE in (entry.item.treatment or ()):
            text = (
                f"plasma exchange is recorded as not tried, and as a treatment of the relapse {when(entry.item.date)}."
            )
            yield contradiction(
                "plasma_exchange_not_tried", capital(text), "plasma_exchange.status", f"{entry.path}.treatment"
            )
            return
