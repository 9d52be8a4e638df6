"""manage.py track_cases: writes anew what lists read of every case. People may go on working meanwhile."""

from typing import Any

from django.core.management.base import BaseCommand

from priorauth.cases.models import Case
from priorauth.cases.projection import project


class Command(BaseCommand):
    help = "Derives status, next steps and their days of every case anew, a case at a time."

    def handle(self, *args: Any, **options: Any) -> None:
        count = 0
        for case in Case.objects.of_every_clinic().select_related("clinic").order_by("pk").iterator(chunk_size=500):
            project(case)
            count += 1
        self.stdout.write(f"{count} case{'' if count == 1 else 's'} derived anew.")
