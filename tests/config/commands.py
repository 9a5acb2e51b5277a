"""Runs `nuotio` as a user does: in a process and a data folder of its own."""

import os
import socket
import subprocess
import sys
from pathlib import Path

COMMAND = [sys.executable, "-m", "nuotio"]


def environment(data: Path, **more: str) -> dict[str, str]:
    """Return an environment with nothing in it of the tests or of a service beside them."""
    ours = ("NUOTIO_", "TEST_", "DATABASE_URL", "EMAIL_URL", "DJANGO_", "COV_", "PYTEST_")
    plain = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**plain, "NUOTIO_DATA": str(data), "NUOTIO_TESTS": "0", **more}


def run(data: Path, *words: str, **more: str) -> "subprocess.CompletedProcess[str]":
    """Run one command to its end."""
    return subprocess.run(  # noqa: S603 -- our own command
        [*COMMAND, *words],
        env=environment(data, **more),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
