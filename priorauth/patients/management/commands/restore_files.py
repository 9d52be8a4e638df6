"""`manage.py restore_files`: what the store lacks, out of the folder that backup_files filled."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from priorauth.encryption import CannotDecrypt
from priorauth.patients.stored import copy_in


class Command(BaseCommand):
    help = "Brings back every file that the database names and the store lacks, and sees that each can be decrypted."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="where backup_files put them")

    def handle(self, *_arguments: Any, folder: Path, **_options: Any) -> None:
        try:
            copied = copy_in(folder)
        except (OSError, CannotDecrypt) as fault:
            raise CommandError(f"The copy stopped: {fault} Mend that and start it again; it goes on.") from None
        self.stdout.write(f"{copied.there} files are in the store and can be decrypted; {copied.brought} came back.")
        if copied.lacking:
            names = ", ".join(copied.lacking[:5])
            raise CommandError(f"{len(copied.lacking)} files are neither in the store nor in {folder}: {names}.")
