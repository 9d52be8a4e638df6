"""The two pages on which one level is logged: how it was sent, and what the plan answered.

Each is bound to what was typed, or to what is on record, and saved whole or not at all. Whoever comes second keeps what
was typed and is shown what a colleague saved (`conflict`).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict

from priorauth.audit.actions import Action
from priorauth.audit.services import record
from priorauth.cases.models import Case, DenialReason, Determination, Exhibit, InformationRequest, Submission
from priorauth.cases.services import attach, log_determination
from priorauth.cases.submissions.forms import (
    GRANTS,
    AuthorizationForm,
    DeterminationForm,
    InformationForm,
    LoggedFileForm,
    NoticeForm,
    PeerToPeerForm,
    ReasonForm,
    ReasonsForm,
    SubmissionForm,
)
from priorauth.cases.submissions.services import change_submission, log_submission
from priorauth.cases.wizard.lists import is_uuid
from priorauth.cases.wizard.parts import MOST_ROWS
from priorauth.clinics.models import Member
from priorauth.core import facts
from priorauth.core.stage import ADVERSE
from priorauth.core.vocabulary import DeterminationOutcome
from priorauth.formfields import revision_in
from priorauth.gridform import GridForm
from priorauth.patients.models import ClinicRow, Document
from priorauth.patients.sections import revision_now, section_of
from priorauth.patients.services import add_document
from priorauth.patients.writing import ChangedMeanwhile, change

INFORMATION, REASONS = "information", "reasons"
# What only a denial says: a new notice that is none leaves it with the notice that it replaces.
NOTHING_DENIED = {"quote": "", "policy_cited": "", "reviewer": None, "appeal_by": None}
ROWS: dict[str, type[GridForm]] = {INFORMATION: InformationForm, REASONS: ReasonForm}


@dataclass(frozen=True)
class Entry:
    """One form of the page, with the row that it shows, if there is one."""

    id: str
    form: GridForm
    row: ClinicRow | None = None


@dataclass
class Page:
    """Forms that are saved together, each with the row that it shows."""

    case: Case
    submission: Submission | None
    entries: list[Entry]
    rows: list[Entry]
    revision: int
    conflict: bool = False

    def __getitem__(self, name: str) -> Entry:
        return {entry.id: entry for entry in self.entries}[name]

    @property
    def kept(self) -> list[Entry]:
        """The rows in which something stands."""
        return [row for row in self.rows if not row.form.is_blank]

    @property
    def all(self) -> list[Entry]:
        return [*self.entries, *self.kept]

    @property
    def is_valid(self) -> bool:
        return not [entry for entry in self.all if not entry.form.is_valid()]

    @property
    def faults(self) -> int:
        return sum(len(entry.form.errors) for entry in self.all if entry.form.is_bound)

    @property
    def changed(self) -> list[str]:
        """The names of the fields that differ from the record."""
        return [f"submissions.{name}" for entry in self.all for name in entry.form.changed_data]

    def saved_by(self, save: Callable[[], object]) -> bool:
        """Whether all of it was written. If not, it says what was refused, or that a colleague was faster."""
        if not self.is_valid:
            return False
        try:
            save()
        except ValidationError as error:
            self._complain(error)
        except ChangedMeanwhile as meanwhile:
            self.conflict, self.revision = True, meanwhile.row.revision
        else:
            return True
        return False

    def _complain(self, error: ValidationError) -> None:
        """What the columns' readers refused, at the field that holds it."""
        for name, messages in error.message_dict.items():
            holder = next((entry for entry in self.all if name in entry.form.fields), self.entries[0])
            holder.form.add_error(name if name in holder.form.fields else None, messages)


def sending_page(case: Case, submission: Submission | None, request: HttpRequest) -> Page:
    """How a level was sent, what the plan asked for, the call between physicians."""
    typed, call = _typed(request), getattr(submission, "peer_to_peer", None)
    names = [name for name in SubmissionForm.base_fields if name != "file"]
    initial = _initial(submission, names) or {"level": request.GET.get("level", "")}
    head = SubmissionForm(typed, request.FILES or None, prefix="sending", initial=initial, case=case)
    peer = PeerToPeerForm(typed, prefix="call", initial=_initial(call, PeerToPeerForm.base_fields))
    stored = (
        [_initial(row, InformationForm.base_fields) for row in _requests(submission)] if submission is not None else []
    )
    entries = [Entry("sending", head, submission), Entry("call", peer, call)]
    return Page(case, submission, entries, _rows(INFORMATION, typed, stored), _revision(case, typed))


def answer_page(case: Case, submission: Submission, request: HttpRequest) -> Page:
    """The plan's answer to a level."""
    return _answer_page(case, submission, _typed(request), request.FILES or None)


def as_typed(page: Page, typed: QueryDict) -> Page:
    """The same page with what was typed so far, not judged yet: something was added to it."""
    assert page.submission is not None
    shown = _answer_page(page.case, page.submission, typed, None)
    for entry in [*shown.entries, *shown.rows]:
        entry.form.initial = {name: entry.form[name].data for name in entry.form.fields}
        entry.form.is_bound = False
    return shown


def _answer_page(
    case: Case,
    submission: Submission,
    typed: QueryDict | None,
    files: "MultiValueDict[str, UploadedFile[bytes]] | None",
) -> Page:
    row = getattr(submission, "determination", None)
    grant = getattr(row, "authorization", None)
    granted = _initial(grant, AuthorizationForm.base_fields)
    reviewer = (row.reviewer or {}) if row else {}
    said = _initial(row, ("quote", "policy_cited")) | {
        f"reviewer_{name}": reviewer.get(name, "") for name in ("name", "specialty")
    }
    initial = _initial(row, ("outcome", "notice_date", "received_date", "appeal_by"))
    entries = [
        Entry("answer", DeterminationForm(typed, files, prefix="answer", initial=initial), row),
        Entry("said", ReasonsForm(typed, prefix="said", initial=said), row),
        Entry("grant", AuthorizationForm(typed, prefix="grant", initial=granted), grant),
        Entry("notice", NoticeForm(typed, prefix="notice"), row),
    ]
    stored = [{"reason": one.reason} for one in _reasons(row)] if row else []
    return Page(case, submission, entries, _rows(REASONS, typed, stored), _revision(case, typed))


def answer_typed(page: Page) -> facts.Determination | None:
    """The answer as far as it can be read, for the deadlines that it sets off; None without an outcome."""
    form = page["answer"].form
    form.is_valid()
    if not form.typed.get("outcome"):
        return None
    return facts.Determination.model_validate(form.typed | {"authorization": _granted_until(page, form)})


def _granted_until(page: Page, answer: GridForm) -> dict[str, Any] | None:
    """The end that was typed for what the plan grants: the renewal is counted from it."""
    grant = page["grant"].form
    grant.is_valid()
    ends = grant.typed.get("ends")
    return {"to": ends} if ends and answer.typed["outcome"] in GRANTS else None


def blank(name: str) -> Entry:
    """A further row to type into."""
    row_id = str(uuid4())
    return Entry(row_id, ROWS[name](None, prefix=f"{name}-{row_id}"))


@transaction.atomic
def save_sending(page: Page, member: Member) -> Submission:
    """Writes the page. Raises ValidationError or ChangedMeanwhile, and then nothing is written."""
    head, call = page["sending"].form, page["call"].form
    values = dict(head.typed)
    proof = _document(page, head, kind="proof_of_timely_filing", title="Proof of sending")
    if proof:
        values["proof"] = proof
    names = page.changed
    information = [row.form.typed for row in page.kept]
    spoken = None if call.is_blank else call.typed
    if page.submission is None:
        submission = log_submission(case=page.case, revision=page.revision, **values)
        page.revision += 1
        if not (information or spoken):
            record(Action.SUBMISSION_LOGGED, member=member, subject=page.case, changed=names)
            return submission
        page.submission, values = submission, {}
    change_submission(
        submission=page.submission, revision=page.revision, information=information, call=spoken, **values
    )
    record(Action.SUBMISSION_LOGGED, member=member, subject=page.case, changed=names)
    return page.submission


@transaction.atomic
def save_answer(page: Page, member: Member, *, notice: Document | None = None) -> None:
    """Writes the page, `notice` being the plan's letter where it was uploaded before. Raises ValidationError or
    ChangedMeanwhile, and then nothing is written."""
    assert page.submission is not None
    form, said, grant = (page[name].form for name in ("answer", "said", "grant"))
    outcome = DeterminationOutcome(form.typed["outcome"])
    values = dict(form.typed)
    kind = "denial_notice" if outcome in ADVERSE else "auth_letters"
    if notice:
        change(notice, kind=kind)
    else:
        notice = _document(page, form, kind=kind, title="Notice of the plan")
    if notice:
        values["notice"] = notice
    is_new = page["notice"].form.typed["is_new"] == "yes"
    if outcome in ADVERSE:
        values |= _said(said.typed)
    elif is_new:
        values |= NOTHING_DENIED
    log_determination(
        submission=page.submission,
        revision=page.revision,
        reasons=list(dict.fromkeys(row.form.typed["reason"] for row in page.kept)) if outcome in ADVERSE else [],
        authorization=grant.typed if outcome in GRANTS and not grant.is_blank else None,
        is_new_notice=is_new,
        **values,
    )
    if notice and outcome in ADVERSE:
        _exhibit(page.case, notice)
    record(Action.DETERMINATION_LOGGED, member=member, subject=page.case, changed=page.changed)


def _exhibit(case: Case, notice: Document) -> None:
    """The notice of a denial is an exhibit of the case."""
    if not Exhibit.objects.of(case.clinic).filter(case=case, document=notice).exists():
        revision = revision_now(Exhibit, case)
        attach(case=case, document=notice, revision=revision, proves="The plan’s denial")


def _said(typed: dict[str, Any]) -> dict[str, Any]:
    reviewer = {name: typed[f"reviewer_{name}"] for name in ("name", "specialty") if typed[f"reviewer_{name}"]}
    return {"quote": typed["quote"], "policy_cited": typed["policy_cited"], "reviewer": reviewer or None}


def _document(page: Page, form: GridForm, *, kind: str, title: str) -> Document | None:
    """The file that came with a form, kept among the patient's documents."""
    if not isinstance(form, LoggedFileForm) or not form.cleaned_data["file"]:
        return None
    return add_document(patient=page.case.patient, kind=kind, title=title, **form.document)


def _typed(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _revision(case: Case, typed: QueryDict | None) -> int:
    """The revision that the page was made from."""
    asked = typed.get("revision") if typed is not None else None
    return revision_in(asked, section_of(Submission, case).revision)


def _initial(row: ClinicRow | None, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names} if row else {}


def _requests(submission: Submission) -> Sequence[InformationRequest]:
    return list(InformationRequest.objects.of(submission.clinic).filter(submission=submission))


def _reasons(row: Determination) -> Sequence[DenialReason]:
    return list(DenialReason.objects.of(row.clinic).filter(determination=row))


def _rows(name: str, typed: QueryDict | None, stored: list[dict[str, Any]]) -> list[Entry]:
    """The rows as typed, or as stored. They have ids of the page only: all of them are written anew."""
    if typed is None:
        forms = [(str(uuid4()), initial) for initial in stored]
    else:
        known = [one for one in typed.getlist(f"{name}-id") if is_uuid(one)][:MOST_ROWS]
        forms = [(one, stored[place] if place < len(stored) else {}) for place, one in enumerate(known)]
    return [Entry(one, ROWS[name](typed, prefix=f"{name}-{one}", initial=initial)) for one, initial in forms]
