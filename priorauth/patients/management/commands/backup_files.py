"""`manage.py backup_files`: every stored file to a folder, encrypted as it is."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from priorauth.patients.stored import copy_out


class Command(BaseCommand):
    help = "Copies every file that the database names to a folder, encrypted as it is. What is there already stays."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="where to; the same folder every night saves what is new")

    def handle(self, *_arguments: Any, folder: Path, **_options: Any) -> None:
        try:
            copied = copy_out(folder)
        except OSError as fault:
            raise CommandError(f"The copy stopped: {fault} Mend that and start it again; it goes on.") from None
        self.stdout.write(f"{copied.there} files are in {folder}; {copied.brought} of them are new.")
        if copied.lacking:
            names = ", ".join(copied.lacking[:5])
            raise CommandError(f"{len(copied.lacking)} files are not in the store: {names}. restore_files brings them.")
