"""The policy of survey rounds and survey forms: a row for each of their addresses and methods."""

from datetime import timedelta

from django.utils import timezone

from nuotio.culture.preparing import points
from tests.matrix.cells import EVERYONE, STEERING, Cell, Ref

NAMES = {"name_fi": "Oma kysely", "version": 1}
SOON = timezone.localdate() + timedelta(days=10)
LATER = timezone.localdate() + timedelta(days=24)
TIMES = {"opens_day": SOON, "opens_time": "09:00", "closes_day": LATER, "closes_time": "18:00"}
VARIABLE = {"fi": "Vuodet?", "class-0-fi": "alle 3", "class-1-fi": "yli 3", "version": 1}
DRAFT = {"row": "draft_round"}
OPEN = {"row": "open_round"}


INSTRUMENTS = [
    Cell("culture:instruments", STEERING),
    Cell("culture:instrument_copy", STEERING),
    Cell("culture:instrument_copy", STEERING, "post", data={"name_fi": "Uusi"}),
    Cell("culture:instrument_shipped", STEERING, more={"code": "session_pulse"}),
    Cell("culture:instrument", STEERING, row="instrument"),
    Cell(
        "culture:instrument",
        STEERING,
        "post",
        row="instrument",
        data={**NAMES, "scale-trust": ["trust_1"]},
    ),
    Cell("culture:instrument_retire", STEERING, "post", row="instrument"),
    *(
        Cell(f"culture:instrument_{kind}_add", STEERING, method, row="instrument", data=data)
        for kind in ("item", "question")
        for method, data in (("get", {}), ("post", {"fi": "Opimme.", "version": 1}))
    ),
    *(
        Cell(
            f"culture:instrument_{kind}",
            STEERING,
            method,
            row="instrument",
            data=data,
            more={"code": code},
        )
        for kind, code in (("item", "own_1"), ("question", "own_open_1"))
        for method, data in (("get", {}), ("post", {"fi": "Opimme.", "version": 1}))
    ),
]
STEPS = [
    Cell("culture:home", EVERYONE),
    Cell("culture:round_new", STEERING),
    Cell(
        "culture:round_new",
        STEERING,
        "post",
        data={"instrument": "learning_culture", "name_fi": "Kevät", "version": 1},
    ),
    *(
        Cell(f"culture:round_{name}", STEERING, method, data=data, **DRAFT)
        for name, sent in (
            ("what", {"instrument": Ref("instrument"), "name_fi": "Kevät", "version": 1}),
            ("whom", {"group": "units", "units": Ref("unit"), "version": 1}),
            ("when", {**TIMES, "version": 1}),
            ("background", {}),
            ("variable_add", VARIABLE),
            ("units", {}),
            ("checklist", {**{f"done-{one['id']}": "on" for one in points()}, "version": 1}),
        )
        for method, data in (("get", {}), ("post", sent))
    ),
    Cell("culture:round_people", STEERING, **DRAFT),
    Cell("culture:round_people", STEERING, "post", data={"action": "clear"}, **DRAFT),
    Cell("culture:round_variable", STEERING, more={"code": "years"}, **DRAFT),
    Cell(
        "culture:round_variable", STEERING, "post", more={"code": "years"}, data=VARIABLE, **DRAFT
    ),
    Cell("culture:round_preview", STEERING, **DRAFT),
    Cell("culture:round_announce", STEERING, **DRAFT),
    # The draft of the matrix lacks most steps: it is shown again.
    Cell(
        "culture:round_announce",
        STEERING,
        "post",
        data={"keeper": "service", "version": 1},
        ok=(200,),
        **DRAFT,
    ),
]
RUNNING = [
    Cell("culture:round", STEERING, **OPEN),
    Cell("culture:round_poster", STEERING, **OPEN),
    Cell("culture:round_codes", STEERING, **OPEN),
    Cell("culture:round_codes", STEERING, "post", ok=(200, 302), **OPEN),
    Cell("culture:round_hand_code", STEERING, "post", data={"invitee": Ref("invitee")}, **OPEN),
    Cell("culture:round_discard", STEERING, **DRAFT),
    Cell("culture:round_discard", STEERING, "post", **DRAFT),
    Cell("culture:round_prolong", STEERING, **OPEN),
    Cell(
        "culture:round_prolong",
        STEERING,
        "post",
        data={"closes_day": LATER, "closes_time": "18:00"},
        **OPEN,
    ),
    Cell("culture:round_close", STEERING, **OPEN),
    Cell("culture:round_close", STEERING, "post", ok=(200, 302), **OPEN),
]
CELLS = [*INSTRUMENTS, *STEPS, *RUNNING]
