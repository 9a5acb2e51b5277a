"""A pytest plugin: what outlives one test, so that big worlds need not be made for each.

A module's fixture that leans on `lasting` makes its rows once, in a transaction that is open as
long as the module's tests run. Each test works inside a savepoint of its own and undoes what it
wrote, so order still means nothing, and no other module ever sees these rows.
"""

import gc
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from django.db import transaction


def pytest_collection_finish() -> None:
    """Keep what is loaded by now: looking through it for garbage took a fifth of all time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(scope="module")
def lasting(request, django_db_setup, django_db_blocker) -> Iterator[None]:
    """Let rows last until the module's end, in the databases that its mark `django_db` names."""
    mark = request.node.get_closest_marker("django_db")
    with django_db_blocker.unblock(), ExitStack() as stack:
        for alias in mark.kwargs.get("databases", ["default"]):
            stack.enter_context(_undone(alias))
        yield


@contextmanager
def _undone(alias: str) -> Iterator[None]:
    with transaction.atomic(using=alias):
        yield
        transaction.set_rollback(True, using=alias)
