"""A service of its own to attack: real files or a real database, its roles, its key folder."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg.rows import dict_row

from tests.culture.attacks.linker import Row

DISK = "TEST_POSTGRES_DISK_URL"  # a superuser, where the tests themselves work as somebody else


@dataclass(frozen=True)
class Place:
    """Where the service keeps its things; `url` is empty on SQLite."""

    data: Path
    url: str = ""

    @property
    def environment(self) -> dict[str, str]:
        ours = ("NUOTIO_", "TEST_", "DATABASE_URL", "EMAIL_URL", "DJANGO_", "COV_", "PYTEST_")
        plain = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        address = {"DATABASE_URL": self.url} if self.url else {}
        told = {"NUOTIO_DATA": str(self.data), "NUOTIO_TESTS": "0", "NUOTIO_HOSTS": "testserver"}
        return {**plain, **told, **address, "NUOTIO_SECRET_KEY": "of a test"}

    @property
    def taken(self) -> str:
        """The database as somebody who has taken the machine reaches it: as a superuser."""
        reader = os.environ.get(DISK, self.url).rpartition("/")[0]
        return f"{reader}/{self.url.rpartition('/')[2]}" if self.url else ""

    def act(self, name: str, **told: Any) -> tuple[Any, str]:
        """Let the service do something in its own process; return what it tells, and its log."""
        done = subprocess.run(  # noqa: S603 -- our own module
            [sys.executable, "-m", "tests.culture.attacks.acts", name, json.dumps(told)],
            env=self.environment | ({"NUOTIO_AS_OWNER": "1"} if name == "build" else {}),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1]), done.stderr

    def copy(self) -> dict[str, list[Row]]:
        """Return every row of every table, as it lies, with the hidden columns."""
        return _copy_of_server(self.taken) if self.url else _copy_of_files(self.data)

    def raw(self) -> dict[str, bytes]:
        """Return the bytes of everything that lies on disk, by name."""
        found = {
            str(path.relative_to(self.data)): path.read_bytes()
            for path in self.data.rglob("*")
            if path.is_file()
        }
        return found | (_files_of_server(self.taken) if self.url else {})


def on_sqlite(template: Path, data: Path) -> Place:
    """Return a place with empty tables, copied from another."""
    shutil.copytree(template, data)
    return Place(data)


def on_postgresql(server: str, template: str, name: str, data: Path) -> Iterator[Place]:
    """Yield a place in a fresh database, copied from another; gone afterwards."""
    data.mkdir()
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        drop(server, name)
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield Place(data, f"{server}/{name}".replace("postgresql://", "postgres://"))
        finally:
            drop(server, name)


def drop(server: str, name: str) -> None:
    """Drop a database, whoever still looks into it: the server itself may, to clean up."""
    able = os.environ.get(DISK, f"{server}/postgres").rpartition("/")[0]
    with psycopg.connect(f"{able}/postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _copy_of_files(data: Path) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for file in data.glob("*.sqlite3"):
        with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as connection:
            connection.row_factory = sqlite3.Row
            names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            for (table,) in names.fetchall():
                rows = connection.execute(f"SELECT rowid AS rowid, * FROM {table}")  # noqa: S608 -- a copy
                found.setdefault(table, []).extend(dict(row) for row in rows)
    return found


def _copy_of_server(url: str) -> dict[str, list[Row]]:
    with psycopg.connect(url, row_factory=dict_row) as connection:
        tables = connection.execute(
            "SELECT relname FROM pg_class "
            "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        ).fetchall()
        return {
            one["relname"]: [
                {**row, "ctid": _place(row["ctid"]), "xmin": int(row["xmin"])}
                for row in connection.execute(
                    f"SELECT ctid::text, xmin::text, * FROM {one['relname']}"  # noqa: S608 -- a copy
                )
            ]
            for one in tables
        }


def _place(ctid: str) -> tuple[int, int]:
    page, _comma, line = ctid.strip("()").partition(",")
    return int(page), int(line)


def _files_of_server(url: str) -> dict[str, bytes]:
    """Return the files of all tables, indexes and long values, as a superuser may read them."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        rows = connection.execute(
            "SELECT relname, pg_read_binary_file(pg_relation_filepath(oid)) "
            "FROM pg_class WHERE relkind IN ('r', 'i', 't') AND relfilenode <> 0 "
            "AND (relname LIKE 'culture%' OR relname LIKE 'pg_toast%' OR relname LIKE 'audit%' "
            "OR relname LIKE 'django%' OR relname LIKE 'foundation%')"
        ).fetchall()
        log = connection.execute(
            "SELECT name, pg_read_binary_file('pg_wal/' || name) FROM pg_ls_waldir() "
            "ORDER BY modification DESC LIMIT 3"
        ).fetchall()
    return {f"server/{name}": bytes(content or b"") for name, content in [*rows, *log]}
