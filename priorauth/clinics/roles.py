"""Who may do what: one table. A right that no row names belongs to nobody."""

from django.db import models


class Role(models.TextChoices):
    """What a person is in a clinic."""

    COORDINATOR = "coordinator", "PA coordinator"
    PRESCRIBER = "prescriber", "Prescriber"
    ADMIN = "admin", "Clinic admin"
    AUDITOR = "auditor", "Auditor"


class Right(models.TextChoices):
    """What can be allowed; the label goes on after "You may not"."""

    READ_RECORDS = "read_records", "read patients’ records and letters"
    WRITE_RECORDS = "write_records", "write letters or change patients’ records"
    SIGN_LETTERS = "sign_letters", "sign letters"
    READ_FIGURES = "read_figures", "see the dashboard"
    OVERRIDE = "override", "override in writing what stops a letter"
    KEEP_LIBRARY = "keep_library", "record or review the clinic’s own policies and findings"
    READ_ACTIVITY = "read_activity", "see the activity log"
    MANAGE_CLINIC = "manage_clinic", "change the clinic’s members and letterhead"


RIGHTS: dict[Role, frozenset[Right]] = {
    Role.COORDINATOR: frozenset({Right.READ_RECORDS, Right.WRITE_RECORDS, Right.KEEP_LIBRARY}),
    Role.PRESCRIBER: frozenset(
        {Right.READ_RECORDS, Right.WRITE_RECORDS, Right.SIGN_LETTERS, Right.OVERRIDE, Right.KEEP_LIBRARY}
    ),
    Role.ADMIN: frozenset(
        {Right.READ_RECORDS, Right.KEEP_LIBRARY, Right.READ_FIGURES, Right.READ_ACTIVITY, Right.MANAGE_CLINIC}
    ),
    Role.AUDITOR: frozenset({Right.READ_RECORDS, Right.READ_ACTIVITY}),
}


def roles_with(right: Right) -> list[Role]:
    """The roles that hold a right, in the order of the table."""
    return [role for role, rights in RIGHTS.items() if right in rights]
