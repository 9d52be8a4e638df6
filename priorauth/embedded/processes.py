"""Child processes that end with their parent, whatever ends it, and in order when it ends well."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


class GaveUp(Exception):
    """A child cannot be kept running; the message names it."""


def tied_to_parent(command: Sequence[str]) -> list[str]:
    """The command, to be ended by the kernel when the parent dies. Only Linux has the means, through setpriv."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "TERM", "--", *command] if setpriv else list(command)


@dataclass
class Child:
    """One program of the process tree. It has a session of its own, so that Ctrl-C reaches the launcher alone."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    patience: float = 20.0
    window: float = 30.0
    starts: list[float] = field(default_factory=list)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts the program; the fourth start within the window's seconds is refused: it would go on for ever."""
        now = time.monotonic()
        self.starts = [moment for moment in self.starts if now - moment < self.window] + [now]
        if len(self.starts) > 3:
            raise GaveUp(f"{self.name} keeps ending. What it wrote above says why.")
        self._end_group()
        self.process = subprocess.Popen(  # noqa: S603 (our own commands)
            tied_to_parent(self.command), env=dict(self.environment), start_new_session=True
        )

    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def stop(self) -> None:
        """Asks it to finish what it does, waits, and ends what is left of its process group."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(self.patience)
        except subprocess.TimeoutExpired:
            print(f"{self.name} did not stop within {self.patience:.0f} s; ending it.", flush=True)  # noqa: T201
        self._end_group()

    def _end_group(self) -> None:
        """Ends what a program that is gone may have left behind, such as the pool of a killed worker."""
        if self.process is None:
            return
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass  # nobody of the group is left, as it should be
        self.process.wait()
        self.process = None
