"""One row for each address and method: who may. An address without a row fails the test."""

from uuid import UUID

from nuotio.people.queries import invitations
from tests.matrix import (
    batch_policy,
    culture_answering_policy,
    culture_ballots_policy,
    culture_results_policy,
    culture_rounds_policy,
    engagement_policy,
    entry_policy,
    experiment_policy,
    follow_up_policy,
    goals_policy,
    idea_policy,
    invitation_policy,
    plan_policy,
    practice_policy,
    programme_live_policy,
    programme_policy,
    request_policy,
    self_assessment_policy,
    suggestion_policy,
    support_given_policy,
    support_mentor_policy,
    support_report_policy,
    thread_policy,
    thread_report_policy,
)
from tests.matrix.cells import (
    DOOR,
    EVERYONE,
    MENTOR,
    PUBLIC,
    SIGNED_IN,
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
    Cell("people:mentor_hours", STEERING),
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

CELLS = [
    *HOME,
    *PRIVACY,
    *NOTIFICATIONS,
    *ORGANISATIONS,
    *MEMBERS,
    *MENTORS,
    *programme_policy.CELLS,
    *programme_live_policy.CELLS,
    *goals_policy.CELLS,
    *culture_answering_policy.CELLS,
    *culture_ballots_policy.CELLS,
    *culture_rounds_policy.CELLS,
    *culture_results_policy.CELLS,
    *plan_policy.CELLS,
    *experiment_policy.CELLS,
    *idea_policy.CELLS,
    *entry_policy.CELLS,
    *support_given_policy.CELLS,
    *batch_policy.CELLS,
    *engagement_policy.CELLS,
    *follow_up_policy.CELLS,
    *invitation_policy.CELLS,
    *request_policy.CELLS,
    *suggestion_policy.CELLS,
    *support_mentor_policy.CELLS,
    *support_report_policy.CELLS,
    *self_assessment_policy.SELF_CELLS,
    *practice_policy.CELLS,
    *thread_policy.CELLS,
    *thread_report_policy.CELLS,
    *SIGN_IN,
]
