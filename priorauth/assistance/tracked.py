"""What tracking is told of a case's applications to programs."""

from typing import Any

from priorauth.assistance.models import Application
from priorauth.cases.dealings import told_by
from priorauth.cases.models import Case
from priorauth.core import tracking
from priorauth.core.tracking import ApplicationStatus


@told_by
def applications_of(case: Case) -> dict[str, Any]:
    """Every application of the case, in the order of the programs' ids."""
    rows = Application.objects.of(case.clinic).filter(case=case).order_by("program")
    found = [
        tracking.Application(
            id=row.id,
            program=row.program,
            status=ApplicationStatus(row.status),
            ready=tuple(row.ready or ()),
            next_on=row.next_on,
            renews_on=row.renews_on,
        )
        for row in rows
    ]
    return {"applications": tuple(found)}
