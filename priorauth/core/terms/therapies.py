"""Therapies in words: what was used, why it ended, what was never an option."""

from collections.abc import Iterable

from priorauth.core.brief import Brief
from priorauth.core.facts import Therapy
from priorauth.core.said import Said
from priorauth.core.terms.registry import item_term, source, term
from priorauth.core.typography import capital, counted, listed, lowered, number_word
from priorauth.core.vocabulary import Outcome

_TALLIED = (Outcome.FAILED, Outcome.INTOLERANT, Outcome.CONTRAINDICATED)


def _therapies(brief: Brief) -> tuple[Therapy, ...]:
    return brief.facts.therapies or ()


def generic_name(brief: Brief, therapy: str) -> str:
    """The generic name of a therapy of the library, small as in running text."""
    library = brief.library
    record = library.therapies.get(therapy) or library.therapy_history.get(therapy)
    return record.generic if record else therapy.replace("_", " ")


@source("therapies", "therapy")
def all_therapies(brief: Brief) -> list[int]:
    return list(range(len(_therapies(brief))))


@source("therapies_used", "therapy")
def therapies_used(brief: Brief) -> list[int]:
    """Those that were begun and are over, or still run."""
    return [n for n, therapy in enumerate(_therapies(brief)) if therapy.outcome is not Outcome.CONTRAINDICATED]


@source("therapies_ruled_out", "therapy")
def therapies_ruled_out(brief: Brief) -> list[int]:
    return [n for n, therapy in enumerate(_therapies(brief)) if therapy.outcome is Outcome.CONTRAINDICATED]


@item_term("therapy", "name")
def therapy_name(brief: Brief, n: int) -> Said | None:
    return brief.say(capital(generic_name(brief, _therapies(brief)[n].therapy)), f"therapies[{n}]")


def _dates(brief: Brief, therapy: Therapy) -> str | None:
    if therapy.started and therapy.ended:
        return f"{brief.date(therapy.started)} – {brief.date(therapy.ended)}"
    if therapy.started and therapy.outcome is Outcome.ONGOING:
        return f"Since {brief.date(therapy.started)}"
    if therapy.started:
        return f"From {brief.date(therapy.started)}"
    if therapy.ended:
        return f"Until {brief.date(therapy.ended)}"
    return "Not started" if therapy.outcome is Outcome.CONTRAINDICATED else None


@item_term("therapy", "dates")
def therapy_dates(brief: Brief, n: int) -> Said | None:
    return brief.say(_dates(brief, _therapies(brief)[n]), f"therapies[{n}]")


@item_term("therapy", "name_and_dates")
def therapy_name_and_dates(brief: Brief, n: int) -> Said | None:
    """`Fingolimod, Apr 2022 – Aug 2025`."""
    therapy = _therapies(brief)[n]
    dates = _dates(brief, therapy)
    name = capital(generic_name(brief, therapy.therapy))
    tail = (dates if dates[0].isdigit() or " – " in dates else lowered(dates)) if dates else None
    return brief.say(f"{name}, {tail}" if tail else name, f"therapies[{n}]")


def _relapses_on(brief: Brief, therapy: str) -> list[int]:
    return [n for n, relapse in enumerate(brief.facts.relapses or ()) if relapse.on_therapy == therapy]


def _why(brief: Brief, therapy: Therapy) -> str | None:
    """The chart's own detail, else the reason's short name."""
    detail = brief.chart(therapy.detail)
    if detail:
        return detail
    return brief.label("reason", therapy.reason) if therapy.reason else None


def _outcome(brief: Brief, therapy: Therapy) -> str | None:
    if therapy.outcome is None:
        return None
    if therapy.outcome is Outcome.COMPLETED and therapy.reason:
        head = brief.label("stopped_for", therapy.reason)
        detail = brief.chart(therapy.detail)
        return f"{head}: {detail}" if detail else head
    head, why = brief.label("outcome", therapy.outcome), _why(brief, therapy)
    return f"{head}: {why}" if why else head


@item_term("therapy", "outcome")
def therapy_outcome(brief: Brief, n: int) -> Said | None:
    """`Failed: two relapses …`, with relapses that the record dates to the time on it."""
    therapy = _therapies(brief)[n]
    text = _outcome(brief, therapy)
    if text is None:
        return None
    on_it = _relapses_on(brief, therapy.therapy)
    if on_it:
        text += f"; {counted(len(on_it), 'relapse')} on treatment"
    return brief.say(text, f"therapies[{n}]", *(f"relapses[{index}].on_therapy" for index in on_it))


@item_term("therapy", "spoken")
def therapy_spoken(brief: Brief, n: int) -> Said | None:
    """Why it ended, without the outcome's name: for a table that has a column for that."""
    return brief.say(_why(brief, _therapies(brief)[n]), f"therapies[{n}]")


@item_term("therapy", "verdict")
def therapy_verdict(brief: Brief, n: int) -> Said | None:
    outcome = _therapies(brief)[n].outcome
    return brief.say(brief.label("outcome", outcome), f"therapies[{n}].outcome") if outcome else None


@item_term("therapy", "plain_barred")
def therapy_plain_barred(brief: Brief, n: int) -> Said | None:
    """Why it was never begun, in plain words."""
    reason = _therapies(brief)[n].reason
    return brief.say(brief.library.words.labels["plain_barred"].get(reason or ""), f"therapies[{n}]")


def _with(brief: Brief, outcomes: Iterable[Outcome]) -> list[int]:
    return [n for n, therapy in enumerate(_therapies(brief)) if therapy.outcome in tuple(outcomes)]


@term("therapies", "first_year")
def therapies_first_year(brief: Brief) -> Said | None:
    begun = [(therapy.started, n) for n, therapy in enumerate(_therapies(brief)) if therapy.started]
    if not begun:
        return None
    first, n = min(begun)
    return brief.say(str(first.year), f"therapies[{n}].started")


@term("therapies", "tally")
def therapies_tally(brief: Brief) -> Said | None:
    """`one drug failed, two were not tolerated and one was ruled out`."""
    parts: list[str] = []
    paths: list[str] = []
    for outcome in _TALLIED:
        found = _with(brief, [outcome])
        if not found:
            continue
        noun = "" if parts else (" disease-modifying drug" if len(found) == 1 else " disease-modifying drugs")
        verb = brief.label("tally_one" if len(found) == 1 else "tally_many", outcome)
        parts.append(f"{number_word(len(found))}{noun} {verb}")
        paths += [f"therapies[{n}].outcome" for n in found]
    return brief.say(listed(parts), *paths)


@term("therapies", "number")
def therapies_number(brief: Brief) -> Said | None:
    """`four`: how many failed, were not tolerated or were ruled out."""
    found = _with(brief, _TALLIED)
    return brief.say(number_word(len(found)), *(f"therapies[{n}].outcome" for n in found)) if found else None


@term("therapies", "not_tolerated")
def therapies_not_tolerated(brief: Brief) -> Said | None:
    """`Two not tolerated; one more failed, one was ruled out`."""
    intolerant = _with(brief, [Outcome.INTOLERANT])
    if not intolerant:
        return None
    parts = [f"{capital(number_word(len(intolerant)))} not tolerated"]
    paths = [f"therapies[{n}].outcome" for n in intolerant]
    for outcome, words in ((Outcome.FAILED, "failed"), (Outcome.CONTRAINDICATED, "ruled out")):
        found = _with(brief, [outcome])
        if found:
            parts.append(f"{number_word(len(found))} {words}")
            paths += [f"therapies[{n}].outcome" for n in found]
    return brief.say("; ".join([parts[0], ", ".join(parts[1:])]) if parts[1:] else parts[0], *paths)


@term("therapies", "summary")
def therapies_summary(brief: Brief) -> Said | None:
    """Each therapy with its dates and how it ended, for one cell: the answer to a criterion on earlier treatment."""
    parts, paths = [], []
    for n, therapy in enumerate(_therapies(brief)):
        if therapy.outcome not in _TALLIED:
            continue
        dates, outcome = _dates(brief, therapy), _outcome(brief, therapy)
        name = capital(generic_name(brief, therapy.therapy))
        head = f"{name}, {dates}" if dates and therapy.outcome is not Outcome.CONTRAINDICATED else name
        parts.append(f"{head}, {lowered(outcome)}" if outcome else head)
        paths.append(f"therapies[{n}]")
    return brief.say(". ".join(parts), *paths)


@term("therapies", "failed_names")
def therapies_failed_names(brief: Brief) -> Said | None:
    """`interferon beta-1b`: those on record as failed."""
    found = _with(brief, [Outcome.FAILED])
    names = [generic_name(brief, _therapies(brief)[n].therapy) for n in found]
    return brief.say(listed(names), *(f"therapies[{n}].outcome" for n in found))


@term("therapies", "failed_have")
def therapies_failed_have(brief: Brief) -> Said | None:
    found = _with(brief, [Outcome.FAILED])
    return Said("has" if len(found) == 1 else "have") if found else None


def unanswered_classes(brief: Brief) -> list[str]:
    """The classes labelled for this course of which the record names no member."""
    recorded = {_class(brief, therapy.therapy) for therapy in _therapies(brief)}
    course = brief.facts.diagnosis.course
    classes: dict[str, None] = {}
    for record in brief.library.therapies.values():
        if course in record.courses and record.therapy_class not in recorded:
            classes.setdefault(record.therapy_class)
    return list(classes)


def _class(brief: Brief, therapy: str) -> str | None:
    record = brief.library.therapies.get(therapy) or brief.library.therapy_history.get(therapy)
    return record.therapy_class if record else None


@term("therapies", "unanswered")
def therapies_unanswered(brief: Brief) -> Said | None:
    """The drug classes on which the record is silent, by their names."""
    names = [brief.label("therapy_class", name) for name in unanswered_classes(brief)]
    return brief.say(listed(names, "or"), "therapies", rules=["therapies:ms_dmt_any"]) if names else None


@term("therapies", "Tally")
def therapies_tally_capital(brief: Brief) -> Said | None:
    tally = therapies_tally(brief)
    return tally.worded(capital(tally.text)) if tally else None


@term("therapies", "Failed_names")
def therapies_failed_names_capital(brief: Brief) -> Said | None:
    names = therapies_failed_names(brief)
    return names.worded(capital(names.text)) if names else None


_CONVENTIONAL = ("interferon_beta", "glatiramer")


@term("therapies", "conventional_not_tolerated")
def therapies_conventional_not_tolerated(brief: Brief) -> Said | None:
    """`glatiramer acetate was`: the drugs that the European guideline of 2008 meant by conventional, not tolerated."""
    found = [
        n for n in _with(brief, [Outcome.INTOLERANT]) if _class(brief, _therapies(brief)[n].therapy) in _CONVENTIONAL
    ]
    names = [generic_name(brief, _therapies(brief)[n].therapy) for n in found]
    verb = "was" if len(names) == 1 else "were"
    return brief.say(f"{listed(names)} {verb}" if names else None, *(f"therapies[{n}].outcome" for n in found))


_GUIDELINE = "elovaara-2008"  # what it could not mean by conventional came later


@term("therapies", "newer_not_tolerated")
def therapies_newer_not_tolerated(brief: Brief) -> Said | None:
    """`is a newer drug: fingolimod`; `other` where one of them was approved before the European guideline."""
    found = _with(brief, [Outcome.INTOLERANT])
    ids = [_therapies(brief)[n].therapy for n in found]
    if not ids:
        return None
    records = [brief.library.therapies.get(name) for name in ids]
    written = brief.library.publications[_GUIDELINE].citation.year
    newer = written is not None and all(record and record.us_approval_year > written for record in records)
    kind = "newer" if newer else "other"
    verb = f"is {'a newer' if newer else 'another'} drug" if len(found) == 1 else f"are {kind} drugs"
    names = listed([generic_name(brief, name) for name in ids])
    rules = [f"therapies:{name}" for name in ids if name in brief.library.therapies]
    return brief.say(f"{verb}: {names}", *(f"therapies[{n}].outcome" for n in found), rules=rules)
