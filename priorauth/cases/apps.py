from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Cases: what is requested for a patient, what was sent, what the plan answered, and what proves it."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "priorauth.cases"
