"""What each start page costs on SQLite and PostgreSQL, beside the floor and other services.

    make bench                     everything that can be measured here
    python -m bench.pages sqlite   one database only

Processor time is measured, because it holds where wall time does not: user and system time of the
worker by its own clock, before and after each of many short rounds over one open connection.
"""

import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg

from bench import service
from tools.run_tests import postgresql

RESULTS = Path("bench/results")
OK = 200
WARM_UP, ROUNDS, ROUND = 30, 20, 20
ON_THE_WAY = "majakka"  # an organisation of the demo whose programme is under way
ROLES = ("employee", "mentor", "hr", "management", "coordinator", "trainer")
START_PAGES = {"visitor", *ROLES, "mentor in a programme"}
REACH = {"sqlite": 10.0, "postgresql": 25.0}  # CPU ms, the most a start page may cost
MOST_QUERIES, MOST_FIRST_PAGE, MOST_MEMORY, MOST_GROWTH = 12, 60_000, 65.0, 1.2
ANCHORS = {
    "Moodle 4.5, dashboard": {"postgresql": 126.0},
    "pretalx 2025.2, organiser's dashboard": {"postgresql": 207.0},
    "sketch in Django and Jinja2, 9 queries": {"sqlite": 8.8, "postgresql": 20.0},
}
LINKED = re.compile(r"""(?:href|src)=["']?(/static/[^"'\s>]+\.(?:css|js|svg|png|webp|ico))""")


@dataclass(frozen=True)
class Cost:
    """One page: processor and wall time in ms a request, bytes over the wire, queries.

    The processor time is that of the best round: what else the machine does only adds.
    """

    page: str
    path: str
    cpu_ms: float
    spread_ms: float
    wall_ms: float
    wire_bytes: int
    queries: int | None
    status: int


def main() -> int:
    """Measure, print the table, keep the figures and say which aims were missed; return 0."""
    wanted = sys.argv[1:] or ["sqlite", "postgresql"]
    told: dict[str, Any] = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "databases": {}}
    missed: list[str] = []
    for name in wanted:
        with database(name) as address:
            if address is None:
                print(f"{name}: left out, no server answers (set TEST_POSTGRES_URL).")
                continue
            figures = measure(name, address)
        told["databases"][name] = figures
        missed += report(name, figures)
    RESULTS.mkdir(parents=True, exist_ok=True)
    kept = RESULTS / f"pages-{told['at'][:19].replace(':', '')}.json"
    kept.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"\nKept in {kept}.")
    print("\n".join(f"Past its aim: {line}" for line in missed) or "Everything within its aim.")
    return 0  # a busy machine is no failure of the code


@contextmanager
def database(name: str) -> Iterator[str | None]:
    """Give the address of an empty database of this kind: empty text for SQLite, None without."""
    if name == "sqlite":
        yield ""
        return
    address, _found = postgresql()
    if not address:
        yield None
        return
    server = address.rpartition("/")[0]
    admin = f"{server}/postgres".replace("postgres://", "postgresql://")
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS nuotio_bench WITH (FORCE)")
        connection.execute("CREATE DATABASE nuotio_bench")
        yield f"{server}/nuotio_bench"
        connection.execute("DROP DATABASE nuotio_bench WITH (FORCE)")


def measure(name: str, address: str) -> dict[str, Any]:
    """Return the figures of one database: the floor, the pages, the first page, memory."""
    with tempfile.TemporaryDirectory(prefix="nuotio-bench-") as folder:
        told = service.environment(Path(folder), address)
        began = time.monotonic()
        demo = service.prepare(told)
        built = time.monotonic() - began
        pages = who_opens_what(demo)
        looked = look(told, list(pages.values()))
        floor = floor_costs(told)
        costs = []
        with service.serving(told) as running:
            costs.append(cost(running, "health", "/healthz"))
            for page, seen in zip(pages, looked, strict=True):
                visit = cost(running, page, seen["path"], seen["session"], seen["queries"])
                costs.append(visit)
            first = first_page(running)
            memory, resident = running.megabytes()
        service.fill(told)
        with service.serving(told) as running:
            crowded = [
                cost(running, page, seen["path"], seen["session"])
                for page, seen in zip(pages, looked, strict=True)
            ]
    return {
        "demo_seconds": round(built, 1),
        "floor": [asdict(c) for c in floor],
        "pages": [asdict(c) for c in costs],
        "crowded": [asdict(c) for c in crowded],
        "first_page_bytes": first,
        "worker_megabytes": round(memory, 1),
        "worker_resident_megabytes": round(resident, 1),
    }


def who_opens_what(demo: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return for each start page one demo person who has that role alone, and the address."""
    pages: dict[str, dict[str, Any]] = {"visitor": {"email": "", "path": "/"}}
    for role in ROLES:
        having = [p for p in demo["people"] if role in p["roles"]]
        having.sort(key=lambda person: len(person["roles"]))
        if having:
            pages[role] = {"email": having[0]["email"], "path": "/"}
    mentor = next(p for p in demo["people"] if p["organisation"] == ON_THE_WAY and is_mentor(p))
    coordinator = pages["coordinator"]["email"]
    inside = rf"/o/{ON_THE_WAY}/programmes/\d+/"
    run = r"/o/valmennus/programmes/\d+/"
    own = f"/o/{ON_THE_WAY}/programmes/"
    pages["mentor in a programme"] = {"email": mentor["email"], "path": "/"}
    pages |= {
        "a programme": {"email": mentor["email"], "path": own, "follow": [inside]},
        "an event": {
            "email": mentor["email"],
            "path": own,
            "follow": [inside, rf"{inside}events/\d+/"],
        },
        "how a programme goes": {
            "email": coordinator,
            "path": "/o/valmennus/programmes/",
            "follow": [run, rf"{run}progress/"],
        },
    }
    return pages


def is_mentor(person: dict[str, Any]) -> bool:
    """Say whether a demo person is a mentor and nothing else."""
    return sorted(person["roles"]) == ["employee", "mentor"]


def look(told: dict[str, str], asked: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Ask the service's own code for sessions, final addresses and query counts."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.people"],
        env=told,
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers


def floor_costs(told: dict[str, str]) -> list[Cost]:
    """Measure what the same server takes for a view with nothing of ours around it."""
    with service.serving(told, floor=True) as running:
        return [
            cost(running, "floor: empty view", "/empty"),
            cost(running, "floor: one query, one template", "/one-query", queries=1),
        ]


def cost(
    running: service.Service, page: str, path: str, session: str = "", queries: int | None = None
) -> Cost:
    """Open one page some hundred times and return what it took."""
    visitor = service.Visitor(running.port, session)
    for _ in range(WARM_UP):
        answer = visitor.get(path)
    rounds, walls = [], []
    for _ in range(ROUNDS):
        before = running.cpu_seconds()
        for _ in range(ROUND):
            began = time.perf_counter()
            visitor.get(path)
            walls.append(time.perf_counter() - began)
        rounds.append((running.cpu_seconds() - before) / ROUND * 1000)
    visitor.close()
    return Cost(
        page=page,
        path=path,
        cpu_ms=round(min(rounds), 2),
        spread_ms=round(max(rounds) - min(rounds), 2),
        wall_ms=round(statistics.median(walls) * 1000, 2),
        wire_bytes=answer.wire_bytes,
        queries=queries,
        status=answer.status,
    )


def first_page(running: service.Service) -> int:
    """Return the bytes that a first visit takes: page, styles, scripts, pictures; no fonts."""
    reader, visitor = (
        service.Visitor(running.port, encoding="identity"),
        service.Visitor(running.port),
    )
    linked = set(LINKED.findall(reader.get("/").body.decode()))
    total = sum(visitor.get(address).wire_bytes for address in ["/", *linked])
    reader.close()
    visitor.close()
    return total


def report(name: str, figures: dict[str, Any]) -> list[str]:
    """Print the table of one database; return what is out of reach."""
    unit = figures["floor"][1]["cpu_ms"] or 0.01
    print(f"\n{name}: CPU ms a request (best of {ROUNDS} x {ROUND}), x is the one-query floor\n")
    print(f"{'page':<40}{'CPU ms':>8}{'±':>6}{'x':>7}{'wall':>8}{'queries':>9}{'bytes':>9}")
    for row in figures["floor"] + figures["pages"]:
        queries = "" if row["queries"] is None else row["queries"]
        print(
            f"{row['page']:<40}{row['cpu_ms']:>8.2f}{row['spread_ms']:>6.2f}"
            f"{row['cpu_ms'] / unit:>7.1f}{row['wall_ms']:>8.2f}{queries:>9}{row['wire_bytes']:>9}"
        )
    print("\nwith 65 organisations and 80,000 people (x is the same page in the demo world)\n")
    for row, times in crowded(figures):
        print(f"{row['page']:<40}{row['cpu_ms']:>8.2f}{row['spread_ms']:>6.2f}{times:>7.1f}")
    print()
    for anchor, measured in ANCHORS.items():
        if name in measured:
            print(f"{anchor:<40}{measured[name]:>8.2f}{'':>6}{measured[name] / unit:>7.1f}")
    print(f"first visit without fonts: {figures['first_page_bytes'] / 1000:.1f} kB")
    print(
        f"memory of the worker: {figures['worker_megabytes']:.1f} MB of its own, "
        f"{figures['worker_resident_megabytes']:.1f} MB resident with what it shares"
    )
    print(
        f"demo world built in {figures['demo_seconds']:.1f} s, migrations and static files included"
    )
    return list(out_of_reach(name, figures))


def crowded(figures: dict[str, Any]) -> Iterator[tuple[dict[str, Any], float]]:
    """Yield each page of the crowded service with how many times the demo world's it costs."""
    alone = {row["page"]: row["cpu_ms"] for row in figures["pages"]}
    for row in figures["crowded"]:
        yield row, row["cpu_ms"] / alone[row["page"]]


def out_of_reach(name: str, figures: dict[str, Any]) -> Iterator[str]:
    """Yield a sentence for each figure past what performance was promised to be."""
    for row in figures["pages"]:
        yield from page_out_of_reach(name, row)
    for row, times in crowded(figures):
        if times > MOST_GROWTH:
            yield f"{name}, {row['page']} in a crowd: {times:.1f} times, at most {MOST_GROWTH}"
    if figures["first_page_bytes"] > MOST_FIRST_PAGE:
        yield f"{name}: first visit {figures['first_page_bytes']} bytes, at most {MOST_FIRST_PAGE}"
    if figures["worker_megabytes"] > MOST_MEMORY:
        yield f"{name}: worker {figures['worker_megabytes']} MB, at most {MOST_MEMORY}"


def page_out_of_reach(name: str, row: dict[str, Any]) -> Iterator[str]:
    """Yield a sentence for each figure of one page that is past its promise."""
    if row["status"] != OK:
        yield f"{name}, {row['page']}: status {row['status']}"
    if row["page"] in START_PAGES and row["cpu_ms"] > REACH[name]:
        yield f"{name}, {row['page']}: {row['cpu_ms']} CPU ms, at most {REACH[name]}"
    if (row["queries"] or 0) > MOST_QUERIES:
        yield f"{name}, {row['page']}: {row['queries']} queries, at most {MOST_QUERIES}"


if __name__ == "__main__":
    raise SystemExit(main())
