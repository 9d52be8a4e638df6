"""The real machines that tests run: a Redis server and Celery workers, each in processes of its own."""

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Mapping
from pathlib import Path

import redis

from priorauth import environment
from priorauth.celery import app
from priorauth.embedded.broker import address, command
from priorauth.embedded.processes import Child

ROOT = Path(__file__).resolve().parents[1]
PREFIX = f"tests-{uuid.uuid4().hex}:"


def use_broker(url: str) -> None:
    """Points this process's Celery application at another broker and forgets its connections to the last one."""
    os.environ["THE_BROKER"] = url
    app.conf.broker_url = environment.broker("THE_BROKER", "")
    app.conf.broker_transport_options = {**app.conf.broker_transport_options, "global_keyprefix": PREFIX}
    app._pool = None
    app.amqp._producer_pool = None


def wait_until(condition: Callable[[], object], *, seconds: float = 30, every: float = 0.02) -> None:
    """Returns once the condition holds; fails the test after so many seconds."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(every)


class Broker:
    """Redis: the one that REDIS_URL names, or a private server that the test may stop and start."""

    def __init__(self, folder: Path, *, private: bool = False) -> None:
        given = "" if private else os.environ.get("REDIS_URL", "")
        self.url = given or address(folder)
        self.child = None if given else Child("Redis", command(folder), dict(os.environ))

    def start(self) -> None:
        if self.child:
            self.child.start()
        wait_until(self.answers)

    def stop(self) -> None:
        self.empty()
        if self.child:
            self.child.stop()

    def answers(self) -> bool:
        try:
            with redis.Redis.from_url(self.url) as client:
                return bool(client.ping())
        except redis.ConnectionError:
            return False

    def empty(self) -> None:
        """Forgets the messages of these tests, and no one else's."""
        with redis.Redis.from_url(self.url) as client:
            for key in client.scan_iter(f"{PREFIX}*"):
                client.delete(key)

    def messages(self) -> list[bytes]:
        """What waits in the queue, as it is on the wire."""
        with redis.Redis.from_url(self.url) as client:
            return list(client.lrange(f"{PREFIX}celery", 0, -1))


class WorkerProcess:
    """One Celery worker with one process in its pool."""

    def __init__(self, broker: Broker, data_dir: Path, environment: Mapping[str, str]) -> None:
        data_dir.mkdir(parents=True, exist_ok=True)
        self.log = data_dir / f"worker-{uuid.uuid4().hex}.log"
        surroundings = {
            **os.environ,
            "DATABASE_URL": database_url(),
            "REDIS_URL": broker.url,
            "REDIS_PREFIX": PREFIX,
            "PRIORAUTH_DATA_DIR": str(data_dir),
            "SWEEP_SECONDS": "1",
            **environment,
        }
        options = ["--concurrency", "1", "--without-gossip", "--without-mingle", "--loglevel", "INFO"]
        command = [sys.executable, "-m", "celery", "--app", "priorauth", "worker", *options]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=surroundings, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
            )

    def kill(self) -> None:
        """SIGKILL to the worker and its pool at once, as when the machine's memory runs out."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def end(self) -> None:
        """An orderly stop; whatever is left is killed."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.kill()

    def said(self) -> str:
        return self.log.read_text()


def database_url() -> str:
    """The test database as another process reaches it."""
    from django.db import connection

    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    login = f"{database['USER']}:{database['PASSWORD']}" if database["PASSWORD"] else database["USER"]
    return f"postgresql://{login}@{database['HOST']}:{database['PORT'] or 5432}/{database['NAME']}"
