"""`manage.py verify_audit`: is the log whole?"""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from priorauth.audit.checkpoints import BadCheckpoint, Checkpoint
from priorauth.audit.verify import triggers_stand, verified

NOT_WHOLE = 3
WHAT_TO_DO = (
    "The log is not whole. Keep the database as it is and make a copy of it, find out who could write to it, "
    "and compare with a backup."
)


class Command(BaseCommand):
    help = (
        "Checks every entry of the log against its key and the entry before it. "
        "Exit status: 0 whole, 1 it cannot be checked, 3 something was changed, inserted or deleted."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--checkpoint",
            type=Path,
            metavar="FILE",
            help="a file that audit_checkpoint wrote; without it, entries cut off the end may go unseen",
        )

    def handle(self, *_arguments: Any, checkpoint: Path | None, **_options: Any) -> None:
        try:
            seen = Checkpoint.read(checkpoint) if checkpoint else None
        except BadCheckpoint as problem:
            raise CommandError(str(problem)) from None
        flaws = 0
        for walk in verified(seen):
            flaws += len(walk.flaws)
            for flaw in walk.flaws:
                self.stderr.write(f"clinic {flaw.clinic_id}: {flaw.words}")
            if not walk.flaws:
                self.stdout.write(f"clinic {walk.clinic_id}: {walk.number} entries, whole, head {walk.digest}")
        if not triggers_stand():
            flaws += 1
            self.stderr.write("The database does not refuse changes any more: the triggers on audit_entry are gone.")
        if flaws:
            self.stderr.write(WHAT_TO_DO)
            sys.exit(NOT_WHOLE)
        if seen:
            self.stdout.write(f"Nothing is missing since the checkpoint of {seen.at:%Y-%m-%d %H:%M} UTC.")
        else:
            self.stdout.write("Whether the last entries were cut off, only a checkpoint shows: --checkpoint FILE.")
