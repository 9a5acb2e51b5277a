"""Reminders of what is near: told once for each date, so that what has moved is told again."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.utils import timezone

from nuotio.foundation import tenancy
from nuotio.notifications.services.notices import News
from nuotio.programmes import notices, places
from nuotio.programmes.models import Assignment, Attendance, Decision, Event, Seat, Submission
from nuotio.programmes.queries import readers
from nuotio.programmes.services.telling import tell

DAYS_BEFORE = 3
EVERYWHERE = "Reminders go to people of every organisation."


def remind(*, at: datetime) -> int:
    """Tell everybody what is near for her; return how many events, assignments and promises.

    Harmless when repeated: what was told stays told.
    """
    events, assignments, promises = _near_events(at), _near_assignments(at), _late_support(at)
    for event in events:
        _remind_of_event(event, at=at)
    for assignment in assignments:
        _remind_of_assignment(assignment, at=at)
    for promise in promises:
        _remind_of_support(promise, at=at)
    return len(events) + len(assignments) + len(promises)


def _until(at: datetime) -> datetime:
    """Return the end of the day that is three days away in Helsinki."""
    day = timezone.localdate(at) + timedelta(days=DAYS_BEFORE + 1)
    return timezone.make_aware(datetime.combine(day, time()))


def _near_events(at: datetime) -> Sequence[Event]:
    with tenancy.unrestricted(reason=EVERYWHERE):
        rows = Event.objects.filter(
            starts_at__gt=at,
            starts_at__lt=_until(at),
            cancelled_at__isnull=True,
            programme__ended_at__isnull=True,
        )
        return list(rows.defer("agenda", "notes").order_by("starts_at", "pk"))


def _remind_of_event(event: Event, *, at: datetime) -> None:
    with tenancy.unrestricted(reason=EVERYWHERE):
        said = dict(
            Attendance.objects.filter(event=event).order_by("pk").values_list("seat_id", "answer")
        )
    for seat in readers.sitting(event.programme_id):
        answer = said.get(seat.pk, "")
        if answer == Attendance.Answer.NOT_COMING or not readers.concerns(seat, event):
            continue
        news = News(
            notices.EVENT_REMINDER,
            key=f"event_reminder:{event.pk}:{event.starts_at:%Y%m%dT%H%M}",
            path=_path("event", seat, event.programme_id, event.pk),
            params={
                "what": readers.names_of(event),
                "at": event.starts_at.isoformat(),
                "place": event.place,
                "has_answered": bool(answer),
            },
        )
        tell(readers.person(seat), news, at=at)


def _near_assignments(at: datetime) -> Sequence[Assignment]:
    """Return what is due soon; not what has yet to be given out after an event to come."""
    with tenancy.unrestricted(reason=EVERYWHERE):
        rows = Assignment.objects.filter(
            due_at__gt=at, due_at__lt=_until(at), programme__ended_at__isnull=True
        )
        rows = rows.exclude(after_event__starts_at__gt=at)
        return list(rows.order_by("due_at", "pk"))


def _remind_of_assignment(assignment: Assignment, *, at: datetime) -> None:
    with tenancy.unrestricted(reason=EVERYWHERE):
        given = Submission.objects.filter(assignment=assignment).order_by("pk")
        by_seat, by_pair = set[int | None](), set[int | None]()
        told = given.values_list("seat_id", "pair_id", "pair__members")
        for seat_id, pair_id, members in told:
            by_seat |= {seat_id, *(members or ())}
            by_pair.add(pair_id)
    for seat in readers.sitting(assignment.programme_id, *assignment.roles):
        is_given = seat.pk in by_seat or (seat.pair_id is not None and seat.pair_id in by_pair)
        if is_given or not readers.concerns(seat, assignment):
            continue
        news = News(
            notices.ASSIGNMENT_REMINDER,
            key=f"assignment_reminder:{assignment.pk}:{assignment.due_at:%Y%m%dT%H%M}",
            path=_path("assignment", seat, assignment.programme_id, assignment.pk),
            params={"what": readers.names_of(assignment), "at": assignment.due_at.isoformat()},
        )
        tell(readers.person(seat), news, at=at)


def _late_support(at: datetime) -> Sequence[Decision]:
    with tenancy.unrestricted(reason=EVERYWHERE):
        rows = Decision.objects.filter(
            kind=Decision.Kind.SUPPORT,
            done_at__isnull=True,
            by_when__lt=timezone.localdate(at),
            programme__ended_at__isnull=True,
        )
        found = rows.select_related("event").defer("event__agenda", "event__notes")
        return list(found.order_by("by_when", "pk"))


def _remind_of_support(promise: Decision, *, at: datetime) -> None:
    """Ask HR of an organisation's own meeting, else those who run the programme."""
    role = Seat.Role.HR if promise.private_to_id else Seat.Role.COORDINATOR
    here = promise.private_to_id
    for seat in readers.sitting(promise.programme_id, role, organisation_id=here):
        news = News(
            notices.SUPPORT_OVERDUE,
            key=f"support_overdue:{promise.pk}:{promise.by_when}",
            path=_path("event", seat, promise.programme_id, promise.event_id),
            params={"what": readers.names_of(promise.event)},
        )
        tell(readers.person(seat), news, at=at)


def _path(name: str, seat: Seat, programme_id: int, pk: int) -> str:
    return places.inside(name, readers.person(seat).organisation.slug, programme_id, pk=pk)
