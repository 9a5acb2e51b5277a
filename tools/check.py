"""Run every check of the house, two at a time; print a line for each and the trouble in full."""

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

BIN = Path(sys.executable).parent
PYTHON = sys.executable
# The slow ones first, so that the others run beside them.
STEPS: dict[str, list[str]] = {
    "types": [str(BIN / "mypy")],
    "templates": [str(BIN / "djlint"), "nuotio", "--lint", "--quiet"],
    "migrations": [str(BIN / "nuotio"), "makemigrations", "--check", "--dry-run"],
    "floors": [str(BIN / "lint-imports"), "--no-logo"],
    "lint": [str(BIN / "ruff"), "check", "--quiet"],
    "format": [str(BIN / "ruff"), "format", "--check", "--quiet"],
    "house": [PYTHON, "-m", "tools.check_house"],
    "translations": [PYTHON, "-m", "tools.messages", "check"],
    "glossary": [PYTHON, "-m", "tools.glossary", "--check"],
    "vendored assets": [PYTHON, "-m", "tools.vendor_assets", "--check"],
}


@dataclass(frozen=True)
class Outcome:
    """What one step said: exit status, what it printed, how long it took in seconds."""

    status: int
    said: str
    seconds: float


def run(command: list[str], data: str) -> Outcome:
    """Run one step and keep what it says; settings find an empty data folder."""
    own = {"NUOTIO_DATA": data, "NUOTIO_SECRET_KEY": "of a check", "NO_COLOR": "1"}
    began = time.monotonic()
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
            env={**os.environ, **own},
        )
    except FileNotFoundError as error:
        return Outcome(127, f"{error.filename} is not installed: run `make check`.", 0.0)
    said = f"{done.stdout}{done.stderr}".strip()
    return Outcome(done.returncode, said, time.monotonic() - began)


def main() -> int:
    """Run the named steps, all of them where none is named; return 1 where one failed."""
    wanted = sys.argv[1:] or list(STEPS)
    failed = []
    with ThreadPoolExecutor(max_workers=2) as pool, tempfile.TemporaryDirectory() as data:
        running: dict[str, Future[Outcome]] = {
            name: pool.submit(run, STEPS[name], data) for name in wanted
        }
        for name, future in running.items():
            outcome = future.result()
            verdict = "ok" if outcome.status == 0 else "FAILED"
            print(f"{name:<16} {verdict:<7} {outcome.seconds:5.1f} s", flush=True)
            if outcome.status:
                failed.append(name)
                print(outcome.said, end="\n\n", flush=True)
    print(f"To mend: {', '.join(failed)}." if failed else "All checks passed.")
    return int(bool(failed))


if __name__ == "__main__":
    raise SystemExit(main())
