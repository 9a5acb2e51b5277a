"""The way from an empty database to a whole one, as `make run` goes it."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

NUOTIO = Path(sys.executable).parent / "nuotio"


@pytest.fixture(scope="module")
def empty_database(tmp_path_factory, worker_id, is_postgresql):
    """Give the environment in which the service finds a database with nothing in it."""
    data = str(tmp_path_factory.mktemp("empty"))
    environment = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "NUOTIO_TESTS")}
    environment |= {"NUOTIO_DATA": data, "NUOTIO_SECRET_KEY": "of a test"}
    if not is_postgresql:
        yield environment
        return
    server = os.environ["TEST_POSTGRES_URL"].rpartition("/")[0]
    name = f"nuotio_empty_{worker_id}"
    with psycopg.connect(
        f"{server}/postgres".replace("postgres://", "postgresql://"), autocommit=True
    ) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
        yield environment | {"DATABASE_URL": f"{server}/{name}"}
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def run(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 -- the service's own command
        [NUOTIO, *words], env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def first(empty_database):
    """Migrate it for the first time."""
    return run(empty_database, "migrate", "--verbosity", "0")


def test_an_empty_database_becomes_a_whole_one_and_stays_so(empty_database, first):
    second = run(empty_database, "migrate", "--check")

    assert (first.returncode, first.stderr) == (0, "")
    assert (second.returncode, second.stderr) == (0, "")


@pytest.mark.usefixtures("first")
def test_on_sqlite_the_ballots_get_a_file_of_their_own(empty_database):
    if "DATABASE_URL" in empty_database:
        pytest.skip("PostgreSQL keeps them in the same database.")

    data = Path(empty_database["NUOTIO_DATA"])
    tables = {name: tables_of(data / name) for name in ("nuotio.sqlite3", "box.sqlite3")}
    ballots = {name for name in tables["box.sqlite3"] if name.startswith("culture_")}
    assert "culture_ballot" in ballots
    assert ballots & tables["nuotio.sqlite3"] == set()
    assert "people_user" not in tables["box.sqlite3"]


def tables_of(file: Path) -> set[str]:
    with sqlite3.connect(file) as connection:
        rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {name for (name,) in rows}
