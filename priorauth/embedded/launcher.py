"""`script/server`: starts Redis (unless REDIS_URL names one), a Celery worker and the web server, and stops them.

The three are children of this process and end with it. One that dies is started again; one that keeps dying ends all.
"""

import argparse
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import redis
from django.core.exceptions import ImproperlyConfigured

from priorauth import environment
from priorauth.embedded import broker
from priorauth.embedded.processes import Child, GaveUp

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120  # seconds: a busy machine starts a program slowly, and one that ends says so itself


class CannotStart(Exception):
    """Something outside stands in the way; the message says what to do."""


class Stopped(Exception):
    """Somebody asked the launcher to stop."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs until it is stopped. Returns the exit status: 0 after a stop that was asked for, 1 otherwise."""
    options = parse(arguments)
    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    try:
        data_dir = environment.folder("PRIORAUTH_DATA_DIR", ROOT / "var")
        with only_launcher_of(data_dir):
            require_free(options.host, options.port)
            return run(options, data_dir)
    except (CannotStart, GaveUp, broker.NoRedis, ImproperlyConfigured) as problem:
        say(str(problem))
        return 1
    except Stopped:
        return 0


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/server", description="Starts priorauth on this machine.")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: this machine only)")
    parser.add_argument("--port", type=int, default=environment.whole_number("PORT", 8000, least=1, most=65535))
    return parser.parse_args(arguments)


def stop(_signal: int, _frame: FrameType | None) -> None:
    """Raised once: a second Ctrl-C must not interrupt the orderly stop."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise Stopped


@contextmanager
def only_launcher_of(data_dir: Path) -> Iterator[None]:
    """Holds the data folder, so that two launchers never share one Redis or one database by accident."""
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (data_dir / "launcher.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotStart(f"Another launcher already runs on {data_dir}. Stop it first.") from None
        yield


def require_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            raise CannotStart(
                f"Cannot listen on {host}:{port} ({problem.strerror}). Choose another port: script/server --port 8001"
            ) from None


def run(options: argparse.Namespace, data_dir: Path) -> int:
    """Starts the children in order, watches them, and stops them in the opposite order."""
    running: list[Child] = []
    surroundings = {"SITE_ADDRESS": f"http://{options.host}:{options.port}", **os.environ}
    try:
        if not environment.text("REDIS_URL"):
            surroundings["REDIS_URL"] = broker.address(data_dir)
            start(running, Child("Redis", broker.command(data_dir), surroundings))
        wait_for_redis(surroundings["REDIS_URL"])
        manage(surroundings, "migrate", "--no-input", "--verbosity", "0")
        start(running, Child("The worker", worker_command(), surroundings))
        start(running, Child("The web server", web_command(options), surroundings))
        wait_for_web(options.host, options.port)
        if wants_example():
            manage(surroundings, "load_example")
        say(f"priorauth is ready: http://{options.host}:{options.port}/   (Ctrl-C stops it)")
        watch(running)
    finally:
        for child in reversed(running):
            child.stop()
        say("Stopped.")
    return 1


def start(running: list[Child], child: Child) -> None:
    running.append(child)
    child.start()


def worker_command() -> list[str]:
    count = environment.whole_number("WORKER_PROCESSES", 2, least=1, most=64)
    options = ["--concurrency", str(count), "--without-gossip", "--without-mingle"]
    return [sys.executable, "-m", "celery", "--quiet", "--app", "priorauth", "--workdir", str(ROOT), "worker", *options]


def web_command(options: argparse.Namespace) -> list[str]:
    address = ["--bind", f"{options.host}:{options.port}", "--chdir", str(ROOT)]
    return [sys.executable, "-m", "gunicorn", *address, "--threads", "8", "--log-level", "warning", "priorauth.wsgi"]


def wants_example() -> bool:
    """The embedded default comes with an example clinic; production never does."""
    return environment.text("PRIORAUTH_MODE") != "production" and environment.flag("EXAMPLE", default=True)


def manage(surroundings: dict[str, str], *arguments: str) -> None:
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    if subprocess.run(command, env=surroundings, check=False).returncode:  # noqa: S603 (our own command)
        raise CannotStart(f"manage.py {arguments[0]} did not succeed. What is written above says why.")


def wait_for_redis(url: str) -> None:
    until = time.monotonic() + PATIENCE
    with redis.Redis.from_url(url, socket_connect_timeout=2, socket_timeout=2) as client:
        while True:
            try:
                client.ping()
                return
            except (redis.ConnectionError, redis.TimeoutError) as problem:
                if time.monotonic() > until:
                    raise CannotStart(f"Redis does not answer: {problem}") from None
                time.sleep(0.05)


def wait_for_web(host: str, port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            socket.create_connection((host, port), timeout=2).close()
            return
        except OSError:
            time.sleep(0.1)
    raise CannotStart("The web server does not answer. What is written above says why.")


def watch(running: list[Child]) -> None:
    """Starts again whoever ended; returns only by an exception."""
    while True:
        time.sleep(0.5)
        for child in running:
            if child.has_ended():
                say(f"{child.name} ended by itself; starting it again.")
                child.start()


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 (this program speaks to a terminal)


if __name__ == "__main__":
    sys.exit(main())
