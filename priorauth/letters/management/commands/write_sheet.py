"""`manage.py write_sheet`: for programmers, after a change of the printed letter's style sheet."""

from typing import Any

from django.core.management.base import BaseCommand

from priorauth.letters.sheetcss import ON_SCREEN, PRINTED, sheet_css


class Command(BaseCommand):
    help = "Writes the style sheet of the letter on screen anew."
    requires_system_checks = ()

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        ON_SCREEN.write_text(sheet_css(PRINTED.read_text(encoding="utf-8")), encoding="utf-8")
        self.stdout.write(f"Written: {ON_SCREEN.name}")
