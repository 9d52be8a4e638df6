from django.apps import AppConfig


class InteropConfig(AppConfig):
    """Case files: on the command line and on the page that makes a letter of one."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "priorauth.interop"
