"""A patient-assistance program in words: its name, what it asks for, what it says of coverage."""

from priorauth.core.brief import Brief
from priorauth.core.said import Said
from priorauth.core.stage import ADVERSE
from priorauth.core.terms.registry import item_term, source, term

_DENIAL, _NOTICE = "denial_letter", "denial_notice"


@term("program", "name")
def program_name(brief: Brief) -> Said | None:
    program = brief.program
    return brief.say(program.name, rules=[f"assistance:{program.id}"]) if program else None


@source("documents", "document")
def documents(brief: Brief) -> list[int]:
    return list(range(len(brief.program.documents_needed))) if brief.program else []


@item_term("document", "name")
def document_name(brief: Brief, n: int) -> Said | None:
    program = brief.program
    if program is None:
        return None
    return brief.say(brief.label("document", program.documents_needed[n]), rules=[f"assistance:{program.id}"])


@item_term("document", "here")
def document_here(brief: Brief, n: int) -> Said | None:
    """Where this letter or its exhibits give what the program asks for."""
    program = brief.program
    if program is None:
        return None
    name = program.documents_needed[n]
    if name == _DENIAL and not any(exhibit.kind == _NOTICE for exhibit in brief.facts.exhibits):
        return None
    words = brief.library.words.labels["document_here"].get(name)
    return brief.say(words, rules=[f"assistance:{program.id}"])


def _name_and_sponsor(brief: Brief, between: str) -> Said | None:
    """Both; the name alone where it says the sponsor."""
    program = brief.program
    if program is None:
        return None
    parts = [program.name] + ([program.sponsor] if program.sponsor not in program.name else [])
    return brief.say(between.join(parts), rules=[f"assistance:{program.id}"])


@term("program", "to")
def program_to(brief: Brief) -> Said | None:
    """Name and sponsor, a line each."""
    return _name_and_sponsor(brief, "\n")


@term("program", "in_full")
def program_in_full(brief: Brief) -> Said | None:
    """Name and sponsor on one line."""
    return _name_and_sponsor(brief, ", ")


@item_term("document", "awaited")
def document_awaited(brief: Brief, n: int) -> Said | None:
    """A denial letter that there cannot be, because nothing on record was denied."""
    program = brief.program
    if program is None or program.documents_needed[n] != _DENIAL or _is_denied(brief):
        return None
    text = "No denial is on record; it follows if the plan denies the request"
    return brief.say(text, "submissions", rules=[f"assistance:{program.id}"])


def _is_denied(brief: Brief) -> bool:
    found = (submission.determination for submission in brief.facts.submissions)
    return any(determination is not None and determination.outcome in ADVERSE for determination in found)


@term("program", "off_label_words")
def program_off_label_words(brief: Brief) -> Said | None:
    """What the program's terms say of an off-label diagnosis, as far as they were read."""
    program = brief.program
    if program is None:
        return None
    words = brief.library.words.labels["program_off_label"].get(str(program.covers_off_label_ms))
    return brief.say(words, rules=[f"assistance:{program.id}"])


@term("program", "no_determination")
def program_no_determination(brief: Brief) -> Said | None:
    """Said where nothing has been sent to the plan, or it has not answered."""
    if any(submission.determination for submission in brief.facts.submissions):
        return None
    return brief.say("No determination of the plan is on record yet.", "submissions")
