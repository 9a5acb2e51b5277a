"""The second wall: PostgreSQL's row-level security, and foreign keys that stay at home.

The walls are raised after every `migrate` for every table that belongs to an organisation or is
shared in a programme, so a new table cannot be forgotten. On SQLite, which knows no policies, only
the foreign-key guard exists, as triggers.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.apps import AppConfig, apps
from django.core.exceptions import ImproperlyConfigured
from django.db import (
    DatabaseError,
    OperationalError,
    ProgrammingError,
    connection,
    connections,
    models,
    transaction,
)
from django.db.backends.base.base import BaseDatabaseWrapper

from nuotio.foundation import apart

POLICY = "organisation_wall"
Settings = tuple[str, str]  # organisations and programmes, as ids with commas or a star
ORGANISATIONS = "current_setting('app.organisations', true)"
PROGRAMMES = "current_setting('app.programmes', true)"
OWNED, ITSELF = "organisation_id", "id"
GUARDS = "%_same_%"  # what the names of the guards on SQLite are like


@contextmanager
def announced(settings: Settings, *, outer: Settings) -> Iterator[None]:
    """Tell PostgreSQL what is open until the block ends; SQLite needs no telling.

    The setting is local to a transaction: one that lives in the session would survive a commit
    and leak to the next user of a pooled connection.
    """
    if connection.vendor != "postgresql":
        yield
        return
    if not connection.in_atomic_block:
        with transaction.atomic():  # the setting ends with it: nothing to restore
            _announce(settings)
            yield
        return
    _announce(settings)
    try:
        yield
    except BaseException:
        with suppress(DatabaseError):  # an aborted transaction restores it by itself
            _announce(outer)
        raise
    _announce(outer)


def _announce(settings: Settings) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.organisations', %s, true), "
            "set_config('app.programmes', %s, true)",
            settings,
        )


def owned_models() -> list[type[models.Model]]:
    """Return every concrete model whose rows belong to one organisation."""
    from nuotio.foundation.tenancy import OwnedByOrganisation  # noqa: PLC0415 -- tenancy uses us

    return [m for m in apps.get_models() if issubclass(m, OwnedByOrganisation)]


def shared_models() -> list[type[models.Model]]:
    """Return every concrete model whose rows belong to a programme."""
    from nuotio.foundation.tenancy import SharedInProgramme  # noqa: PLC0415 -- tenancy uses us

    return [m for m in apps.get_models() if issubclass(m, SharedInProgramme)]


def walled_models() -> list[type[models.Model]]:
    """Return every model behind a wall of either kind."""
    return [*owned_models(), *shared_models()]


def home_column(model: type[models.Model]) -> str:
    """Return the column that says whose a walled model's row is."""
    home: str = getattr(model, "home", OWNED)
    return home


def guarded_keys(model: type[models.Model]) -> list[models.ForeignKey[Any, Any]]:
    """Return the foreign keys that lead to another row of the same kind of home."""
    alike = owned_models() if home_column(model) == OWNED else shared_models()
    return [
        field
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey) and field.related_model in alike
        if field.column != home_column(model) and home_column(field.related_model) != ITSELF
    ]


def raise_walls(sender: AppConfig, using: str, **_kwargs: Any) -> None:
    """Put policies and guards on all owned tables, once every room has been migrated."""
    if sender.label != "foundation":  # each room sends the signal; keys lead from room to room
        return
    wrapper = connections[using]
    existing = set(wrapper.introspection.table_names())
    walled = [model for model in walled_models() if model._meta.db_table in existing]
    steps: list[Callable[[BaseDatabaseWrapper, type[models.Model]], None]] = []
    if wrapper.vendor == "sqlite":
        steps = [_guard_keys_sqlite]
    if wrapper.vendor == "postgresql":
        steps = [_raise_policy, _guard_keys_postgresql]
    for step in steps:
        for model in walled:
            with transaction.atomic(using=using):  # who works meanwhile never meets half a wall
                step(wrapper, model)
    if wrapper.vendor == "postgresql":
        _let_the_service_in(wrapper)


def lower_guards(sender: AppConfig, using: str, **_kwargs: Any) -> None:
    """Take SQLite's guards of keys away while rooms are migrated; `raise_walls` puts them back.

    SQLite alters a table by making it anew, and refuses where a trigger names the one that goes.
    """
    wrapper = connections[using]
    if sender.label != "foundation" or wrapper.vendor != "sqlite":
        return
    with wrapper.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s", [GUARDS]
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {wrapper.ops.quote_name(name)}")


def _raise_policy(wrapper: BaseDatabaseWrapper, model: type[models.Model]) -> None:
    q, home = wrapper.ops.quote_name, home_column(model)
    table, key = model._meta.db_table, f"{model._meta.db_table}_own"
    sees = _among(home, ORGANISATIONS if home == OWNED else PROGRAMMES)
    if home not in (OWNED, ITSELF):
        sees = f"({sees}) AND (private_to_id IS NULL OR {_among('private_to_id', ORGANISATIONS)})"
    with wrapper.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {q(table)} ENABLE ROW LEVEL SECURITY")
        cursor.execute(f"ALTER TABLE {q(table)} FORCE ROW LEVEL SECURITY")
        cursor.execute(f"DROP POLICY IF EXISTS {POLICY} ON {q(table)}")
        cursor.execute(f"CREATE POLICY {POLICY} ON {q(table)} USING ({sees}) WITH CHECK ({sees})")
        if home != ITSELF and not _has_constraint(cursor, key):
            cursor.execute(f"ALTER TABLE {q(table)} ADD CONSTRAINT {q(key)} UNIQUE ({home}, id)")


def _among(column: str, setting: str) -> str:
    """Return the condition that the column's id is one of those that the setting names."""
    ids = f"string_to_array(nullif({setting}, '*'), ',')::bigint[]"
    return f"{setting} = '*' OR {column} = ANY ({ids})"


def _guard_keys_postgresql(wrapper: BaseDatabaseWrapper, model: type[models.Model]) -> None:
    q, table, home = wrapper.ops.quote_name, model._meta.db_table, home_column(model)
    with wrapper.cursor() as cursor:
        for field in guarded_keys(model):
            name = f"{table}_{field.column}_same"[:63]
            if _has_constraint(cursor, name):
                continue
            target = field.related_model._meta.db_table
            cursor.execute(
                f"ALTER TABLE {q(table)} ADD CONSTRAINT {q(name)} "
                f"FOREIGN KEY ({home}, {q(field.column)}) "
                f"REFERENCES {q(target)} ({home}, id) DEFERRABLE INITIALLY DEFERRED"
            )


def _has_constraint(cursor: Any, name: str) -> bool:
    cursor.execute("SELECT 1 FROM pg_constraint WHERE conname = %s", [name])
    return cursor.fetchone() is not None


def _guard_keys_sqlite(wrapper: BaseDatabaseWrapper, model: type[models.Model]) -> None:
    q, home = wrapper.ops.quote_name, home_column(model)
    table = model._meta.db_table
    with wrapper.cursor() as cursor:
        for field in guarded_keys(model):
            target = field.related_model._meta.db_table
            for verb in ("INSERT", "UPDATE"):
                name = q(f"{table}_{field.column}_same_{verb.lower()}")
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
                cursor.execute(
                    f"CREATE TRIGGER {name} BEFORE {verb} ON {q(table)} "  # noqa: S608 -- our own names
                    f"WHEN EXISTS (SELECT 1 FROM {q(target)} WHERE id = NEW.{q(field.column)} "
                    f"AND {home} <> NEW.{home}) "
                    "BEGIN SELECT RAISE(ABORT, 'a key leads to another organisation'); END"
                )


def _let_the_service_in(wrapper: BaseDatabaseWrapper) -> None:
    """Create the roles that the service works as, and let them use the tables but own none.

    What lies apart (`foundation.apart`) is for the role of the box alone, and nothing else is.
    """
    from django.conf import settings  # noqa: PLC0415 -- read when walls are raised, not at import

    q = wrapper.ops.quote_name
    service, box = q(settings.DATABASE_SERVICE_ROLE), q(settings.DATABASE_BOX_ROLE)
    for name in (settings.DATABASE_SERVICE_ROLE, settings.DATABASE_BOX_ROLE):
        if not _may_become(wrapper, q(name)):
            _make_the_role(wrapper, name)
    ballots = ", ".join(q(model._meta.db_table) for model in _apart_in(wrapper))
    with transaction.atomic(using=wrapper.alias), wrapper.cursor() as cursor:
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {service}, {box}")
        cursor.execute(
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {service}"
        )
        cursor.execute(
            f"GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {service}"
        )
        cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {box}")
        if ballots:
            cursor.execute(f"REVOKE ALL ON {ballots} FROM {service}")
            cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {ballots} TO {box}")


def _apart_in(wrapper: BaseDatabaseWrapper) -> list[type[models.Model]]:
    existing = set(wrapper.introspection.table_names())
    return [model for model in apart.kept_apart() if model._meta.db_table in existing]


def _may_become(wrapper: BaseDatabaseWrapper, role: str) -> bool:
    try:
        with transaction.atomic(using=wrapper.alias):
            with wrapper.cursor() as cursor:
                cursor.execute(f"SET LOCAL ROLE {role}")
            transaction.set_rollback(True, using=wrapper.alias)
    except DatabaseError:
        return False
    return True


def _make_the_role(wrapper: BaseDatabaseWrapper, name: str) -> None:
    role, login = wrapper.ops.quote_name(name), wrapper.settings_dict["USER"]
    try:
        with transaction.atomic(using=wrapper.alias), wrapper.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
            if cursor.fetchone() is None:
                # Two test processes may meet here: the second one finds the role made.
                cursor.execute(
                    f"DO $$ BEGIN CREATE ROLE {role} NOLOGIN; "
                    "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
                )
            cursor.execute(f"GRANT {role} TO CURRENT_USER")
    except ProgrammingError as refused:
        raise ImproperlyConfigured(
            f"The login {login} may not make the role {name} that the service works as; "
            f"let a superuser run `CREATE ROLE {name} NOLOGIN` (where it is missing) and "
            f"`GRANT {name} TO {login}`, then migrate again."
        ) from refused


def require_walls() -> None:
    """Refuse to start where the second wall would not hold: ImproperlyConfigured says why.

    Checked on PostgreSQL: the role that queries run as is no superuser, does not bypass row
    security and owns none of our tables; every owned table has its forced policy. The role of the
    box reaches the ballots and nothing else; nobody else reaches them.
    """
    if connection.vendor != "postgresql":
        return
    _connect(connection)
    with connection.cursor() as cursor:
        _require_plain_role(cursor)
        cursor.execute(
            "SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity AND EXISTS "
            "(SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = %s), "
            "pg_get_userbyid(c.relowner) = current_user "
            "FROM pg_class c WHERE c.relkind = 'r' AND c.relname = ANY(%s)",
            [POLICY, [m._meta.db_table for m in walled_models()]],
        )
        found = {name: (walled, owner) for name, walled, owner in cursor.fetchall()}
    for model in walled_models():
        walled, is_owner = found.get(model._meta.db_table, (False, False))
        if not walled:
            raise ImproperlyConfigured(f"{model._meta.db_table} has no row policy: run migrate.")
        if is_owner:
            raise ImproperlyConfigured("The service's database role owns its tables.")
    _require_the_box_apart()


def _require_plain_role(cursor: Any) -> None:
    cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
    if cursor.fetchone()[0]:
        raise ImproperlyConfigured("The service's database role bypasses row security.")


def _require_the_box_apart() -> None:
    ballots = {model._meta.db_table for model in apart.kept_apart()}
    if _reached_by(connection) & ballots:
        raise ImproperlyConfigured("The service's database role reaches the ballots: run migrate.")
    _connect(connections[apart.ALIAS])
    with connections[apart.ALIAS].cursor() as cursor:
        _require_plain_role(cursor)
    if _reached_by(connections[apart.ALIAS]) != ballots:
        raise ImproperlyConfigured(
            "The ballots' database role must reach the ballots and nothing else: run migrate."
        )


def _reached_by(wrapper: BaseDatabaseWrapper) -> set[str]:
    """Return the tables of ours that the role of this connection may read or write."""
    with wrapper.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v', 'm') "
            "AND has_table_privilege(c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')"
        )
        return {name for (name,) in cursor.fetchall()}


def _connect(wrapper: BaseDatabaseWrapper) -> None:
    try:
        wrapper.ensure_connection()
    except OperationalError:  # the server does not answer, or lets nobody in: it says so itself
        raise
    except DatabaseError as refused:
        raise ImproperlyConfigured(
            f"The service cannot work as its database role ({refused}): run `nuotio migrate`."
        ) from refused
