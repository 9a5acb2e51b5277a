"""The policy of mentors' own side: a row for each address and method."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from tests.matrix.cells import MENTOR, STEERING, Cell, Ref
from tests.matrix.side import Side

ONCE = UUID("00000000-0000-4000-8000-00000000abe1")


def _soon(_side: Side) -> str:
    return (timezone.localdate() + timedelta(days=7)).isoformat()


CELLS: list[Cell] = [
    Cell("support:own_readiness", MENTOR),
    Cell(
        "support:own_readiness",
        MENTOR,
        "post",
        data={"version": 1, "kinds": ["workshop"], "languages": ["fi"], "modes": ["onsite"]},
    ),
    Cell("support:absence_add", MENTOR),
    Cell("support:absence_add", MENTOR, "post", data={"once": ONCE, "first_day": _soon}),
    # Days away and conflicts of others are not there for anybody.
    Cell("support:absence_remove", MENTOR, "post", row="absence", elsewhere=404),
    Cell("support:conflict_add", MENTOR),
    Cell("support:conflict_add", MENTOR, "post", data={"unit": Ref("unit")}),
    Cell("support:conflict_add", MENTOR, "post", data={"person": Ref("third_mentor")}),
    Cell("support:conflict_remove", MENTOR, "post", row="conflict", elsewhere=404),
    Cell("support:hours", STEERING),
    Cell("support:board", STEERING | MENTOR),
]
