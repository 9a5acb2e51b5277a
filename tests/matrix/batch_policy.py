"""The policy of joint proposals: a row for each of their addresses and methods."""

from typing import Any
from uuid import UUID

from tests.matrix.cells import STEERING, Cell, Ref

ONCE = UUID("00000000-0000-4000-8000-00000000ba7c")
SEEN: dict[str, Any] = {"version": 1}
PLACE = {"request": Ref("support_request"), "place": 1}

CELLS: list[Cell] = [
    Cell("support:batches", STEERING),
    Cell("support:batch_add", STEERING, "post", data={"once": ONCE}),
    Cell("support:batch", STEERING, row="batch"),
    # Without a place there is nothing to change.
    Cell("support:batch_change", STEERING, row="batch", ok=(404,)),
    # Nobody for now: the cheapest change there is.
    Cell(
        "support:batch_change",
        STEERING,
        "post",
        row="batch",
        data={**PLACE, **SEEN, "mentor": "nobody"},
    ),
    Cell("support:batch_publish", STEERING, "post", row="batch", data=SEEN),
    Cell("support:batch_drop", STEERING, "post", row="batch"),
]
