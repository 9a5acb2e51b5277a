from collections import Counter
from collections.abc import Sequence
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
    """What a move would do: the dates that the member sees, and how many others' own meetings."""

    events: Sequence[tuple[Event, Change]]
    assignments: Sequence[tuple[Assignment, Change]]
    own_meetings: Sequence[tuple[Organisation, int]]

    @property
    def count(self) -> int:
        """How many dates move in all."""
        theirs = sum(number for _organisation, number in self.own_meetings)
        return len(self.events) + len(self.assignments) + theirs


def preview(
    standing: Standing, event: Event, *, to: datetime, with_later: bool, at: datetime
) -> Preview:
    """Return every date before and after; of other organisations' own meetings only how many."""
    chosen = as_dated(event)
    if not with_later:
        return Preview([(event, one) for one in moves.changes_of_one(chosen, to=to)], [], [])
    with tenancy.unrestricted(reason=LATER):
        events, assignments = dates_with(event)
        by_key: dict[tuple[str, int], Event | Assignment] = {}
        by_key |= {("event", one.pk): one for one in events.defer("agenda", "notes", "objectives")}
        by_key |= {("assignment", one.pk): one for one in assignments.only("due_at", *NAMES)}
    later = [_dated(one) for one in by_key.values()]
    changes = moves.changes_of_all(chosen, later, to=to, at=at)
    rows = [(by_key[change.dated.kind, change.dated.pk], change) for change in changes]
    seen = {None, standing.actor.organisation_id}
    return Preview(
        events=[
            (row, change)
            for row, change in rows
            if isinstance(row, Event) and row.private_to_id in seen
        ],
        assignments=[(row, change) for row, change in rows if isinstance(row, Assignment)],
        own_meetings=_counted(
            [change for _row, change in rows if change.dated.private_to_id not in seen]
        ),
    )


NAMES = ("programme_id", "name_fi", "name_sv", "name_en")


def _dated(row: Event | Assignment) -> Dated:
    return as_dated(row) if isinstance(row, Event) else due_as_dated(row)


def _counted(changes: Sequence[Change]) -> list[tuple[Organisation, int]]:
    held = Counter(change.dated.private_to_id for change in changes)
    rows = Organisation.objects.filter(pk__in=[pk for pk in held if pk is not None])
    return [(one, held[one.pk]) for one in rows.order_by("name_fi", "pk")]
