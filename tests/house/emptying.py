"""A pytest plugin: what a test has committed is deleted, and the tables stay as they are.

Django truncates every table and then says `post_migrate`, as if they were new: on PostgreSQL all
walls are raised again, which took seconds for each test.
"""

import pytest
from django.db import connections, transaction
from django.test import TransactionTestCase

from nuotio.foundation import tenancy

# What stands in tables as soon as they are made.
KEPT = {"auth_permission", "django_content_type", "django_migrations"}


def pytest_configure(config: pytest.Config) -> None:
    """Empty tables in our way from now on."""
    djangos = TransactionTestCase._fixture_teardown
    config.add_cleanup(lambda: setattr(TransactionTestCase, "_fixture_teardown", djangos))
    TransactionTestCase._fixture_teardown = _empty_all


def _empty_all(test: TransactionTestCase) -> None:
    for alias in test._databases_names(include_mirrors=False):
        with tenancy.unrestricted(reason="Taking back what a test committed."):
            _empty(alias)


def _empty(alias: str) -> None:
    """Delete every row of a database, on PostgreSQL as the owner: the service may not."""
    connection = connections[alias]
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    with transaction.atomic(using=alias), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL ROLE NONE")
        for table in sorted(set(tables) - KEPT):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608 -- ours
