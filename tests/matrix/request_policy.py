"""The policy of requests for support: a row for each address and method."""

from uuid import UUID

from tests.matrix.cells import EVERYONE, MENTOR, STEERING, Cell, Ref

ONCE = UUID("00000000-0000-4000-8000-00000000abe0")
ASKER = frozenset({"employee"})
READERS = STEERING | MENTOR | ASKER
TOLD = {
    "once": ONCE,
    "version": "1",
    "wish": "Our mornings are only lists.",
    "kinds": "workshop",
    "who": "team",
    "people": "11",
    "language": "fi",
    "mode": "onsite",
    "hours": "2",
    "mentors_needed": "1",
    "readers": "mentors",
    "unit": Ref("unit"),
    "goal": Ref("decided_goal"),
}
ANSWER = {"missing": "hours", "words": "All hours are promised."}
HAND = {"person": lambda side: side.people["coordinator"].pk, "words": "You know them."}
# Who may not read it gets 404, who reads it without being allowed to do it 403.
READS = {"elsewhere": 403, "also": dict.fromkeys(("lead", "management", "both"), 404)}

CELLS: list[Cell] = [
    Cell("support:requests", EVERYONE),
    Cell("support:request_add", EVERYONE),
    Cell("support:request_add", EVERYONE, "post", data=TOLD),
    Cell("support:waiting", STEERING),
    Cell("support:request", READERS, row="support_request", elsewhere=404),
    Cell("support:request", ASKER, row="draft_request", elsewhere=404),
    # Its asker is nobody of the matrix; who was not asked does not know of it.
    Cell("support:request", STEERING, row="closed_circle_request", elsewhere=404),
    Cell("support:request", READERS, row="invited_request", elsewhere=404),
    Cell("support:request", READERS, row="declined_request", elsewhere=404),
    Cell("support:request_edit", ASKER, row="support_request", **READS),
    Cell("support:request_edit", ASKER, row="draft_request", elsewhere=404),
    Cell("support:request_edit", ASKER, "post", row="support_request", data=TOLD, **READS),
    Cell("support:request_withdraw", ASKER, row="support_request", **READS),
    Cell("support:request_withdraw", ASKER, row="draft_request", elsewhere=404),
    Cell("support:request_withdraw", ASKER, "post", row="support_request", **READS),
    Cell("support:request_withdraw", ASKER, "post", row="draft_request", elsewhere=404),
    Cell("support:request_decline", STEERING, row="support_request", **READS),
    Cell("support:request_decline", STEERING, "post", row="support_request", data=ANSWER, **READS),
    Cell("support:request_hand_on", STEERING, row="support_request", **READS),
    Cell("support:request_hand_on", STEERING, "post", row="support_request", data=HAND, **READS),
]
