"""How the service becomes a database role without rights of its own, and what it says if not."""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

NUOTIO = Path(sys.executable).parent / "nuotio"


@dataclass
class Lone:
    """A database whose owner is no superuser and may make no roles."""

    server: psycopg.Connection
    login: str
    role: str
    environment: dict[str, str]

    @property
    def box(self) -> str:
        """The role of the ballots, named after that of the service."""
        return self.role.replace("_service", "_box")

    def run(self, *words: str) -> tuple[int, str]:
        done = subprocess.run(  # noqa: S603 -- the service's own command
            [NUOTIO, *words], env=self.environment, capture_output=True, text=True, check=False
        )
        return done.returncode, done.stderr.strip()


@pytest.fixture
def lone(is_postgresql, tmp_path) -> Iterator[Lone]:
    if not is_postgresql:
        pytest.skip("SQLite knows no roles.")
    given = os.environ["TEST_POSTGRES_URL"].rpartition("/")[0]
    mark, password = secrets.token_hex(4), secrets.token_hex(8)
    login, role = f"lone_{mark}", f"lone_{mark}_service"
    address = f"postgres://{login}:{password}@{given.rpartition('@')[2]}/{login}"
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("NUOTIO_", "DATABASE"))}
    environment |= {"NUOTIO_DATA": str(tmp_path), "NUOTIO_DATABASE_ROLE": role}
    environment |= {"DATABASE_URL": address, "NUOTIO_SECRET_KEY": "of a test"}
    url = f"{given}/postgres".replace("postgres://", "postgresql://")
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE ROLE {login} LOGIN PASSWORD '{password}'")
        server.execute(f"GRANT {login} TO CURRENT_USER")
        server.execute(f"CREATE DATABASE {login} OWNER {login}")
        try:
            yield Lone(server, login, role, environment)
        finally:
            server.execute(f"DROP DATABASE {login} WITH (FORCE)")
            server.execute(f"DROP ROLE IF EXISTS {role}, {login}_box, {login}")


def test_an_owner_who_may_make_no_roles_is_told_what_a_superuser_runs(lone):
    code, told = lone.run("migrate", "--verbosity", "0")

    assert code == 1
    assert told == (
        f"The login {lone.login} may not make the role {lone.role} that the service works as; "
        f"let a superuser run `CREATE ROLE {lone.role} NOLOGIN` (where it is missing) and "
        f"`GRANT {lone.role} TO {lone.login}`, then migrate again."
    )
    code, told = lone.run("web")
    assert code == 1
    assert told.startswith("The service cannot work as its database role (")
    assert told.endswith("): run `nuotio migrate`.")


def test_a_role_made_by_a_superuser_is_enough_and_the_wall_is_looked_at(lone):
    for role in (lone.role, lone.box):
        lone.server.execute(f"CREATE ROLE {role} NOLOGIN")
        lone.server.execute(f"GRANT {role} TO {lone.login}")

    assert lone.run("migrate", "--verbosity", "0") == (0, "")
    lone.environment["NUOTIO_AS_OWNER"] = "1"
    assert lone.run("web") == (1, "The service's database role owns its tables.")
    assert lone.run("worker") == (1, "The service's database role owns its tables.")
