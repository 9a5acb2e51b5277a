import socket
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, connections
from django.test import Client

from nuotio.foundation import tenancy
from tests import factories

pytest_plugins = [
    "tests.house.emptying",
    "tests.house.lasting",
    "tests.house.pure",
    "tests.house.query_counts",
    "tests.house.rule_cases",
]
LOCAL = {"127.0.0.1", "localhost", "::1"}


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests stay inside the house: only this machine's own services may be reached."""
    connect = socket.socket.connect

    def refuse(self: socket.socket, address: object) -> None:
        if self.family == socket.AF_UNIX or (isinstance(address, tuple) and address[0] in LOCAL):
            return connect(self, address)
        raise AssertionError(f"Tests stay inside the house: {address}")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture(autouse=True)
def _nothing_left_open() -> Iterator[None]:
    """A test that left an organisation open would let the next one see too much."""
    yield
    left, _ = tenancy._scope.get(), tenancy._scope.set(None)
    assert left is None, left


@pytest.fixture(autouse=True)
def _nothing_counted() -> None:
    """Every test begins with counters at nought, whichever went before it."""
    cache.clear()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """On PostgreSQL every test works as the service's own roles, behind the walls."""
    if connection.vendor != "postgresql":
        yield
        return
    roles = {"default": settings.DATABASE_SERVICE_ROLE, "box": settings.DATABASE_BOX_ROLE}
    with django_db_blocker.unblock():
        for alias, role in roles.items():
            connections[alias].settings_dict["OPTIONS"]["assume_role"] = role
            connections[alias].close()
        yield
        for alias in roles:
            connections[alias].settings_dict["OPTIONS"].pop("assume_role", None)
            connections[alias].close()


@pytest.fixture
def now() -> datetime:
    """A Wednesday in term time, in Helsinki 14.00."""
    return datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


@pytest.fixture
def as_member(client: Client):
    """Sign a membership's person in and return the client."""

    def sign_in(membership) -> Client:
        client.force_login(membership.user)
        return client

    return sign_in


@pytest.fixture
def inside(db):
    """Open the organisation of a row for the rest of the test."""
    with ExitStack() as stack:

        def enter(row) -> None:
            stack.enter_context(tenancy.inside(factories.organisation_id(row)))

        yield enter


@pytest.fixture(scope="session")
def is_postgresql() -> bool:
    return connection.vendor == "postgresql"
