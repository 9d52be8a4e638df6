"""`manage.py move_database`: from the SQLite of a trial to the PostgreSQL that DATABASE_URL names."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from priorauth.interop.moving import CannotMove, move


class Command(BaseCommand):
    help = "Copies every row into the empty, migrated PostgreSQL database of the settings, or nothing at all."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--from",
            dest="source",
            type=Path,
            required=True,
            metavar="FILE",
            help="priorauth.sqlite3 of the old server",
        )

    def handle(self, *_arguments: Any, source: Path, **_options: Any) -> None:
        try:
            moved = move(source)
        except CannotMove as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(f"{moved.rows} rows of {moved.tables} tables moved; the log is whole. Now the files.")
