"""One row for each address and method: who may. An address without a row fails the test."""

from uuid import UUID

from nuotio.people.models import Organisation
from nuotio.people.queries import invitations
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
LEAD = frozenset({"lead"})
SETTINGS = {
    "name_fi": "Virasto",
    "languages": ["fi"],
    "monthly_hours": "157",
    "kind": lambda side: side.organisation.kind_id,
    "version": 1,
}

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
    Cell("privacy:own_data", SIGNED_IN, "post", ok=(200,)),
    Cell("privacy:erase", SIGNED_IN),
]
NOTIFICATIONS = [
    Cell("notifications:inbox", EVERYONE),
    Cell("notifications:mark_all_read", EVERYONE, "post"),
    Cell("notifications:open", MENTOR, row="notice", elsewhere=404),
    Cell("notifications:preferences", SIGNED_IN),
    # Its fields differ by role: the room's own tests send each of them.
    Cell("notifications:preferences", SIGNED_IN, "post", ok=(200, 302)),
    Cell("notifications:stop", PUBLIC, ok=(404,), kwargs=lambda world: {"token": "made-up"}),
]
ORGANISATIONS = [
    Cell("people:ask_to_join", PUBLIC),
    Cell("people:asked_to_join", PUBLIC),
    Cell("people:join_requests", DOOR, where="provider"),
    Cell("people:join_request", DOOR, row="join_request", where="provider"),
    Cell(
        "people:join_request",
        DOOR,
        "post",
        row="join_request",
        where="provider",
        data={"decision": "decline", "words": "Not this year."},
    ),
    Cell("people:organisation_settings", STEERING),
    Cell("people:organisation_settings", STEERING, "post", data=SETTINGS),
    Cell("people:role_titles", STEERING),
    Cell(
        "people:role_titles",
        STEERING,
        "post",
        data={"role": "hr", "name_fi": "henkilöstön tuki", "version": 1},
    ),
    Cell("people:units", EVERYONE),
    Cell("people:unit_add", STEERING),
    Cell(
        "people:unit_add",
        STEERING,
        "post",
        data={"name_fi": "Uusi", "parent": Ref("unit"), "lead": Ref("lead"), "version": 1},
    ),
    Cell("people:unit", EVERYONE, row="unit"),
    Cell(
        "people:unit",
        STEERING,
        "post",
        row="empty_unit",
        data={"name_fi": "Toinen", "parent": Ref("unit"), "lead": Ref("lead"), "version": 1},
    ),
]
MEMBERS = [
    Cell("people:members", STEERING),
    Cell("people:member", STEERING, row="member"),
    Cell(
        "people:member",
        STEERING,
        "post",
        row="member",
        data={"job_title": "nurse", "unit": Ref("unit"), "supervisor": Ref("lead")},
    ),
    Cell("people:member_end", STEERING, "post", row="member"),
    Cell(
        "people:member_roles",
        STEERING,
        "post",
        row="member",
        data={"role": "management", "action": "give"},
    ),
    Cell("people:invite", STEERING),
    Cell(
        "people:invite",
        STEERING,
        "post",
        data={"email": "new@esimerkki.invalid", "language": "fi", "unit": Ref("unit")},
    ),
    Cell("people:invitations", STEERING),
    Cell("people:invitations", STEERING, "post"),
    Cell("people:invitation", STEERING, row="invitation"),
    Cell(
        "people:invitation",
        STEERING,
        "post",
        row="invitation",
        data={"email": "x@esimerkki.invalid", "language": "fi", "unit": Ref("unit")},
    ),
    Cell(
        "people:accept_invitation",
        PUBLIC,
        kwargs=lambda world: {"token": invitations.token_for(world.a.rows["invitation"])},
    ),
    Cell("people:own_roles", EVERYONE),
    Cell(
        "people:own_roles",
        EVERYONE,
        "post",
        data={"role": "mentor", "action": "take", "title": Ref("title")},
        refs_may_pass=True,
    ),
    Cell("people:roster_upload", STEERING),
    Cell("people:roster_upload", STEERING, "post", ok=(200,)),
    Cell("people:roster_template", STEERING),
    Cell("people:roster_preview", STEERING, row="roster"),
    Cell("people:roster_preview", STEERING, "post", row="roster", ok=(200, 302)),
]
MENTORS = [
    Cell("people:own_profile", EVERYONE),
    Cell("people:own_profile", EVERYONE, "post", data={"strengths": "listening", "version": 1}),
    Cell("people:mentors", EVERYONE),
    Cell("people:mentor", EVERYONE, row="mentor"),
    Cell("people:own_time_share", MENTOR),
    Cell(
        "people:own_time_share",
        MENTOR,
        "post",
        data={"hours_a_month": "12", "starts_on": "2027-01-01"},
    ),
    Cell("people:time_shares", EVERYONE),
    Cell("people:time_share", MENTOR | LEAD, row="time_share", elsewhere=404),
    Cell(
        "people:time_share",
        LEAD,
        "post",
        row="time_share",
        data={"action": "agree"},
        elsewhere=404,
        also={"mentor": 403},
    ),
]
SIGN_IN_PUBLIC = [
    Cell(name, PUBLIC)
    for name in (
        "account_login",
        "account_request_login_code",
        "account_confirm_login_code",
        "mfa_login_webauthn",
        "mfa_authenticate",
        "account_logout",
        "account_inactive",
        "account_signup",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
    )
]
SIGN_IN_OWN = [
    Cell(name, SIGNED_IN, ok=(200, 302, 403, 404))
    for name in (
        "account_reauthenticate",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "account_change_password",
        "account_set_password",
        "mfa_index",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
        "people:sign_ins",
    )
]
SIGN_IN = [
    *SIGN_IN_PUBLIC,
    *SIGN_IN_OWN,
    Cell(
        "account_reset_password_from_key",
        PUBLIC,
        kwargs=lambda world: {"uidb36": "1", "key": "made-up"},
    ),
    *(
        Cell(name, SIGNED_IN, ok=(302, 404), kwargs=lambda world: {"pk": 1})
        for name in ("mfa_edit_webauthn", "mfa_remove_webauthn")
    ),
]

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

CELLS = [
    *HOME,
    *PRIVACY,
    *NOTIFICATIONS,
    *ORGANISATIONS,
    *MEMBERS,
    *MENTORS,
    *PROGRAMMES,
    *TOGETHER,
    *COHORT,
    *DATES,
    *TEMPLATES,
    *SIGN_IN,
]
