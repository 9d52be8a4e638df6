"""Who may sign the letters of a clinic: its members with that role, and those that case files named before."""

from django.db import transaction

from priorauth.cases.models import Case, CaseState, Prescriber, SubmissionState
from priorauth.clinics.models import Clinic, Member
from priorauth.clinics.roles import Role
from priorauth.clinics.services import hold
from priorauth.patients.writing import change


def prescribers(clinic: Clinic) -> list[Prescriber]:
    """The clinic's prescribers by name. A member's name, credentials and NPI are those of the membership."""
    rows = {row.member_id: row for row in Prescriber.objects.of(clinic)}
    if any(_is_behind(member, rows.get(member.id)) for member in _members(clinic)):
        _follow(clinic)
    return sorted(Prescriber.objects.of(clinic), key=lambda row: row.name.casefold())


@transaction.atomic
def _follow(clinic: Clinic) -> None:
    """Writes what memberships say; whoever a case file named by a member's NPI is that member."""
    hold(clinic)
    for member in _members(clinic):
        rows = Prescriber.objects.of(clinic)
        named = rows.filter(npi=member.npi).first() if member.npi else None
        row = rows.filter(member=member).first() or named or rows.create(clinic=clinic)
        if named and named.pk != row.pk:
            _merge(named, row)
        change(row, member=member, **_told(member))


def _merge(named: Prescriber, row: Prescriber) -> None:
    """Two rows of one person become one."""
    for model in (Case, CaseState, SubmissionState):
        model.objects.of(row.clinic).filter(prescriber=named).update(prescriber=row)
    named.delete()


def _members(clinic: Clinic) -> list[Member]:
    rows = Member.objects.of(clinic).filter(role=Role.PRESCRIBER, is_active=True)
    return list(rows.select_related("user").order_by("id"))


def _is_behind(member: Member, row: Prescriber | None) -> bool:
    return row is None or any(getattr(row, name) != value for name, value in _told(member).items())


def _told(member: Member) -> dict[str, str]:
    return {"name": str(member.user), "credentials": member.credentials, "npi": member.npi}
