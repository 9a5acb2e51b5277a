"""What of the programmes waits for a member: the next event, an assignment, an answer.

Written as SQL for the same reason as the counts (ADR 8). The statements run over the member's own
places in all programmes, so each of them names the member or her organisation.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from nuotio.foundation import tenancy
from nuotio.people.models import Membership, Role
from nuotio.programmes.models import Event
from nuotio.programmes.progress import PATIENCE

OWN = "A member's own places in programmes: each statement names her or her organisation."
LOOKS_BACK = timedelta(days=60)  # an assignment that is later than this asks no more
MOST = 12
UNDER_WAY = ("", "returned")
STEERING = (Role.HR, Role.COORDINATOR)
SIGNERS = (*STEERING, Role.MANAGEMENT)

# Events and assignments in one list: `starts_at` is when an event begins or an assignment is due,
# `mine` what the member answered or the state of what she gave in.
AHEAD = """
    SELECT * FROM (
        SELECT e.id, e.programme_id, e.kind, e.name_fi, e.name_sv, e.name_en, e.starts_at, e.place,
            e.roles, s.role AS seat_role, COALESCE(a.answer, '') AS mine, 'event' AS what
        FROM programmes_seat s
        JOIN programmes_event e ON e.programme_id = s.programme_id
        LEFT JOIN programmes_attendance a ON a.event_id = e.id AND a.seat_id = s.id
        WHERE s.membership_id = %(member)s AND s.left_at IS NULL AND e.cancelled_at IS NULL
            AND e.ends_at > %(at)s
            AND (e.private_to_id IS NULL OR e.private_to_id = %(organisation)s)
        ORDER BY e.starts_at, e.id LIMIT %(most)s) AS events
    UNION ALL
    SELECT * FROM (
        SELECT t.id, t.programme_id, '' AS kind, t.name_fi, t.name_sv, t.name_en, t.due_at,
            '' AS place,
            t.roles, s.role,
            COALESCE((SELECT x.state FROM programmes_submission x
                WHERE x.assignment_id = t.id AND (x.seat_id = s.id OR x.pair_id = s.pair_id)
                ORDER BY x.number DESC LIMIT 1), ''),
            'assignment'
        FROM programmes_seat s
        JOIN programmes_assignment t ON t.programme_id = s.programme_id
        LEFT JOIN programmes_event e ON e.id = t.after_event_id
        WHERE s.membership_id = %(member)s AND s.left_at IS NULL AND t.due_at > %(since)s
            AND (e.id IS NULL OR e.starts_at <= %(at)s)
        ORDER BY t.due_at, t.id LIMIT %(most)s) AS tasks"""
SEATED = """
    (SELECT COUNT(*) FROM programmes_seat WHERE membership_id = %(member)s AND left_at IS NULL)"""
# Each count with the programme that it leads to.
INVITED = """
    (SELECT COUNT(*) FROM programmes_participation WHERE organisation_id = %(organisation)s
        AND state = 'invited'),
    (SELECT MIN(programme_id) FROM programmes_participation
        WHERE organisation_id = %(organisation)s AND state = 'invited')"""
ASKING = """
    FROM programmes_application q
    JOIN people_membership n ON n.id = q.membership_id AND n.left_at IS NULL
    JOIN programmes_participation p ON p.programme_id = q.programme_id
        AND p.organisation_id = q.organisation_id AND p.state = 'accepted'
    WHERE q.organisation_id = %(organisation)s AND q.state = 'waiting'"""
APPLIED = f"(SELECT COUNT(*) {ASKING}), (SELECT MIN(q.programme_id) {ASKING})"
# Records of HR days that lack a signature which the member can give, with the first of them.
UNSIGNED = """
    FROM programmes_liveroom r
    JOIN programmes_participation p ON p.programme_id = r.programme_id
        AND p.organisation_id = r.private_to_id AND p.state = 'accepted'
    WHERE r.private_to_id = %(organisation)s AND r.closed_at IS NOT NULL
        AND COALESCE(r.hr_signed_by_id, 0) <> %(member)s
        AND COALESCE(r.management_signed_by_id, 0) <> %(member)s
        AND ((%(signs_for_hr)s = 1 AND r.hr_signed_at IS NULL)
            OR (%(signs_for_management)s = 1 AND r.management_signed_at IS NULL))"""
OF_EVENT = "FROM programmes_event e WHERE e.id ="
FIRST = f"(SELECT MIN(r.event_id) {UNSIGNED})"
RECORDS = f"(SELECT COUNT(*) {UNSIGNED}), (SELECT e.programme_id {OF_EVENT} {FIRST}), {FIRST}"
CALLED = """
    (SELECT MAX(p.programme_id) FROM programmes_participation p
        WHERE p.organisation_id = %(organisation)s AND p.state = 'accepted'
        AND NOT EXISTS (SELECT 1 FROM programmes_seat s WHERE s.programme_id = p.programme_id
            AND s.membership_id = %(member)s)
        AND NOT EXISTS (SELECT 1 FROM programmes_application a
            WHERE a.programme_id = p.programme_id AND a.membership_id = %(member)s)
        AND (SELECT MIN(e.starts_at) FROM programmes_event e
            WHERE e.programme_id = p.programme_id AND e.kind = 'coaching') > %(at)s)"""
TO_READ = """
    FROM programmes_submission x JOIN programmes_seat s ON s.programme_id = x.programme_id
    WHERE s.membership_id = %(member)s AND s.left_at IS NULL AND x.state = 'given'
        AND x.audience <> 'own'
        AND NOT EXISTS (SELECT 1 FROM programmes_submission y
            WHERE y.answer_id = x.answer_id AND y.number > x.number)"""
HELPED = """
    FROM programmes_participation p JOIN programmes_seat s ON s.programme_id = p.programme_id
    WHERE s.membership_id = %(member)s AND s.left_at IS NULL
        AND ((p.state = 'invited' AND p.invited_at < %(patience)s)
        OR (p.state = 'accepted' AND EXISTS (SELECT 1 FROM programmes_assignment t
            JOIN programmes_seat m ON m.programme_id = t.programme_id
                AND m.organisation_id = p.organisation_id AND m.left_at IS NULL
                AND m.role = 'mentor'
            WHERE t.programme_id = p.programme_id AND t.due_at > %(since)s AND t.due_at <= %(at)s
                AND CAST(t.roles AS TEXT) LIKE %(mentors)s
                AND NOT EXISTS (SELECT 1 FROM programmes_submission x
                    WHERE x.assignment_id = t.id
                        AND (x.seat_id = m.id OR x.pair_id = m.pair_id)))))"""


@dataclass(frozen=True)
class Waiting:
    """How many of something wait, and the programme to go to; `pk` where one of them is opened."""

    count: int = 0
    programme_id: int = 0
    pk: int = 0


NONE = Waiting()


@dataclass(frozen=True)
class NextEvent:
    """The next event that concerns the member, with what she answered."""

    pk: int
    programme_id: int
    name: str
    starts_at: datetime
    place: str
    my_answer: str


@dataclass(frozen=True)
class NextTask:
    """An assignment that is given out; `my_state` is that of the latest submission, if any."""

    pk: int
    programme_id: int
    name: str
    due_at: datetime
    my_state: str


@dataclass(frozen=True)
class Ahead:
    """What of the programmes concerns a member now; parts that do not are empty."""

    next_event: NextEvent | None = None
    hr_day: NextEvent | None = None
    assignment: NextTask | None = None
    invitations: Waiting = NONE
    applications: Waiting = NONE
    to_read: Waiting = NONE
    helped: Waiting = NONE
    records: Waiting = NONE
    call: int = 0


NOTHING_AHEAD = Ahead()


def ahead_of(actor: Membership, *, at: datetime) -> Ahead:
    """Read what waits in the programmes; one query, and a second for those who have a seat."""
    moment = connection.ops.adapt_datetimefield_value
    asked = {
        "member": actor.pk,
        "organisation": actor.organisation_id,
        "at": moment(at),
        "since": moment(at - LOOKS_BACK),
        "patience": moment(at - PATIENCE),
        "mentors": '%"mentor"%',
        "most": MOST,
        "signs_for_hr": int(actor.has_role(*STEERING)),
        "signs_for_management": int(actor.has_role(Role.MANAGEMENT)),
    }
    with tenancy.unrestricted(reason=OWN):
        has_seat, waiting = _waiting(actor, asked)
        if not has_seat:
            return waiting
        rows = [row for row in Event.objects.raw(AHEAD, asked) if row.seat_role in row.roles]
    events = (_event(row) for row in rows if row.what == "event")
    days = (_event(row) for row in rows if row.kind == Event.Kind.HR_DAY)
    tasks = (_task(row) for row in rows if row.what == "assignment" and row.mine in UNDER_WAY)
    return replace(
        waiting,
        next_event=next(events, None),
        hr_day=next(days, None),
        assignment=next(tasks, None),
    )


def _event(row: Any) -> NextEvent:
    return NextEvent(row.pk, row.programme_id, row.name, row.starts_at, row.place, row.mine)


def _task(row: Any) -> NextTask:
    return NextTask(row.pk, row.programme_id, row.name, row.starts_at, row.mine)


def _waiting(actor: Membership, asked: dict[str, Any]) -> tuple[bool, Ahead]:
    """Return whether the member has a seat, and what her roles make her answer."""
    parts = {"seated": SEATED, "call": CALLED}
    if actor.organisation.is_provider:
        parts |= {"to_read": _counted(TO_READ), "helped": _counted(HELPED)}
    elif actor.has_role(*STEERING):
        parts |= {"invitations": INVITED, "applications": APPLIED}
    if not actor.organisation.is_provider and actor.has_role(*SIGNERS):
        parts |= {"records": RECORDS}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts.values())}", asked)
        told = list(cursor.fetchone())
    record = told.pop() if "records" in parts else None
    seated, call, *pairs = told
    counted = [Waiting(count, pk or 0) for count, pk in zip(pairs[::2], pairs[1::2], strict=True)]
    found: dict[str, Any] = dict(zip(list(parts)[2:], counted, strict=True))
    if record is not None:
        found["records"] = replace(found["records"], pk=record)
    return bool(seated), Ahead(call=call or 0, **found)


def _counted(rows: str) -> str:
    return f"(SELECT COUNT(*) {rows}), (SELECT MIN(s.programme_id) {rows})"
