"""`manage.py load_example`: the example clinic with its sign-ins, as `script/server` loads it."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from priorauth.clinics import example
from priorauth.clinics.models import Clinic
from priorauth.interop import example_cases


class Command(BaseCommand):
    help = "Makes the example clinic with its cases and one sign-in of each role. What is there already stays."

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("The example clinic is not for production. Make a real one: manage.py add_clinic.")
        password = example.password(settings.DATA_DIR)
        self.stdout.write(f"Example sign-ins at {example.CLINIC['name']}, all with the password {password}")
        for person in example.load(password):
            self.stdout.write(f"  {person.email:<28} {person.role.label}")
        count = example_cases.load(Clinic.objects.get(slug=example.SLUG))
        self.stdout.write(
            f"It has {count} cases; those that came with it are invented, one in each state. "
            "The nine numbered ones stay dated November 2026."
        )
