"""manage.py rotate_keys: everything encrypted comes under the first of ENCRYPTION_KEYS."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from priorauth.encryption import CannotDecrypt
from priorauth.patients.rotation import rotate


class Command(BaseCommand):
    help = "Re-encrypts numbers and files under the first of ENCRYPTION_KEYS. Can be stopped and run again."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            for done in rotate():
                self.stdout.write(f"{done.model}: {done.renewed} of {done.seen} rows written anew")
        except CannotDecrypt as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write("Run it again until nothing is written anew; then the keys behind the first may go.")
