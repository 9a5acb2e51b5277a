"""The policy of programmes: a row for each of their addresses and methods."""

from uuid import UUID

from nuotio.people.models import Organisation
from tests.matrix.cells import (
    DOOR,
    EVERYONE,
    MENTOR,
    NOBODY,
    PUBLIC,
    SIGNED_IN,
    STAFF,
    STEERING,
    Cell,
    Ref,
)

ONCE = UUID("00000000-0000-4000-8000-00000000abcd")
SEATED = frozenset({"mentor", "hr", "management"})
INSIDE = SEATED | STEERING
SPONSOR = frozenset({"management"})
HR_SEAT = frozenset({"hr"})
NO_MARKS = "{}"
SAYING = {"text": "Well listened.", "state": "accepted", "once": ONCE}
NEW_PROGRAMME = {
    "name": "Spring",
    "template": "learning-mentor-programme",
    "starts_on": "2027-01-12",
    "organisations": lambda side: Organisation.objects.get(slug="side-a").pk,
}
BOTH_SEATS = {
    "team": lambda side: "-".join(str(side.rows[row].pk) for row in ("seat", "second_seat"))
}
COHORT = [
    Cell("programmes:call", EVERYONE, programme=True),
    Cell("programmes:apply", EVERYONE, programme=True),
    # Who has a place is shown the call instead.
    Cell("programmes:apply", EVERYONE, "post", programme=True, data={"motivation": "I ask."}),
    Cell("programmes:apply_withdraw", EVERYONE, "post", programme=True),
    Cell("programmes:applications", STEERING, programme=True),
    Cell("programmes:application", STEERING, row="application", programme=True),
    Cell(
        "programmes:application",
        STEERING,
        "post",
        row="application",
        programme=True,
        data={"answer": "decline", "words": "Next spring gladly."},
    ),
    # Who has no place is led to the programme.
    Cell("programmes:my_place", EVERYONE, programme=True),
    Cell("programmes:seat_leave", SEATED, programme=True),
    Cell("programmes:seat_leave", SEATED, "post", programme=True),
    Cell("programmes:seat_add", STEERING, programme=True),
    Cell(
        "programmes:seat_add",
        STEERING,
        "post",
        programme=True,
        data={"member": Ref("unseated")},
    ),
    Cell("programmes:seat_end", STEERING, row="seat", programme=True),
    Cell("programmes:seat_end", STEERING, "post", row="seat", programme=True),
    Cell("programmes:pairs", STEERING, programme=True),
    Cell(
        "programmes:pairs",
        STEERING,
        "post",
        programme=True,
        data={"seat": lambda side: [side.rows[row].pk for row in ("seat", "second_seat")]},
    ),
    Cell("programmes:pairs_accept", STEERING, "post", programme=True, data=BOTH_SEATS),
    Cell("programmes:pair_decline", STEERING, "post", programme=True, data=BOTH_SEATS),
    Cell("programmes:pair_dissolve", STEERING, "post", row="pair", programme=True),
]
PROGRAMMES = [
    Cell("programmes:progress", STAFF, where="provider", programme=True),
    Cell("programmes:calendar", PUBLIC, ok=(404,), kwargs=lambda world: {"key": "made-up"}),
    Cell("programmes:own_calendar", SIGNED_IN),
    Cell("programmes:own_calendar", SIGNED_IN, "post", data={"action": "make"}),
    Cell("programmes:programmes", EVERYONE),
    Cell("programmes:programme_new", DOOR, where="provider", names_organisations=True),
    Cell(
        "programmes:programme_new",
        DOOR,
        "post",
        where="provider",
        data=NEW_PROGRAMME,
        names_organisations=True,
    ),
    Cell("programmes:programme", EVERYONE, programme=True),
    Cell("programmes:programme_answer", NOBODY, programme=True),
    Cell("programmes:kept", NOBODY, programme=True),
    Cell("programmes:programme_leave", STEERING, programme=True),
    Cell("programmes:programme_leave", STEERING, "post", programme=True),
    Cell("programmes:programme_organisations", INSIDE, programme=True),
    Cell(
        "programmes:programme_organisations",
        DOOR,
        "post",
        where="provider",
        programme=True,
        data={"organisation": lambda side: Organisation.objects.get(slug="side-c").pk},
    ),
    Cell("programmes:event", INSIDE - SPONSOR, programme=True, row="event", elsewhere=404),
    Cell(
        "programmes:event",
        STAFF,
        programme=True,
        row="event",
        where="provider",
    ),
    Cell("programmes:event", INSIDE - SPONSOR, programme=True, row="own_event", elsewhere=404),
    Cell(
        "programmes:event_sign_up",
        frozenset({"mentor", "hr"}),
        "post",
        programme=True,
        row="event",
        data={"answer": "coming"},
        elsewhere=404,
        also={"coordinator": 403},
    ),
    Cell(
        "programmes:event_attendance",
        STEERING,
        programme=True,
        row="own_event",
        elsewhere=404,
        also={"mentor": 403},
    ),
    Cell("programmes:event_attendance", STAFF, programme=True, row="event", where="provider"),
    Cell(
        "programmes:event_attendance",
        STEERING,
        "post",
        programme=True,
        row="own_event",
        data={"there": Ref("seat")},
        elsewhere=404,
        also={"mentor": 403},
    ),
    Cell("programmes:event_materials", STAFF, programme=True, row="event", where="provider"),
    Cell(
        "programmes:event_materials",
        STAFF,
        "post",
        programme=True,
        row="event",
        where="provider",
        data={"title": "Slides", "address": "https://slides.example/new"},
    ),
    Cell(
        "programmes:event_material_remove",
        STAFF,
        "post",
        programme=True,
        row="material",
        where="provider",
    ),
    *(
        Cell(
            name,
            HR_SEAT,
            method,
            programme=True,
            row="own_event",
            data=data,
            elsewhere=404,
            also={"mentor": 403, "coordinator": 403},
        )
        for name, method, data in (
            ("programmes:event_notes", "get", {}),
            ("programmes:event_notes", "post", {"notes": "What we said.", "version": 1}),
            ("programmes:event_decision_add", "get", {}),
            (
                "programmes:event_decision_add",
                "post",
                {"once": ONCE, "kind": "support", "text": "A room."},
            ),
        )
    ),
    Cell(
        "programmes:event_decision_done",
        HR_SEAT,
        "post",
        programme=True,
        row="decision",
        elsewhere=404,
        also={"mentor": 403, "coordinator": 403},
    ),
    Cell("programmes:supports", STEERING, programme=True),
]
TOGETHER = [
    Cell("programmes:house_rules", INSIDE, programme=True),
    Cell("programmes:house_rules", STAFF, where="provider", programme=True),
    Cell(
        "programmes:house_rules",
        SEATED,
        "post",
        programme=True,
        data={"text": "We are on time.", "once": ONCE},
    ),
    Cell("programmes:house_rule", SEATED, programme=True, row="house_rule"),
    Cell(
        "programmes:house_rule",
        SEATED,
        "post",
        programme=True,
        row="house_rule",
        data={"text": "We listen to the end.", "version": 1},
    ),
    Cell(
        "programmes:house_rule_move",
        SEATED,
        "post",
        programme=True,
        row="house_rule",
        data={"place": 0, "to": "down"},
    ),
    Cell("programmes:groups", INSIDE, programme=True),
    Cell(
        "programmes:groups",
        STAFF,
        "post",
        where="provider",
        programme=True,
        data={"events": Ref("event"), "size": 4, "roles": ["mentor", "hr"], "once": ONCE},
        ok=(200, 302),  # 200 once the day of the event has passed
    ),
    Cell(
        "programmes:groups_of_event",
        frozenset({"mentor", "hr", "coordinator"}),
        programme=True,
        row="event",
        elsewhere=404,
    ),
    Cell(
        "programmes:group_join",
        STAFF,
        "post",
        where="provider",
        programme=True,
        row="event",
        data={"seat": Ref("seat")},
    ),
    Cell("programmes:assignments", INSIDE, programme=True),
    Cell("programmes:assignments", STAFF, programme=True, where="provider"),
    Cell("programmes:assignment", STAFF, row="assignment", programme=True, where="provider"),
    Cell("programmes:assignment", INSIDE, row="assignment", programme=True),
    Cell("programmes:assignment_answer", MENTOR, row="assignment", programme=True),
    Cell(
        "programmes:assignment_answer",
        MENTOR,
        "post",
        row="assignment",
        programme=True,
        data={"answer-observations": "Five", "version": 1, "base": NO_MARKS, "action": "draft"},
        ok=(200, 302),
    ),
    Cell("programmes:assignment_give", MENTOR, row="assignment", programme=True),
    Cell(
        "programmes:assignment_give",
        MENTOR,
        "post",
        row="assignment",
        programme=True,
        data={"audience": "own", "version": 1},
    ),
    Cell("programmes:assignment_submissions", STEERING, row="assignment", programme=True),
    Cell(
        "programmes:assignment_submissions",
        STAFF,
        row="assignment",
        programme=True,
        where="provider",
    ),
    Cell(
        "programmes:submission", STEERING | MENTOR, row="submission", programme=True, elsewhere=404
    ),
    Cell("programmes:submission", STAFF, row="submission", programme=True, where="provider"),
    Cell(
        "programmes:submission",
        frozenset({"hr"}),
        "post",
        row="submission",
        programme=True,
        data=SAYING,
        elsewhere=404,
        also={"mentor": 403, "coordinator": 403},
    ),
    Cell(
        "programmes:submission",
        STAFF,
        "post",
        row="submission",
        programme=True,
        where="provider",
        data=SAYING,
    ),
    Cell("programmes:shared_answers", INSIDE, programme=True),
    Cell("programmes:shared_answers", STAFF, programme=True, where="provider"),
]
DATES = [
    *(
        cell
        for name in ("event_move", "event_call_off", "event_change")
        for method in ("get", "post")
        for cell in (
            Cell(
                f"programmes:{name}",
                STAFF,
                method,
                row="event",
                where="provider",
                programme=True,
                ok=(200, 302),
            ),
            Cell(
                f"programmes:{name}",
                STEERING,
                method,
                row="own_event",
                programme=True,
                ok=(200, 302),
                elsewhere=404,
                also={"mentor": 403},
            ),
        )
    ),
    *(
        cell
        for method in ("get", "post")
        for cell in (
            Cell("programmes:event_add", STEERING, method, programme=True, ok=(200, 302)),
            Cell(
                "programmes:event_add",
                STAFF,
                method,
                where="provider",
                programme=True,
                ok=(200, 302),
            ),
            Cell(
                "programmes:assignment_due",
                STAFF,
                method,
                row="assignment",
                where="provider",
                programme=True,
                data={"day": "2099-01-07", "clock": "16:00", "version": 1},
                ok=(200, 302),
            ),
        )
    ),
]
TEMPLATES = [
    Cell("programmes:templates", DOOR, where="provider"),
    Cell("programmes:template_copy", DOOR, where="provider"),
    Cell("programmes:template_copy", DOOR, "post", where="provider", data={"name_fi": "Kopio"}),
    *(
        Cell(
            f"programmes:{name}",
            DOOR,
            method,
            row="template",
            where="provider",
            more=more,
            data=data if method == "post" else {},
            ok=(200, 302),
        )
        for name, more, data in (
            ("template", {}, {"name_fi": "Uusi", "version": 1}),
            ("template_event", {"code": "session"}, {"action": "remove"}),
            ("template_event_add", {}, {}),
            ("template_assignment", {"code": "task"}, {"name_fi": "Uusi", "version": 1}),
        )
        for method in ("get", "post")
    ),
]

CELLS = [*COHORT, *PROGRAMMES, *TOGETHER, *DATES, *TEMPLATES]
