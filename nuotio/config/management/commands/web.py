import os
import sys
from argparse import ArgumentParser
from typing import Any

from nuotio.config.management.plain import PlainCommand
from nuotio.config.management.port import require_free
from nuotio.foundation import row_security


class Command(PlainCommand):
    help = "Serve the web pages (one blocking thread a worker, persistent database connections)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", default=int(os.environ.get("PORT", "8000")), type=int)
        parser.add_argument("--workers", default=2, type=int)

    def handle(self, *, host: str, port: int, workers: int, **_options: Any) -> None:
        row_security.require_walls()
        require_free(host, port)
        words = ["--interface", "wsgi", "--host", host, "--port", str(port)]
        words += ["--workers", str(workers), "--blocking-threads", "1", "--no-ws"]
        words += ["--respawn-failed-workers", "--log-level", "warning"]
        words += ["--no-access-log"]  # it would tell when an answer to a survey came
        program = [sys.executable, "-m", "granian", *words, "nuotio.config.wsgi:application"]
        os.execv(sys.executable, program)  # noqa: S606 -- our own interpreter, no shell
