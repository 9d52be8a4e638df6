"""Marks every case's state as out of date: there are new kinds of things to do, and the next look derives them."""

import datetime as dt
from typing import Any

from django.db import migrations


def mark(apps: Any, _editor: Any) -> None:
    apps.get_model("cases", "CaseState")._base_manager.update(changes_on=dt.date(2000, 1, 1))


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_more_to_do")]
    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
