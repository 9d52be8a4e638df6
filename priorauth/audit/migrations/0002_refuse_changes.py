"""Triggers that refuse to change or delete an entry. A migration that rebuilds the table on SQLite has to add them anew."""

from django.db import migrations

from priorauth.audit.triggers import CREATE, DROP


def create(apps, schema_editor):
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
