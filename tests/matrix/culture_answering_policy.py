"""The policy of a respondent's pages: the survey is everyone's, the ticket the invited member's."""

from typing import Any

from tests.matrix.cells import MENTOR, PUBLIC, Cell
from tests.matrix.world import World


def _open_round(world: World) -> dict[str, Any]:
    return {"public_id": world.a.rows["open_round"].public_id}


CELLS = [
    Cell("culture:survey", PUBLIC, kwargs=_open_round),
    Cell("culture:answer_by_code", PUBLIC, kwargs=_open_round),
    Cell("culture:answer_by_code", PUBLIC, "post", ok=(200,), kwargs=_open_round),
    Cell("culture:who_can_learn", PUBLIC),
    # Only the mentor of the world is invited.
    Cell("culture:ticket", MENTOR, row="open_round"),
]
