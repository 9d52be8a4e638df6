"""`manage.py deadlines`: when what is due in a case, by which rule."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from priorauth.core.deadlines import Deadline, DeadlineKind, DeadlineStatus, deadlines
from priorauth.interop import console
from priorauth.reference.services import shipped_library


class Command(BaseCommand):
    """Exit status: 0, or 2 where the case file is invalid."""

    help = "Lists the deadlines of a case file, each with its rule and its sum."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("case", type=console.case_path, help="the case file")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        with console.refusing_invalid_cases(self.stderr):
            facts = console.facts_of(options["case"])
        found = deadlines(facts, shipped_library())
        if options["json"]:
            listed = [deadline.model_dump(mode="json") for deadline in found]
            self.stdout.write(
                json.dumps({"as_of": str(facts.as_of), "deadlines": listed}, indent=2, ensure_ascii=False)
            )
        else:
            self.stdout.write("\n\n".join(map(told, found)) or "No deadline runs in this case.")


def told(deadline: Deadline) -> str:
    """One deadline in lines: when and what, how it was reckoned, its rule and how far that may be trusted."""
    when = f"{deadline.due_on:%a, %b %-d, %Y}" if deadline.due_on else "undetermined"
    lines = [f"{when}  {deadline.what} ({deadline.status.value})", deadline.because, deadline.arithmetic]
    if deadline.send_by and deadline.kind is DeadlineKind.FILING and deadline.status is DeadlineStatus.OPEN:
        lines.append(f"Send by {deadline.send_by:%a, %b %-d, %Y}.")
    if deadline.legal_source:
        trust = "verified" if deadline.verified else "not verified: check it before relying on it"
        lines.append(f"{deadline.legal_source} ({trust})")
    lines += deadline.notes
    return "\n    ".join(text for text in lines if text)
