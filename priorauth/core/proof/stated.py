"""Facts that the letter leans on and only the prescriber states."""

from collections.abc import Iterator

from priorauth.core.facts import CaseFacts, Proven, SafetyAnswer
from priorauth.core.items import advice
from priorauth.core.letter import CheckItem
from priorauth.core.library import Library
from priorauth.core.naming import drug, in_words
from priorauth.core.records.safety import SafetySeverity
from priorauth.core.typography import listed
from priorauth.core.vocabulary import Answer, ReproductiveStatus

_BOXED = "thrombosis_risk"


def stated_items(facts: CaseFacts, library: Library) -> Iterator[CheckItem]:
    """One item that names them all; none where everything is proved."""
    unproved = [name for name, fact in _leaned_on(facts, library) if fact.exhibit is None]
    if unproved:
        text = f"No exhibit proves {listed(unproved)}."
        lift = "Attach the record and name its exhibit beside the fact; without it the prescriber's word stands alone."
        yield advice("proof.no_exhibit", text, lift)


def _leaned_on(facts: CaseFacts, library: Library) -> Iterator[tuple[str, Proven]]:
    if facts.patient.weight:
        yield "the weight", facts.patient.weight
    if facts.diagnosis.course or facts.diagnosis.diagnosed:
        yield "the diagnosis", facts.diagnosis
    yield from _events(facts, library)
    if facts.reproductive and facts.reproductive.status in (ReproductiveStatus.PREGNANT, ReproductiveStatus.POSTPARTUM):
        yield "the pregnancy or delivery", facts.reproductive
    if facts.steroids and facts.steroids.status:
        yield "the record of steroids", facts.steroids
    if facts.plasma_exchange and facts.plasma_exchange.status:
        yield "the record of plasma exchange", facts.plasma_exchange
    for question, answer in facts.safety.items():
        if _is_leaned_on(question, answer, facts, library):
            yield f"the answer on {in_words(question)}", answer
    if facts.prior_ivig:
        yield "the earlier course of IVIG", facts.prior_ivig


def _events(facts: CaseFacts, library: Library) -> Iterator[tuple[str, Proven]]:
    for therapy in facts.therapies or ():
        yield f"the course of {drug(library, therapy.therapy)}", therapy
    for relapse in facts.relapses or ():
        yield f"the relapse of {relapse.date.long()}", relapse
    for visit in facts.disability or ():
        yield f"the scores of {visit.date.long()}", visit
    for scan in facts.imaging or ():
        yield f"the MRI of {scan.date.long()}", scan


def _is_leaned_on(question: str, answer: SafetyAnswer, facts: CaseFacts, library: Library) -> bool:
    """A yes, a value, the boxed warning of thrombosis, and what would rule the product out."""
    if answer.answer is Answer.UNKNOWN:
        return False
    if answer.answer is Answer.YES or answer.value is not None or question == _BOXED:
        return True
    record, product = library.safety_questions.get(question), facts.request.product
    grave = record is not None and record.severity is SafetySeverity.CONTRAINDICATION
    return record is not None and grave and product is not None and record.product_effects.avoids(product)
