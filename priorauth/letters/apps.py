from django.apps import AppConfig


class LettersConfig(AppConfig):
    """Letters as composed, and the jobs that make PDFs of them."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "priorauth.letters"

    def ready(self) -> None:
        from priorauth.letters import tracked  # noqa: F401 (it tells tracking of letters)
