from django.apps import AppConfig


class ClinicsConfig(AppConfig):
    """Clinics, which own everything, and the people who work in them."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "priorauth.clinics"

    def ready(self) -> None:
        from priorauth.clinics import signals  # noqa: F401 (its receivers listen from now on)
