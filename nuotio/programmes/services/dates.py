from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import QuerySet

from nuotio.audit import services as audit
from nuotio.foundation import events as announcements
from nuotio.foundation import tenancy, versions
from nuotio.programmes import moves
from nuotio.programmes.events import DatesMoved
from nuotio.programmes.models import Assignment, Event, Programme
from nuotio.programmes.moves import Change
from nuotio.programmes.queries import dates as queries
from nuotio.programmes.rules import assignments as assignment_rules
from nuotio.programmes.rules import events as rules
from nuotio.programmes.standing import Standing


class AlreadyBegun(Exception):
    """What has begun is not moved."""


class InThePast(Exception):
    """A date is moved to a time that is ahead."""


class MovedMeanwhile(Exception):
    """Somebody else moved the event after this person looked; `event` has its time now."""

    def __init__(self, event: Event) -> None:
        super().__init__(f"event {event.pk} begins at {event.starts_at}")
        self.event = event


@transaction.atomic
def move_event(
    standing: Standing,
    event: Event,
    *,
    to: datetime,
    with_later: bool = False,
    at: datetime,
    seen: datetime | None = None,
) -> Sequence[Change]:
    """Move an event to another time, alone or with all later dates; return what moved.

    The time is absolute: sent twice it moves once. `seen` is when the person saw it begin.
    """
    programme = locked_programme(standing)
    event = locked(event)
    rules.can_change_event.require(standing, event)
    if event.starts_at == to:
        return []
    _check(event, to=to, at=at, seen=seen)
    changes = _later(event, to=to, at=at) if with_later else _alone(event, to=to)
    if with_later and event.private_to_id is None:
        _remember(programme, event, to=to)
    _apply(standing, changes, at=at)
    audit.record("programmes.change_event", event, actor_id=standing.actor.user_id)
    return changes


def locked_programme(standing: Standing) -> Programme:
    """Lock the programme: moves, and organisations that accept, wait for each other."""
    rows = Programme.objects.select_for_update(of=("self",)).defer("template")
    programme: Programme = rows.get(pk=standing.programme.pk)
    return programme


def locked(event: Event) -> Event:
    """Lock an event of the open programme."""
    row: Event = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
    return row


def _check(event: Event, *, to: datetime, at: datetime, seen: datetime | None) -> None:
    if event.starts_at <= at:
        raise AlreadyBegun
    if to <= at:
        raise InThePast
    if seen is not None and event.starts_at != seen:
        raise MovedMeanwhile(event)


def _alone(event: Event, *, to: datetime) -> Sequence[Change]:
    return moves.changes_of_one(queries.as_dated(event), to=to)


def _later(event: Event, *, to: datetime, at: datetime) -> Sequence[Change]:
    """Return what moves with the event; the rows are locked."""
    with tenancy.unrestricted(reason=queries.LATER):
        events, assignments = queries.dates_with(event)
        dated = [queries.as_dated(one) for one in _held(events)]
        dated += [queries.due_as_dated(one) for one in _held(assignments)]
    return moves.changes_of_all(queries.as_dated(event), dated, to=to, at=at)


def _held(rows: QuerySet) -> QuerySet:  # type: ignore[type-arg]  # of either model
    return rows.select_for_update(of=("self",))


def _remember(programme: Programme, event: Event, *, to: datetime) -> None:
    """Note the move for organisations that accept later: their own meetings follow it."""
    days = moves.days_between(event.starts_at, to)
    if days:
        programme.moves = [*programme.moves, {"from": event.starts_at.isoformat(), "days": days}]
        programme.save(update_fields=["moves"])


def _apply(standing: Standing, changes: Sequence[Change], *, at: datetime) -> None:
    """Write the new dates, private ones of organisations too, and tell it once for them all."""
    events = {one.dated.pk: one for one in changes if one.dated.kind == "event"}
    dues = {one.dated.pk: one for one in changes if one.dated.kind == "assignment"}
    with tenancy.unrestricted(reason=queries.LATER):
        moved = list(Event.objects.filter(pk__in=events).order_by("pk"))
        for event in moved:
            change = events[event.pk]
            event.starts_at, event.ends_at = change.starts_at, change.ends_at
            count_up(event, at=at)
        Event.objects.bulk_update(
            moved, ["starts_at", "ends_at", "sequence", "version", "changed_at"]
        )
        due = list(Assignment.objects.filter(pk__in=dues).order_by("pk"))
        for assignment in due:
            assignment.due_at = dues[assignment.pk].starts_at
            assignment.version += 1
        Assignment.objects.bulk_update(due, ["due_at", "version"])
    told = [event.pk for event in moved if event.cancelled_at is None]
    tell(standing, told, [one.pk for one in due])


def count_up(event: Event, *, at: datetime) -> None:
    """Let calendars, and whoever edits the event now, hear that it has changed."""
    event.sequence += 1
    event.version += 1
    event.changed_at = at


def tell(standing: Standing, events: Sequence[int], assignments: Sequence[int] = ()) -> None:
    """Announce what moved in one act, once."""
    if events or assignments:
        announcements.announce(
            DatesMoved(standing.programme.pk, tuple(events), tuple(assignments), str(uuid4()))
        )


@transaction.atomic
def call_off_event(standing: Standing, event: Event, *, at: datetime) -> Event:
    """Call an event off; called off again it stays so. What has begun is not called off."""
    return _called(standing, event, cancelled_at=at, at=at)


@transaction.atomic
def restore_event(standing: Standing, event: Event, *, at: datetime) -> Event:
    """Hold an event after all that was called off, while its time is ahead."""
    return _called(standing, event, cancelled_at=None, at=at)


def _called(
    standing: Standing, event: Event, *, cancelled_at: datetime | None, at: datetime
) -> Event:
    event = locked(event)
    rules.can_change_event.require(standing, event)
    if (event.cancelled_at is None) == (cancelled_at is None):
        return event
    if event.starts_at <= at:
        raise AlreadyBegun
    event.cancelled_at = cancelled_at
    count_up(event, at=at)
    event.save()
    audit.record("programmes.change_event", event, actor_id=standing.actor.user_id)
    tell(standing, [event.pk])
    return event


@transaction.atomic
def change_due(
    standing: Standing, assignment: Assignment, *, due_at: datetime, version: int, at: datetime
) -> Assignment:
    """Give an assignment another due date, ahead; a date that has passed can be extended."""
    rows = Assignment.objects.select_for_update(of=("self",))
    assignment = rows.get(pk=assignment.pk)
    assignment_rules.can_change_assignment.require(standing, assignment)
    if assignment.due_at == due_at:
        return assignment
    if due_at <= at:
        raise InThePast
    versions.claim(assignment, seen=version)
    assignment.due_at = due_at
    assignment.save()
    audit.record("programmes.change_assignment", assignment, actor_id=standing.actor.user_id)
    tell(standing, [], [assignment.pk])
    return assignment
