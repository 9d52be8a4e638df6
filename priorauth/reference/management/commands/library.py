"""`manage.py library check`: whether the library is sound, its version, its counts, and what should be read again.

`manage.py library own`: whether what clinics have in use of their own still fits it, after an update of the program.
"""

import datetime as dt
from argparse import ArgumentParser
from itertools import groupby
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from priorauth.core.errors import LibraryError
from priorauth.core.library import Library
from priorauth.core.records.review import Review, due_for_review, reviews, unchecked_edition
from priorauth.core.records.sections import SECTIONS
from priorauth.reference.lifecycle import problems_of
from priorauth.reference.models import OwnRecord
from priorauth.reference.services import SHIPPED, library_in


class Command(BaseCommand):
    help = "Checks the reference library (check), or clinics' own records against the shipped one (own)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["check", "own"])
        parser.add_argument("--on", type=dt.date.fromisoformat, help="the day for which reviews are listed (today)")
        parser.add_argument("--folder", type=Path, default=SHIPPED, help="a library other than the shipped one")

    def handle(self, *args: Any, action: str, on: dt.date | None, folder: Path, **options: Any) -> None:
        if action == "own":
            return self.check_own()
        try:
            library = library_in(folder)
        except LibraryError as error:
            for problem in error.problems:
                self.stderr.write(str(problem))
            count = len(error.problems)
            raise CommandError(f"The library is broken: {count} {'problem' if count == 1 else 'problems'}.") from None
        self.stdout.write(f"The library is sound. Version {library.version}.")
        for line in [*_counts(library), *_to_review(library, on or timezone.localdate())]:
            self.stdout.write(line)
        return None

    def check_own(self) -> None:
        rows = OwnRecord.objects.of_every_clinic().filter(status=OwnRecord.Status.IN_USE).select_related("clinic")
        unfit = [(row, problem) for row in rows.order_by("clinic", "key") for problem in problems_of(row)]
        for row, problem in unfit:
            self.stderr.write(f"{row.clinic.slug}: {row.key}, version {row.number}: {problem}")
        count = len({row.id for row, _ in unfit})
        if count:
            raise CommandError(f"{count} of {len(rows)} do not fit this release. Letters leave them out.")
        self.stdout.write(f"Every record that clinics have in use of their own fits: {len(rows)}.")


def _counts(library: Library) -> list[str]:
    parts = [f"  findings: {sum(len(record.findings) for record in library.publications.values())}"]
    parts.append(f"  limitations: {sum(len(record.limitations) for record in library.publications.values())}")
    records = [
        f"  {section.attribute.replace('_', ' ')}: {len(getattr(library, section.attribute))}"
        for section in SECTIONS
        if not section.single
    ]
    return ["Records:", records[0], *parts, *records[1:]]


def _to_review(library: Library, day: dt.date) -> list[str]:
    due = due_for_review(library, day)
    lines = [f"Due for review on {day}: {len(due)}."]
    lines += [_line(review) for review in due]
    edition = unchecked_edition(library, day)
    if edition:
        lines.append(f"  icd10: the code set in force, {edition}, was not checked; say so beside every code")
    later = [review for review in reviews(library) if review.due_on > day]
    if later:
        lines.append("Next:")
        lines += [
            f"  {due_on}: {_by_file(list(group))}" for due_on, group in groupby(later, key=lambda one: one.due_on)
        ]
    return lines


def _line(review: Review) -> str:
    state = "" if review.is_verified else ", confirmed by no page"
    return f"  {review.file}: {review.record_id}, read on {review.read_on}{state}, due since {review.due_on}"


def _by_file(group: list[Review]) -> str:
    files = sorted({review.file for review in group})
    return ", ".join(f"{file} ({sum(review.file == file for review in group)})" for file in files)
