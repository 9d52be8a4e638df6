"""Exhibits that a reviewer expects for this denial, or for this kind of letter, and that are not there."""

import datetime as dt
from collections.abc import Iterator

from priorauth.core.dates import long_date
from priorauth.core.facts import CaseFacts, Proven
from priorauth.core.items import advice
from priorauth.core.letter import CheckItem
from priorauth.core.library import Library
from priorauth.core.stage import stage_of
from priorauth.core.typography import capital, listed
from priorauth.core.vocabulary import LetterKind, ReproductiveStatus

# What plans ask for where nothing is denied yet is what they miss when they deny: the library's two lists of it.
_BEFORE_A_DENIAL = {LetterKind.RENEWAL: "renewal_no_response_shown"}
_FIRST_REQUEST = "insufficient_documentation"
_NOTICE = "denial_notice"
# The letter itself is or holds these.
_IN_THE_LETTER = ("literature", "coding_sheet", "site_of_care_statement", "individual_consideration_request")
_NOTES = "progress_notes"
_NOTES_ARE_FRESH = dt.timedelta(days=90)  # exhibits:progress_notes: one within 60 to 90 days


def expected_items(facts: CaseFacts, library: Library, kind: LetterKind | None) -> Iterator[CheckItem]:
    """Exhibits that a reviewer will look for and that are not attached; progress notes that have grown old."""
    attached = {exhibit.kind for exhibit in facts.exhibits}
    for name, reasons in _expected(facts, library, kind).items():
        record = library.exhibit_kinds[name]
        if name not in attached and not _is_needless(name, facts) and not _is_proved(name, facts):
            called = f"the denial as {listed([f'“{reason}”' for reason in reasons])}" if reasons else "a reviewer"
            what = record.what.removesuffix("; see below")
            text = f"Not attached: {record.label} ({what}). {capital(called)} calls for it: {record.why}."
            yield advice(f"proof.expected.{name}", text, "Attach it, or be ready to say why there is none.")
    yield from _old_notes(facts)


def _expected(facts: CaseFacts, library: Library, kind: LetterKind | None) -> dict[str, list[str]]:
    """The kinds of exhibit, each with the labels of the reasons that call for it."""
    denial = stage_of(facts, library, kind).denial
    determination = None if denial is None else facts.submissions[denial].determination
    if determination is None:
        name = _BEFORE_A_DENIAL.get(kind, _FIRST_REQUEST) if kind else _FIRST_REQUEST
        reason = library.denial_reasons[name]
        return {exhibit: [] for exhibit in reason.exhibits if exhibit != _NOTICE}
    expected: dict[str, list[str]] = {_NOTICE: []}
    for name in determination.reasons:
        reason = library.denial_reasons[name]
        for exhibit in reason.exhibits:
            expected.setdefault(exhibit, []).append(reason.label)
    return {exhibit: labels for exhibit, labels in expected.items() if exhibit not in _IN_THE_LETTER}


def _is_needless(name: str, facts: CaseFacts) -> bool:
    """Whether the case has nothing that such an exhibit could prove."""
    status = facts.reproductive.status if facts.reproductive else None
    if name == "pregnancy_record":
        return status not in (ReproductiveStatus.PREGNANT, ReproductiveStatus.POSTPARTUM)
    if name == "infusion_log":
        return facts.prior_ivig is None
    return name == "relapse_log" and facts.relapses == ()


def _is_proved(name: str, facts: CaseFacts) -> bool:
    """Whether the facts that it would prove all name an exhibit of another kind."""
    attached = {exhibit.id for exhibit in facts.exhibits}
    proved = list(_proved_by(name, facts))
    return bool(proved) and all(fact.exhibit in attached for fact in proved)


def _proved_by(name: str, facts: CaseFacts) -> Iterator[Proven]:
    if name == "mri_report":
        yield from facts.imaging or ()
    elif name == "edss_record":
        yield from facts.disability or ()
    elif name == "relapse_log":
        yield from facts.relapses or ()
    elif name == "prior_therapy_record":
        yield from facts.therapies or ()
    elif name == "weight_record" and facts.patient.weight:
        yield facts.patient.weight
    elif name == "labs_safety":
        yield from (answer for answer in facts.safety.values() if answer.value is not None)
    elif name == "pregnancy_record" and facts.reproductive:
        yield facts.reproductive
    elif name == "infusion_log" and facts.prior_ivig and facts.prior_ivig.infusions:
        yield facts.prior_ivig
    elif name == "plan_document_definition":
        definitions = facts.coverage.definitions
        yield from (each for each in (definitions.experimental, definitions.medically_necessary) if each)


def _old_notes(facts: CaseFacts) -> Iterator[CheckItem]:
    dates = [exhibit.date for exhibit in facts.exhibits if exhibit.kind == _NOTES and exhibit.date]
    newest = max(dates, default=None)
    if newest and newest + _NOTES_ARE_FRESH < facts.as_of:
        days = (facts.as_of - newest).days
        text = f"the newest neurology note among the exhibits is of {long_date(newest)}, {days} days before the letter."
        yield advice("proof.old_notes", capital(text), "Attach a note of the last 60 to 90 days.")
