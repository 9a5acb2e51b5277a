"""The policy of support given and booked time: a row for each of their addresses and methods."""

from uuid import UUID

from tests.matrix.cells import EVERYONE, MENTOR, Cell, Ref

ONCE = UUID("00000000-0000-4000-8000-00000000abd1")
WORDS = {"kind": "talk", "length": "30", "given_on": "2026-01-12", "audience": "me", "version": 1}

CELLS = [
    Cell("plans:support_given", EVERYONE),
    Cell("plans:support_add", MENTOR),
    Cell("plans:support_add", MENTOR, "post", data={**WORDS, "once": ONCE, "unit": Ref("unit")}),
    Cell("plans:support_add", MENTOR, "post", data={**WORDS, "once": ONCE, "plan": Ref("plan")}),
    Cell("plans:support_change", MENTOR, row="support_given", elsewhere=404),
    Cell(
        "plans:support_change",
        MENTOR,
        "post",
        row="support_given",
        elsewhere=404,
        data={**WORDS, "unit": Ref("unit"), "plan": Ref("plan")},
    ),
    Cell("plans:support_delete", MENTOR, "post", row="support_given", elsewhere=404),
]
