from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    """The reference library: read once, immutable in the process."""

    name = "priorauth.reference"
