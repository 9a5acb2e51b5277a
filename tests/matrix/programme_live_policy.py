"""The policy of live rooms: HR leads its own organisation's, who has the code comes in."""

from typing import Any
from uuid import UUID

from tests.matrix.cells import EVERYONE, PUBLIC, STEERING, Cell
from tests.matrix.world import World

ONCE = UUID("00000000-0000-4000-8000-00000000abcd")
MINUTES = {
    f"minutes_{step}": 5
    for step in ("results", "surprises", "practices", "reasons", "priorities", "decisions")
}
OPENING = {"round": "no", "shows_names": "no", "dots": 5, "dots_on_reasons": "no", **MINUTES}
GOAL = {
    "once": ONCE,
    "title": "We try small things.",
    "sign": "We hear of it.",
    "decided_by": "The management team",
    "decided_on": "2026-12-03",
}
SAID = {"step": "reasons", "once": ONCE, "text": "No time."}


def _room(world: World) -> dict[str, Any]:
    return {"code": world.a.rows["live_room"].code}


def _of_leader(name: str, method: str = "get", **more: Any) -> Cell:
    return Cell(f"programmes:{name}", STEERING, method, row="live_day", programme=True, **more)


CELLS = [
    # Management has a place in the world's programme, so it sees the day and does not open a room.
    *(
        Cell(
            "programmes:live",
            STEERING,
            method,
            row="hr_day",
            programme=True,
            data=OPENING if method == "post" else {},
            elsewhere=404,
            also={"management": 403},
        )
        for method in ("get", "post")
    ),
    _of_leader("live"),
    _of_leader("live_lead_state"),
    _of_leader("live_lead", "post", data={"action": "show", "step": "decisions"}),
    _of_leader("live_hide", "post", more={"note": lambda side: side.rows["live_note"].pk}),
    _of_leader("live_goal"),
    _of_leader("live_goal", "post", data=GOAL),
    _of_leader("live_sign", "post", data={"side": "hr"}),
    Cell(
        "programmes:live_join",
        STEERING | {"management"},
        "post",
        row="live_day",
        programme=True,
    ),
    # The mentor of the world was in the room.
    Cell(
        "programmes:live_record",
        STEERING | {"management", "mentor"},
        row="live_day",
        programme=True,
    ),
    Cell("programmes:live_records", EVERYONE),
    Cell("programmes:live_code", PUBLIC),
    Cell("programmes:live_code", PUBLIC, "post", data={"code": "BCDF GHJK"}),
    Cell("programmes:live_room", PUBLIC, kwargs=_room),
    Cell("programmes:live_room", PUBLIC, "post", kwargs=_room, data={"name": "Aino"}),
    Cell("programmes:live_state", PUBLIC, kwargs=_room, ok=(204,)),
    Cell("programmes:live_say", PUBLIC, "post", kwargs=_room, data=SAID),
    Cell("programmes:live_dots", PUBLIC, "post", kwargs=_room, data={"number": 1}),
    Cell("programmes:live_stage", PUBLIC, kwargs=_room),
    Cell("programmes:live_stage_state", PUBLIC, kwargs=_room),
]
