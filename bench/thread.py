"""What the golden thread costs in an organisation with 500 plans and 2,000 experiments.

    python -m bench.thread           SQLite, and PostgreSQL where a server answers
    python -m bench.thread sqlite    one database only

The page may cost no more than a start page: measured as `bench.pages` measures those.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import psycopg

from bench import service
from bench.pages import MOST_QUERIES, REACH, cost, database


def main() -> int:
    """Measure and print the table; return 0."""
    print("\nthe golden thread of 500 plans and 2,000 experiments\n")
    print(f"{'page':<40}{'CPU ms':>8}{'reach':>8}{'wall':>8}{'queries':>9}{'bytes':>9}")
    for name in sys.argv[1:] or ["sqlite", "postgresql"]:
        with database(name) as address:
            if address is None:
                print(f"{name}: left out, no server answers (set TEST_POSTGRES_URL).")
                continue
            measure(name, address)
    return 0


def measure(name: str, address: str) -> None:
    """Print what each way to see the thread costs on one database."""
    with tempfile.TemporaryDirectory(prefix="nuotio-bench-") as folder:
        told = service.environment(Path(folder), address)
        service.prepare(told)
        looked = _looked(told)
        _learn(address)
        with service.serving(told) as running:
            for way, seen in looked.items():
                _line(name, way, seen, cost(running, way, seen["path"], seen["session"]))


def _learn(address: str) -> None:
    """Let PostgreSQL learn what it holds, as it does by itself within a minute of such a load."""
    if address:
        url = address.replace("postgres://", "postgresql://")
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("ANALYZE")


def _looked(told: dict[str, str]) -> dict[str, dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.long_thread"],
        env=told,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    answer: dict[str, dict[str, Any]] = json.loads(done.stdout)
    return answer


def _line(name: str, way: str, seen: dict[str, Any], taken: Any) -> None:
    reach = REACH[name]
    print(
        f"{f'{name}: {way}':<40}{taken.cpu_ms:>8.2f}{reach:>8.2f}{taken.wall_ms:>8.2f}"
        f"{seen['queries']:>9}{taken.wire_bytes:>9}"
    )
    if taken.cpu_ms > reach or seen["queries"] > MOST_QUERIES or taken.status != 200:
        print(f"Past its aim: {name}, {way}")


if __name__ == "__main__":
    raise SystemExit(main())
