"""The way from an empty database to a whole one, as `make run` goes it."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

NUOTIO = Path(sys.executable).parent / "nuotio"


@pytest.fixture
def empty_database(tmp_path, worker_id):
    """Give the environment in which the service finds a database with nothing in it."""
    environment = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "NUOTIO_TESTS")}
    environment |= {"NUOTIO_DATA": str(tmp_path), "NUOTIO_SECRET_KEY": "of a test"}
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
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


def test_an_empty_database_becomes_a_whole_one_and_stays_so(empty_database):
    first = run(empty_database, "migrate", "--verbosity", "0")
    second = run(empty_database, "migrate", "--check")

    assert (first.returncode, first.stderr) == (0, "")
    assert (second.returncode, second.stderr) == (0, "")
