"""Services to attack, one for each test, made from one template for each run."""

import os
from pathlib import Path

import psycopg
import pytest

from tests.culture.attacks import place


@pytest.fixture(scope="session")
def server(is_postgresql) -> str:
    """Where PostgreSQL answers; empty on SQLite."""
    if not is_postgresql:
        return ""
    return (
        os.environ["TEST_POSTGRES_URL"].rpartition("/")[0].replace("postgres://", "postgresql://")
    )


@pytest.fixture(scope="session")
def template(server, tmp_path_factory, worker_id):
    """Give empty tables, made once: a folder, or the name of a database."""
    folder: Path = tmp_path_factory.mktemp("attacked") / "data"
    folder.mkdir()
    if not server:
        place.Place(folder).act("build")
        yield folder
        return
    name = f"nuotio_attacked_{worker_id}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        place.drop(server, name)
        connection.execute(f"CREATE DATABASE {name}")
        place.Place(folder, f"{server}/{name}".replace("postgresql://", "postgres://")).act("build")
        yield name
        place.drop(server, name)


def _place(server, template, data, name):
    if not server:
        yield place.on_sqlite(template, data)
        return
    yield from place.on_postgresql(server, template, f"{template}_{name}", data)


@pytest.fixture
def attacked(server, template, tmp_path):
    """Give a service of one's own."""
    yield from _place(server, template, tmp_path / "data", "one")


@pytest.fixture(scope="module")
def module_place(server, template, tmp_path_factory):
    """Give a service for the tests of one module."""
    yield from _place(server, template, tmp_path_factory.mktemp("attacked") / "data", "many")
