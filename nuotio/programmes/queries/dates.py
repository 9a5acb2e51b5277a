from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from nuotio.foundation import tenancy
from nuotio.people.models import Organisation
from nuotio.programmes import moves
from nuotio.programmes.models import Assignment, Event, Participation, Seat
from nuotio.programmes.moves import Change, Dated
from nuotio.programmes.rules import events as rules
from nuotio.programmes.standing import Standing

LATER = "A move of all later dates takes the organisations' own meetings with it."


def event_at(pk: int, *, standing: Standing) -> Event | None:
    """Return an event of the open programme that the member may see, with who leads it."""
    rows = Event.objects.filter(pk=pk, programme=standing.programme).select_related("leader")
    found: Event | None = rows.first()
    return found if found is not None and rules.can_see_event(standing, found) else None


def assignment_at(pk: int, *, standing: Standing) -> Assignment | None:
    """Return an assignment of the open programme."""
    rows = Assignment.objects.filter(pk=pk, programme=standing.programme)
    found: Assignment | None = rows.first()
    return found


def leaders_for(standing: Standing, *, private_to_id: int | None) -> Sequence[Seat]:
    """Return who may lead an event: the provider's people, or those whose own meeting it is."""
    organisation_id = private_to_id or standing.programme.provider_id
    rows = Seat.objects.filter(
        programme=standing.programme, organisation_id=organisation_id, left_at__isnull=True
    )
    return list(rows.order_by("name", "pk"))


def as_dated(event: Event) -> Dated:
    """Return an event as something that has a date."""
    return Dated("event", event.pk, event.starts_at, event.ends_at, event.private_to_id)


def due_as_dated(assignment: Assignment) -> Dated:
    """Return an assignment as something that has a date."""
    return Dated("assignment", assignment.pk, assignment.due_at, assignment.due_at)


def dates_with(event: Event) -> tuple[QuerySet[Event], QuerySet[Assignment]]:
    """Return the events and assignments of which the later ones move with this event.

    With a shared one all that is shared, and the own meetings of those who take part now; with an
    own one the organisation's other own meetings. To be read with everything open.
    """
    events = Event.objects.filter(programme_id=event.programme_id)
    assignments = Assignment.objects.filter(programme_id=event.programme_id)
    if event.private_to_id is not None:
        own = events.filter(private_to_id=event.private_to_id)
        return own.order_by("starts_at", "pk"), assignments.none()
    here = Participation.objects.filter(
        programme_id=event.programme_id, state=Participation.State.ACCEPTED
    )
    shared = Q(private_to=None) | Q(private_to__in=here.values("organisation_id"))
    return events.filter(shared).order_by("starts_at", "pk"), assignments.order_by("due_at", "pk")


@dataclass(frozen=True)
class Preview:
    """What a move would do: the dates that the member sees, and how many others' own meetings.

    `all_events` and `all_assignments` are what the member sees of the dates, moving or not.
    """

    events: Sequence[tuple[Event, Change]]
    assignments: Sequence[tuple[Assignment, Change]]
    own_meetings: Sequence[tuple[Organisation, int]]
    all_events: Sequence[Event]
    all_assignments: Sequence[Assignment]

    @property
    def count(self) -> int:
        """How many dates move in all."""
        theirs = sum(number for _organisation, number in self.own_meetings)
        return len(self.events) + len(self.assignments) + theirs


def preview(
    standing: Standing, event: Event, *, to: datetime, with_later: bool, at: datetime
) -> Preview:
    """Return every date before and after; of other organisations' own meetings only how many."""
    events, assignments = _rows_with(event)
    chosen = as_dated(event)
    if with_later:
        later = [*map(as_dated, events), *map(due_as_dated, assignments)]
        changes = moves.changes_of_all(chosen, later, to=to, at=at)
    else:
        changes = moves.changes_of_one(chosen, to=to)
    by_key = {(change.dated.kind, change.dated.pk): change for change in changes}
    moving = [(one, by_key["event", one.pk]) for one in events if ("event", one.pk) in by_key]
    seen = {None, standing.actor.organisation_id}
    return Preview(
        events=[pair for pair in moving if pair[0].private_to_id in seen],
        assignments=[
            (one, by_key["assignment", one.pk])
            for one in assignments
            if ("assignment", one.pk) in by_key
        ],
        own_meetings=_counted(one for one, _c in moving if one.private_to_id not in seen),
        all_events=[one for one in events if one.private_to_id in seen],
        all_assignments=assignments,
    )


def _rows_with(event: Event) -> tuple[list[Event], list[Assignment]]:
    with tenancy.unrestricted(reason=LATER):
        events, assignments = dates_with(event)
        short = events.defer("agenda", "notes", "objectives")
        return (
            list(short.select_related("leader", "private_to")),
            list(assignments.only("programme", "after_event", "due_at", *NAMES)),
        )


NAMES = ("name_fi", "name_sv", "name_en")


def _counted(events: Iterable[Event]) -> list[tuple[Organisation, int]]:
    held = Counter(one.private_to for one in events if one.private_to is not None)
    return sorted(held.items(), key=lambda pair: (pair[0].name_fi, pair[0].pk))
