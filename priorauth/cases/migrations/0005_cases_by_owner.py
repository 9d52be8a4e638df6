"""Whose cases they are, as “mine” asks on the worklist."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0004_lists_of_any_length"),
        ("clinics", "0005_time_zone"),
        ("patients", "0004_patient_names"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["clinic", "owner", "id"], name="cases_by_owner"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["clinic", "prescriber", "id"], name="cases_by_prescriber"),
        ),
    ]
