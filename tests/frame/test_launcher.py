"""`script/server`: one command starts everything, Ctrl-C stops everything, and nothing is left over."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.machines import ROOT, free_port, wait_until

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("launcher")]


class Launcher:
    """The launcher with a data folder of its own, on a free port."""

    def __init__(self, data_dir: Path, **environment: str) -> None:
        self.data_dir = data_dir
        self.port = free_port()
        clean = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "REDIS_URL")}
        self.log = data_dir.with_suffix(".log")
        command = [sys.executable, "-m", "priorauth.embedded.launcher", "--port", str(self.port)]
        surroundings = {**clean, "PRIORAUTH_DATA_DIR": str(data_dir), **environment}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=surroundings, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
            )

    def said(self) -> str:
        return self.log.read_text()

    def wait_until_ready(self) -> None:
        wait_until(lambda: "priorauth is ready" in self.said() or self.process.poll() is not None)
        assert self.process.poll() is None, self.said()

    def family(self) -> dict[int, str]:
        """Every process that runs on this data folder, and its command line."""
        found = {}
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                environment = (entry / "environ").read_bytes()
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                folder = (entry / "cwd").readlink()
            except OSError:
                continue
            # Redis writes its title over its environment, but works in the data folder.
            is_ours = f"PRIORAUTH_DATA_DIR={self.data_dir}\0".encode() in environment + b"\0"
            if command and (is_ours or folder.is_relative_to(self.data_dir)):
                found[int(entry.name)] = command
        return found

    def page(self) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/") as answer:
            return str(answer.read().decode())


@pytest.fixture
def launch(tmp_path: Path) -> Iterator[Callable[..., Launcher]]:
    launchers: list[Launcher] = []

    def start(name: str = "data", **environment: str) -> Launcher:
        launchers.append(Launcher(tmp_path / name, **environment))
        return launchers[-1]

    yield start
    for launcher in launchers:
        launcher.process.kill()
        launcher.process.wait()
        wait_until(lambda it=launcher: not it.family())  # type: ignore[misc]


def test_one_command_starts_redis_worker_and_web_and_ctrl_c_stops_them(launch: Callable[..., Launcher]) -> None:
    launcher = launch()
    launcher.wait_until_ready()
    for program in ("redis-server", "celery", "gunicorn"):
        wait_until(lambda it=program: it in " ".join(launcher.family().values()))  # type: ignore[misc]
    assert "Work email" in launcher.page()
    wait_until(lambda: "joan@riverbend.example       Clinic admin" in launcher.said())
    assert f"http://127.0.0.1:{launcher.port}/" in launcher.said()

    launcher.process.send_signal(signal.SIGINT)
    assert launcher.process.wait(180) == 0
    wait_until(lambda: not launcher.family())
    assert "Stopped." in launcher.said()
    assert "Traceback" not in launcher.said()


def test_a_killed_launcher_leaves_nothing_behind(launch: Callable[..., Launcher]) -> None:
    launcher = launch()
    launcher.wait_until_ready()
    launcher.process.kill()
    launcher.process.wait()
    wait_until(lambda: not launcher.family())


def test_a_worker_that_dies_is_started_again(launch: Callable[..., Launcher]) -> None:
    launcher = launch()
    launcher.wait_until_ready()
    first = workers(launcher)
    os.kill(min(first), signal.SIGKILL)
    wait_until(lambda: "The worker ended by itself; starting it again." in launcher.said())
    wait_until(lambda: workers(launcher) - first)


def workers(launcher: Launcher) -> set[int]:
    """The worker's own process: the launcher's child. The processes of its pool are children of that one."""
    celery = [pid for pid, command in launcher.family().items() if "celery" in command]
    return {pid for pid in celery if parent_of(pid) == launcher.process.pid}


def parent_of(pid: int) -> int:
    try:
        return int(re.findall(r"^PPid:\s(\d+)$", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)[0])
    except OSError:
        return 0  # it has ended meanwhile


def test_a_taken_port_is_said_before_anything_starts(launch: Callable[..., Launcher], tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = run_to_its_end(tmp_path, "--port", str(port))
    assert said.returncode == 1
    assert f"Cannot listen on 127.0.0.1:{port}" in said.stdout
    assert "script/server --port 8001" in said.stdout


def test_two_launchers_never_share_a_data_folder(launch: Callable[..., Launcher], tmp_path: Path) -> None:
    launcher = launch()
    launcher.wait_until_ready()
    said = run_to_its_end(tmp_path, "--port", str(free_port()))
    assert said.returncode == 1
    assert "Another launcher already runs on" in said.stdout


def run_to_its_end(tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "priorauth.embedded.launcher", *arguments]
    surroundings = {**os.environ, "PRIORAUTH_DATA_DIR": str(tmp_path / "data")}
    return subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True, timeout=180, check=False)
