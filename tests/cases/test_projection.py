"""What lists read of a case is what the core derives of it: after any history, after every service, on every day."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given

from priorauth.assistance.models import Application
from priorauth.assistance.services import apply_to, save_application
from priorauth.cases.infusions.services import change_infusion, infusions_of, log_infusion, remove_infusion
from priorauth.cases.models import (
    Call,
    Case,
    CaseState,
    EarlierNotice,
    InformationRequest,
    PeerToPeer,
    Request,
    Submission,
    SubmissionState,
    WorkItem,
)
from priorauth.cases.projection import catch_up, derive, out_of_date, project
from priorauth.cases.services import change_case, create_case, log_determination
from priorauth.cases.submissions.services import (
    close_case,
    log_call,
    log_submission,
    remove_submission,
    start_level,
)
from priorauth.clinics.models import Member
from priorauth.core.library import Library
from priorauth.core.tracking import CaseStatus, LetterInHand, Tracking, track
from priorauth.letters.models import Draft, Letter
from priorauth.letters.signing import ask_to_sign
from priorauth.patients.models import ClinicRow, PriorIvig
from priorauth.patients.sections import section_of
from priorauth.reference.services import shipped_library
from tests import people
from tests.cases.importing import imported
from tests.factories import TODAY, a_case, a_clinic, a_draft
from tests.strategies.histories import History, histories

pytestmark = pytest.mark.django_db


FIGURES = (
    "level", "is_appeal", "is_last", "route", "sent_on", "outcome", "decided_on", "days", "decide_by", "file_by",
    "filed_on", "followed",
)  # fmt: skip


@contextmanager
def rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def library() -> Library:
    return shipped_library()


def in_rows(history: History) -> Case:
    """The history as rows: its facts imported, what no fact tells of written beside them."""
    case = imported(history.facts, a_clinic())
    sent, dealings = list(Submission.objects.of(case.clinic).filter(case=case)), history.dealings
    own = {"clinic": case.clinic}
    for asked in dealings.information:
        values = asked.model_dump(exclude={"submission"})
        InformationRequest.objects.create(**own, submission=sent[asked.submission], **values)
    for call in {one.submission: one for one in reversed(dealings.peer_to_peer)}.values():
        values = call.model_dump(exclude={"submission", "outcome"}) | {"outcome": call.outcome or ""}
        PeerToPeer.objects.create(**own, submission=sent[call.submission], **values)
    for notice in dealings.earlier_notices:
        said = notice.model_dump(mode="json", exclude={"submission"}, exclude_none=True)
        EarlierNotice.objects.create(**own, submission=sent[notice.submission], said=said)
    for letter in dealings.letters:
        in_hand(case, letter)
    for asks in dealings.applications:
        Application.objects.create(**own, case=case, **asks.model_dump(mode="python"))
    if dealings.prepared:
        Submission.objects.create(**own, case=case, position=99, level=dealings.prepared, is_prepared=True)
    Case.objects.of(case.clinic).filter(id=case.id).update(closed_on=dealings.closed_on)
    return case


def in_hand(case: Case, letter: LetterInHand) -> None:
    """A draft that waits, or of which a letter was signed."""
    asked = at_noon(letter.asked_on) if letter.asked_on else None
    draft = Draft.objects.create(id=letter.id, clinic=case.clinic, case=case, kind=letter.kind, asked_at=asked)
    if letter.signed_on:
        signer = Member.objects.of(case.clinic).first() or people.member(case.clinic, "prescriber", "Elena Marsh")
        signed = {"state": "signed", "version": 1, "signed_by": signer, "signed_at": at_noon(letter.signed_on)}
        frozen = {"kind": letter.kind, "letter_date": letter.signed_on, "facts": {}, "composed": {}}
        Letter.objects.create(clinic=case.clinic, draft=draft, library_version="0", **frozen, **signed)


def at_noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(17), dt.UTC)


def projected(case: Case) -> tuple[object, ...]:
    state = CaseState.objects.of(case.clinic).get(case=case)
    items = WorkItem.objects.of(case.clinic).filter(case=case).order_by("position")
    steps = [
        (one.kind, one.do, one.why, one.due_on, one.because, one.place, one.level, one.letter, one.target,
         one.for_prescriber)
        for one in items
    ]  # fmt: skip
    sent = SubmissionState.objects.of(case.clinic).filter(case=case).order_by("submission__position")
    figures = [tuple(getattr(one, name) or None for name in FIGURES) for one in sent]
    return state.status, state.level, state.level_name, state.outcome, state.next_due, state.changes_on, steps, figures


def told(state: Tracking) -> tuple[object, ...]:
    steps = [
        (one.kind, one.do, one.why, one.due_on, one.because, one.place, one.level, one.letter or "", one.target,
         one.for_prescriber)
        for one in state.steps
    ]  # fmt: skip
    due = state.next_step.due_on if state.next_step else None
    figures = [tuple(getattr(one, name) or None for name in FIGURES) for one in state.sent]
    return state.status, state.level, state.level_name, state.outcome or "", due, state.changes_on, steps, figures


@given(histories())
def test_the_projection_of_any_history_is_its_derivation(history: History) -> None:
    with rolled_back():
        case = in_rows(history)
        project(case, history.facts.as_of)
        assert projected(case) == told(track(history.facts, shipped_library(), history.dealings))


def revision(case: Case, model: type[ClinicRow] = Submission) -> int:
    owner = case if model.sections.owner == "case" else case.patient
    return section_of(model, owner).revision


def is_kept_up(case: Case) -> bool:
    day = CaseState.objects.of(case.clinic).get(case=case).derived_on
    assert day is not None
    return projected(case) == told(derive(Case.objects.of(case.clinic).get(id=case.id), day).tracking)


def test_every_service_keeps_it_up() -> None:
    case = a_case(a_clinic())
    assert is_kept_up(case)
    sent = log_submission(
        case=case, revision=revision(case), level="prior_authorization", submitted=TODAY - dt.timedelta(days=60)
    )
    assert is_kept_up(case)
    log_call(case=case, revision=revision(case, Call), date=TODAY, party="intake")
    log_determination(submission=sent, revision=revision(case), outcome="denied", notice_date=TODAY)
    assert is_kept_up(case)
    assert CaseState.objects.of(case.clinic).get(case=case).status == CaseStatus.DENIED
    appeal = start_level(case=case, revision=revision(case), level="internal_appeal_1")
    assert is_kept_up(case)
    remove_submission(submission=appeal, revision=revision(case))
    assert is_kept_up(case)
    now = change_case(case=case, revision=case.revision, filed_by="member")
    close_case(case=now, revision=now.revision, on=TODAY, because="moved away")
    assert is_kept_up(case)
    assert not WorkItem.objects.of(case.clinic).filter(case=case).exists()


def kinds(case: Case) -> set[str]:
    return set(WorkItem.objects.of(case.clinic).filter(case=case).values_list("kind", flat=True))


def test_what_other_apps_hold_of_a_case_keeps_it_up_too() -> None:
    case = a_case(a_clinic())
    member, draft = people.member(case.clinic), a_draft(case)
    ask_to_sign(member, draft)
    assert is_kept_up(case)
    assert "signature" in kinds(case)
    ask_to_sign(member, draft, asked=False)
    assert is_kept_up(case)
    assert "signature" not in kinds(case)
    application = apply_to(member, case, "paf_copay_relief")
    save_application(member, application, application.revision, status="documents_requested", next_on=TODAY)
    assert is_kept_up(case)
    assert "assistance" in kinds(case)


def test_an_infusion_keeps_up_every_case_of_the_patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_, **__: TODAY)
    case = a_case(a_clinic(), awaiting_reply=True)
    sent = Submission.objects.of(case.clinic).get(case=case)
    days = {"begins": TODAY - dt.timedelta(days=90), "ends": TODAY + dt.timedelta(days=30)}
    granted = {"units": 60, "product": "gamunex_c", **days}
    log_determination(submission=sent, revision=revision(case), outcome="approved", authorization=granted)
    assert "units" not in kinds(case)
    patient = case.patient
    given = log_infusion(patient=patient, date=TODAY, grams=Decimal(20))
    assert is_kept_up(case)
    assert "units" in kinds(case)
    change_infusion(patient=patient, infusion=given, revision=revision(case, PriorIvig), grams=Decimal(30))
    assert is_kept_up(case)
    item = WorkItem.objects.of(case.clinic).get(case=case, kind="units")
    assert item.do == "Ask for more units before the next infusion"
    remove_infusion(patient=patient, infusion=given, revision=revision(case, PriorIvig))
    assert is_kept_up(case)
    assert "units" not in kinds(case)
    assert infusions_of(patient) == []


def test_a_save_of_the_wizard_derives_every_case_in_one_order_and_logs_last() -> None:
    """Who locks in another order than everybody else can wait for somebody who waits for him."""
    clinic = a_clinic()
    first = a_case(clinic)
    cases = [first, *(create_case(patient=first.patient, coverage=first.coverage) for _ in range(3))]
    ids = sorted(case.id.hex for case in cases)
    last = max(cases, key=lambda case: case.id.hex)
    typed = {"request-product": "privigen", "request-revision": str(revision(last, Request))}
    browser = people.browser(people.member(clinic))
    with CaptureQueriesContext(connection) as captured:
        assert browser.post(f"/cases/{last.id}/request/", typed).status_code == 302
    asked = [query["sql"].replace("-", "") for query in captured]
    states = [place for place, sql in enumerate(asked) if '"cases_casestate"' in sql]
    logged = [place for place, sql in enumerate(asked) if '"audit_chain"' in sql]
    assert logged
    assert max(states) < min(logged)
    derived = [case_id for place in states for case_id in ids if case_id in asked[place]]
    assert list(dict.fromkeys(derived)) == ids
    assert all(is_kept_up(case) for case in cases)


def test_what_turns_with_the_day_alone_is_caught_up_once() -> None:
    case = a_case(a_clinic(), awaiting_reply=True)
    project(case, dt.date(2026, 9, 22))
    turn = CaseState.objects.of(case.clinic).get(case=case).changes_on
    assert turn is not None
    eve = turn - dt.timedelta(days=1)
    assert not out_of_date(case.clinic, eve).exists()
    assert catch_up(case.clinic, dt.date(2026, 10, 30)) == 1
    assert CaseState.objects.of(case.clinic).get(case=case).status == CaseStatus.PLAN_OVERDUE
    assert catch_up(case.clinic, dt.date(2026, 10, 30)) == 0


def test_it_can_be_rebuilt_from_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    cases = [a_case(a_clinic(name, npi=""), denied=True) for name in ("Riverbend", "Lakeside")]
    before = [projected(case) for case in cases]
    for case in cases:
        CaseState.objects.of(case.clinic).update(status="approved", next_step="nothing")
        WorkItem.objects.of(case.clinic).all().delete()
    call_command("track_cases")
    assert [projected(case) for case in cases] == before
    assert "2 cases derived anew." in capsys.readouterr().out
