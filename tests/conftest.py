"""What all tests share: no network, few and fixed generated examples, a database file, a private broker."""

import os
import socket
from collections.abc import Callable, Iterator
from ipaddress import ip_address
from pathlib import Path

import hypothesis
import pytest

from tests.machines import Broker, WorkerProcess, use_broker

hypothesis.settings.register_profile("fixed", derandomize=True, max_examples=40, deadline=None, database=None)
hypothesis.settings.register_profile("night", max_examples=2000, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))


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


@pytest.fixture(autouse=True)
def _no_broker(tmp_path: Path) -> None:
    """A test that asks for no broker has none: nothing is ever sent to the developer's own."""
    use_broker(f"unix://{tmp_path}/nobody.sock")


@pytest.fixture(autouse=True)
def files(settings: object, tmp_path: Path) -> Path:
    """Where this test keeps the PDFs."""
    folder = tmp_path / "data" / "files"
    settings.MEDIA_ROOT = folder  # type: ignore[attr-defined]
    return folder


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
        workers.append(WorkerProcess(broker, tmp_path / "data", environment))
        return workers[-1]

    yield start
    for worker in workers:
        worker.end()
