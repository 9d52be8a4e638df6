"""`manage.py letter`: a case file becomes a letter in PDF."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from priorauth.core.errors import RenderingError
from priorauth.core.letter import Letter
from priorauth.core.letterjson import letter_json
from priorauth.core.vocabulary import CheckLevel, LetterKind
from priorauth.core.write import write_letter
from priorauth.interop import console
from priorauth.letters.html import letter_html
from priorauth.letters.pdf import render_pdf
from priorauth.reference.services import shipped_library


class Command(BaseCommand):
    """Exit status: 0 written, 2 the case file is invalid, 3 the letter is stopped and nothing is written."""

    help = "Writes the letter of a case file as PDF."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("case", type=console.case_path, help="the case file")
        parser.add_argument("--kind", required=True, choices=[kind.value for kind in LetterKind])
        parser.add_argument("--out", required=True, type=console.result_path, help="the PDF to write")
        parser.add_argument("--html", type=console.result_path, help="write the letter as HTML too")
        parser.add_argument("--json", type=console.result_path, help="write the letter with its grounds as JSON too")
        parser.add_argument("--draft", action="store_true", help="mark every page DRAFT and write even what is stopped")
        parser.add_argument("--program", help="the assistance program that a support letter goes to")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        with console.refusing_invalid_cases(self.stderr):
            facts = console.facts_of(options["case"])
        kind = LetterKind(options["kind"])
        require_program(kind, options["program"])
        letter = write_letter(facts, kind, shipped_library(), program=options["program"])
        for level in CheckLevel:
            for item in letter.open_items(level):
                self.stderr.write(console.line(item))
        if letter.stops and not options["draft"]:
            sys.exit(console.STOPPED)
        try:
            console.write_all(files(letter, options))
        except (RenderingError, OSError) as error:
            raise CommandError(f"Nothing is written. {error}") from None


def require_program(kind: LetterKind, program: str | None) -> None:
    """A support letter goes to one program that the library has; no other kind goes to any."""
    known = shipped_library().programs
    if kind is not LetterKind.ASSISTANCE_SUPPORT:
        if program is not None:
            raise CommandError("Only a support letter goes to a program: --kind assistance_support.")
    elif program is None:
        raise CommandError(
            f"A support letter goes to one assistance program. Name it: --program ID. The library has: {listed(known)}."
        )
    elif program not in known:
        raise CommandError(f"The library has no assistance program {program}. It has: {listed(known)}.")


def listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))


def files(letter: Letter, options: dict[str, Any]) -> dict[Path, bytes]:
    """What was asked for, by the path that it goes to; all of it made before any of it is written."""
    draft = options["draft"]
    made = {options["out"]: render_pdf(letter, draft=draft)}
    if options["html"]:
        made[options["html"]] = letter_html(letter, draft=draft).encode()
    if options["json"]:
        made[options["json"]] = f"{json.dumps(letter_json(letter), indent=2, ensure_ascii=False)}\n".encode()
    return made
