"""The policy of practices: a row for each of their addresses and methods."""

from uuid import UUID

from tests.matrix.cells import EVERYONE, MENTOR, SIGNED_IN, STEERING, Cell

ONCE = UUID("00000000-0000-4000-8000-00000000abcf")
WORDS = {"name": "Friday's lesson", "outcome": "worked", "need": "We learn alone.", "version": 1}
EXPERIMENT = {"experiment": lambda side: side.rows["kept_experiment"].pk}
# Cards that are still written are read by HR too, who only reads; by others they are not found.
WRITTEN = {"elsewhere": 404, "also": {"hr": 403, "coordinator": 403}}
SEEN = {"version": 1}

CELLS = [
    Cell("plans:practices", EVERYONE),
    Cell("plans:practice_add", MENTOR, more=EXPERIMENT),
    Cell("plans:practice_add", MENTOR, "post", more=EXPERIMENT, data={**WORDS, "once": ONCE}),
    Cell("plans:practice", EVERYONE, row="released_practice"),
    Cell("plans:practice", STEERING | MENTOR, row="practice", elsewhere=404),
    Cell("plans:practice_change", MENTOR, row="practice", **WRITTEN),
    Cell("plans:practice_change", MENTOR, "post", row="practice", data=WORDS, **WRITTEN),
    Cell("plans:practice_change", MENTOR, row="released_practice"),
    Cell("plans:practice_review", MENTOR, "post", row="practice_to_review", data=SEEN, **WRITTEN),
    Cell("plans:practice_release", MENTOR, "post", row="released_practice", data=SEEN),
    Cell("plans:practice_publish", STEERING, row="released_practice"),
    Cell(
        "plans:practice_publish",
        STEERING,
        "post",
        row="released_practice",
        data={**SEEN, "is_agreed": "on"},
    ),
    Cell("plans:practice_withdraw", STEERING, "post", row="released_practice"),
    Cell(
        "plans:practice_withdraw",
        MENTOR,
        "post",
        row="released_practice",
        data={"whence": "organisation"},
    ),
    # What was given to the network is read by whoever belongs to some organisation.
    Cell("plans:network_practices", SIGNED_IN, also={"left": 403}),
    Cell(
        "plans:network_practice",
        SIGNED_IN,
        also={"left": 403},
        kwargs=lambda world: {"pk": world.b.rows["network_practice"].pk},
    ),
]
