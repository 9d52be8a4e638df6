from django.apps import AppConfig


class DashboardConfig(AppConfig):
    """What the clinic's requests and appeals come to."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "priorauth.dashboard"
