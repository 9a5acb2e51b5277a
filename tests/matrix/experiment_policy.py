"""The policy of experiments: a row for each of their addresses and methods."""

from uuid import UUID

from django.utils import timezone

from tests.matrix.cells import EVERYONE, MENTOR, Cell, Ref

ONCE = UUID("00000000-0000-4000-8000-00000000ab05")
TODAY = lambda _side: timezone.localdate().isoformat()  # noqa: E731 -- the body asks for it late
CANVAS = {"title": "Five minutes", "need": "We learn alone.", "version": 1, "once": ONCE}
MEASURE = {"name": "Solutions", "wanted": "up", "source": "notes", "version": 1, "once": ONCE}
PLAN = {"plan": lambda side: side.rows["plan"].pk}
# Who is not a follower does not know of a plan or of what is planned in it.
HIDDEN = dict.fromkeys(("employee", "lead", "both"), 404)

CELLS = [
    Cell("plans:experiments", EVERYONE),
    Cell("plans:experiment_add", MENTOR, more=PLAN, also=HIDDEN),
    Cell(
        "plans:experiment_add",
        MENTOR,
        "post",
        more=PLAN,
        also=HIDDEN,
        data={**CANVAS, "goal": Ref("decided_goal")},
    ),
    Cell(
        "plans:experiment_add",
        MENTOR,
        "post",
        more=PLAN,
        also=HIDDEN,
        data={**CANVAS, "goal": lambda side: side.rows["decided_goal"].pk, "idea": Ref("idea")},
    ),
    Cell("plans:experiment", EVERYONE, row="experiment"),
    Cell(
        "plans:experiment",
        EVERYONE - {"employee", "lead", "both"},
        row="planned_experiment",
        elsewhere=404,
    ),
    Cell("plans:experiment_change", MENTOR, row="experiment"),
    Cell("plans:experiment_change", MENTOR, row="planned_experiment", also=HIDDEN),
    Cell(
        "plans:experiment_change",
        MENTOR,
        "post",
        row="planned_experiment",
        also=HIDDEN,
        data={**CANVAS, "goal": Ref("decided_goal")},
    ),
    Cell("plans:experiment_start", MENTOR, row="planned_experiment", also=HIDDEN),
    Cell(
        "plans:experiment_start",
        MENTOR,
        "post",
        row="planned_experiment",
        also=HIDDEN,
        data={"on": TODAY},
        ok=(200, 302),
    ),
    Cell("plans:experiment_take_back", MENTOR, row="experiment"),
    Cell("plans:experiment_take_back", MENTOR, "post", row="experiment", data={"reason": "Soon."}),
    Cell("plans:experiment_decide", MENTOR, row="experiment"),
    Cell(
        "plans:experiment_decide",
        MENTOR,
        "post",
        row="experiment",
        data={
            "decision": "keep",
            "happened": "a",
            "learned": "b",
            "reason": "c",
            "on": TODAY,
        },
    ),
    Cell("plans:observation_add", MENTOR, row="experiment"),
    Cell(
        "plans:observation_add",
        MENTOR,
        "post",
        row="experiment",
        data={"words": "Three spoke.", "seen_on": TODAY, "once": ONCE},
    ),
    Cell("plans:measure_add", MENTOR, row="experiment"),
    Cell("plans:measure_add", MENTOR, "post", row="experiment", data=MEASURE),
    Cell("plans:measure_change", MENTOR, row="measure"),
    Cell("plans:measure_change", MENTOR, "post", row="measure", data=MEASURE),
]
