"""The policy of what teams answer after support: a row for each of its addresses and methods."""

from typing import Any

from tests.matrix.cells import PUBLIC, STEERING, Cell
from tests.matrix.world import World

ASKER = frozenset({"employee"})
NOT_TO_SIGN = dict.fromkeys(("mentor", "hr", "coordinator"), 403)
NOT_TO_PASS_ON = {"mentor": 403}
ANSWERS = {"followup_1": "5", "followup_2": "4", "followup_3": "1"}


def _code(world: World) -> dict[str, Any]:
    return {"code": world.a.rows["follow_up"].code}


def _signed(method: str, **told: Any) -> Cell:
    """Return a cell of what only who asked for the support answers."""
    return Cell(
        "support:follow_up_sign",
        ASKER,
        method,
        row="signed_follow_up",
        elsewhere=404,
        also=NOT_TO_SIGN,
        **told,
    )


CELLS: list[Cell] = [
    _signed("get"),
    _signed("post", data=ANSWERS),
    Cell(
        "support:follow_up_poster",
        STEERING | ASKER,
        row="follow_up",
        elsewhere=404,
        also=NOT_TO_PASS_ON,
    ),
    Cell("support:follow_up_answer", PUBLIC, kwargs=_code),
    # Its last day has passed: the page says so.
    Cell("support:follow_up_answer", PUBLIC, "post", ok=(200,), kwargs=_code, data=ANSWERS),
]
