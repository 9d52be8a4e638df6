"""A log with some entries, and the ways to tamper with it behind the program's back."""

from collections.abc import Callable

import pytest
from django.core.management import call_command

from priorauth.audit.actions import Action
from priorauth.audit.models import Entry
from priorauth.audit.services import Machine, record
from priorauth.clinics.models import Clinic

Write = Callable[..., list[Entry]]


@pytest.fixture
def clinic(db: None) -> Clinic:
    return Clinic.objects.create(name="Riverbend Neurology", slug="riverbend")


@pytest.fixture
def write(clinic: Clinic) -> Write:
    """Writes so many entries into the clinic's log."""

    def write(count: int = 1, *, of: Clinic = clinic) -> list[Entry]:
        doer = Machine(of.pk)
        return [record(Action.CLINIC_CHANGED, member=doer, subject=of, changed=["phone"]) for _ in range(count)]

    return write


@pytest.fixture
def verify(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Runs `verify_audit`: its exit status and what it wrote."""

    def run(*arguments: str) -> tuple[int, str]:
        capsys.readouterr()
        status = 0
        try:
            call_command("verify_audit", *arguments)
        except SystemExit as ended:
            status = int(ended.code or 0)
        written = capsys.readouterr()
        return status, written.out + written.err

    return run
