"""Fills a PostgreSQL database with invented cases, by INSERT ... SELECT, as lean as the pages allow.

The measured clinic holds all the cases asked for; twenty others of 500 cases each stand beside it. Staff grows with
the cases: one coordinator for 1,700 of them, one prescriber for 5,000. A quarter of the cases is open and has something
to do; the others were decided within five years. There are 500 family names, the most frequent of about 2%.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, models

from priorauth import encryption
from priorauth.cases.models import (
    Authorization,
    Call,
    Case,
    CaseState,
    DenialReason,
    Determination,
    Prescriber,
    Request,
    Submission,
    SubmissionState,
    WorkItem,
)
from priorauth.clinics.models import Clinic, Member, User
from priorauth.patients.models import Coverage, Patient, PatientName

OTHERS, OTHERS_HOLD = 20, 500
TO_A_COORDINATOR, TO_A_PRESCRIBER = 1_700, 5_000
PLANS = 30
TABLES: tuple[type[models.Model], ...] = (
    Patient, PatientName, Coverage, Case, Request, CaseState, WorkItem, Submission, Determination, DenialReason,
    Authorization, Call, SubmissionState,
)  # fmt: skip
# Whom the search for exact numbers looks for.
PROBE = {"mrn": "RN-500-500", "reference": "PA-500-500", "name": "Okanhart"}
_FAMILY = "{Ada,Bel,Cor,Dun,Els,Far,Gar,Hol,Ing,Jas,Kel,Lan,Mar,Nor,Oka,Pel,Quin,Ros,Sel,Tam,Ull,Var,Wes,Yar,Zel}"
_ENDING = "{mont,sen,field,ez,ski,by,ford,ley,man,ton,well,ova,ini,ard,berg,quist,son,wood,ham,stead}"
_GIVEN = "{Ana,Ben,Clara,Dev,Elena,Femi,Grace,Hugo,Ines,Jonas,Kira,Liam,Maria,Nadia,Omar,Priya,Quentin,Rosa,Sam,Tara}"
_MIDDLE = "{Joy,Lee,May,Ray,Jo,Ann,Kai,Sky,Eve,Ian}"
_PLAIN = {"CharField": "''", "TextField": "''", "BooleanField": "false", "DateTimeField": "now()"}
_ZERO = {"PositiveIntegerField": "0", "PositiveSmallIntegerField": "0", "DateField": "current_date"}

_MADE = f"""
CREATE TEMP TABLE made AS
SELECT n, patient, coverage, "case", first, answer, again, won, family, given, payer, prescriber, owner, state,
    now() - random() * CASE WHEN state <= 6 THEN interval '200 days' ELSE interval '1825 days' END AS at,
    CASE state WHEN 2 THEN 1 + n %% 30 WHEN 3 THEN -(n %% 10) - 1 WHEN 4 THEN n %% 17 - 2 WHEN 5 THEN 5 + n %% 165
        WHEN 6 THEN n %% 180 END AS due,
    (state IN (5, 8) OR state = 7 AND n %% 5 = 0) AS denied,
    (state = 7 AND n %% 5 = 0 OR state = 8 AND n %% 2 = 0) AS appealed
FROM (
    SELECT n, gen_random_uuid() patient, gen_random_uuid() coverage, gen_random_uuid() "case", gen_random_uuid() first,
        gen_random_uuid() answer, gen_random_uuid() again, gen_random_uuid() won,
        ('{_FAMILY}'::text[])[1 + floor(25 * power(random(), 1.6))::int]
            || ('{_ENDING}'::text[])[1 + floor(20 * power(random(), 1.6))::int] family,
        ('{_GIVEN}'::text[])[1 + floor(20 * power(random(), 1.3))::int]
            || CASE WHEN n %% 3 = 0 THEN ' ' || ('{_MIDDLE}'::text[])[1 + n / 3 %% 10] ELSE '' END given,
        'Plan of ' || ('{_FAMILY}'::text[])[1 + (n * 7 %% {PLANS}) %% 25] || ' ' || (n * 7 %% {PLANS}) payer,
        (%(prescribers)s::uuid[])[1 + n %% cardinality(%(prescribers)s::uuid[])] prescriber,
        (%(owners)s::uuid[])[1 + n %% cardinality(%(owners)s::uuid[])] owner,
        CASE WHEN r < .02 THEN 1 WHEN r < .08 THEN 2 WHEN r < .09 THEN 3 WHEN r < .11 THEN 4 WHEN r < .17 THEN 5
            WHEN r < .25 THEN 6 WHEN r < .80 THEN 7 WHEN r < .88 THEN 8 ELSE 9 END state
    FROM (SELECT n, random() r FROM generate_series(1, %(cases)s) n) numbered
) drawn
"""
_STATUS = """CASE state WHEN 1 THEN 'preparing' WHEN 2 THEN 'submitted' WHEN 3 THEN 'plan_overdue' WHEN 4 THEN
    'information_requested' WHEN 5 THEN 'denied' WHEN 6 THEN 'renewal_due' WHEN 7 THEN 'approved' WHEN 8 THEN
    'exhausted' ELSE 'closed' END"""
_KIND = """CASE state WHEN 1 THEN 'facts' WHEN 2 THEN 'decision' WHEN 3 THEN 'plan_overdue' WHEN 4 THEN 'information'
    WHEN 5 THEN 'appeal' ELSE 'renewal' END"""
_DO = """CASE state WHEN 1 THEN 'Enter the weight' WHEN 2 THEN 'Log the plan’s answer' WHEN 3 THEN
    'Call the plan for its decision' WHEN 4 THEN 'Send what the plan asked for' WHEN 5 THEN
    'Start the first internal appeal' ELSE 'Start the renewal' END"""
_LEVEL = "CASE WHEN appealed THEN 'internal_appeal_1' ELSE 'prior_authorization' END"
_INDICATION = "(ARRAY['rrms_second_line', 'relapse', 'postpartum', 'cis'])[1 + n % 4]"
_REASON = "(ARRAY['experimental_investigational', 'step_therapy_not_met', 'site_of_care'])[1 + n / 7 % 3]"

_ROUTE = "(ARRAY['criteria', 'exclusion', 'silent'])[1 + n / 11 % 3]"
_ANSWERED = "at::date + 5 + n % 30"
_ANSWERED_AGAIN = "at::date + 50 + n % 40"
_FIRST_OUTCOME = "CASE WHEN denied THEN 'denied' WHEN n % 25 = 0 THEN 'partially_approved' ELSE 'approved' END"
_SECOND_OUTCOME = "CASE WHEN state = 7 THEN 'approved' ELSE 'denied' END"
_LAST_OUTCOME = f"CASE WHEN state < 5 THEN '' WHEN appealed THEN {_SECOND_OUTCOME} ELSE {_FIRST_OUTCOME} END"
_GROUPED = {"payer": "payer", "indication": _INDICATION, "prescriber_id": "prescriber"}


def fill(cases: int) -> None:
    """The measured clinic, and the others, in an empty database; then the statistics that the planner wants."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SET session_replication_role = replica; SET maintenance_work_mem = '512MB'; SELECT setseed(0.5)"
        )
        with _indexed_afterwards(cursor):
            for number in range(OTHERS):
                fill_clinic(cursor, a_clinic(f"Other {number}", OTHERS_HOLD), OTHERS_HOLD)
            measured = a_clinic("Measured", cases)
            fill_clinic(cursor, measured, cases)
        _mark_probe(measured)
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("VACUUM ANALYZE")


def a_clinic(name: str, cases: int) -> Clinic:
    """A clinic with an admin and as much staff as its cases keep busy."""
    slug = name.replace(" ", "-").lower()
    clinic = Clinic.objects.create(name=name, slug=slug)
    roles = ["admin"] + ["coordinator"] * max(2, cases // TO_A_COORDINATOR)
    users = User.objects.bulk_create(
        User(email=f"{role}{number}@{slug}.example", full_name=f"{role.title()} {number}", password="!")
        for number, role in enumerate(roles)
    )
    members = [Member(clinic=clinic, user=user, role=role) for user, role in zip(users, roles, strict=True)]
    Member.objects.of(clinic).bulk_create(members)
    names = (f"Prescriber {number}" for number in range(max(2, cases // TO_A_PRESCRIBER)))
    Prescriber.objects.of(clinic).bulk_create(Prescriber(clinic=clinic, name=name) for name in names)
    return clinic


def fill_clinic(cursor: Any, clinic: Clinic, cases: int) -> None:
    """The rows of so many cases."""
    owners = Member.objects.of(clinic).filter(role="coordinator").values_list("id", flat=True)
    prescribers = Prescriber.objects.of(clinic).values_list("id", flat=True)
    cursor.execute("DROP TABLE IF EXISTS made")
    cursor.execute(_MADE, {"cases": cases, "owners": list(owners), "prescribers": list(prescribers)})
    for model, source, columns in _rows(clinic):
        _insert(cursor, clinic, model, source, columns)


def _rows(clinic: Clinic) -> Iterator[tuple[type[models.Model], str, dict[str, str]]]:
    number = _token("N-1234567")
    yield Patient, "made", {
        "id": "patient", "given": "given", "family": "family", "mrn": number, "created_at": "at",
        "mrn_lookup": _lookup("mrn"), "birth_date": "date '1950-01-01' + n % 18000",
    }  # fmt: skip
    key = "CASE WHEN part = 1 THEN lower(family || ' ' || given) ELSE lower(given || ' ' || family) END"
    before = "CASE WHEN part = 1 THEN '' ELSE ' ' || lower(family) END"
    yield PatientName, "made, generate_series(1, 2) part", {"patient_id": "patient", "key": key, "before": before}
    yield Coverage, "made", {
        "id": "coverage", "patient_id": "patient", "payer": "payer", "plan_type": "'erisa_self_funded'",
        "member_id": number, "member_id_lookup": _lookup("member"),
    }  # fmt: skip
    yield Case, "made", {
        "id": '"case"', "patient_id": "patient", "coverage_id": "coverage", "prescriber_id": "prescriber",
        "owner_id": "owner", "created_at": "at", "closed_on": "CASE WHEN state = 9 THEN at::date + 60 END",
    }  # fmt: skip
    yield Request, "made", {"case_id": '"case"', "indication": _INDICATION, "product": "'gamunex_c'"}
    yield CaseState, "made", {
        "case_id": '"case"', "status": _STATUS, "level": _LEVEL, "level_name": "'first request'",
        "next_step": f"CASE WHEN state <= 6 THEN {_DO} ELSE '' END", "next_due": "current_date + due",
        "outcome": _LAST_OUTCOME, "begun_on": "at::date", "course_g": "720", "infusions": "6", **_GROUPED,
        "derived_on": "current_date", "changes_on": "CASE WHEN state <= 6 THEN current_date + 2 + n % 100 END",
    }  # fmt: skip
    yield WorkItem, "made WHERE state <= 6", {
        "case_id": '"case"', "submission_id": "CASE WHEN state > 1 THEN first END", "kind": _KIND, "do": _DO,
        "why": "'By the plan’s own rules and what is logged'", "act": "'Go on'", "payer": "payer",
        "place": "CASE WHEN state = 1 THEN 'record' ELSE 'submission' END", "due_on": "current_date + due",
        "path": "CASE WHEN state = 1 THEN 'patient.weight' ELSE '' END",
        "sorts_on": "coalesce(current_date + due, date '9999-12-31')",
    }  # fmt: skip
    yield Submission, "made WHERE state > 1", {
        "id": "first", "case_id": '"case"', "level": "'prior_authorization'", "submitted": "at::date::text",
        "reference": number, "reference_lookup": _lookup("first"),
    }  # fmt: skip
    yield Submission, "made WHERE appealed", {
        "id": "again", "case_id": '"case"', "level": "'internal_appeal_1'", "submitted": "(at::date + 40)::text",
        "position": "1", "reference": number, "reference_lookup": _lookup("again"),
    }  # fmt: skip
    yield Determination, "made WHERE state >= 5", {
        "id": "answer", "submission_id": "first", "notice_date": _ANSWERED, "outcome": _FIRST_OUTCOME,
    }  # fmt: skip
    yield Determination, "made WHERE appealed", {
        "id": "won", "submission_id": "again", "notice_date": _ANSWERED_AGAIN, "outcome": _SECOND_OUTCOME,
    }  # fmt: skip
    yield DenialReason, "made WHERE denied", {"determination_id": "answer", "reason": _REASON}
    yield Authorization, "made WHERE state >= 5 AND NOT denied", {
        "determination_id": "answer", "number": number, "number_lookup": _lookup("granted"), "units": "720",
    }  # fmt: skip
    yield Call, "made WHERE n % 3 = 0", {
        "case_id": '"case"', "date": "at::date + 10", "party": "'intake'", "reference": number,
        "reference_lookup": _lookup("call"),
    }  # fmt: skip
    yield from _figures()


def _figures() -> Iterator[tuple[type[models.Model], str, dict[str, str]]]:
    """What the dashboard counts: each submission as `core.tracking` would sum it up."""
    yield SubmissionState, "made WHERE state > 1", {
        "case_id": '"case"', "submission_id": "first", "level": "'prior_authorization'", "is_appeal": "false",
        "is_last": "NOT appealed", "route": _ROUTE, "sent_on": "at::date", "decide_by": "at::date + 30",
        "outcome": f"CASE WHEN state < 5 THEN '' ELSE {_FIRST_OUTCOME} END",
        "decided_on": f"CASE WHEN state >= 5 THEN {_ANSWERED} END", "days": "CASE WHEN state >= 5 THEN 5 + n % 30 END",
        "file_by": f"CASE WHEN denied THEN {_ANSWERED} + 180 END",
        "filed_on": "CASE WHEN appealed THEN at::date + 40 END",
        "followed": "CASE WHEN NOT appealed THEN '' WHEN state = 7 THEN 'overturned' ELSE 'upheld' END", **_GROUPED,
    }  # fmt: skip
    yield SubmissionState, "made WHERE appealed", {
        "case_id": '"case"', "submission_id": "again", "level": "'internal_appeal_1'", "is_appeal": "true",
        "is_last": "true", "route": _ROUTE, "sent_on": "at::date + 40", "decide_by": "at::date + 70",
        "outcome": _SECOND_OUTCOME, "decided_on": _ANSWERED_AGAIN, "days": "10 + n % 40", **_GROUPED,
    }  # fmt: skip


def _token(text: str) -> str:
    """One encrypted number for all: what is found and counted is its hash."""
    return f"'{encryption.encrypt(text.encode()).decode()}'"


def _lookup(purpose: str) -> str:
    """As long as a real hash, and of no number."""
    return f"md5(patient::text || '{purpose}') || md5('{purpose}' || patient::text)"


def _mark_probe(clinic: Clinic) -> None:
    """One patient has numbers that can be searched for, and a name that nobody else has."""
    submission = Submission.objects.of(clinic).select_related("case").order_by("id")[0]
    patient = submission.case.patient_id
    mrn, reference = (encryption.lookup(name, PROBE[name]) for name in ("mrn", "reference"))
    Patient.objects.of(clinic).filter(id=patient).update(mrn_lookup=mrn, family=PROBE["name"])
    names = PatientName.objects.of(clinic).filter(patient=patient)
    names.exclude(before="").delete()
    names.update(key=PROBE["name"].lower())
    Submission.objects.of(clinic).filter(id=submission.id).update(reference_lookup=reference)


def _insert(cursor: Any, clinic: Clinic, model: type[models.Model], source: str, columns: dict[str, str]) -> None:
    """What is not named is empty, as a service would leave it."""
    named = {"id": "gen_random_uuid()", "clinic_id": str(clinic.pk)} | columns
    values = {field.column: named.get(str(field.column)) or _empty(field) for field in model._meta.concrete_fields}
    names = ", ".join(f'"{column}"' for column in values)
    cursor.execute(f'INSERT INTO "{model._meta.db_table}" ({names}) SELECT {", ".join(values.values())} FROM {source}')


def _empty(field: "models.Field[Any, Any]") -> str:
    if field.null:
        return "NULL"
    kind = field.get_internal_type()
    return (_PLAIN | _ZERO)[kind]


@contextmanager
def _indexed_afterwards(cursor: Any) -> Iterator[None]:
    """Without the indexes that no constraint needs, and then with them: sorted once, not grown row by row."""
    tables = [model._meta.db_table for model in TABLES]
    cursor.execute(
        "SELECT c.relname, pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
        "JOIN pg_class t ON t.oid = i.indrelid WHERE t.relname = ANY(%s) AND NOT i.indisunique",
        [tables],
    )
    indexes = cursor.fetchall()
    for name, _ in indexes:
        cursor.execute(f'DROP INDEX "{name}"')
    yield
    for _, definition in indexes:
        cursor.execute(definition)
