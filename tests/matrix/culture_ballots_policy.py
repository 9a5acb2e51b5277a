"""The policy of tickets and ballots: whoever holds one may use it, and everyone sees the keys."""

from typing import Any

from tests.matrix.cells import MENTOR, PUBLIC, Cell
from tests.matrix.world import World


def _open_round(world: World) -> dict[str, Any]:
    return {"public_id": world.a.rows["open_round"].public_id}


CELLS = [
    # Only the mentor of the world is invited; without a blinded serial she learns her node.
    Cell("culture:sign_ticket", MENTOR, "post", row="open_round", elsewhere=404, ok=(200,)),
    # The link of nobody, and bytes that are no ballot: refused alike for everyone.
    Cell("culture:sign_ticket_by_link", PUBLIC, "post", ok=(404,), kwargs=_open_round),
    Cell("culture:cast", PUBLIC, "post", ok=(400, 410), kwargs=_open_round),
    Cell("culture:keys", PUBLIC, kwargs=_open_round),
    Cell("culture:certificate", PUBLIC, kwargs=_open_round),
]
