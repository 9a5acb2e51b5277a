"""The policy of notes, reflections and self-assessments: a row for each address and method."""

from uuid import UUID

from tests.matrix.cells import EVERYONE, MENTOR, SIGNED_IN, Cell

ONCE = UUID("00000000-0000-4000-8000-00000000ab05")
WORDS = {
    "kind": "learning",
    "words": "I asked before I answered.",
    "happened_on": "2026-01-12",
    "audience": "me",
    "version": 1,
}
# What another may not read is not there for her; of what she may read, she changes nothing.
OWN = {"row": "entry", "elsewhere": 404}
OPEN = {"row": "open_entry"}
PLAN = {"place": lambda side: f"plan-{side.rows['plan'].pk}"}

ENTRY_CELLS = [
    Cell("plans:entries", EVERYONE),
    Cell("plans:entry_add", EVERYONE),
    Cell("plans:entry_add", EVERYONE, "post", data={**WORDS, "once": ONCE}),
    Cell("plans:entry_add", MENTOR, "post", data={**WORDS, **PLAN}, ok=(302,), elsewhere=200),
    Cell("plans:entry", MENTOR, **OWN),
    Cell("plans:entry", EVERYONE, **OPEN),
    Cell("plans:entry_change", MENTOR, **OWN),
    Cell("plans:entry_change", MENTOR, **OPEN),
    Cell("plans:entry_change", MENTOR, "post", data=WORDS, **OWN),
    Cell("plans:entry_change", MENTOR, "post", data=WORDS, **OPEN),
    Cell("plans:entry_audience", MENTOR, "post", data={"audience": "mentors_hr"}, **OWN),
    Cell("plans:entry_audience", MENTOR, "post", data={"audience": "me"}, **OPEN),
    Cell("plans:entry_delete", MENTOR, **OWN),
    Cell("plans:entry_delete", MENTOR, "post", **OWN),
    Cell("plans:entry_delete", MENTOR, "post", **OPEN),
    Cell("plans:entries_export", EVERYONE),
    Cell(
        "plans:cohort_entries",
        frozenset({"mentor", "hr", "management", "coordinator"}),
        programme=True,
    ),
    Cell("plans:network_entries", SIGNED_IN, also={"left": 403}),
    Cell("api:reflections", EVERYONE, signed_out=401),
]

CELLS = [*ENTRY_CELLS]
