"""Who may file at this level, and what that asks for before the letter is signed."""

from collections.abc import Iterator

from priorauth.core.brief import Brief
from priorauth.core.items import advice, before_signing, settled
from priorauth.core.letter import CheckItem
from priorauth.core.records.appeal_rules import FiledBy, Level
from priorauth.core.vocabulary import CheckLevel, Filer, LetterKind, Urgency

_NOT_FILED = (LetterKind.PEER_TO_PEER, LetterKind.ASSISTANCE_SUPPORT, LetterKind.PATIENT_APPEAL)
_OWN_STANDING = (FiledBy.PRESCRIBER, FiledBy.PROVIDER)


def goes_to_the_plan(kind: LetterKind) -> bool:
    """Whether a letter of that kind is sent to the plan by itself."""
    return kind not in _NOT_FILED


def check_filing(brief: Brief) -> Iterator[CheckItem]:
    """Whether the one who files has the standing, and the paper that shows it."""
    stage = brief.context.stage
    level = stage.plan_level if stage else None
    if (
        level is None
        or (brief.context.kind and not goes_to_the_plan(brief.context.kind))
        or stage is None
        or stage.denial is None
    ):
        return
    if level.automatic:
        yield advice(
            "filing.automatic",
            f"At this level nobody files: {level.who_files}.",
            "Check that the plan has forwarded the case.",
        )
        return
    if _has_standing(brief, level):
        yield settled("filing", f"May file at this level: {level.who_files}.", CheckLevel.BEFORE_SIGNING)
        return
    yield before_signing(
        "filing.authority", f"May file at this level: {level.who_files}. {_on_record(brief)}", _lift(level)
    )


def _has_standing(brief: Brief, level: Level) -> bool:
    filed = brief.facts.filed_by
    who = filed.who if filed else Filer.PRESCRIBER
    if who is Filer.MEMBER and FiledBy.MEMBER in level.filed_by:
        return True
    if any(standing in level.filed_by for standing in _OWN_STANDING) and who is Filer.PRESCRIBER:
        return True
    urgent = brief.facts.request.urgency is Urgency.EXPEDITED
    if urgent and FiledBy.PRESCRIBER_IF_URGENT in level.filed_by and who is Filer.PRESCRIBER:
        return True
    return filed is not None and filed.authority is not None and bool(filed.authority.exhibit)


def _on_record(brief: Brief) -> str:
    filed = brief.facts.filed_by
    if filed is None:
        return "The record does not say who files, and no authorization of the member is attached."
    return f"On record: filed by the {filed.who}; no authorization of the member is attached."


def _lift(level: Level) -> str:
    consent = FiledBy.PROVIDER_WITH_CONSENT in level.filed_by
    paper = "the member’s written consent" if consent else "the member’s signed authorization of a representative"
    return (
        f"Attach {paper} as an exhibit and name it in filed_by.authority, or let the member file"
        " with the patient’s own appeal, beside this letter."
    )
