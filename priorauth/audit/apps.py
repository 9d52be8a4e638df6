from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Who saw and did what: keyed, chained, append-only."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "priorauth.audit"
