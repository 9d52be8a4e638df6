"""Children of the launcher: started, started again, and ended with everything that they started."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from priorauth.embedded.processes import Child, GaveUp
from tests.machines import ROOT, wait_until

pytestmark = pytest.mark.processes
SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]


def child(command: list[str], patience: float = 5) -> Child:
    return Child("A child", command, dict(os.environ), patience, window=600)


def is_running(pid: int) -> bool:
    """A zombie has ended, even if nobody has asked for its status yet."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


def test_a_child_stops_when_asked() -> None:
    sleeper = child(SLEEPER)
    sleeper.start()
    assert sleeper.process is not None
    pid = sleeper.process.pid
    sleeper.stop()
    assert not is_running(pid)


def test_a_child_that_does_not_listen_is_ended(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    mark = tmp_path / "deaf"
    program = f"import pathlib, signal, time; signal.signal(15, signal.SIG_IGN); pathlib.Path({str(mark)!r}).touch()"
    deaf = child([sys.executable, "-c", f"{program}; time.sleep(60)"], patience=0.2)
    deaf.start()
    assert deaf.process is not None
    pid = deaf.process.pid
    wait_until(mark.exists)
    deaf.stop()
    assert not is_running(pid)
    assert "A child did not stop within 0 s; ending it." in capfd.readouterr().out


def test_a_child_takes_its_own_children_along(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    program = (
        "import pathlib, subprocess, sys, time\n"
        f"grandchild = subprocess.Popen({SLEEPER!r})\n"
        f"pathlib.Path({str(note)!r}).write_text(str(grandchild.pid))\n"
        "time.sleep(60)"
    )
    parent = child([sys.executable, "-c", program])
    parent.start()
    wait_until(lambda: note.exists() and note.read_text())
    parent.stop()
    wait_until(lambda: not is_running(int(note.read_text())))


def test_a_child_that_keeps_ending_is_given_up() -> None:
    short = child([sys.executable, "-c", "raise SystemExit(1)"])
    for _ in range(3):
        short.start()
        wait_until(short.has_ended)
    with pytest.raises(GaveUp, match="A child keeps ending"):
        short.start()
    short.stop()


def test_a_child_ends_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    program = (
        "import os, pathlib, time\n"
        "from priorauth.embedded.processes import Child\n"
        f"sleeper = Child('A child', {SLEEPER!r}, dict(os.environ))\n"
        "sleeper.start()\n"
        f"pathlib.Path({str(note)!r}).write_text(str(sleeper.process.pid))\n"
        "time.sleep(60)"
    )
    launcher = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT)
    wait_until(lambda: note.exists() and note.read_text())
    # Once setpriv has become the child, the child is tied to its parent.
    wait_until(lambda: b"setpriv" not in Path(f"/proc/{note.read_text()}/cmdline").read_bytes())
    launcher.kill()
    launcher.wait()
    wait_until(lambda: not is_running(int(note.read_text())))
