"""Whose cases they are, and when something is to be done in them, as “mine” asks on the worklist."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0004_lists_of_any_length"),
        ("clinics", "0005_time_zone"),
        ("patients", "0004_patient_names"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="workitem",
            name="cases_worki_clinic__7bb1eb_idx",
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["clinic", "owner", "id"], name="cases_by_owner"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["clinic", "prescriber", "id"], name="cases_by_prescriber"),
        ),
        migrations.AddIndex(
            model_name="workitem",
            index=models.Index(fields=["clinic", "case", "position"], include=("sorts_on", "id"), name="work_by_case"),
        ),
    ]
