"""The table behind the shared cache, in which rate limits and used codes are counted for all web processes."""

from django.core.management import call_command
from django.db import migrations


def create(apps, schema_editor):
    call_command("createcachetable", "shared_cache", database=schema_editor.connection.alias, verbosity=0)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE shared_cache")


class Migration(migrations.Migration):
    dependencies = [("clinics", "0002_members")]

    operations = [migrations.RunPython(create, drop)]
