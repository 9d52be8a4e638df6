"""What the wizard's forms offer to pick: the library's records by the words that staff know them by."""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from priorauth.core.casefile.overridable import overridable as overridable_rules
from priorauth.core.library import Library
from priorauth.core.naming import in_words
from priorauth.core.records.policy import Policy
from priorauth.core.records.reading import OWN, is_own
from priorauth.core.typography import capital
from priorauth.core.vocabulary import (
    CASE_COURSES,
    Filer,
    Outcome,
    PhaseName,
    PlasmaExchangeStatus,
    Pronouns,
    Recovery,
    RelapseSite,
    ReproductiveStatus,
    Rounding,
    Severity,
    Sex,
    SiteOfCare,
    SteroidStatus,
    Urgency,
    WeightBasis,
)
from priorauth.reference.services import shipped_library

Choice = tuple[str, str]
Group = tuple[str, list[Choice]]


def _words(kind: Iterable[StrEnum], **labels: str) -> list[Choice]:
    """The words of an enumeration, said as staff say them."""
    return [(word.value, labels.get(word.value) or capital(word.value.replace("_", " "))) for word in kind]


SEXES = _words(Sex)
PRONOUNS = _words(Pronouns, she="She, her", he="He, him", they="They, them")
OUTCOMES = _words(
    Outcome,
    failed="Failed",
    intolerant="Not tolerated",
    contraindicated="Contraindicated, not given or stopped for it",
    completed="Completed as planned",
    ongoing="Still taken",
)
SITES = _words(RelapseSite, optic_nerve="Optic nerve")
SEVERITIES = _words(Severity)
RECOVERIES = _words(Recovery, none="None", ongoing="Still recovering")
REPRODUCTIVE = _words(ReproductiveStatus, none="Neither", planning="Planning a pregnancy", postpartum="Delivered")
STEROIDS = _words(
    SteroidStatus,
    contraindicated="Contraindicated",
    not_tolerated="Not tolerated",
    no_response="Given, no response",
    effective="They work",
    not_tried="Not tried",
)
EXCHANGE = _words(
    PlasmaExchangeStatus, no_response="Given, no response", effective="It works", not_tried="Not tried",
    unavailable="Not to be had here",
)  # fmt: skip
PHASES = _words(PhaseName, course="Single course")
BASES = _words(WeightBasis, actual="Actual weight", ideal="Ideal weight", adjusted="Adjusted weight")
ROUNDINGS = _words(Rounding, nearest_5_g="Nearest 5 g", nearest_vial="Nearest vial", none="Not rounded")
PLACES = _words(SiteOfCare)
URGENCIES = _words(Urgency)
FILERS = _words(Filer, member="The patient", representative="A representative")


def courses() -> list[Choice]:
    labels = shipped_library().course_labels
    return [(course.value, capital(labels[course.value].label)) for course in CASE_COURSES]


def plan_types() -> list[Choice]:
    return [(record.id, record.label) for record in shipped_library().plan_types.values()]


def policies(library: Library | None = None) -> list[Group]:
    """By payer, of a clinic's library or of the shipped one. A shipped policy stands for the clinic's reading too."""
    library = library or shipped_library()
    groups: dict[str, list[Choice]] = {}
    for record in sorted(library.policies.values(), key=lambda policy: policy.payer.casefold()):
        if not is_own(record.id) or record.id.removeprefix(OWN) not in library.policies:
            groups.setdefault(record.payer, []).append((record.id, _policy(record, library)))
    return list(groups.items())


def _policy(record: Policy, library: Library) -> str:
    found = library.policy(record.id) or record
    parts = [found.title, found.policy_number, "read by us" if is_own(found.id) else None]
    return ", ".join(part for part in parts if part)


def therapies() -> list[Group]:
    """Those labelled for MS, then those that a history may hold."""
    library = shipped_library()
    labelled = [(one.id, _branded(one.generic, one.brands)) for one in library.therapies.values()]
    past = [(one.id, capital(one.generic)) for one in library.therapy_history.values()]
    return [("Labelled for MS", sorted(labelled, key=_by_label)), ("Others", sorted(past, key=_by_label))]


def stop_reasons() -> list[Choice]:
    return [(record.id, record.label) for record in shipped_library().discontinuation_reasons.values()]


def relapse_treatments() -> list[Choice]:
    return [(one.id, _branded(one.generic, one.brands)) for one in shipped_library().relapse_treatments.values()]


def steroid_reasons() -> list[Choice]:
    labels = shipped_library().words.labels["steroid_reason"]
    return [(key, capital(labels.get(key, in_words(key)))) for key in shipped_library().steroid_contraindications]


def codes() -> list[Choice]:
    """The billable ICD-10-CM codes, with their titles."""
    return [(one.id, f"{one.id} · {one.title}") for one in shipped_library().icd10.values() if one.billable]


def products() -> list[Choice]:
    """Products that are given into a vein and are on the market, by brand."""
    found = [one for one in shipped_library().products.values() if "iv" in one.routes and not one.discontinued]
    return sorted(((one.id, one.brand) for one in found), key=_by_label)


def indications() -> list[Group]:
    """Those that the evidence supports; then those that only a prescriber's written override lets a letter ask for."""
    found = shipped_library().indications.values()
    groups = (("Supported", False), ("Against the evidence: only with a written override", True))
    return [(name, [(one.id, one.title) for one in found if one.refused is refused]) for name, refused in groups]


def overridable() -> list[Choice]:
    """The stops that a prescriber may override."""
    library = shipped_library()
    return [(rule, _stop(rule, library)) for rule in overridable_rules(library)]


def _stop(rule: str, library: Library) -> str:
    kind, _, key = rule.partition(".")
    if kind == "evidence_against":
        return f"The evidence against IVIG in: {library.indications[key].title}"
    if kind == "contraindication":
        of_product = library.product_contraindications.get(key)
        return f"Contraindication: {of_product.label if of_product else library.safety_questions[key].question}"
    return "A dose outside the evidence"


def states() -> Iterator[Choice]:
    for code in _STATES.split():
        yield code, code


def _branded(generic: str, brands: tuple[str, ...]) -> str:
    return f"{capital(generic)} ({', '.join(brands)})" if brands else capital(generic)


def _by_label(choice: Choice) -> str:
    return choice[1].casefold()


_STATES = (
    "AL AK AZ AR CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY OH OK OR"
    " PA PR RI SC SD TN TX UT VA VT WA WI WV WY"
)
