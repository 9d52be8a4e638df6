"""What all tests share: no network, few and fixed generated examples, a database file, a private broker, a clinic."""

import datetime as dt
import importlib
import os
import pkgutil
import socket
from collections.abc import Callable, Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import time_machine
from django.conf import settings as django_settings
from django.test import Client

import priorauth
from priorauth.cases.models import Case
from priorauth.clinics.models import Clinic, Member
from tests import people
from tests.factories import a_case, a_clinic
from tests.machines import Broker, Bucket, ObjectStore, WorkerProcess, use_broker

NOON = dt.datetime(2026, 11, 20, 17, tzinfo=dt.UTC)  # in New York; Friday

hypothesis.settings.register_profile("fixed", derandomize=True, max_examples=40, deadline=None, database=None)
hypothesis.settings.register_profile("night", max_examples=2000, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))


@pytest.fixture(autouse=True, scope="session")
def _everything_is_imported() -> None:
    """Hypothesis draws constants out of the modules that are loaded: one that came later would change what is drawn."""
    for module in pkgutil.walk_packages(priorauth.__path__, "priorauth."):
        importlib.import_module(module.name)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--files", choices=("disk", "s3"), default="disk", help="where tests keep uploads and PDFs")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever touches the database is a test of the shell and runs again on PostgreSQL."""
    for item in items:
        if item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.shell)


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Only this machine answers in tests; anything else is a mistake that must be seen."""
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: object) -> None:
        if self.family != socket.AF_UNIX and not is_this_machine(address):
            raise AssertionError(f"A test asked for the network: {address}")
        connect(self, address)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_here)
        yield


def is_this_machine(address: object) -> bool:
    host = address[0] if isinstance(address, tuple) else ""
    return host == "localhost" or ip_address(host).is_loopback


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A SQLite test database is a file, so that a worker in a process of its own can open it too."""
    from django.db import connections

    database = connections["default"].settings_dict
    if "sqlite" in database["ENGINE"]:
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(autouse=True, scope="session")
def _log_can_be_emptied() -> Iterator[None]:
    """A test that commits empties every table afterwards; triggers refuse that, so they step aside for it.

    The cache is no model's table: with what it counts, one test would slow down the next.
    """
    from django.core.cache import cache
    from django.test import TransactionTestCase

    from tests.audit.tampering import without_triggers
    from tests.letters.tampering import without_guard

    empty = TransactionTestCase._fixture_teardown

    def empty_with_log(self: TransactionTestCase) -> None:
        with without_triggers(), without_guard():
            empty(self)
            cache.clear()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty_with_log)
        yield


@pytest.fixture(autouse=True)
def _day_of_the_examples(request: pytest.FixtureRequest) -> Iterator[None]:
    """Each test begins at noon of the day of the example cases: no midnight falls into it, whatever day it is.

    Where a worker takes part, whose clock nobody can move, it is the day on which the test runs; but not in a browser,
    whose pages are all served from here.
    """
    if request.node.get_closest_marker("processes") and not request.node.get_closest_marker("browser"):
        yield
    else:
        with time_machine.travel(NOON):
            yield


@pytest.fixture(autouse=True)
def _no_broker(tmp_path: Path) -> None:
    """A test that asks for no broker has none: nothing is ever sent to the developer's own."""
    use_broker(f"unix://{tmp_path}/nobody.sock")


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    """The folder in which this test's files are kept."""
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}
    settings.MEDIA_ROOT = tmp_path / "data" / "files"
    return Path(settings.MEDIA_ROOT)


@pytest.fixture(scope="session")
def _object_store() -> Iterator[ObjectStore]:
    store = ObjectStore()
    yield store
    store.stop()


@pytest.fixture
def bucket(_object_store: ObjectStore, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Bucket:
    """The bucket in which this test's files are kept, those of its workers included."""
    bucket = _object_store.new_bucket()
    for name, value in (ObjectStore.KEYS | {"FILES_ENDPOINT": _object_store.endpoint}).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("FILES_BUCKET", bucket.bucket)
    options = {
        "bucket": bucket.bucket,
        "endpoint": _object_store.endpoint,
        "region": "us-east-1",
        "access_key": ObjectStore.KEYS["AWS_ACCESS_KEY_ID"],
        "secret_key": ObjectStore.KEYS["AWS_SECRET_ACCESS_KEY"],
    }
    kept = {"BACKEND": "priorauth.object_storage.ObjectStorage", "OPTIONS": options}
    settings.STORAGES = settings.STORAGES | {"default": kept}
    return bucket


@pytest.fixture
def store_is_down(bucket: Bucket, settings: Any) -> None:
    """Nobody listens where the bucket should be."""
    kept = settings.STORAGES["default"]
    kept = kept | {"OPTIONS": kept["OPTIONS"] | {"endpoint": "http://127.0.0.1:9"}}
    settings.STORAGES = settings.STORAGES | {"default": kept}


@pytest.fixture(autouse=True)
def files(request: pytest.FixtureRequest) -> Path | Bucket:
    """Where this test keeps uploads and PDFs: in a folder, or with `--files s3` in a bucket."""
    kept: Path | Bucket = request.getfixturevalue("bucket" if request.config.getoption("files") == "s3" else "folder")
    return kept


@pytest.fixture(scope="session")
def _running_broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    broker = Broker(tmp_path_factory.mktemp("broker"))
    broker.start()
    yield broker
    broker.stop()


@pytest.fixture
def broker(_running_broker: Broker, _no_broker: None) -> Broker:
    """A real Redis with an empty queue: REDIS_URL where it is set, otherwise a private one."""
    _running_broker.empty()
    use_broker(_running_broker.url)
    return _running_broker


@pytest.fixture
def start_worker(broker: Broker, tmp_path: Path, transactional_db: None) -> Iterator[Callable[..., WorkerProcess]]:
    """Starts real Celery workers on the test's database, broker and files; ends them all after the test."""
    workers: list[WorkerProcess] = []

    def start(**environment: str) -> WorkerProcess:
        keys = {"ENCRYPTION_KEYS": ",".join(django_settings.ENCRYPTION_KEYS)}
        workers.append(WorkerProcess(broker, tmp_path / "data", keys | environment))
        return workers[-1]

    yield start
    for worker in workers:
        worker.end()


# ---- a clinic, its people, a case ------------------------------------------------------------------------------------


@pytest.fixture
def clinic(db: None) -> Clinic:
    return a_clinic()


@pytest.fixture
def member(clinic: Clinic) -> Member:
    """A coordinator."""
    return people.member(clinic)


@pytest.fixture
def browser(member: Member) -> Client:
    """A browser in which the member is signed in."""
    return people.browser(member)


@pytest.fixture
def case(clinic: Clinic) -> Case:
    return a_case(clinic)


@pytest.fixture
def writer(clinic: Clinic) -> Member:
    """Who writes a record of the clinic's own."""
    return people.member(clinic, "coordinator", "Ruth Calder")


@pytest.fixture
def second(clinic: Clinic) -> Member:
    """Who reviews what the first one wrote."""
    return people.member(clinic, "prescriber", "Elena Marsh")
