"""`manage.py write_schemas`: for programmers, after a change to what the commands write."""

from typing import Any

from django.core.management.base import BaseCommand

from priorauth.interop.documents import DOCUMENTS, schema_file, schema_text


class Command(BaseCommand):
    help = "Writes the JSON Schemas of the command line's documents anew."
    requires_system_checks = ()

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        for name in DOCUMENTS:
            schema_file(name).parent.mkdir(exist_ok=True)
            schema_file(name).write_text(schema_text(name), encoding="utf-8")
            self.stdout.write(f"Written: {schema_file(name).name}")
