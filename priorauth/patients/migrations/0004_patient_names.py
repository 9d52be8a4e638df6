"""Every patient’s name as search reads it."""

import uuid
from itertools import islice
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import priorauth.columns.words
from priorauth.patients.names import readings_of


def read(apps: Any, _editor: Any) -> None:
    patient, name = apps.get_model("patients", "Patient"), apps.get_model("patients", "PatientName")
    rows = patient._base_manager.values_list("pk", "clinic", "given", "family").iterator(chunk_size=2000)
    readings = (
        name(clinic_id=clinic, patient_id=pk, key=one.key, before=one.before)
        for pk, clinic, given, family in rows
        for one in readings_of(given, family)
    )
    while batch := list(islice(readings, 2000)):
        name._base_manager.bulk_create(batch)


class Migration(migrations.Migration):
    dependencies = [
        ("clinics", "0005_time_zone"),
        ("patients", "0003_attempts_of_readings"),
    ]

    operations = [
        migrations.CreateModel(
            name="PatientName",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("key", priorauth.columns.words.SortedTextField(editable=False)),
                ("before", models.TextField(blank=True, editable=False)),
                (
                    "clinic",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clinics.clinic",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="patients.patient",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["clinic", "key", "patient"], include=("before", "id"), name="patients_by_name")
                ],
            },
        ),
        migrations.RunPython(read, migrations.RunPython.noop),
    ]
