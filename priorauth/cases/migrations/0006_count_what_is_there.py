"""Gives every case a state that is out of date, so that the next look derives what figures are counted from."""

import datetime as dt
from typing import Any

from django.db import migrations


def mark(apps: Any, _editor: Any) -> None:
    apps.get_model("cases", "CaseState")._base_manager.update(changes_on=dt.date(2000, 1, 1))


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_figures_of_submissions")]
    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
