"""One row for each address and method: who may. An address without a row fails the test."""

from uuid import UUID

from tests.matrix.cells import (
    DOOR,
    EVERYONE,
    MENTOR,
    PUBLIC,
    SIGNED_IN,
    STAFF,
    STEERING,
    Cell,
    Ref,
)

ONCE = UUID("00000000-0000-4000-8000-00000000abcd")

HOME = [
    Cell("health", PUBLIC),
    Cell("ui:gallery", PUBLIC, ok=(404,)),
    Cell("home:start", PUBLIC),
    Cell("home:organisation", EVERYONE),
]
PRIVACY = [
    Cell("privacy:notice", PUBLIC),
    Cell("privacy:who_sees_what", PUBLIC),
    Cell("privacy:accessibility", PUBLIC),
    Cell("privacy:feedback", PUBLIC),
    Cell("privacy:feedback", PUBLIC, "post", data={"once": ONCE, "message": "The menu is small."}),
    Cell("privacy:feedback_list", DOOR, where="provider"),
    Cell("privacy:feedback_one", DOOR, row="feedback", where="provider"),
    Cell(
        "privacy:feedback_one",
        DOOR,
        "post",
        row="feedback",
        where="provider",
        data={"answer": "We made it larger."},
    ),
    Cell("privacy:me", SIGNED_IN),
    Cell("privacy:own_data", SIGNED_IN, "post"),
    Cell("privacy:erase", SIGNED_IN),
]

CELLS = [*HOME, *PRIVACY]
_used = (MENTOR, STAFF, STEERING, Ref)
