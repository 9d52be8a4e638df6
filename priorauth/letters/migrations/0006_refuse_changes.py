"""Triggers that refuse to change a signed letter. A migration that rebuilds a table on SQLite has to add them anew."""

from django.db import migrations

from priorauth.letters.triggers import DROP, creating

# The columns that there were: the triggers of today name younger ones.
LETTER = (
    "id, clinic_id, state, draft_id, version, made_by_id, kind, letter_date, library_version, facts_sha256, "
    "words_sha256, content_sha256, signed_by_id, signed_at, signed_how, created_at"
)
RENDERING = "id, clinic_id, letter_id, variant, status, sha256"


def create(apps, schema_editor):
    for statement in creating(LETTER, RENDERING)[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("letters", "0005_digests")]
    operations = [migrations.RunPython(create, drop)]
