"""Clinics as the rest of the program asks for them."""

from priorauth.clinics.models import Clinic


def trial_clinic() -> Clinic:
    """The clinic that owns what is made on the page without sign-in."""
    clinic, _ = Clinic.objects.get_or_create(slug="trial", defaults={"name": "Trial"})
    return clinic
