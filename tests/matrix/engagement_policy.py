"""The policy of support that was agreed on: a row for each of its addresses and methods."""

from uuid import UUID

from tests.matrix.cells import EVERYONE, MENTOR, STEERING, Cell

ONCE = UUID("00000000-0000-4000-8000-00000000abe0")
ASKER = frozenset({"employee"})
SEEN = STEERING | MENTOR | ASKER
WRITERS = MENTOR | ASKER
# Who sees the support but does not lead it hears why; everybody else finds nothing.
NOT_TO_LEAD = dict.fromkeys(("employee", "hr", "coordinator"), 403)
NOT_TO_WRITE = dict.fromkeys(("hr", "coordinator"), 403)
NOT_TO_THANK = dict.fromkeys(("mentor", "hr", "coordinator"), 403)
MEETING = {
    "once": ONCE,
    "version": "1",
    "title": "Second talk",
    "day": "2026-01-20",
    "starts": "09:00",
    "ends": "11:00",
}
TIME = {"once": ONCE, "minutes": "30", "day": "2026-01-20"}
NOTE = {"once": ONCE, "version": "1", "words": "We talked.", "audience": "team"}
CLOSING = {"outcome": "We go on by ourselves.", "opens": "42", "language": "fi"}
OUTCOME = {"outcome": "We go on by ourselves.", "version": "1"}


def _led(name: str, row: str, method: str = "get", **told: object) -> Cell:
    """Return a cell of what only the mentors of the support do."""
    return Cell(name, MENTOR, method, row=row, elsewhere=404, also=NOT_TO_LEAD, **told)


def _own(name: str, row: str, method: str = "get", **told: object) -> Cell:
    """Return a cell of what only who wrote or booked it finds."""
    return Cell(name, MENTOR, method, row=row, elsewhere=404, **told)


CELLS: list[Cell] = [
    Cell("support:engagements", EVERYONE),
    Cell("support:engagement", SEEN, row="engagement", elsewhere=404),
    _led("support:engagement_close", "engagement"),
    _led("support:engagement_close", "engagement", "post", data=CLOSING),
    _led("support:outcome_edit", "closed_engagement"),
    # Two weeks have passed, so the form comes back.
    _led("support:outcome_edit", "closed_engagement", "post", data=OUTCOME, ok=(200,)),
    Cell("support:thanks", ASKER, row="engagement", elsewhere=404, also=NOT_TO_THANK),
    Cell(
        "support:thanks",
        ASKER,
        "post",
        row="engagement",
        elsewhere=404,
        also=NOT_TO_THANK,
        data={"words": "Thank you."},
    ),
    _led("support:note_readers", "engagement"),
    _led("support:note_readers", "engagement", "post", data={"audience": "team", "version": "1"}),
    _led("support:meeting_add", "engagement"),
    # The day has passed, so the form comes back.
    _led("support:meeting_add", "engagement", "post", data=MEETING, ok=(200,)),
    _led("support:meeting_edit", "meeting"),
    # It has begun: its words change, its time stays.
    _led("support:meeting_edit", "meeting", "post", data=MEETING),
    _led("support:meeting_cancel", "meeting", "post"),
    _led("support:meeting_book", "meeting", "post"),
    _led("support:time_add", "engagement"),
    _led("support:time_add", "engagement", "post", data=TIME),
    _own("support:time_edit", "meeting_time"),
    _own("support:time_edit", "meeting_time", "post", data=TIME),
    _own("support:time_remove", "meeting_time", "post"),
    Cell("support:note_add", WRITERS, row="engagement", elsewhere=404, also=NOT_TO_WRITE),
    Cell(
        "support:note_add",
        WRITERS,
        "post",
        row="engagement",
        elsewhere=404,
        also=NOT_TO_WRITE,
        data=NOTE,
    ),
    _own("support:note_edit", "engagement_note"),
    _own("support:note_edit", "engagement_note", "post", data=NOTE),
    _own("support:note_remove", "engagement_note", "post"),
]
