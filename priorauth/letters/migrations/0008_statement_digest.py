"""The SHA-256 of what a signer attested; letters that are signed already get theirs, then the triggers hold it too."""

import hashlib

from django.db import migrations, models

from priorauth.letters.triggers import DROP, creating

AT_FIRST = (
    "id, clinic_id, state, draft_id, version, made_by_id, kind, letter_date, library_version, facts_sha256, "
    "words_sha256, content_sha256, signed_by_id, signed_at, signed_how, created_at"
)
NOW = f"{AT_FIRST}, statement_sha256"
RENDERING = "id, clinic_id, letter_id, variant, status, sha256"


def drop(apps, schema_editor):
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def create(columns):
    def run(apps, schema_editor):
        for statement in creating(columns, RENDERING)[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return run


def fill(apps, schema_editor):
    signed = apps.get_model("letters", "Letter")._base_manager.filter(state="signed", statement_sha256="")
    for letter in signed.iterator(chunk_size=50):
        letter.statement_sha256 = hashlib.sha256(letter.statement.encode()).hexdigest()
        letter.save(update_fields=["statement_sha256"])


class Migration(migrations.Migration):
    dependencies = [("letters", "0007_reviewed")]
    operations = [
        # SQLite writes the table anew for a column, and loses its triggers.
        migrations.RunPython(drop, create(AT_FIRST)),
        migrations.AddField(
            model_name="letter",
            name="statement_sha256",
            field=models.CharField(
                blank=True, default="", help_text="Of the statement of a signed letter.", max_length=64
            ),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(create(NOW), drop),
    ]
