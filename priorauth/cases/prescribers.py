"""Who may sign the letters of a clinic: its members with that role, and those that case files named before."""

from priorauth.cases.models import Prescriber
from priorauth.clinics.models import Clinic, Member
from priorauth.clinics.roles import Role
from priorauth.patients.writing import change


def prescribers(clinic: Clinic) -> list[Prescriber]:
    """The clinic's prescribers by name. A member's name, credentials and NPI are those of the membership."""
    members = Member.objects.of(clinic).filter(role=Role.PRESCRIBER, is_active=True).select_related("user")
    rows = list(Prescriber.objects.of(clinic))
    for member in members:
        row = next((row for row in rows if row.member_id == member.id or (member.npi and row.npi == member.npi)), None)
        if row is None:
            row = Prescriber(clinic=clinic)
            rows.append(row)
            row.save()
        change(row, member=member, name=str(member.user), credentials=member.credentials, npi=member.npi)
    return sorted(rows, key=lambda row: row.name.casefold())
