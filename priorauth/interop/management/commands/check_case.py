"""`manage.py check_case`: what a case supports, how it answers the criteria, what is open and what is missing."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from priorauth.core.check import check_case
from priorauth.core.letter import AssessmentView, CheckItem
from priorauth.core.vocabulary import CheckLevel
from priorauth.interop import console
from priorauth.interop.documents import CheckDocument
from priorauth.reference.services import shipped_library

UNCONFIRMED = "question"


class Command(BaseCommand):
    """Exit status: 0, or 2 where the case file is invalid."""

    help = "Checks a case file: indications, criteria, alerts and what is missing, by level."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("case", type=console.case_path, help="the case file")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        with console.refusing_invalid_cases(self.stderr):
            facts = console.facts_of(options["case"])
        view, items = check_case(facts, shipped_library())
        if options["json"]:
            document = CheckDocument(assessment=view, checklist=list(items)).model_dump(mode="json")
            self.stdout.write(json.dumps(document, indent=2, ensure_ascii=False))
        else:
            self.stdout.write(told(view, items))


def told(view: AssessmentView, items: tuple[CheckItem, ...]) -> str:
    """The parts that have anything to say, each with its heading."""
    indications = [f"{'supported' if one.supported else '-':<15}{one.id}  {one.text}" for one in view.indications]
    criteria = [f"{one.verdict or UNCONFIRMED:<15}{one.policy}/{one.id}  {one.text}" for one in view.criteria]
    missing = [f"{one.path}  {one.text}{unlocks(one.unlocks)}" for one in view.missing]
    parts = {"Indications": indications, "Criteria": criteria, "Missing, the easiest to get first": missing}
    for level, name in (
        (CheckLevel.STOP, "Stops"),
        (CheckLevel.BEFORE_SIGNING, "Before signing"),
        (CheckLevel.ADVICE, "Advice"),
    ):
        parts[name] = [console.line(item) for item in items if item.level is level and not item.ok]
    return "\n\n".join("\n  ".join([name, *lines]) for name, lines in parts.items() if lines)


def unlocks(what: tuple[str, ...]) -> str:
    return f" (decides {', '.join(what)})" if what else ""
