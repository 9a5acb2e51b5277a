"""A server with the demo world in a data folder of its own, and what its processes use."""

import http.client
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BIN = Path(sys.executable).parent
START_SECONDS = 60.0


@dataclass(frozen=True)
class Answer:
    """Status, headers and body as they came over the wire."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def wire_bytes(self) -> int:
        """Bytes of head and body together."""
        head = sum(len(name) + len(value) + 4 for name, value in self.headers.items())
        return head + len(self.body)


@dataclass(frozen=True)
class Service:
    """A running server: where it listens and the process that leads its workers."""

    port: int
    leader: int

    def cpu_seconds(self) -> float:
        """Processor time, user and system, of all workers so far."""
        return sum(time.clock_gettime(_processor_clock(pid)) for pid in self.workers())

    def megabytes(self) -> tuple[float, float]:
        """Memory of the largest worker in MB: its proportional share, and all that is resident.

        What several processes map (libraries, the database file) is divided among them in the
        first figure and counted whole in the second.
        """
        shares = [(_kilobytes(pid, "Pss"), _kilobytes(pid, "Rss")) for pid in self.workers()]
        share, resident = max(shares)
        return share / 1000, resident / 1000

    def workers(self) -> list[int]:
        """Return the ids of the processes that answer requests."""
        below = Path(f"/proc/{self.leader}/task/{self.leader}/children").read_text().split()
        return [int(pid) for pid in below]


def environment(data: Path, database_url: str) -> dict[str, str]:
    """Return what the service is told: its data folder and, where given, its database."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("NUOTIO_", "DATABASE_URL"))}
    kept |= {"NUOTIO_DATA": str(data), "NUOTIO_SECRET_KEY": secrets.token_urlsafe(50)}
    return kept | ({"DATABASE_URL": database_url} if database_url else {})


def prepare(told: dict[str, str]) -> dict[str, Any]:
    """Migrate, build the demo world, collect static files; return whom the demo world holds."""
    _nuotio(told, "migrate", "--verbosity", "0")
    _nuotio(told, "collectstatic", "--noinput", "--verbosity", "0")
    people: dict[str, Any] = json.loads(_nuotio(told, "demo", "--json"))
    return people


def fill(told: dict[str, str]) -> None:
    """Add a crowd as large as the state administration."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.crowd"], env=told, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(done.stderr)


def _nuotio(told: dict[str, str], *words: str) -> str:
    done = subprocess.run(
        [BIN / "nuotio", *words], env=told, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"nuotio {' '.join(words)}: {done.stderr.strip()}")
    return done.stdout


@contextmanager
def serving(told: dict[str, str], *, floor: bool = False) -> Iterator[Service]:
    """Serve with one worker, the service itself or the floor, until the block ends."""
    port = _free_port()
    words = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "1"]
    words += ["--blocking-threads", "1", "--no-ws", "--log-level", "warning"]
    target = "bench.floor:application" if floor else "nuotio.config.wsgi:application"
    process = subprocess.Popen(
        [sys.executable, "-m", "granian", *words, target], env=told, start_new_session=True
    )
    try:
        _wait_until_it_listens(port, process)
        yield Service(port, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


class Visitor:
    """One person's connection: kept open, with the session cookie where there is one."""

    def __init__(self, port: int, session: str = "", encoding: str = "br, gzip") -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._headers = {"Accept-Language": "fi", "Accept-Encoding": encoding}
        if session:
            self._headers["Cookie"] = f"sessionid={session}"

    def get(self, path: str) -> Answer:
        """Fetch one address; no redirect is followed."""
        self._connection.request("GET", path, headers=self._headers)
        response = self._connection.getresponse()
        body = response.read()
        return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, body)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


def _wait_until_it_listens(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("The server did not start.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _processor_clock(pid: int) -> int:
    """Return the clock of a whole process in nanoseconds, as clock_getcpuclockid(3) numbers it."""
    scheduler_clock = 2
    return ~pid << 3 | scheduler_clock


def _kilobytes(pid: int, kind: str) -> float:
    rolled_up = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    line = next(line for line in rolled_up if line.startswith(f"{kind}:"))
    return int(line.split()[1]) * 1.024
