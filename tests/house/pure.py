"""A pytest plugin: what asks no database is marked `pure`, so that `make test` tries it only once.

Without the mark `django_db` and its fixtures Django's databases are shut. A test that reaches for
one in another way (a server's files, a process of its own) asks `is_postgresql` which one it is.
"""

from collections.abc import Sequence

import pytest

ASKING = {"db", "transactional_db", "live_server", "lasting", "is_postgresql"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    """Mark them before pytest chooses by marks."""
    for item in items:
        if not asks_a_database(item):
            item.add_marker("pure")


def asks_a_database(item: pytest.Item) -> bool:
    """Say whether a test could come out otherwise on another database."""
    fixtures = set(getattr(item, "fixturenames", []))
    return item.get_closest_marker("django_db") is not None or bool(fixtures & ASKING)


@pytest.fixture(autouse=True)
def _is_told_of_no_server(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pure test that looks for the server after all finds none and fails."""
    if request.node.get_closest_marker("pure"):
        monkeypatch.delenv("TEST_POSTGRES_URL", raising=False)
