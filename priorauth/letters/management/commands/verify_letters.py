"""`manage.py verify_letters`: is every stored letter as it was when it was stored?"""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from priorauth.letters.verify import triggers_stand, verified

NOT_WHOLE = 1
WHAT_TO_DO = "Keep the database and the files as they are and make a copy of both; then compare with a backup."


class Command(BaseCommand):
    help = (
        "Checks the SHA-256 of every letter's facts and words and of its PDFs. "
        "Exit status: 0 all agree, 1 something does not; each letter is named by its id."
    )

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        letters = flaws = 0
        for checked in verified():
            letters += 1
            flaws += len(checked.flaws)
            for words in checked.flaws:
                self.stderr.write(f"letter {checked.letter_id}: {words}")
        if not triggers_stand():
            flaws += 1
            self.stderr.write("The database does not refuse changes any more: the triggers of signed letters are gone.")
        if flaws:
            self.stderr.write(WHAT_TO_DO)
            sys.exit(NOT_WHOLE)
        self.stdout.write(f"Letters: {letters}, all as they were stored.")
