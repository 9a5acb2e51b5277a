"""Each room says what it keeps of a person: how to export, erase and forget it.

A room registers in its `privacy.py`; the room `privacy` composes export, erasure, the record of
processing and the nightly forgetting from this register.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nuotio.foundation.rules import Words

Rows = list[dict[str, Any]]


def as_rows(values: Iterable[Any]) -> Rows:
    """Turn what `.values(...)` gives into rows for a file."""
    return [dict(row) for row in values]


@dataclass(frozen=True)
class Keeping:
    """One kind of personal data that a room keeps.

    `export(user_id)` returns JSON-ready rows. `erase(user_id)` removes or unnames them and leaves
    others' work whole. `forget(at)` deletes what is past its time and returns how many rows.
    """

    kind: str
    what: Words
    why: Words
    how_long: Words
    export: Callable[[int], Rows]
    erase: Callable[[int], None]
    forget: Callable[[datetime], int] | None = None


register: dict[str, Keeping] = {}


def keeps(keeping: Keeping) -> Keeping:
    """Add to the register; ValueError where the kind is taken."""
    if keeping.kind in register:
        raise ValueError(f"Two rooms keep {keeping.kind!r}.")
    register[keeping.kind] = keeping
    return keeping
