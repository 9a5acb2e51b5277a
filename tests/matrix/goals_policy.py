"""The policy of goals and strategic competences: a row for each of their addresses and methods."""

from uuid import UUID

from tests.matrix.cells import EVERYONE, STEERING, Cell, Ref

ONCE = UUID("00000000-0000-4000-8000-00000000abce")
DECIDING = STEERING | {"management"}
WORDS = {"title": "We learn from mistakes", "version": 1, "once": ONCE}
# The lead and the mentor of the matrix world belong to its unit; management does not write for it.
WRITING = STEERING | {"lead", "mentor"}
UNIT = {"unit": lambda side: side.rows["unit"].pk}

CELLS = [
    Cell("goals:goals", EVERYONE),
    Cell("goals:goal_add", DECIDING),
    Cell("goals:goal_add", DECIDING, "post", data={**WORDS, "owner": Ref("member")}),
    Cell("goals:goal_add", DECIDING, "post", data={**WORDS, "competence": Ref("competence")}),
    Cell("goals:goal", EVERYONE, row="goal"),
    Cell("goals:goal_change", DECIDING, row="goal"),
    Cell(
        "goals:goal_change",
        DECIDING,
        "post",
        row="goal",
        data={**WORDS, "competence": Ref("competence")},
    ),
    Cell("goals:goal_sign", DECIDING, "post", row="goal", data={"version": 1}),
    Cell("goals:goal_end", DECIDING, row="goal"),
    Cell("goals:goal_end", DECIDING, "post", row="goal", data={"words": "We talk of mistakes."}),
    Cell("goals:competences", EVERYONE),
    Cell("goals:competence", EVERYONE, row="competence"),
    Cell("goals:competence_add", DECIDING),
    Cell("goals:competence_add", DECIDING, "post", data={"name": "Courage", "version": 1}),
    Cell("goals:competence_change", DECIDING, row="competence"),
    Cell(
        "goals:competence_change",
        DECIDING,
        "post",
        row="competence",
        data={"name": "Courage", "version": 1},
    ),
    Cell("goals:meaning", WRITING, row="competence", more=UNIT),
    Cell(
        "goals:meaning",
        WRITING,
        "post",
        row="competence",
        more=UNIT,
        data={"words": "We ask for help.", "version": 1},
    ),
]
