"""The service as its users meet it: the demo world, served by `nuotio serve`, mail in files."""

import email
import email.policy
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path

WAIT_SECONDS = 60
POLICY = email.policy.default
COMMAND = [sys.executable, "-m", "nuotio"]


@dataclass
class Service:
    """A running service with its own data folder."""

    base: str
    data: Path
    password: str
    process: "subprocess.Popen[bytes]"

    def letters_to(self, address: str) -> list[str]:
        """Return the plain text of every mail that has left for an address, the oldest first."""
        return [text for to, text in self.letters() if to == address]

    def letters(self) -> list[tuple[str, str]]:
        """Return the address and the plain text of every mail that has left, the oldest first."""
        return [(to, _plain(message)) for to, message in self._mails()]

    def calendar_to(self, address: str, words: str) -> str:
        """Wait for a mail that brings a calendar part with these words, and return the part."""
        deadline = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < deadline:
            parts = [part for to, mail in self._mails() if to == address for part in _parts(mail)]
            for part in reversed(parts):
                if words in part:
                    return part
            time.sleep(0.5)
        raise AssertionError(f"No calendar mail with {words} came to {address}.")

    def _mails(self) -> Iterator[tuple[str, EmailMessage]]:
        for path in sorted((self.data / "mail").glob("*"), key=lambda p: p.stat().st_mtime):
            for raw in path.read_text().split("-" * 79):
                if raw.strip():
                    message = email.message_from_bytes(raw.strip().encode(), policy=POLICY)
                    yield parseaddr(str(message["To"]))[1], message

    def link_to(self, address: str, part: str, about: str = "") -> str:
        """Wait for a mail with a link that has `part` in it, and return its path.

        `about` is said in the mail, where links do not tell it from others.
        """
        deadline = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < deadline:
            for text in reversed(self.letters_to(address)):
                for link in re.findall(r"https?://[^/\s]+(/\S+)", text):
                    if part in link and about in text:
                        return str(link)
            time.sleep(0.5)
        raise AssertionError(f"No mail with {part} came to {address}.")


def _plain(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    return str(body.get_content()) if body else ""


def _parts(message: EmailMessage) -> Iterator[str]:
    """Give the calendar parts of a mail."""
    for part in message.walk():
        if part.get_content_type() == "text/calendar":
            yield str(part.get_content())


def start(data: Path) -> Service:
    """Fill a new data folder with the demo world and serve it; wait until it answers."""
    port = free_port()
    environment = surroundings(data, port)
    password = fill(environment)
    process = run(environment, "serve", "--port", str(port), "--workers", "1")
    service = Service(f"http://localhost:{port}", data, password, process)
    wait_for(service)
    return service


def surroundings(data: Path, port: int) -> dict[str, str]:
    """Return what the service is told.

    JOURNEY_DATABASE_URL names an empty PostgreSQL database to walk on instead of SQLite.
    """
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith(("NUOTIO_", "TEST_"))},
        "NUOTIO_DATA": str(data),
        "NUOTIO_BASE_URL": f"http://localhost:{port}",
        "NUOTIO_TESTS": "0",
    }
    environment.pop("DATABASE_URL", None)
    if database_url := os.environ.get("JOURNEY_DATABASE_URL"):
        environment["DATABASE_URL"] = database_url
    return environment


def fill(environment: dict[str, str]) -> str:
    """Build the demo world; return the password of all its people."""
    for words in (["migrate", "-v0"], ["demo"]):
        subprocess.run(  # noqa: S603 -- our own command
            [*COMMAND, *words], env=environment, check=True, stdout=subprocess.DEVNULL
        )
    told = json.loads((Path(environment["NUOTIO_DATA"]) / "demo.json").read_text())
    return str(told["people"][0]["password"])


def run(environment: dict[str, str], *words: str) -> "subprocess.Popen[bytes]":
    """Start a command in a process group of its own; what it says goes to the log."""
    with (Path(environment["NUOTIO_DATA"]) / "log").open("ab") as log:
        return subprocess.Popen(  # noqa: S603 -- our own command
            [*COMMAND, *words],
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def stop(service: Service) -> None:
    """End the service and wait for it."""
    service.process.send_signal(signal.SIGTERM)
    service.process.wait(20)


def wait_for(service: Service) -> None:
    """Wait until the service answers."""
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{service.base}/healthz", timeout=2):  # noqa: S310 -- local
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise AssertionError((service.data / "log").read_text()[-2000:])


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
