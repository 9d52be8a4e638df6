from django.apps import AppConfig


class PatientsConfig(AppConfig):
    """Patients, their coverage, their chart and the documents that were uploaded for them."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "priorauth.patients"
