"""Two twin organisations, a provider and a person of every kind, for the separation matrix.

Every table has an id range of its own, so that an id means one thing only; everything of the
twin B carries a canary that must never reach anyone of A.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import AutoField
from django.test import Client
from django.test.client import ClientHandler
from django.utils import timezone

from nuotio.people.models import Membership, Role
from tests import factories
from tests.matrix import culture_world, live_world, plans_world, support_world
from tests.matrix.side import Side

CANARY = "CANARYB"
STEP = 100_000


def spread_ids() -> None:
    """Start every table of ours at an id range of its own."""
    ours = [
        m
        for m in apps.get_models()
        if m.__module__.startswith("nuotio.") and isinstance(m._meta.pk, AutoField)
    ]
    with connection.cursor() as cursor:
        for number, model in enumerate(ours, start=1):
            table, start = model._meta.db_table, number * STEP
            if connection.vendor == "postgresql":
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, start]
                )
            else:
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute(
                    "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, start]
                )


@dataclass
class World:
    """Both sides, the provider, the memberships that act as subjects, and their sessions."""

    a: Side
    b: Side
    provider: Side
    shared: dict[str, Any]
    subjects: dict[str, Membership | None]
    sessions: dict[str, str]
    # Loads all middleware only once.
    handler: ClientHandler = field(default_factory=lambda: ClientHandler(enforce_csrf_checks=False))

    def client(self, subject: str) -> Client:
        """Return the browser of a subject, signed in since the world began."""
        client = Client()
        client.handler = self.handler
        if subject in self.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[subject]
        return client


def build() -> World:
    """Make the world; every subject's name says who it is."""
    spread_ids()
    a, b = _side("a", ""), _side("b", CANARY)
    provider = _provider()
    both = factories.MembershipFactory(organisation=a.organisation)
    factories.MembershipFactory(organisation=b.organisation, user=both.user, hr=True)
    off = factories.MembershipFactory(
        organisation=a.organisation, user=factories.UserFactory(is_active=False), hr=True
    )
    left = factories.MembershipFactory(
        organisation=a.organisation, hr=True, left_at=factories.LONG_AGO
    )
    subjects: dict[str, Membership | None] = {"signed_out": None}
    subjects |= a.people
    subjects |= {f"{name}_b": member for name, member in b.people.items()}
    subjects |= {f"provider_{name}": member for name, member in provider.people.items()}
    subjects |= {"both": both, "deactivated": off, "left": left}
    shared = {
        "join_request": factories.JoinRequestFactory(),
        "feedback": factories.FeedbackFactory(),
    }
    factories.OrganisationFactory(slug="side-c")
    _programme(a, provider, "")
    _programme(b, _provider("side-q"), CANARY)
    sessions = {name: _session(member) for name, member in subjects.items() if member is not None}
    return World(a, b, provider, shared, subjects, sessions)


def _session(member: Membership) -> str:
    client = Client()
    client.force_login(member.user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _programme(side: Side, provider: Side, canary: str) -> None:
    """Let the organisation take part in a programme of its own, with a row of everything."""
    organisation, people = side.organisation, side.people
    programme = factories.ProgrammeFactory(
        provider=provider.organisation, name=f"{canary}Programme {organisation.slug}"
    )
    for name, member in provider.people.items():
        factories.SeatFactory(programme=programme, membership=member, role=name)
    factories.ParticipationFactory(programme=programme, organisation=organisation)
    seats = {
        role: factories.SeatFactory(
            programme=programme, membership=people[who], role=role, unit=f"{canary}unit"
        )
        for role, who in {"mentor": "mentor", "hr": "hr", "sponsor": "management"}.items()
    }
    second = factories.MembershipFactory(organisation=organisation, mentor=True)
    shared = {"programme": programme}
    event = factories.EventFactory(**shared, name_fi=f"{canary}Session")
    own = factories.EventFactory(
        **shared, private_to=organisation, name_fi=f"{canary}Own", kind="mentor_hr_meeting"
    )
    assignment = factories.AssignmentFactory(**shared, name_fi=f"{canary}Task")
    answer = factories.AnswerFactory(
        assignment=assignment, seat=seats["mentor"], content={"observations": f"{canary} draft"}
    )
    submission = factories.SubmissionFactory(
        answer=answer, content={"observations": f"{canary} given"}
    )
    side.rows |= {
        "programme": programme,
        "event": event,
        "own_event": own,
        "seat": seats["mentor"],
        "second_seat": factories.SeatFactory(**shared, membership=second),
        "unseated": factories.MembershipFactory(organisation=organisation, mentor=True),
        "assignment": assignment,
        "answer": answer,
        "submission": submission,
        "template": _template(provider, canary),
        "application": factories.ApplicationFactory(
            **shared, membership=side.rows["member"], motivation=f"{canary} motive"
        ),
        "pair": factories.PairFactory(**shared, organisation=organisation),
        "decision": factories.DecisionFactory(event=own, text=f"{canary} decided"),
        "material": factories.MaterialFactory(event=event, title=f"{canary} slides"),
        "house_rule": factories.HouseRuleFactory(**shared, text=f"{canary} rule"),
        "group_plan": factories.GroupPlanFactory(event=event),
        "attendance": factories.AttendanceFactory(event=event, seat=seats["mentor"]),
        "feedback_given": factories.FeedbackOnSubmissionFactory(
            submission=submission, text=f"{canary} words"
        ),
    }
    side.rows |= live_world.rows(side, programme, canary)
    provider.rows |= side.rows  # what its trainers may name in a body


def _template(provider: Side, canary: str) -> Any:
    title = {"fi": f"{canary}Title"}
    event = {
        "id": "session",
        "title": title,
        "type": "coaching",
        "phase": "",
        "week": 1,
        "duration_min": 60,
        "mode": "online",
        "roles": ["coach", "mentor"],
        "objectives": [],
        "agenda": [],
    }
    assignment = {
        "id": "task",
        "title": title,
        "after_event": "session",
        "due_week": 2,
        "roles": ["mentor"],
        "is_for_pairs": False,
        "effort_hours": 1,
        "instructions": title,
        "deliverable": {},
        "steps": [],
        "fields": [],
    }
    content = {"id": "own", "name": title, "events": [event], "assignments": [assignment]}
    return factories.ProgrammeTemplateFactory(
        organisation=provider.organisation, name_fi=f"{canary}Pohja", content=content
    )


def _side(slug: str, canary: str) -> Side:
    organisation = factories.OrganisationFactory(
        slug=f"side-{slug}", **{f"name_{lang}": f"{canary}Org" for lang in ("fi", "sv", "en")}
    )
    side = Side(organisation)
    unit = factories.UnitFactory(organisation=organisation, name_fi=f"{canary}Unit")
    for role in ("employee", "mentor", "hr", "management", "coordinator"):
        given = {} if role == "employee" else {role: True}
        side.people[role] = _member(organisation, unit, f"{canary}{role}", **given)
    side.people["lead"] = _member(organisation, unit, f"{canary}lead")
    unit.lead = side.people["lead"]
    _saved(unit)
    side.rows = _rows(side, unit, canary)
    side.rows |= culture_world.rows(side, canary)
    side.rows |= plans_world.rows(side, canary)
    side.rows |= support_world.rows(side, canary)
    return side


def _member(organisation: Any, unit: Any, name: str, **roles: bool) -> Membership:
    user = factories.UserFactory(name=name)
    return factories.MembershipFactory(
        organisation=organisation, unit=unit, user=user, job_title=f"{name} job", **roles
    )


def _rows(side: Side, unit: Any, canary: str) -> dict[str, Any]:
    organisation, mentor = side.organisation, side.people["mentor"]
    empty = factories.UnitFactory(organisation=organisation, name_fi=f"{canary}Empty")
    other = _member(organisation, empty, f"{canary}other")
    factories.ProfileFactory(membership=mentor, about=f"{canary} about", strengths=[f"{canary}s"])
    now = timezone.now()
    return {
        "unit": unit,
        "empty_unit": empty,
        "member": other,
        "mentor": mentor,
        "lead": side.people["lead"],
        "time_share": factories.TimeShareFactory(
            mentor=mentor, supervisor=side.people["lead"], message=f"{canary} message"
        ),
        "invitation": factories.InvitationFactory(
            organisation=organisation, name=f"{canary}Invited", sent_at=now - timedelta(days=1)
        ),
        "roster": factories.RosterImportFactory(
            organisation=organisation, file_name=f"{canary}.xlsx", rows=[], uploaded_at=now
        ),
        "notice": factories.NotificationFactory(recipient=mentor),
        "title": factories.RoleTitleFactory(organisation=organisation, name_fi=f"{canary}agentti"),
    }


def _provider(slug: str = "side-p") -> Side:
    organisation = factories.OrganisationFactory(provider=True, slug=slug, name_fi="Provider")
    side = Side(organisation)
    unit = factories.UnitFactory(organisation=organisation)
    for role in (Role.COORDINATOR, Role.TRAINER):
        side.people[str(role)] = _member(organisation, unit, f"provider {role}", **{role: True})
    return side


def _saved(row: Any) -> None:
    from nuotio.foundation import tenancy

    with tenancy.unrestricted(reason="Arranging a test."):
        row.save()
