import ctypes
import os
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser
from contextlib import suppress
from types import FrameType
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError

from nuotio.config.management.plain import PlainCommand
from nuotio.config.management.port import require_free

GRACE_SECONDS = 10.0
PR_SET_PDEATHSIG = 1


class Command(PlainCommand):
    help = "Web, background worker and scheduler in one; ends them together."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", default=int(os.environ.get("PORT", "8000")), type=int)
        parser.add_argument("--workers", default=2, type=int)

    def handle(self, *, host: str, port: int, workers: int, **_options: Any) -> None:
        require_free(host, port)
        _run_to_the_end("migrate", "--verbosity", "0")
        call_command("collectstatic", interactive=False, verbosity=0)
        web = ["web", "--host", host, "--port", str(port), "--workers", str(workers)]
        parts = [_start(*web), _start("worker")]
        _end_on_signals(parts)
        self.stdout.write(f"Nuotio: http://{host}:{port}")
        self.stdout.flush()
        fell = _wait_for_one(parts)
        _end(parts)
        if fell not in (0, -signal.SIGTERM, -signal.SIGINT):
            raise CommandError("One part of the service stopped, so all of it was ended.")


def _start(*words: str) -> "subprocess.Popen[bytes]":
    program = [sys.executable, "-m", "nuotio", *words]
    return subprocess.Popen(  # noqa: S603 -- our own command
        program,
        start_new_session=True,
        preexec_fn=_end_with_parent,  # noqa: PLW1509 -- no threads run here yet
    )


def _end_with_parent() -> None:
    """Let Linux end this part when `serve` itself is killed, so that no port stays taken."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _run_to_the_end(*words: str) -> None:
    if _start(*words).wait():
        raise CommandError(f"`nuotio {words[0]}` failed, so nothing was started.")


def _end_on_signals(parts: "list[subprocess.Popen[bytes]]") -> None:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        _end(parts)
        sys.exit(0)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)


def _wait_for_one(parts: "list[subprocess.Popen[bytes]]") -> int:
    while True:
        for part in parts:
            if part.poll() is not None:
                return int(part.returncode)
        time.sleep(0.5)


def _end(parts: "list[subprocess.Popen[bytes]]") -> None:
    """Ask every part to end, and make those end that do not hear."""
    for part in parts:
        if part.poll() is None:
            part.terminate()
    deadline = time.monotonic() + GRACE_SECONDS
    for part in parts:
        with suppress(subprocess.TimeoutExpired):
            part.wait(max(0.1, deadline - time.monotonic()))
        with suppress(ProcessLookupError):  # what is left of its process group
            os.killpg(part.pid, signal.SIGKILL)
