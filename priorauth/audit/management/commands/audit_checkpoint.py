"""`manage.py audit_checkpoint`: where every chain ends now, to be kept elsewhere."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from priorauth.audit.checkpoints import Checkpoint


class Command(BaseCommand):
    help = "Writes the ends of all chains to a sealed file. Keep it where nobody who runs this server can change it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="the file to write; it must be new")

    def handle(self, *_arguments: Any, out: Path, **_options: Any) -> None:
        checkpoint = Checkpoint.taken(timezone.now())
        try:
            with out.open("x", encoding="utf-8") as file:
                file.write(checkpoint.text())
        except FileExistsError:
            raise CommandError(f"{out} exists already. Name a new file: an old checkpoint is worth keeping.") from None
        except OSError as problem:
            raise CommandError(f"{out} cannot be written: {problem.strerror}. Name another place.") from None
        entries = sum(end.length for end in checkpoint.ends)
        self.stdout.write(f"{out}: {len(checkpoint.ends)} chains, {entries} entries. Keep it away from this server.")
