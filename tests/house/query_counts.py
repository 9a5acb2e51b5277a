"""A pytest plugin: query counts are the same on both databases.

On PostgreSQL each scope of tenancy tells the row policies which organisations are open. That word
travels beside the queries of the page, so it does not count.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

WORD_TO_THE_WALL = "SELECT set_config('app.organisations'"


class Queries(CaptureQueriesContext):
    """Captures queries; what tells the wall which organisations are open is left out."""

    @property
    def captured_queries(self) -> list[dict[str, str]]:
        return [
            query
            for query in super().captured_queries
            if not (query["sql"] or "").startswith(WORD_TO_THE_WALL)
        ]


@contextmanager
def counted(number: int, *, exact: bool = True) -> Iterator[Queries]:
    """Fail where the block takes another number of queries, and show them."""
    with Queries(connection) as queries:
        yield queries
    taken = len(queries)
    if taken > number or (exact and taken != number):
        shown = "\n".join(str(query["sql"])[:300] for query in queries.captured_queries)
        pytest.fail(f"{taken} queries instead of {number}:\n{shown}")


Counted = Callable[[int], AbstractContextManager[Queries]]


@pytest.fixture
def django_assert_num_queries() -> Counted:
    """Count queries exactly, on both databases alike."""
    return counted


@pytest.fixture
def django_assert_max_num_queries() -> Counted:
    """Count queries up to a number, on both databases alike."""
    return partial(counted, exact=False)
