"""The policy of mentors who are asked, and of what they answer."""

from uuid import UUID

from django.utils import timezone

from nuotio.support import weeks
from tests.matrix.cells import MENTOR, STEERING, Cell, Ref
from tests.matrix.side import Side

ONCE = UUID("00000000-0000-4000-8000-00000000ab50")
TEAM = STEERING | {"employee"}
# Mentors may read the request, so that they hear who may ask and who may take it.
ASKING = {"elsewhere": 404, "also": {"mentor": 403}}
TAKING = {"elsewhere": 404, "also": dict.fromkeys(TEAM, 403)}


def _next_week(_side: Side) -> str:
    return weeks.coming(timezone.localdate())[1].isoformat()


CELLS: list[Cell] = [
    Cell("support:request_invite", TEAM, row="support_request", **ASKING),
    Cell(
        "support:request_invite",
        TEAM,
        "post",
        row="support_request",
        data={"once": ONCE, "mentor": Ref("third_mentor"), "message": "We know you."},
        **ASKING,
    ),
    Cell("support:request_take", MENTOR, row="support_request", **TAKING),
    Cell("support:request_take", MENTOR, "post", row="support_request", **TAKING),
    Cell("support:invitation", MENTOR, row="support_invitation"),
    Cell("support:invitation_accept", MENTOR, "post", row="support_invitation"),
    Cell("support:invitation_decline", MENTOR, row="support_invitation"),
    Cell(
        "support:invitation_decline",
        MENTOR,
        "post",
        row="support_invitation",
        data={"reason": "My own team needs me."},
    ),
    Cell("support:invitation_suggest", MENTOR, row="support_invitation"),
    Cell(
        "support:invitation_suggest",
        MENTOR,
        "post",
        row="support_invitation",
        data={"week": _next_week, "words": "In the mornings."},
    ),
    Cell("support:invitation_step_back", MENTOR, row="support_promise"),
    Cell("support:invitation_step_back", MENTOR, "post", row="support_promise"),
    Cell("support:invitation_follow", TEAM, "post", row="suggested_invitation"),
    Cell("support:invitation_withdraw", TEAM, "post", row="suggested_invitation"),
]
