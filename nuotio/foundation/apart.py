"""Tables that lie apart: reached through an alias of their own and never beside the rest.

On SQLite they are a file of their own. On PostgreSQL they lie in the same database, but only a role
of their own may touch them, and that role may touch nothing else (`foundation.row_security`).
"""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models

ALIAS = "box"


class KeptApart(models.Model):
    """Behaviour of a table that lies apart; there are no foreign keys into it or out of it."""

    class Meta:
        abstract = True


def kept_apart() -> list[type[models.Model]]:
    """Return every concrete model whose table lies apart."""
    return [model for model in apps.get_models() if issubclass(model, KeptApart)]


class Router:
    """Sends what lies apart to its alias, in reading and writing alike."""

    def db_for_read(self, model: type[models.Model], **_hints: Any) -> str | None:
        """Return the alias of a table that lies apart."""
        return ALIAS if issubclass(model, KeptApart) else None

    db_for_write = db_for_read

    def allow_migrate(
        self, db: str, app_label: str, model_name: str | None = None, **_hints: Any
    ) -> bool:
        """Make each table in one place: in its own file, or in the one database by its owner."""
        if not settings.BOX_IS_A_FILE:
            return db != ALIAS
        apart = {model._meta.label_lower for model in kept_apart()}
        return (f"{app_label}.{model_name}".lower() in apart) == (db == ALIAS)
