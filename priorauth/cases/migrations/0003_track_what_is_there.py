"""Gives every case that is there a state that is out of date, so that the next look derives it."""

import datetime as dt
from typing import Any

from django.db import migrations


def mark(apps: Any, _editor: Any) -> None:
    case, state = apps.get_model("cases", "Case"), apps.get_model("cases", "CaseState")
    long_ago = dt.date(2000, 1, 1)
    rows = (
        state(clinic_id=clinic, case_id=pk, changes_on=long_ago)
        for pk, clinic in case._base_manager.values_list("pk", "clinic").iterator(chunk_size=2000)
    )
    state._base_manager.bulk_create(rows, batch_size=2000)


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_tracking")]
    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
