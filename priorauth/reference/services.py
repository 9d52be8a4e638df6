"""The library: the shipped one, read once in each process, and with a clinic's own records on top."""

import logging
from functools import cache, lru_cache
from pathlib import Path
from uuid import UUID

from priorauth.clinics.models import Clinic
from priorauth.core.errors import LibraryError
from priorauth.core.library import Library, read_library
from priorauth.reference.models import LibraryVersion, Overlay, OwnRecord
from priorauth.reference.yamlfiles import read_folder

log = logging.getLogger(__name__)

SHIPPED = Path(__file__).parent.parent / "library"


class UnknownVersion(Exception):
    """A library version that this clinic never had."""


def library_in(folder: Path) -> Library:
    """The library whose files are in that folder; LibraryError with every problem."""
    return read_library(read_folder(folder))


@cache
def shipped_library() -> Library:
    """The library of this release, immutable and shared by the whole process."""
    return library_in(SHIPPED)


def library_of(clinic: Clinic) -> Library:
    """The shipped library with the records that the clinic has in use; the shipped one itself where it has none."""
    return shipped_library() if clinic.overlay is None else _joined(clinic.overlay)


def library_at(clinic: Clinic, version: str) -> Library:
    """The library that a letter was made from, as far as this release still has it; today's where nobody kept it."""
    if version == shipped_library().version:
        return shipped_library()
    kept = LibraryVersion.objects.of(clinic).filter(version=version).first()
    return _joined(kept.overlay_id) if kept else library_of(clinic)


# An overlay never changes: its id is all that need be known to find the library again.
@lru_cache(maxsize=256)
def _joined(overlay_id: UUID) -> Library:
    library = shipped_library()
    overlay = Overlay.objects.of_every_clinic().select_related("clinic").get(id=overlay_id)
    for row in OwnRecord.objects.of(overlay.clinic).filter(id__in=overlay.records).order_by("key"):
        try:
            library = library.with_overlay(row.overlay)
        except LibraryError:
            # After an update of the program; its page says so, and cases that name it say that it is not there.
            log.error("The own record %s does not fit the library of this release and is left out.", row.id)
    return library


def keep_version(clinic: Clinic, version: str) -> None:
    """Writes down what a version consists of, in the transaction of the letter that bears it.

    A clinic that never had records of its own needs no row: its version is a release's. Raises UnknownVersion for what
    was not made by `library_of`.
    """
    shipped, overlays = shipped_library().version, Overlay.objects.of(clinic).order_by("-made_at")
    kept = LibraryVersion.objects.of(clinic).filter(version=version)
    if version == shipped or not overlays or kept.exists():
        return
    # Newest first: the letter may have been composed just before a colleague changed what is in use.
    overlay = next((one for one in overlays if _joined(one.id).version == version), None)
    if overlay is None:
        raise UnknownVersion(f"The clinic {clinic.pk} never had the library version {version}.")
    kept.get_or_create(version=version, defaults={"clinic": clinic, "shipped": shipped, "overlay": overlay})


def records_of_version(clinic: Clinic, version: str) -> list[OwnRecord]:
    """The clinic's own records that a kept version holds; none for the shipped library."""
    kept = LibraryVersion.objects.of(clinic).filter(version=version).select_related("overlay").first()
    return [*OwnRecord.objects.of(clinic).filter(id__in=kept.overlay.records)] if kept else []
