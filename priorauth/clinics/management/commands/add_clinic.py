"""`manage.py add_clinic`: a new clinic and the invitation of its first admin."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.utils.text import slugify

from priorauth.audit.actions import Action
from priorauth.audit.services import Machine, record
from priorauth.clinics import invitations, mail
from priorauth.clinics.models import Clinic, Invitation
from priorauth.clinics.roles import Role

LONGEST_SLUG = Clinic._meta.get_field("slug").max_length


class Command(BaseCommand):
    help = "Makes a clinic and invites its first admin by email; everybody else is invited by that admin."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the clinic's name")
        parser.add_argument("--admin", required=True, metavar="EMAIL", help="whom to invite as admin")
        parser.add_argument("--address", required=True, metavar="URL", help="this server, https://letters.example")

    def handle(self, *_arguments: Any, name: str, admin: str, address: str, **_options: Any) -> None:
        try:
            validate_email(admin)
        except ValidationError:
            raise CommandError(f"{admin} is no email address. Write it like ann.lee@clinic.example.") from None
        slug = slugify(name)[:LONGEST_SLUG].strip("-")
        if not slug:
            raise CommandError(f"{name} has no Latin letter or digit, of which its short name is made. Add one.")
        if Clinic.objects.filter(slug=slug).exists():
            raise CommandError(f"There is a clinic of the name {name} already. Its admin invites its people.")
        try:
            with transaction.atomic():
                invitation = self.made(name, slug, admin)
                invitations.deliver(invitation, address)
        except mail.MailNotSent as problem:
            raise CommandError(f"Nothing was made. {problem}") from None
        self.stdout.write(f"{name} is made; {admin} is invited as its admin.")

    def made(self, name: str, slug: str, admin: str) -> Invitation:
        """The clinic and its first invitation, not yet sent."""
        clinic = Clinic.objects.create(name=name, slug=slug)
        machine = Machine(clinic.pk)
        record(Action.CLINIC_CHANGED, member=machine, subject=clinic, changed=["name"])
        return invitations.invite(clinic, admin.strip().lower(), Role.ADMIN, by=None, doer=machine)
