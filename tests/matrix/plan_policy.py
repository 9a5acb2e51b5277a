"""The policy of plans: a row for each of their addresses and methods."""

import json
from uuid import UUID

from nuotio.foundation.merging import digest
from tests.matrix.cells import MENTOR, STEERING, Cell, Ref

ONCE = UUID("00000000-0000-4000-8000-00000000abcf")
# An employee and a lead of a unit do not follow plans.
READING = MENTOR | STEERING | {"management"}
WRITING = MENTOR  # the subject is one of the plan's own mentors
NOT_THERE = {"employee": 404, "lead": 404, "both": 404}
BASE = json.dumps({"aim": digest("aim")})
LEARNED = json.dumps({"learned": digest("")})
STEP = {"words": "Tell the team", "version": 1, "once": ONCE}


def _of_mentors(name: str, method: str = "get", row: str = "plan", **told: object) -> Cell:
    """What the plan's mentors do: readers are refused, and others do not learn of the plan."""
    return Cell(name, WRITING, method, row=row, also=NOT_THERE, **told)  # type: ignore[arg-type]


def _of_a_draft(name: str, method: str = "get", **told: object) -> Cell:
    """What is done with a plan that nobody but its mentors knows of."""
    return Cell(name, WRITING, method, row="draft_plan", elsewhere=404, **told)  # type: ignore[arg-type]


CELLS: list[Cell] = [
    Cell("plans:plans", READING),
    Cell("plans:plan_add", MENTOR),
    Cell(
        "plans:plan_add",
        MENTOR,
        "post",
        data={"title": "Friday", "goal": Ref("decided_goal"), "once": ONCE},
    ),
    Cell("plans:plan", READING, row="plan", elsewhere=404),
    _of_a_draft("plans:plan"),
    _of_mentors("plans:plan_write"),
    _of_mentors(
        "plans:plan_write", "post", data={"answer-aim": "More", "base": BASE, "version": 1}
    ),
    _of_mentors("plans:plan_goals"),
    _of_mentors(
        "plans:plan_goals",
        "post",
        data={"goal": Ref("decided_goal"), "seen": lambda side: side.rows["plan"].goal_id},
    ),
    _of_mentors("plans:plan_mentors"),
    _of_mentors("plans:plan_mentors", "post", data={"mentor": Ref("third_mentor")}),
    _of_a_draft("plans:plan_show", "post"),
    Cell("plans:plan_agree", STEERING, "post", row="plan", also=NOT_THERE),
    _of_mentors("plans:plan_start", "post"),
    _of_mentors("plans:plan_pause"),
    _of_mentors("plans:plan_pause", "post", data={"words": "The autumn is full."}),
    _of_mentors("plans:plan_resume", "post"),
    _of_mentors("plans:plan_close"),
    _of_mentors(
        "plans:plan_close",
        "post",
        data={"answer-learned": "Ask first.", "base": LEARNED, "version": 1, "state": "completed"},
    ),
    Cell("plans:plan_versions", READING, row="plan", elsewhere=404),
    Cell("plans:plan_remark", STEERING | WRITING, row="plan", also=NOT_THERE),
    Cell(
        "plans:plan_remark",
        STEERING | WRITING,
        "post",
        row="plan",
        also=NOT_THERE,
        data={"words": "When do we talk?", "once": ONCE},
    ),
    _of_mentors("plans:action_add"),
    _of_mentors("plans:action_add", "post", data={**STEP, "owner": Ref("plan_pair")}),
    _of_mentors("plans:action_change", row="plan_action"),
    _of_mentors("plans:action_change", "post", row="plan_action", data=STEP),
    _of_mentors("plans:action_done", "post", row="plan_action", data={"done": "yes"}),
]
