"""The real machines that tests run, in processes of their own: a Redis server, Celery workers, an object store."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar

import boto3
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


def wait_until(condition: Callable[[], object], *, seconds: float = 180, every: float = 0.02) -> None:
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


class ObjectStore:
    """moto's server, which stands for an S3-compatible store: a process of its own, reached over HTTP."""

    KEYS: ClassVar = {"AWS_ACCESS_KEY_ID": "tests", "AWS_SECRET_ACCESS_KEY": "only for tests"}
    PROGRAM = (
        "import sys, threading; from moto.server import ThreadedMotoServer; "
        "server = ThreadedMotoServer('127.0.0.1', port=0, verbose=False); server.start(); "
        "print(server.get_host_and_port()[1], flush=True); sys.stdin.read()"
    )

    def __init__(self) -> None:
        command = [sys.executable, "-c", self.PROGRAM]
        pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere, text=True)
        assert self.process.stdout is not None
        self.endpoint = f"http://127.0.0.1:{int(self.process.stdout.readline())}"
        keys = {name.lower(): value for name, value in self.KEYS.items()}
        self.client = boto3.client("s3", endpoint_url=self.endpoint, region_name="us-east-1", **keys)

    def stop(self) -> None:
        """The server ends when nobody writes to it any more; so it does if the tests are killed."""
        self.process.communicate(timeout=180)

    def new_bucket(self) -> "Bucket":
        name = f"letters-{uuid.uuid4().hex}"
        self.client.create_bucket(Bucket=name)
        return Bucket(self.client, name)


@dataclass(frozen=True)
class Bucket:
    """A bucket, or what lies in it under a name, to be looked at as a folder is: the part of Path that tests use."""

    client: Any
    bucket: str
    key: str = ""

    def __truediv__(self, name: str) -> "Bucket":
        return replace(self, key=f"{self.key}/{name}".lstrip("/"))

    @property
    def name(self) -> str:
        return PurePosixPath(self.key).name

    def rglob(self, pattern: str) -> "list[Bucket]":
        found = self.client.list_objects_v2(Bucket=self.bucket, Prefix=self.key)
        paths = [replace(self, key=each["Key"]) for each in found.get("Contents", [])]
        return [path for path in paths if PurePosixPath(path.key).match(pattern)]

    def is_file(self) -> bool:
        return bool(self.rglob(self.name))

    def read_bytes(self) -> bytes:
        return bytes(self.client.get_object(Bucket=self.bucket, Key=self.key)["Body"].read())

    def write_bytes(self, content: bytes) -> None:
        self.client.put_object(Bucket=self.bucket, Key=self.key, Body=content)

    def mkdir(self, **_options: bool) -> None:
        """A store has no folders."""


def free_port() -> int:
    """A port on which nobody listens, out of those that the system gives to nobody of itself meanwhile."""
    while True:
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", random.randrange(20_000, 32_000)))
            except OSError:
                continue
            return int(probe.getsockname()[1])


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
