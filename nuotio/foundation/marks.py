"""The mark of a form (`once`), by which what is sent twice is made once.

Marks are unique, and somebody may send the mark of another's form along with her own words. They
are kept all the same, under a mark of their own.
"""

from typing import Any
from uuid import UUID, uuid4

from django.db import models

from nuotio.foundation import tenancy

EVERYWHERE = "A mark is unique among the rows of all organisations; only whether it is used is read"


def own_mark(rows: models.Manager[Any], once: UUID, *, field: str = "once", **mine: Any) -> UUID:
    """Return the mark of a form; another where it stands on a row that is not `mine`.

    Without `mine` the caller has looked for what the same form made before.
    """
    with tenancy.unrestricted(reason=EVERYWHERE):
        used = rows.filter(**{field: once})
        is_others = (used.exclude(**mine) if mine else used).exists()
    return uuid4() if is_others else once
