"""Serves issue 4 (ballots): one role reaches what lies apart, and reaches nothing else.

On SQLite the same tables are in a file of their own.
"""

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import ImproperlyConfigured
from django.db import ProgrammingError, connection, connections, transaction

from nuotio.culture.models.ballots import Ballot
from nuotio.foundation import apart, row_security
from nuotio.people.models import Unit

pytestmark = pytest.mark.django_db(databases=["default", "box"])
BALLOTS = ["culture_ballot", "culture_ballotbox", "culture_ballotcode"]


@pytest.fixture
def on_postgresql(is_postgresql):
    if not is_postgresql:
        pytest.skip("SQLite knows no roles.")


@pytest.fixture
def on_sqlite(is_postgresql):
    if is_postgresql:
        pytest.skip("PostgreSQL keeps the tables in one database.")


def ask(alias: str, sql: str, *values) -> list:
    with connections[alias].cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else [cursor.rowcount]


def test_the_tables_that_lie_apart_are_those_of_the_ballots():
    assert sorted(model._meta.db_table for model in apart.kept_apart()) == BALLOTS


def test_only_what_lies_apart_is_sent_to_its_alias():
    router = apart.Router()

    assert (router.db_for_read(Ballot), router.db_for_write(Ballot)) == ("box", "box")
    assert (router.db_for_read(Unit), router.db_for_write(Session)) == (None, None)


@pytest.mark.parametrize(
    ("is_a_file", "expected"),
    [(True, [False, True, True, False, False]), (False, [True, False, True, False, False])],
)
def test_each_table_is_made_in_one_place(settings, is_a_file, expected):
    settings.BOX_IS_A_FILE = is_a_file
    router = apart.Router()

    made = [
        router.allow_migrate("default", "culture", "ballot"),
        router.allow_migrate("box", "culture", "Ballot"),
        router.allow_migrate("default", "culture", "invitee"),
        router.allow_migrate("box", "culture", "invitee"),
        router.allow_migrate("box", "culture"),
    ]

    assert made == expected


def test_on_sqlite_each_file_has_its_own_tables(on_sqlite):
    names = {alias: connections[alias].introspection.table_names() for alias in ("default", "box")}

    assert set(names["box"]) & set(BALLOTS) == set(BALLOTS)
    assert set(names["default"]) & set(BALLOTS) == set()
    assert [name for name in names["box"] if name.startswith(("people", "auth"))] == []


def test_on_sqlite_what_is_deleted_is_written_over(on_sqlite):
    assert ask("box", "PRAGMA secure_delete") == [(1,)]
    assert ask("box", "PRAGMA temp_store") == [(2,)]
    assert "journal_mode=DELETE" in connections["box"].settings_dict["OPTIONS"]["init_command"]


@pytest.mark.parametrize("table", BALLOTS)
def test_the_service_reaches_no_ballot(on_postgresql, table):
    for sql in (f"SELECT * FROM {table}", f"DELETE FROM {table}", f"TRUNCATE {table}"):  # noqa: S608 -- our names
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            ask("default", sql)


@pytest.mark.parametrize(
    "table", ["culture_invitee", "people_user", "django_session", "audit_auditentry"]
)
def test_the_box_reaches_nobody(on_postgresql, table):
    sql = f"SELECT * FROM {table}"  # noqa: S608 -- our names

    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic("box"):
        ask("box", sql)


def test_the_box_may_not_bend_its_own_tables(on_postgresql):
    for sql in ("TRUNCATE culture_ballot", "ALTER TABLE culture_ballot ADD COLUMN at timestamptz"):
        with pytest.raises(ProgrammingError), transaction.atomic("box"):
            ask("box", sql)


def test_the_service_does_not_start_where_it_reaches_the_ballots(on_postgresql, settings):
    ask("default", "RESET ROLE")
    ask("default", f"GRANT SELECT ON culture_ballot TO {settings.DATABASE_SERVICE_ROLE}")
    ask("default", f"SET LOCAL ROLE {settings.DATABASE_SERVICE_ROLE}")

    with pytest.raises(ImproperlyConfigured, match="reaches the ballots: run migrate"):
        row_security.require_walls()


@pytest.mark.parametrize(
    "change",
    [
        "GRANT SELECT ON people_user TO {role}",
        "REVOKE INSERT, SELECT, UPDATE, DELETE ON culture_ballot FROM {role}",
    ],
)
def test_nor_where_the_box_reaches_more_or_less_than_its_own(on_postgresql, settings, change):
    role = settings.DATABASE_BOX_ROLE
    ask("box", "RESET ROLE")
    ask("box", change.format(role=role))
    ask("box", f"SET LOCAL ROLE {role}")

    with pytest.raises(
        ImproperlyConfigured, match="reach the ballots and nothing else: run migrate"
    ):
        row_security.require_walls()


def test_nor_where_the_box_works_as_a_superuser(on_postgresql):
    ask("box", "RESET ROLE")
    if ask("box", "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") != [(True,)]:
        pytest.skip("The tests' login is no superuser here.")

    with pytest.raises(ImproperlyConfigured, match="bypasses row security"):
        row_security.require_walls()


def test_walls_are_raised_before_the_tables_are_there(on_postgresql, monkeypatch):
    """In the middle of a migration some tables are still missing."""
    ask("default", "RESET ROLE")
    monkeypatch.setattr(apart, "kept_apart", list)

    row_security._let_the_service_in(connection)

    assert ask("default", "SELECT 1") == [(1,)]
