"""The policy of suggestions and of what weighs: a row for each of their addresses and methods."""

from tests.matrix.cells import EVERYONE, STEERING, Cell

EMPLOYEE = frozenset({"employee"})  # she asked for the request
# Who may not read the request gets 404; a mentor reads it and not who else would suit.
READS = {"elsewhere": 403, "also": dict.fromkeys(("lead", "management", "both"), 404)}
WEIGHTS = {
    "version": 1,
    "kind": 6,
    "community": 8,
    "fairness": 5,
    "continuity": 4,
    "wish": 3,
    "answer_days": 2,
}

CELLS: list[Cell] = [
    Cell("support:how", EVERYONE),
    Cell("support:suggestions", EMPLOYEE | STEERING, row="support_request", **READS),
    Cell("support:suggestions", EMPLOYEE, row="draft_request", elsewhere=404),
    Cell("support:weights", STEERING),
    Cell("support:weights", STEERING, "post", data=WEIGHTS),
    # Tried, not saved: the page comes back.
    Cell("support:weights", STEERING, "post", data={**WEIGHTS, "show": "yes"}, ok=(200,)),
]
