"""Since when a job could have been taken up."""

import django.utils.timezone
from django.db import migrations, models

from priorauth.letters.triggers import DROP, creating

LETTER = (
    "id, clinic_id, state, draft_id, version, made_by_id, kind, letter_date, library_version, facts_sha256, "
    "words_sha256, content_sha256, signed_by_id, signed_at, signed_how, created_at, statement_sha256"
)
RENDERING = "id, clinic_id, letter_id, variant, status, sha256"


def drop(apps, schema_editor):
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def create(apps, schema_editor):
    for statement in creating(LETTER, RENDERING)[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("letters", "0009_asked_to_be_signed")]
    operations = [
        # SQLite writes the table anew for a column, and loses its triggers.
        migrations.RunPython(drop, create),
        migrations.AddField(
            model_name="rendering",
            name="waits_since",
            field=models.DateTimeField(
                default=django.utils.timezone.now,
                editable=False,
                help_text="When it could be taken up: queued, or queued again, and due.",
            ),
        ),
        migrations.RunPython(create, drop),
    ]
