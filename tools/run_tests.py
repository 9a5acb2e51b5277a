"""Run the whole suite: on SQLite, on PostgreSQL where one answers, in a browser where one is.

The last line sums up all runs as pytest does. With REQUIRE_ALL=1 a run that had to be left out
counts as a failure. What else is on the command line goes to pytest.
"""

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

LOCAL_SERVERS = (
    "postgres://postgres@127.0.0.1:5432/nuotio",
    "postgres://postgres:postgres@127.0.0.1:5432/nuotio",
    "postgres://nuotio:nuotio@127.0.0.1:5432/nuotio",
)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# The tests bring their own world: nothing of the service that may run beside them. And what was
# compiled is kept, or each of the thirty processes that they start would compile everything anew.
NOT_OURS = {
    "DATABASE_URL",
    "EMAIL_URL",
    "NUOTIO_AS_OWNER",
    "NUOTIO_BASE_URL",
    "NUOTIO_DATA",
    "NUOTIO_HOSTS",
    "NUOTIO_SECRET_KEY",
    "PYTHONDONTWRITEBYTECODE",
    "TEST_POSTGRES_URL",
}
FAST = "not browser and not served"
# What asks no database comes out alike on each, and was tried on SQLite.
ASKING = f"{FAST} and not pure"
NO_TESTS = 5  # pytest's exit status where nothing was collected


@dataclass
class Tally:
    """What all runs came to."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    errors: int = 0
    left_out: list[str] = field(default_factory=list)
    broken: bool = False

    def add(self, report: Path) -> None:
        """Count one run's report in."""
        for suite in ET.parse(report).getroot().iter("testsuite"):  # noqa: S314 -- our own file
            tests, failed, skipped, errors = (
                int(suite.get(name, "0")) for name in ("tests", "failures", "skipped", "errors")
            )
            self.failed += failed
            self.skipped += skipped
            self.errors += errors
            self.passed += tests - failed - skipped - errors

    def summary(self, seconds: float) -> str:
        """Return the line that pytest would have ended with."""
        errors = f", {self.errors} errors" if self.errors else ""
        words = f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped{errors}"
        return f"===== {words} in {seconds:.1f}s ====="


def run(name: str, arguments: list[str], environment: dict[str, str], tally: Tally) -> None:
    """Run pytest once and add it up."""
    print(f"\n----- {name} -----", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", f"--junitxml={report}", *arguments]
        status = subprocess.run(command, env=environment, check=False).returncode
        if report.exists():
            tally.add(report)
    if status not in (0, NO_TESTS):
        tally.broken = True


def postgresql() -> tuple[str, str]:
    """Return the address of a server to test on and a word on how it was found, or why not."""
    import psycopg  # noqa: PLC0415 -- only here, after the environment is settled

    given = os.environ.get("TEST_POSTGRES_URL")
    if given:
        return given, "TEST_POSTGRES_URL"
    for address in LOCAL_SERVERS:
        try:
            server = address.rpartition("/")[0] + "/postgres"
            psycopg.connect(
                server.replace("postgres://", "postgresql://"), connect_timeout=2
            ).close()
        except psycopg.OperationalError as error:
            why = str(error)
        else:
            return address, "the server at 127.0.0.1:5432"
    if "refused" in why or "timeout" in why:
        return "", "no server answers at 127.0.0.1:5432; set TEST_POSTGRES_URL"
    return "", "the server at 127.0.0.1:5432 lets nobody in; set TEST_POSTGRES_URL"


def browser() -> str:
    """Return the path of Chromium, empty where there is none."""
    given = os.environ.get("CHROMIUM", "")
    if given:
        return given if Path(given).exists() else ""
    return next((path for name in BROWSERS if (path := shutil.which(name))), "")


def main() -> int:
    """Run what can be run; return 1 where something failed or had to be left out."""
    with tempfile.TemporaryDirectory(prefix="nuotio-tests-") as data:
        return _run_all(Path(data), sys.argv[1:])


def _run_all(data: Path, more: list[str]) -> int:
    began, tally = time.monotonic(), Tally()
    plain = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    plain |= {"NUOTIO_DATA": str(data), "NUOTIO_SECRET_KEY": secrets.token_urlsafe(50)}

    run("SQLite", ["-n", "auto", "-m", FAST, *more], plain, tally)
    run("SQLite, served", ["-m", "served", *more], plain, tally)

    address, found = postgresql()
    if address:
        on_server = {**plain, "TEST_POSTGRES_URL": address}
        arguments = ["-n", "auto", "-m", ASKING, *more]
        run(f"PostgreSQL ({found})", arguments, on_server, tally)
    else:
        tally.left_out.append(f"PostgreSQL: {found}")

    chromium = browser()
    if chromium:
        in_browser = {**plain, "CHROMIUM": chromium, "DJANGO_ALLOW_ASYNC_UNSAFE": "true"}
        run(f"Browser ({chromium})", ["-m", "browser", *more], in_browser, tally)
    else:
        tally.left_out.append("Browser: no Chromium found; install it or set CHROMIUM=")

    print()
    ran = ["SQLite", *(["PostgreSQL"] if address else []), *(["browser"] if chromium else [])]
    print(f"Ran on: {', '.join(ran)}.")
    for line in tally.left_out:
        print(f"Left out: {line}.")
    missing = bool(tally.left_out) and os.environ.get("REQUIRE_ALL") == "1"
    if missing:
        print("REQUIRE_ALL=1: a run that was left out is a failure.")
        tally.failed += len(tally.left_out)
    print(tally.summary(time.monotonic() - began))
    return int(tally.broken or missing or bool(tally.failed or tally.errors))


if __name__ == "__main__":
    raise SystemExit(main())
