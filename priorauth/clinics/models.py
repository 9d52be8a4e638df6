"""A clinic owns every row that is about its patients; a user signs in by email address and is a member of clinics."""

import datetime as dt
import uuid
from typing import Any, ClassVar, Self
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils import timezone

from priorauth.audit.models import Entry
from priorauth.clinics.roles import RIGHTS, Right, Role
from priorauth.clinics.scoping import ClinicManager

# The zones in which clinics of the United States keep their calendars.
TIME_ZONES = {
    "America/New_York": "Eastern",
    "America/Chicago": "Central",
    "America/Denver": "Mountain",
    "America/Phoenix": "Arizona",
    "America/Los_Angeles": "Pacific",
    "America/Anchorage": "Alaska",
    "Pacific/Honolulu": "Hawaii",
    "America/Puerto_Rico": "Puerto Rico and Virgin Islands",
    "Pacific/Guam": "Guam",
}


class Clinic(models.Model):
    """One practice or hospital department: the tenant. Nothing of one clinic is ever seen by another."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80, unique=True)
    address = models.TextField(blank=True, help_text="As it stands on the letterhead, line by line.")
    phone = models.CharField(max_length=40, blank=True)
    fax = models.CharField(max_length=40, blank=True)
    callback = models.CharField(max_length=40, blank=True, help_text="Where a plan’s reviewer reaches the prescriber.")
    npi = models.CharField(max_length=10, blank=True)
    time_zone = models.CharField(
        max_length=40,
        choices=list(TIME_ZONES.items()),
        default="America/New_York",
        help_text="Letters are dated, and deadlines counted, by the days of this zone.",
    )
    overlay = models.UUIDField(null=True, editable=False, help_text="Its own part of the library; see `reference`.")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    def today(self) -> dt.date:
        """The day that the clinic's calendar shows."""
        return timezone.localdate(timezone=ZoneInfo(self.time_zone))

    def now(self) -> dt.datetime:
        """What the clinic's clock shows."""
        return timezone.localtime(timezone=ZoneInfo(self.time_zone))

    def day_of(self, moment: dt.datetime) -> dt.date:
        """The day on which it was, by the clinic's calendar."""
        return timezone.localtime(moment, ZoneInfo(self.time_zone)).date()

    @property
    def address_lines(self) -> tuple[str, ...]:
        return tuple(line.strip() for line in self.address.splitlines() if line.strip())


class UserManager(BaseUserManager["User"]):
    """Makes users and finds them by email address, whatever its capitals."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A user who can sign in; without a password, one who has to set it first."""
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """An operator of the server, not a member of a clinic."""
        return self.create_user(email, password, **{**fields, "is_staff": True, "is_superuser": True})


class User(AbstractBaseUser, PermissionsMixin):
    """A person. What a person may do in a clinic is the membership's business, not the user's."""

    email = models.EmailField(unique=True, error_messages={"unique": "Somebody already signs in with this address."})
    full_name = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False, help_text="May use the operators' pages.")
    date_joined = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = []

    def __str__(self) -> str:
        return self.full_name or self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Addresses are kept in small letters, so that the unique key covers "Ann@" and "ann@" alike."""
        self.email = self.email.strip().lower()
        super().save(*args, **kwargs)


class Member(models.Model):
    """A user in a clinic, with a role there. Whoever leaves is deactivated, never deleted: the log names them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=Role)
    is_active = models.BooleanField(default=True)
    npi = models.CharField(max_length=10, blank=True, help_text="Of a prescriber.")
    credentials = models.CharField(max_length=40, blank=True, help_text="After the name: MD, NP, PA-C, RN.")
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[ClinicManager[Self]] = ClinicManager()

    class Meta:
        ordering: ClassVar = ["user__full_name", "user__email"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["clinic", "user"], name="one_membership_of_a_user_in_a_clinic")
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.credentials}" if self.credentials else str(self.user)

    def may(self, right: Right) -> bool:
        return self.is_active and right in RIGHTS[Role(self.role)]

    @property
    def initials(self) -> str:
        """Of the first and the last name; of the address where there is no name."""
        words = str(self.user).split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()

    @property
    def audit_by(self) -> Entry.By:
        return Entry.By.MEMBER

    @property
    def audit_id(self) -> str:
        return str(self.id)


class Invitation(models.Model):
    """Asks somebody by email to become a member. Its link works once, until it ends or is withdrawn or sent again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField()
    role = models.CharField(max_length=20, choices=Role)
    invited_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[ClinicManager[Self]] = ClinicManager()

    class Meta:
        ordering: ClassVar = ["-sent_at"]

    def __str__(self) -> str:
        return f"invitation {self.id}"

    def is_open(self, now: dt.datetime) -> bool:
        return self.accepted_at is None and self.withdrawn_at is None and now < self.ends_at
