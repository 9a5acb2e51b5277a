"""Serves issue 1 (operations): `nuotio serve` is one thing that starts and ends as a whole."""

import os
import shutil
import signal
import sqlite3
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest

from tests.config import commands

WAIT = 60
STARTS_WITHIN = 240  # the first one makes every table, beside the other tests
pytestmark = pytest.mark.skipif(
    not Path("/proc").exists(), reason="Processes are counted in /proc, which Linux has."
)


def processes_of(data: Path) -> list[int]:
    """Return the processes that work on this data folder."""
    mark, found = f"NUOTIO_DATA={data}".encode(), []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            is_ours = mark in (folder / "environ").read_bytes().split(b"\0")
        except OSError:  # it has ended, or is somebody else's
            continue
        if is_ours and (folder / "stat").read_text().rpartition(")")[2].split()[0] != "Z":
            found.append(int(folder.name))
    return found


def wait_until(holds, within: float = WAIT) -> bool:
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.2)
    return False


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """The databases that the first service made out of nothing; the next ones begin with them."""
    return tmp_path_factory.mktemp("kept")


def keep(data: Path, kept: Path) -> None:
    """Copy the databases of a running service."""
    for path in data.glob("*.sqlite3"):
        with (
            closing(sqlite3.connect(path)) as full,
            closing(sqlite3.connect(kept / path.name)) as to,
        ):
            full.backup(to)


@pytest.fixture
def served(tmp_path, kept):
    """Serve an empty world; whatever the test leaves is ended."""
    shutil.copytree(kept, tmp_path, dirs_exist_ok=True)
    port = commands.free_port()
    words = [*commands.COMMAND, "serve", "--port", str(port), "--workers", "1"]
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 -- our own command
            words, env=commands.environment(tmp_path), stdout=log, stderr=log
        )
    try:
        assert wait_until(lambda: answers(port), STARTS_WITHIN), (tmp_path / "log").read_text()
        keep(tmp_path, kept)
        yield process
    finally:
        for pid in {process.pid, *processes_of(tmp_path)}:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        process.wait(WAIT)


@pytest.mark.parametrize("how", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_asked_to_end_it_ends_all_of_its_parts(served, tmp_path, how):
    assert len(processes_of(tmp_path)) >= 4  # itself, the web, its worker, the background worker

    served.send_signal(getattr(signal, how))

    assert served.wait(WAIT) == 0
    assert wait_until(lambda: processes_of(tmp_path) == [])


def test_killed_it_takes_its_parts_along(served, tmp_path):
    served.kill()
    served.wait(WAIT)

    assert wait_until(lambda: processes_of(tmp_path) == [])


def test_when_one_part_falls_the_rest_is_ended_and_told(served, tmp_path):
    worker = next(
        pid
        for pid in processes_of(tmp_path)
        if b"worker" in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    )

    os.kill(worker, signal.SIGKILL)

    assert served.wait(WAIT) == 1
    assert wait_until(lambda: processes_of(tmp_path) == [])
    log = (tmp_path / "log").read_text()
    assert "One part of the service stopped, so all of it was ended." in log
    assert "Traceback" not in log
