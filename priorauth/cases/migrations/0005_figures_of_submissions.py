import uuid

import django.db.models.deletion
from django.db import migrations, models

import priorauth.columns.words


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0004_lists_of_any_length"),
        ("clinics", "0005_time_zone"),
    ]

    operations = [
        migrations.AddField(
            model_name="casestate",
            name="begun_on",
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="casestate",
            name="course_g",
            field=models.DecimalField(decimal_places=3, editable=False, max_digits=12, null=True),
        ),
        migrations.AddField(
            model_name="casestate",
            name="indication",
            field=priorauth.columns.words.LibraryIdField("indication", blank=True, editable=False, max_length=100),
        ),
        migrations.AddField(
            model_name="casestate",
            name="infusions",
            field=models.PositiveIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="casestate",
            name="prescriber",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.prescriber",
            ),
        ),
        migrations.CreateModel(
            name="SubmissionState",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("payer", models.TextField(blank=True, editable=False)),
                (
                    "indication",
                    priorauth.columns.words.LibraryIdField("indication", blank=True, editable=False, max_length=100),
                ),
                ("level", models.CharField(blank=True, editable=False, max_length=100)),
                ("is_appeal", models.BooleanField(editable=False)),
                ("is_last", models.BooleanField(editable=False)),
                (
                    "route",
                    priorauth.columns.words.ChoiceField(
                        blank=True,
                        choices=[("criteria", "Criteria"), ("exclusion", "Exclusion"), ("silent", "Silent")],
                        editable=False,
                        max_length=40,
                    ),
                ),
                ("sent_on", models.DateField(editable=False, null=True)),
                (
                    "outcome",
                    priorauth.columns.words.ChoiceField(
                        blank=True,
                        choices=[
                            ("approved", "Approved"),
                            ("partially_approved", "Partially approved"),
                            ("denied", "Denied"),
                            ("pended", "Pended"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        editable=False,
                        max_length=40,
                    ),
                ),
                ("decided_on", models.DateField(editable=False, null=True)),
                ("days", models.PositiveIntegerField(editable=False, null=True)),
                ("decide_by", models.DateField(editable=False, null=True)),
                ("file_by", models.DateField(editable=False, null=True)),
                ("filed_on", models.DateField(editable=False, null=True)),
                (
                    "followed",
                    priorauth.columns.words.ChoiceField(
                        blank=True,
                        choices=[("overturned", "Overturned"), ("upheld", "Upheld")],
                        editable=False,
                        max_length=40,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sent",
                        to="cases.case",
                    ),
                ),
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
                    "prescriber",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.prescriber",
                    ),
                ),
                (
                    "submission",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="state",
                        to="cases.submission",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["clinic", "decided_on"], name="cases_submi_clinic__f216e9_idx"),
                    models.Index(fields=["clinic", "decide_by"], name="cases_submi_clinic__e6403f_idx"),
                    models.Index(fields=["clinic", "file_by"], name="cases_submi_clinic__836d9a_idx"),
                    models.Index(fields=["clinic", "case"], name="cases_submi_clinic__6889bd_idx"),
                ],
            },
        ),
    ]
