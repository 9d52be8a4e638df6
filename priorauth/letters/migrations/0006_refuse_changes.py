"""Triggers that refuse to change a signed letter. A migration that rebuilds a table on SQLite has to add them anew."""

from django.db import migrations

from priorauth.letters.triggers import CREATE, DROP


def create(apps, schema_editor):
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("letters", "0005_digests")]
    operations = [migrations.RunPython(create, drop)]
