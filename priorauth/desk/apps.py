from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The desk: the worklist, and a case as a whole."""

    name = "priorauth.desk"
