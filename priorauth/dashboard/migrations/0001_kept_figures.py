"""What was counted for clinics that are too large to be counted while somebody waits."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("clinics", "0005_time_zone"),
    ]

    operations = [
        migrations.CreateModel(
            name="KeptFigures",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("question", models.TextField(editable=False)),
                (
                    "asked_at",
                    models.DateTimeField(editable=False, help_text="When a worker was last asked to count.", null=True),
                ),
                ("counted_at", models.DateTimeField(editable=False, null=True)),
                (
                    "figures",
                    models.TextField(
                        blank=True, editable=False, help_text="JSON of a `pages.Dashboard`; empty: not yet."
                    ),
                ),
                (
                    "clinic",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="clinics.clinic",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("clinic", "question"), name="one_answer_to_a_question_of_a_clinic")
                ],
            },
        ),
    ]
