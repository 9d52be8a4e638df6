"""Who: the patient, the clinic, the prescriber, the plan."""

from priorauth.core.brief import Brief
from priorauth.core.dates import age_on
from priorauth.core.facts.people import Definition
from priorauth.core.said import Said
from priorauth.core.terms.registry import term
from priorauth.core.vocabulary import LetterKind, Pronouns, Route, Sex

_GRAMMAR = {
    Pronouns.SHE: {"she": "she", "her": "her", "him": "her", "hers": "hers", "has": "has", "is": "is", "was": "was"},
    Pronouns.HE: {"she": "he", "her": "his", "him": "him", "hers": "his", "has": "has", "is": "is", "was": "was"},
    Pronouns.THEY: {
        "she": "they", "her": "their", "him": "them", "hers": "theirs", "has": "have", "is": "are", "was": "were",
    },
}  # fmt: skip
_BY_SEX = {Sex.FEMALE: Pronouns.SHE, Sex.MALE: Pronouns.HE}
_PHYSICIANS = {"MD", "DO", "MBBS", "MBBCH"}


def pronouns(brief: Brief) -> Pronouns:
    """As recorded; else by sex; else they."""
    patient = brief.facts.patient
    return patient.pronouns or (_BY_SEX.get(patient.sex) if patient.sex else None) or Pronouns.THEY


def _register_grammar() -> None:
    for word in _GRAMMAR[Pronouns.SHE]:
        term("patient", word)(lambda brief, word=word: Said(_GRAMMAR[pronouns(brief)][word]))  # type: ignore[misc]
        term("patient", word.capitalize())(
            lambda brief, word=word: Said(_GRAMMAR[pronouns(brief)][word].capitalize())  # type: ignore[misc]
        )


_register_grammar()


@term("patient", "name")
def patient_name(brief: Brief) -> Said | None:
    """Given and family name, as far as they are on record."""
    patient = brief.facts.patient
    paths = [path for path in ("given", "family") if getattr(patient, path)]
    return brief.say(" ".join(getattr(patient, path) for path in paths), *(f"patient.{path}" for path in paths))


@term("patient", "family")
def patient_family(brief: Brief) -> Said | None:
    return brief.say(brief.facts.patient.family, "patient.family")


@term("patient", "ms")
def patient_ms(brief: Brief) -> Said | None:
    """`Ms. Okafor`, `Mr. Haldane`; the whole name where neither fits; `the patient` where no name is on record."""
    patient = brief.facts.patient
    title = {Pronouns.SHE: "Ms.", Pronouns.HE: "Mr."}.get(pronouns(brief))
    if patient.family and title:
        return brief.say(f"{title} {patient.family}", "patient.family")
    return patient_name(brief) or Said("the patient")


@term("patient", "they_are")
def patient_they_are(brief: Brief) -> Said | None:
    """`the patient` in the possessive of the letter: `Ms. Okafor’s`."""
    name = patient_ms(brief)
    return name.worded(f"{name.text}’s") if name else None


@term("patient", "born")
def patient_born(brief: Brief) -> Said | None:
    born = brief.facts.patient.birth_date
    return brief.say(brief.date(born), "patient.birth_date") if born else None


@term("patient", "age")
def patient_age(brief: Brief) -> Said | None:
    """Completed years on the letter's date."""
    born = brief.facts.patient.birth_date
    return brief.say(str(age_on(born, brief.facts.as_of)), "patient.birth_date", "as_of") if born else None


@term("patient", "statement")
def patient_statement(brief: Brief) -> Said | None:
    return brief.say(brief.chart(brief.facts.patient.statement), "patient.statement")


@term("patient", "contact")
def patient_contact(brief: Brief) -> Said | None:
    return brief.say(brief.facts.patient.contact, "patient.contact")


@term("clinic", "name")
def clinic_name(brief: Brief) -> Said | None:
    return brief.say(brief.facts.clinic.name, "clinic.name")


@term("clinic", "address")
def clinic_address(brief: Brief) -> Said | None:
    return brief.say(", ".join(brief.facts.clinic.address), "clinic.address")


@term("clinic", "contact")
def clinic_contact(brief: Brief) -> Said | None:
    """Phone, fax and NPI, as far as they are on record."""
    clinic = brief.facts.clinic
    parts = {"phone": "Phone", "fax": "Fax", "npi": "NPI"}
    known = [name for name in parts if getattr(clinic, name)]
    text = " · ".join(f"{parts[name]} {getattr(clinic, name)}" for name in known)
    return brief.say(text, *(f"clinic.{name}" for name in known))


@term("clinic", "phone")
def clinic_phone(brief: Brief) -> Said | None:
    return brief.say(brief.facts.clinic.phone, "clinic.phone")


@term("clinic", "callback")
def clinic_callback(brief: Brief) -> Said | None:
    return brief.say(brief.facts.clinic.callback, "clinic.callback")


def is_physician(brief: Brief) -> bool:
    """By the credentials on record."""
    credentials = (brief.facts.prescriber.credentials or "").replace(".", "").upper().replace(",", " ").split()
    return bool(_PHYSICIANS & set(credentials))


@term("prescriber", "name")
def prescriber_name(brief: Brief) -> Said | None:
    who = brief.facts.prescriber
    name = f"{who.name}, {who.credentials}" if who.credentials else who.name
    return brief.say(name, "prescriber.name", *(["prescriber.credentials"] if who.credentials else []))


@term("prescriber", "dr")
def prescriber_dr(brief: Brief) -> Said | None:
    """`Dr. Elena Marsh` for a physician, else the bare name."""
    name = brief.facts.prescriber.name
    return brief.say(f"Dr. {name}" if is_physician(brief) else name, "prescriber.name")


@term("prescriber", "short")
def prescriber_short(brief: Brief) -> Said | None:
    """`Dr. Marsh` for a physician, else the bare name."""
    name = brief.facts.prescriber.name
    return brief.say(f"Dr. {name.split()[-1]}" if is_physician(brief) else name, "prescriber.name")


@term("prescriber", "role")
def prescriber_role(brief: Brief) -> Said | None:
    """`neurologist`, `nurse practitioner in neurology`, or `prescriber` where the record says no more."""
    who = brief.facts.prescriber
    if who.specialty != "neurology":
        return Said("prescriber")
    labels = brief.library.words.labels["role"]
    credentials = (who.credentials or "").upper().replace("-", " ").replace(",", " ").split()
    known = [labels[word.lower()] for word in credentials if word.lower() in labels]
    role = labels["physician"] if is_physician(brief) else (known[0] if known else labels["other"])
    return brief.say(role, "prescriber.specialty", *(["prescriber.credentials"] if who.credentials else []))


@term("prescriber", "treating")
def prescriber_treating(brief: Brief) -> Said | None:
    return Said("treating physician" if is_physician(brief) else "treating clinician")


@term("prescriber", "physician_only")
def prescriber_physician(brief: Brief) -> Said | None:
    """`physician`, said only of one."""
    return brief.say("physician", "prescriber.credentials") if is_physician(brief) else None


@term("prescriber", "specialty")
def prescriber_specialty(brief: Brief) -> Said | None:
    specialty = brief.facts.prescriber.specialty
    return brief.say(specialty and specialty.replace("_", " ").capitalize(), "prescriber.specialty")


@term("prescriber", "signature")
def prescriber_signature(brief: Brief) -> Said | None:
    """Specialty, NPI and phone, as far as they are on record."""
    who = brief.facts.prescriber
    parts = {
        "specialty": who.specialty and who.specialty.replace("_", " ").capitalize(),
        "npi": who.npi and f"NPI {who.npi}",
    }
    parts["phone"] = who.phone
    known = {name: text for name, text in parts.items() if text}
    return brief.say(" · ".join(known.values()), *(f"prescriber.{name}" for name in known))


@term("prescriber", "phone")
def prescriber_phone(brief: Brief) -> Said | None:
    """The prescriber's own phone, else the clinic's."""
    if brief.facts.prescriber.phone:
        return brief.say(brief.facts.prescriber.phone, "prescriber.phone")
    return clinic_phone(brief)


@term("plan", "payer")
def plan_payer(brief: Brief) -> Said | None:
    return brief.say(brief.facts.coverage.payer, "coverage.payer")


@term("plan", "name")
def plan_name(brief: Brief) -> Said | None:
    """The plan by its name, else by its payer."""
    coverage = brief.facts.coverage
    return brief.say(coverage.plan_name, "coverage.plan_name") or plan_payer(brief)


@term("plan", "kind")
def plan_kind(brief: Brief) -> Said | None:
    """What sort of plan it is, in a letter's words."""
    plan_type = brief.facts.coverage.plan_type
    return brief.say(brief.label("plan_type", plan_type), "coverage.plan_type") if plan_type else None


@term("plan", "line")
def plan_line(brief: Brief) -> Said | None:
    """`Open Access Managed Choice (self-funded employer plan); member ID …; group …`, as far as it is on record."""
    coverage = brief.facts.coverage
    name, kind = coverage.plan_name or coverage.payer, plan_kind(brief)
    head = _plan_head(name, kind.text if kind else None)
    ids = {"member_id": "member ID", "group_number": "group"}
    known = [key for key in ids if getattr(coverage, key)]
    parts = [head] if head else []
    parts += [f"{ids[key]} {getattr(coverage, key)}" for key in known]
    paths = [path for path in ("plan_name", "plan_type") if getattr(coverage, path)] + known
    return brief.say("; ".join(parts), *(f"coverage.{path}" for path in paths))


def _plan_head(name: str | None, kind: str | None) -> str | None:
    """`Open Access (insured plan)`; a name that ends in a bracket takes a comma, one that says its kind takes none."""
    if not name or not kind or kind.lower() in name.lower():
        return name or kind
    return f"{name}, {kind}" if name.endswith(")") else f"{name} ({kind})"


@term("plan", "to")
def plan_to(brief: Brief) -> Said | None:
    """The address block: the payer, and the unit named on record or the usual one for this kind of letter."""
    coverage = brief.facts.coverage
    appeals = coverage.appeals
    lines, paths = [coverage.payer] if coverage.payer else [], ["coverage.payer"] if coverage.payer else []
    is_request = brief.context.kind in (LetterKind.MEDICAL_NECESSITY, LetterKind.RENEWAL)
    decider = _decider(brief)
    if decider is not None:
        return decider
    if appeals and not is_request:
        lines += [line for line in (appeals.to, *appeals.address) if line]
        lines += [f"Fax {appeals.fax}"] if appeals.fax else []
        paths.append("coverage.appeals")
    elif brief.context.kind and lines:
        lines.append(brief.label("addressee", brief.context.kind))
    return brief.say("\n".join(lines), *paths)


def _decider(brief: Brief) -> Said | None:
    """Who decides at a level after the plan's own; the letter goes to them, about the plan."""
    stage, plan_type = brief.context.stage, brief.facts.coverage.plan_type
    if brief.context.kind not in (LetterKind.EXTERNAL_REVIEW, LetterKind.PATIENT_APPEAL) or stage is None:
        return None
    name = brief.library.words.labels["decider"].get(f"{plan_type}.{stage.level}")
    payer = brief.facts.coverage.payer
    lines = [name, f"About: {payer}"] if name and payer else [name] if name else []
    return brief.say("\n".join(lines), "coverage.plan_type", *(["coverage.payer"] if payer else []))


def _definition(brief: Brief, definition: Definition | None) -> str | None:
    """The plan document's own words, without the full stop that ends them."""
    quote = brief.quoted(definition.quote) if definition else None
    return quote.rstrip(".") if quote else None


@term("plan", "definition_experimental")
def plan_definition_experimental(brief: Brief) -> Said | None:
    quote = _definition(brief, brief.facts.coverage.definitions.experimental)
    return brief.say(quote, "coverage.definitions.experimental")


@term("plan", "definition_necessary")
def plan_definition_necessary(brief: Brief) -> Said | None:
    quote = _definition(brief, brief.facts.coverage.definitions.medically_necessary)
    return brief.say(quote, "coverage.definitions.medically_necessary")


@term("plan", "policy")
def plan_policy(brief: Brief) -> Said | None:
    """The policy on record by number and title; said only where its position was read or summarized."""
    policy = brief.assessment.policy
    if policy is None or not policy.verified:
        return None
    name = f"{policy.policy_number} ({policy.title})" if policy.policy_number else policy.title
    return brief.say(name, "coverage.policy", rules=[f"policies:{policy.id}"])


@term("letter", "date")
def letter_date(brief: Brief) -> Said | None:
    return brief.say(brief.date(brief.facts.as_of), "as_of")


@term("prescriber", "Short")
def prescriber_short_capital(brief: Brief) -> Said | None:
    return prescriber_short(brief)


@term("prescriber", "short_possessive")
def prescriber_short_possessive(brief: Brief) -> Said | None:
    name = prescriber_short(brief)
    return name.worded(f"{name.text}’s") if name else None


@term("plan", "numbers")
def plan_numbers(brief: Brief) -> Said | None:
    """`Member ID … · Group …`, as far as they are on record."""
    coverage = brief.facts.coverage
    parts = {"member_id": "Member ID", "group_number": "Group"}
    known = [name for name in parts if getattr(coverage, name)]
    text = " · ".join(f"{parts[name]} {getattr(coverage, name)}" for name in known)
    return brief.say(text, *(f"coverage.{name}" for name in known))


@term("plan", "summarized_policy")
def plan_summarized_policy(brief: Brief) -> Said | None:
    """The policy where its criteria are answered from a third party's summary, not from its text."""
    policy = brief.assessment.policy
    if policy is None or brief.context.route is not Route.CRITERIA or policy.position_is_first_hand:
        return None
    return plan_policy(brief)
