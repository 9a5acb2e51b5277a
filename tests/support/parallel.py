"""Real parallel connections on both databases.

The test database of SQLite lives in memory, where two connections lock each other out at once
instead of waiting. So it is copied to a file, as the service has one, and that is worked on.
"""

import sqlite3
from contextlib import closing

import pytest
from django.db import connection

__all__ = ["_parallel"]


@pytest.fixture
def _parallel(is_postgresql, tmp_path, transactional_db):
    """Commit for real, so that every thread sees what the others have done."""
    if is_postgresql:
        yield
        return
    connection.ensure_connection()
    in_memory, name = connection.connection, connection.settings_dict["NAME"]
    file = str(tmp_path / "races.sqlite3")
    with closing(sqlite3.connect(file)) as copy:
        in_memory.backup(copy)
    connection.settings_dict["NAME"], connection.connection = file, None
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"], connection.connection = name, in_memory
