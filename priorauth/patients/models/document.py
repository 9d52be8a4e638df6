"""A document about a patient: an uploaded file, or one that a case file names and nobody has uploaded yet."""

from typing import ClassVar

from django.db import models

from priorauth.columns import LibraryIdField
from priorauth.core import facts
from priorauth.encrypted_storage import EncryptedStorage, random_name
from priorauth.patients.models.base import Revised
from priorauth.patients.models.patient import Patient


def stored_name(document: "Document", filename: str) -> str:
    return random_name("documents")


class Document(Revised):
    part = facts.Exhibit

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+", editable=False)
    kind = LibraryIdField("exhibit_kind")
    title = models.TextField(blank=True)
    date = models.DateField(null=True, blank=True)
    pages = models.PositiveIntegerField(null=True, blank=True)
    file = models.TextField(blank=True, help_text="The name that the file had where it came from.")
    content = models.FileField(storage=EncryptedStorage(), upload_to=stored_name, blank=True, editable=False)
    media_type = models.CharField(max_length=100, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False, help_text="Of the file as it was uploaded.")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["clinic", "patient", "-created_at"])]
