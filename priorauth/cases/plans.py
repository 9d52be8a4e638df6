"""The plans that a clinic's cases have, for filters to choose from."""

from django.db import connection

from priorauth.cases.models import CaseState
from priorauth.clinics.models import Clinic

MOST = 200
# From each plan to the next in the index of plans; DISTINCT would read every case of the clinic.
_NEXT = """
    WITH RECURSIVE plan(payer) AS (
        SELECT min(payer) FROM {table} WHERE clinic_id = %s AND payer > ''
        UNION ALL
        SELECT (SELECT min(one.payer) FROM {table} one WHERE one.clinic_id = %s AND one.payer > plan.payer)
        FROM plan WHERE plan.payer IS NOT NULL
    )
    SELECT payer FROM plan WHERE payer IS NOT NULL LIMIT %s
"""


def plans_of(clinic: Clinic) -> list[str]:
    """The names of the first `MOST` plans, sorted."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT.format(table=CaseState._meta.db_table), [clinic.pk, clinic.pk, MOST])
        return [payer for (payer,) in cursor.fetchall()]
