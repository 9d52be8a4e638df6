"""Indexes in which the worklist and the list of cases are read page by page; a thing to do names its plan itself."""

from typing import Any

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def name_plans(apps: Any, _editor: Any) -> None:
    item, state = apps.get_model("cases", "WorkItem"), apps.get_model("cases", "CaseState")
    payer = state._base_manager.filter(case=OuterRef("case")).values("payer")[:1]
    item._base_manager.update(payer=Subquery(payer))


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0003_track_what_is_there"),
        ("clinics", "0005_time_zone"),
        ("patients", "0004_patient_names"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="case",
            name="cases_case_clinic__538170_idx",
        ),
        migrations.AddField(
            model_name="workitem",
            name="payer",
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["clinic", "created_at", "id"], name="cases_by_age"),
        ),
        migrations.AddIndex(
            model_name="workitem",
            index=models.Index(fields=["clinic", "kind", "sorts_on", "case", "position"], name="work_by_kind"),
        ),
        migrations.AddIndex(
            model_name="workitem",
            index=models.Index(fields=["clinic", "payer", "sorts_on", "case", "position"], name="work_by_payer"),
        ),
        migrations.AddIndex(
            model_name="workitem",
            index=models.Index(fields=["clinic", "payer", "kind", "sorts_on", "case", "position"], name="work_by_both"),
        ),
        migrations.RunPython(name_plans, migrations.RunPython.noop),
    ]
