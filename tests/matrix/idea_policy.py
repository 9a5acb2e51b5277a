"""The policy of ideas and pulses: a row for each of their addresses and methods."""

from typing import Any
from uuid import UUID

from tests.matrix.cells import EVERYONE, MENTOR, PUBLIC, STEERING, Cell, Ref
from tests.matrix.world import World

ONCE = UUID("00000000-0000-4000-8000-00000000abd0")
ANSWERING = STEERING | MENTOR
EXPERIMENT = {"experiment": lambda side: side.rows["experiment"].pk}
ASKED = {
    "once": ONCE,
    "suggestion": "own",
    "question": "How much did you learn?",
    "language": "en",
    "closes_on": "2026-01-26",
}


def _pulse(world: World) -> dict[str, Any]:
    return {"code": world.a.rows["pulse"].code}


CELLS: list[Cell] = [
    Cell("plans:ideas", EVERYONE),
    Cell("plans:idea_add", EVERYONE),
    Cell(
        "plans:idea_add",
        EVERYONE,
        "post",
        data={"once": ONCE, "title": "A quiet hour", "unit": Ref("unit")},
    ),
    Cell("plans:idea", EVERYONE, row="idea"),
    Cell("plans:idea_join", EVERYONE, "post", row="idea", data={"join": "yes"}),
    Cell("plans:idea_pick", MENTOR, row="idea"),
    Cell("plans:idea_pick", MENTOR, "post", row="idea", data={"plan": Ref("plan")}),
    # Also who proposed it, which nobody of the matrix has.
    Cell("plans:idea_set_aside", ANSWERING, row="idea"),
    Cell("plans:idea_set_aside", ANSWERING, "post", row="idea", data={"reason": "Next year."}),
    Cell("plans:pulse_add", MENTOR, more=EXPERIMENT),
    # The day has passed, so the form comes back.
    Cell("plans:pulse_add", MENTOR, "post", more=EXPERIMENT, data=ASKED, ok=(200,)),
    Cell("plans:pulse", EVERYONE, row="pulse"),
    Cell("plans:pulse_close", MENTOR, "post", row="pulse"),
    Cell("plans:pulse_poster", MENTOR, row="pulse"),
    Cell("plans:pulse_answer", PUBLIC, kwargs=_pulse),
    # Its last day has passed: the page says so.
    Cell("plans:pulse_answer", PUBLIC, "post", ok=(200,), kwargs=_pulse, data={"answer": "4"}),
]
