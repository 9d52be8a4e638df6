from django.apps import AppConfig


class AssistanceConfig(AppConfig):
    """Help with paying: which programs fit a case, what was applied for, what the patient would pay."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "priorauth.assistance"

    def ready(self) -> None:
        from priorauth.assistance import tracked  # noqa: F401 (it tells tracking of applications)
