"""Sessions as Django keeps them, read by a written statement: each page begins with one (ADR 8)."""

from typing import Any

from django.contrib.sessions.backends import db
from django.db import connection
from django.utils import timezone

from nuotio.foundation import rows

OPEN = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    """Django's own, but for how a session is found."""

    def load(self) -> dict[str, Any]:
        """Return what the session holds; of one that is not there, or not any more, nothing."""
        now = timezone.now()  # noqa: TID251 -- the edge: a session ends by the clock
        at = connection.ops.adapt_datetimefield_value(now)
        found = rows.fetched(OPEN, [self.session_key, at])
        if not found:
            self._session_key = None
            return {}
        [(data,)] = found
        told: dict[str, Any] = self.decode(data)
        return told
