"""The tables that a request wrote to: what it left alone need not be looked at again."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.db import connections

READS = re.compile(
    r"[\s(]*(SELECT|SAVEPOINT|RELEASE|ROLLBACK|PRAGMA|SET|WITH(?!.*\b(INTO|UPDATE|DELETE)\b))\b",
    re.DOTALL,
)
WRITES = re.compile(r'\s*(?:INSERT(?: OR IGNORE)? INTO|UPDATE|DELETE FROM) "(\w+)"')


@contextmanager
def written() -> Iterator[set[str]]:
    """Gather the tables, of all databases, that the block writes to."""
    tables: set[str] = set()

    def watch(execute: Callable[..., Any], sql: str, *more: Any) -> Any:
        if not READS.match(sql):
            found = WRITES.match(sql)
            assert found, f"Which table does this write to? {sql}"
            tables.add(found[1])
        return execute(sql, *more)

    with ExitStack() as stack:
        for connection in connections.all(initialized_only=True):
            stack.enter_context(connection.execute_wrapper(watch))
        yield tables
