"""Signing a draft: what was read is frozen with its facts, its library, its words and its PDF. And what was signed."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from priorauth.audit.actions import Action
from priorauth.audit.services import record
from priorauth.cases.models import Case
from priorauth.cases.projection import project
from priorauth.clinics.models import Member
from priorauth.clinics.roles import Right
from priorauth.core.edits.differences import Difference
from priorauth.core.errors import Problem
from priorauth.core.letter import CheckItem
from priorauth.core.typography import counted
from priorauth.core.vocabulary import LetterKind
from priorauth.letters import digests
from priorauth.letters.ahead import remove_ahead
from priorauth.letters.drafts import Composed, changed_since_read, composed, note_review
from priorauth.letters.kinds import NAMES, WHY_NOT_SIGNED
from priorauth.letters.models import Draft, Letter, Rendering
from priorauth.letters.services import frozen, queue, try_again, write_row
from priorauth.reference.services import keep_version

_NO_PRESCRIBER = "The case does not say who prescribes. Choose the prescriber there first."

WITH_PATIENTS_LETTER = (
    LetterKind.APPEAL_1,
    LetterKind.APPEAL_2,
    LetterKind.EXPEDITED_APPEAL,
    LetterKind.EXTERNAL_REVIEW,
)


class CannotSign(Exception):
    """The letter was not signed; the message tells the signer why."""


class NotTheSigner(CannotSign):
    """Somebody else than the prescriber in whose name the letter speaks."""


class NotReady(CannotSign):
    """Something has to be settled first: open items of the check list, or what the case lacks."""

    def __init__(self, items: tuple[CheckItem, ...], problems: tuple[Problem, ...]) -> None:
        self.items, self.problems = items, problems
        what = counted(len(items) + len(problems), "thing")
        super().__init__(f"The letter was not signed: {what} must be settled first.")


class ChangedSinceRead(CannotSign):
    """What would be signed is not what the signer has read. `changes` is empty where nobody knows what was read."""

    def __init__(self, now: Composed, changes: tuple[Difference, ...]) -> None:
        self.now, self.changes = now, changes
        super().__init__("The letter was not signed: it has changed since you read it. Read what changed, then sign.")


@dataclass(frozen=True)
class Versions:
    """A draft of a case with the letters that were signed of it, newest first, each with its PDF's job."""

    draft: Draft
    signed: tuple[tuple[Letter, Rendering | None], ...]


def why_not_signer(member: Member, draft: Draft) -> str:
    """Why that member cannot sign the letter, in words; empty for the prescriber who can."""
    if draft.kind in WHY_NOT_SIGNED:
        return WHY_NOT_SIGNED[LetterKind(draft.kind)]
    prescriber = draft.case.prescriber
    if prescriber is None:
        return _NO_PRESCRIBER
    if member.may(Right.SIGN_LETTERS) and (prescriber.member_id == member.id or _same_npi(prescriber.npi, member.npi)):
        return ""
    return f"Only {prescriber.name or 'the prescriber'}, in whose name the letter speaks, can sign it."


def statement_for(now: Composed) -> str:
    """What the signer attests."""
    patient = now.facts.patient
    name = " ".join(filter(None, (patient.given, patient.family))) or "the patient"
    count = len(now.letter.changes)
    changes = f", the {counted(count, 'change')} included" if count else ""
    return (
        f"I have read this letter. What it says of {name} is true to the best of my knowledge and rests on the record, "
        f"and its words are mine{changes}."
    )


def sign(member: Member, draft: Draft, *, seen: str, statement: str, how: str = "") -> Letter:
    """The draft as it reads today, signed: a new version, frozen, with its PDF queued or already there.

    `seen` is the `content_sha256` of what the signer has read, `how` says how they proved who they are. Signing the
    same words of the same day twice gives the same letter. Raises CannotSign; nothing is signed then.
    """
    with transaction.atomic():
        draft = Draft.objects.of(member.clinic).select_for_update(of=("self",)).select_related("case").get(id=draft.id)
        if words := why_not_signer(member, draft):
            raise NotTheSigner(words)
        now = composed(draft, timezone.localdate())
        refuse_unread(member, now, seen)
        refuse_open(now)
        letter = _already(member, now)
        if letter is None:
            letter = _signed(member, now, statement, how)
            _freeze_beside(member, now, letter)
        note_review(member, draft, seen)
        return letter


@transaction.atomic
def ask_to_sign(member: Member, draft: Draft, *, asked: bool = True) -> None:
    """Hands the letter to its prescriber, whose worklist then has it; or takes it back. Twice is as once.

    Raises CannotSign for a letter that no prescriber signs, or where the case names none.
    """
    draft = Draft.objects.of(member.clinic).select_for_update(of=("self",)).select_related("case").get(id=draft.id)
    if asked and draft.kind in WHY_NOT_SIGNED:
        raise CannotSign(WHY_NOT_SIGNED[LetterKind(draft.kind)])
    if asked and draft.case.prescriber_id is None:
        raise CannotSign(_NO_PRESCRIBER)
    if asked == draft.is_asked_for:
        return
    draft.asked_at, draft.asked_by = (timezone.now(), member) if asked else (None, None)
    draft.save(update_fields=["asked_at", "asked_by"])
    project(draft.case)
    record(Action.LETTER_ASKED if asked else Action.LETTER_TAKEN_BACK, member=member, subject=draft)


def refuse_unread(member: Member, now: Composed, seen: str) -> None:
    """Raises ChangedSinceRead where the letter is not the one that was seen."""
    if seen != now.content_sha256:
        raise ChangedSinceRead(now, changed_since_read(member, now, seen))


def refuse_open(now: Composed) -> None:
    """Raises NotReady where something must be settled before anybody signs."""
    if now.open_items or now.problems:
        raise NotReady(now.open_items, now.problems)


def versions(case: Case) -> list[Versions]:
    """Every draft of a case with what was signed of it, in the order in which the drafts were started."""
    letters = Letter.objects.of(case.clinic).filter(draft__case=case, state=Letter.State.SIGNED)
    letters = letters.select_related("signed_by__user").defer("facts", "composed", "statement")
    signed = list(letters.order_by("-version"))
    jobs = {job.letter_id: job for job in Rendering.objects.of(case.clinic).filter(letter__in=signed, variant="final")}
    return [
        Versions(draft, tuple((letter, jobs.get(letter.id)) for letter in signed if letter.draft_id == draft.id))
        for draft in Draft.objects.of(case.clinic).filter(case=case).select_related("case")
    ]


def _already(member: Member, now: Composed) -> Letter | None:
    """The latest version where it is these words, signed by the same person."""
    signed = Letter.objects.of(member.clinic).filter(draft=now.draft, state=Letter.State.SIGNED)
    latest = signed.order_by("version").last()
    is_same = latest and (latest.content_sha256, latest.signed_by_id) == (now.content_sha256, member.id)
    return latest if is_same else None


def _freeze_beside(member: Member, appeal: Composed, letter: Letter) -> None:
    """The patient's own letter goes out with the appeal, and is frozen with it once nothing in it is open."""
    if letter.kind not in WITH_PATIENTS_LETTER:
        return
    beside = Draft.objects.of(member.clinic).filter(case=appeal.draft.case, kind=LetterKind.PATIENT_APPEAL)
    for draft in beside.select_for_update(of=("self",)).select_related("case"):
        now = composed(draft, letter.letter_date)
        if not now.open_items and not now.problems and _already(member, now) is None:
            statement = f"Frozen with version {letter.version} of: {NAMES[LetterKind(letter.kind)]}."
            _signed(member, now, statement, how="")


def _signed(member: Member, now: Composed, statement: str, how: str) -> Letter:
    letters = Letter.objects.of(member.clinic)
    last = letters.filter(draft=now.draft).aggregate(last=Max("version"))["last"] or 0
    signature: dict[str, Any] = {
        "state": Letter.State.SIGNED,
        "version": last + 1,
        "made_by": member,
        "signed_by": member,
        "signed_at": timezone.now(),
        "signed_how": how,
        "statement": statement,
        "statement_sha256": digests.of_text(statement),
    }
    ahead = letters.filter(draft=now.draft, state=Letter.State.AHEAD, content_sha256=now.content_sha256).first()
    if ahead:
        # A record that came into use meanwhile makes another version of the library, and the same words.
        keep_version(member.clinic, now.letter.library)
        letters.filter(id=ahead.id).update(**frozen(now.facts, now.letter), **signature)
        letter = letters.get(id=ahead.id)
        job = Rendering.objects.of(member.clinic).get(letter=letter, variant=Rendering.Variant.FINAL)
        if job.status == Rendering.Status.FAILED:
            try_again(member, job)
    else:
        letter = write_row(now.facts, now.letter, clinic=member.clinic, draft=now.draft, **signature)
        queue(letter, Rendering.Variant.FINAL)
    remove_ahead(now.draft)
    Draft.objects.of(member.clinic).filter(id=now.draft.id).update(asked_at=None, asked_by=None)
    project(now.draft.case)
    record(Action.LETTER_FROZEN if letter.is_frozen_beside else Action.LETTER_SIGNED, member=member, subject=letter)
    return letter


def _same_npi(one: str, other: str) -> bool:
    return bool(one) and one == other
