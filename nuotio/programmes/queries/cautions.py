from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from nuotio.foundation import tenancy
from nuotio.programmes import cautions
from nuotio.programmes.cautions import Held
from nuotio.programmes.models import Assignment, Event, Seat
from nuotio.programmes.standing import Standing

Times = Mapping[int, tuple[datetime, datetime]]


@dataclass(frozen=True)
class Timetable:
    """The dates of a programme as one organisation sees them, with those that are to change."""

    events: Sequence[Event]
    assignments: Sequence[Assignment]
    changed: Times = field(default_factory=dict)
    due: Mapping[int, datetime] = field(default_factory=dict)

    def held(self, event: Event) -> Held:
        """Return the event with the times that it would have."""
        starts_at, ends_at = self.changed.get(event.pk, (event.starts_at, event.ends_at))
        return Held(event.name, starts_at, ends_at)

    def with_extra(self, event: Event) -> "Timetable":
        """Return the timetable with one more event, or with this in place of the stored one."""
        others = [one for one in self.events if one.pk != event.pk]
        return replace(
            self,
            events=[*others, event],
            changed={**self.changed, event.pk: (event.starts_at, event.ends_at)},
        )


def timetable(standing: Standing, *, due: Mapping[int, datetime] | None = None) -> Timetable:
    """Return the programme's dates that the member's organisation sees; two queries."""
    events = Event.objects.filter(programme=standing.programme, cancelled_at=None)
    assignments = Assignment.objects.filter(programme=standing.programme)
    return Timetable(
        list(events.defer("agenda", "notes").select_related("leader").order_by("starts_at", "pk")),
        list(assignments.only("programme", "after_event", "due_at", *NAMES).order_by("due_at")),
        due=due or {},
    )


NAMES = ("name_fi", "name_sv", "name_en")


def of_dates(standing: Standing, table: Timetable) -> list[str]:
    """Return what to be careful of in the dates that change, each thing once."""
    found: list[str] = []
    elsewhere = _led_elsewhere(standing, table)
    for event in table.events:
        if event.pk in table.changed:
            found += _of_event(standing, table, event)
            found += _of_leader(table, event, elsewhere)
    for assignment in table.assignments:
        found += _of_due(table, assignment)
    return list(dict.fromkeys(found))


def _of_event(standing: Standing, table: Timetable, event: Event) -> list[str]:
    held = table.held(event)
    prepares = {
        phase["id"] for phase in standing.programme.phases if phase.get("week_start", 0) < 0
    }
    before, after = cautions.neighbours([one.code for one in table.events], event.code)
    return [
        *cautions.of_clock(held),
        *cautions.of_beginning(
            held,
            starts_on=standing.programme.starts_on,
            is_preparation=event.phase in prepares,
        ),
        *cautions.of_series(
            held,
            before=[table.held(one) for one in table.events if one.code in before],
            after=[table.held(one) for one in table.events if one.code in after],
        ),
    ]


def _of_leader(table: Timetable, event: Event, elsewhere: Iterable[tuple[int, Held]]) -> list[str]:
    leader = event.leader
    if leader is None:
        return []
    led = [one for one in table.events if one.leader_id == leader.pk and one.pk != event.pk]
    here = [table.held(one) for one in led if not _told_already(table, one, event)]
    there = [held for membership_id, held in elsewhere if membership_id == leader.membership_id]
    return cautions.of_leader(table.held(event), leader=leader.name, others=[*here, *there])


def _told_already(table: Timetable, other: Event, event: Event) -> bool:
    """Say whether the pair is told from the other side: both change, and the other came first."""
    both = [one.pk for one in table.events if one.pk in (other.pk, event.pk)]
    return other.pk in table.changed and both[0] == other.pk


def _led_elsewhere(standing: Standing, table: Timetable) -> list[tuple[int, Held]]:
    """Return what the leaders of the changing events lead in other programmes; one query."""
    leaders = {
        event.leader.membership_id
        for event in table.events
        if event.pk in table.changed and event.leader is not None
    } - {None}
    if not leaders:
        return []
    with tenancy.unrestricted(reason="Whether a leader is at two places at once."):
        seats = Seat.objects.filter(
            membership_id__in=leaders, organisation_id=standing.actor.organisation_id
        ).exclude(programme=standing.programme)
        rows = Event.objects.filter(
            leader__in=seats,
            cancelled_at=None,
            starts_at__lt=max(ends for _starts, ends in table.changed.values()),
            ends_at__gt=min(starts for starts, _ends in table.changed.values()),
        )
        found = list(
            rows.select_related("leader", "programme")
            .defer("agenda", "notes", "programme__template")
            .order_by("starts_at", "pk")
        )
    return [
        (one.leader.membership_id, Held(one.name, one.starts_at, one.ends_at, one.programme.name))
        for one in found
        if one.leader is not None
    ]


def _of_due(table: Timetable, assignment: Assignment) -> list[str]:
    """Return what is out of order with an assignment, where it or its sessions change."""
    sessions = {one.pk: one for one in table.events}
    session = sessions.get(assignment.after_event_id or 0)
    if session is None:
        return []
    _before, after = cautions.neighbours([one.code for one in table.events], session.code)
    following = [one for one in table.events if one.code in after]
    touched = {session.pk, *(one.pk for one in following)} & set(table.changed)
    if not touched and assignment.pk not in table.due:
        return []
    return cautions.of_due(
        assignment.name,
        table.due.get(assignment.pk, assignment.due_at),
        session=table.held(session),
        next_session=min(map(table.held, following), key=lambda one: one.starts_at, default=None),
    )
