"""A letter as it was composed. A signed one never changes: the model refuses it, and so do triggers of the database."""

import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from priorauth.clinics.models import Clinic, Member
from priorauth.clinics.scoping import ClinicManager
from priorauth.columns import EncryptedJSONField, EncryptedTextField
from priorauth.core.letter import Letter as ComposedLetter
from priorauth.core.vocabulary import LetterKind
from priorauth.letters import kinds
from priorauth.letters.models.draft import Draft


class SignedLetter(Exception):
    """Somebody tried to change or delete a signed letter."""

    def __init__(self) -> None:
        super().__init__("A signed letter is never changed or deleted. Edit its draft and sign a new version.")


class Letter(models.Model):
    """One composed letter: other facts, words or dates make another one.

    One that is `ahead` was composed of a draft so that its PDF is there when it is signed; until then nobody sees it.
    """

    class State(models.TextChoices):
        WRITTEN = "written", "Written"
        AHEAD = "ahead", "Ahead of signing"
        SIGNED = "signed", "Signed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.WRITTEN)
    draft = models.ForeignKey(
        Draft, on_delete=models.PROTECT, null=True, related_name="+", help_text="None: made of a case file."
    )
    version = models.PositiveSmallIntegerField(null=True, help_text="Of a signed letter: 1 is the draft's first.")
    made_by = models.ForeignKey(
        Member,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="None: older than sign-in, or made by the program ahead of signing.",
    )
    kind = models.CharField(max_length=40, choices=kinds.CHOICES)
    letter_date = models.DateField()
    facts = EncryptedJSONField(help_text="The case's facts as the letter was made from them.")
    library_version = models.CharField(max_length=64)
    composed = EncryptedJSONField(help_text="The letter with its grounds, its check list and its changes.")
    facts_sha256 = models.CharField(max_length=64, blank=True, help_text="Of the facts as canonical JSON.")
    words_sha256 = models.CharField(max_length=64, blank=True, help_text="Of what was composed, as canonical JSON.")
    content_sha256 = models.CharField(max_length=64, blank=True, help_text="Of the page that is printed.")
    signed_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    signed_how = models.CharField(max_length=80, blank=True, help_text="How the signer had proved who they are.")
    statement = EncryptedTextField(blank=True, help_text="What the signer attested.")
    statement_sha256 = models.CharField(max_length=64, blank=True, help_text="Of the statement of a signed letter.")
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[ClinicManager[Self]] = ClinicManager()

    class Meta:
        ordering: ClassVar = ["-created_at"]
        indexes: ClassVar = [models.Index(fields=["clinic", "-created_at"])]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "version"], name="one_letter_of_each_version"),
            models.UniqueConstraint(
                fields=["draft", "content_sha256"], condition=Q(state="ahead"), name="one_letter_ahead_of_each_content"
            ),
            models.CheckConstraint(
                condition=Q(state="signed", draft__isnull=False, version__isnull=False)
                & Q(signed_by__isnull=False, signed_at__isnull=False)
                | ~Q(state="signed") & Q(version=None, signed_by=None, signed_at=None),
                name="a_signed_letter_has_version_signer_and_time",
            ),
        ]

    def __str__(self) -> str:
        return f"letter {self.id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            self._refuse_if_signed()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        self._refuse_if_signed()
        return super().delete(*args, **kwargs)

    @property
    def is_signed(self) -> bool:
        return self.state == self.State.SIGNED

    @property
    def is_frozen_beside(self) -> bool:
        """Whether the prescriber froze it with the appeal that it goes with: the patient signs it on paper."""
        return self.is_signed and self.kind == LetterKind.PATIENT_APPEAL

    @property
    def bears_signature(self) -> bool:
        """Whether its PDF says who signed it and when; one ahead of signing does, and is shown to nobody before."""
        return self.state != self.State.WRITTEN and kinds.is_signed_by_prescriber(LetterKind(self.kind))

    def value(self) -> ComposedLetter:
        """The letter as the core made it."""
        return ComposedLetter.model_validate(self.composed)

    def _refuse_if_signed(self) -> None:
        if Letter.objects.of_every_clinic().filter(id=self.id, state=self.State.SIGNED).exists():
            raise SignedLetter
