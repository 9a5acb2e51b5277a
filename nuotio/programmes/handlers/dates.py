"""Dates that move, and events for the calendar of those who come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from nuotio.foundation import tenancy
from nuotio.foundation.events import listens_to
from nuotio.notifications import queries as people_told
from nuotio.notifications.models import Channel
from nuotio.notifications.services.notices import News
from nuotio.people.models import Membership
from nuotio.programmes import events, notices, places
from nuotio.programmes.models import Assignment, Attendance, Event, Seat
from nuotio.programmes.queries import readers
from nuotio.programmes.services import calendar_mails
from nuotio.programmes.services.telling import tell

Dated = Event | Assignment


@dataclass(frozen=True)
class Move:
    """What one act moved: events and assignments of every organisation, by time."""

    key: str
    programme_id: int
    dated: Sequence[Dated]

    def of(self, seat: Seat) -> Sequence[Dated]:
        """Return what of it is for this seat."""
        return [one for one in self.dated if readers.concerns(seat, one)]


@listens_to(events.DatesMoved)
def tell_of_move(event: events.DatesMoved) -> None:
    """Tell each person whom the dates concern, once for the act; calendars follow.

    The mail of the notice brings the first event that she said yes to into her calendar, the
    others come by mails of their own: calendars act on one part a mail.
    """
    at = timezone.now()
    move = _move(event)
    held = readers.invited_to(event.event_ids)
    for seat in readers.sitting(event.programme_id):
        concerned = move.of(seat)
        if concerned:
            _tell(seat, move, concerned, held.get(seat.pk, []), at=at)


@listens_to(events.PlaceChanged)
def bring_change_into_calendar(event: events.PlaceChanged) -> None:
    """Mail an event that is held elsewhere to those who have its invitation."""
    at = timezone.now()
    for attendances in readers.invited_to([event.event_id]).values():
        for attendance in attendances:
            reader = readers.person(attendance.seat)
            is_told = attendance.seat.is_open and reader.is_open and reader.user.is_active
            is_past = attendance.event.is_over(at) or attendance.event.cancelled_at is not None
            if is_past or not is_told or not calendar_mails.are_wanted_by(reader):
                continue
            part = calendar_mails.part_of(attendance)
            if part is not None:
                calendar_mails.send(attendance, part, at=at)


@listens_to(events.EventAdded)
def tell_of_new_event(event: events.EventAdded) -> None:
    """Tell those whom an event concerns that it has come into their programme."""
    at = timezone.now()
    with tenancy.unrestricted(reason="An own meeting is told in its organisation."):
        added = Event.objects.filter(pk=event.event_id, cancelled_at__isnull=True).first()
    if added is None or added.is_over(at):
        return
    for seat in readers.sitting(event.programme_id):
        if readers.concerns(seat, added):
            reader = readers.person(seat)
            news = News(
                notices.DATES_MOVED,
                key=f"event_added:{added.pk}",
                path=_path(reader, event.programme_id, [added]),
                params={**_params([added]), "change": "new"},
            )
            tell(reader, news, at=at)


def _move(event: events.DatesMoved) -> Move:
    with tenancy.unrestricted(reason="An act of the programme moves own meetings of many."):
        moved = Event.objects.filter(pk__in=event.event_ids).defer("agenda", "notes")
        due = Assignment.objects.filter(pk__in=event.assignment_ids)
        dated = [*moved.order_by("starts_at", "pk"), *due.order_by("due_at", "pk")]
    return Move(f"dates_moved:{event.move}", event.programme_id, dated)


def _tell(
    seat: Seat, move: Move, dated: Sequence[Dated], held: list[Attendance], *, at: datetime
) -> None:
    reader = readers.person(seat)
    if held and not calendar_mails.are_wanted_by(reader):
        held = []
    parts = [(one, calendar_mails.part_of(one)) for one in held]
    written = [(one, part) for one, part in parts if part is not None]
    along = written.pop(0)[1] if written and _is_mailed(reader) else None
    news = News(
        notices.DATES_MOVED,
        key=move.key,
        path=_path(reader, move.programme_id, dated),
        params=_params(dated),
        calendar=along,
    )
    tell(reader, news, at=at)
    for attendance, part in written:
        calendar_mails.send(attendance, part, at=at)


def _is_mailed(reader: Membership) -> bool:
    return people_told.channel_for(reader.user_id, notices.DATES_MOVED) == Channel.AT_ONCE


def _path(reader: Membership, programme_id: int, dated: Sequence[Dated]) -> str:
    slug = reader.organisation.slug
    if len(dated) > 1:
        return places.programme(slug, programme_id)
    name = "event" if isinstance(dated[0], Event) else "assignment"
    return places.inside(name, slug, programme_id, pk=dated[0].pk)


def _params(dated: Sequence[Dated]) -> dict[str, object]:
    first, others = dated[0], len(dated) - 1
    changes = {_change(one) for one in dated}
    change = changes.pop() if len(changes) == 1 else "moved"
    return {
        "what": readers.names_of(first),
        "at": (first.starts_at if isinstance(first, Event) else first.due_at).isoformat(),
        "others": others,
        "change": "moved" if others and change == "due" else change,
    }


def _change(one: Dated) -> str:
    if isinstance(one, Assignment):
        return "due"
    return "moved" if one.cancelled_at is None else "off"


@listens_to(events.SignedUp)
def bring_into_calendar(event: events.SignedUp) -> None:
    """Mail the event to the calendar of who comes; take it out again for who no longer comes.

    Nothing goes to those whose calendar follows by itself, nor about what is over or called off.
    """
    at = timezone.now()
    attendance = _attendance(event.attendance_id)
    if attendance is None or attendance.event.is_over(at):
        return
    comes, came = (said in readers.COMING for said in (attendance.answer, event.before))
    reader = readers.person(attendance.seat)
    if comes == came or attendance.event.cancelled_at is not None:
        return
    if not (reader.is_open and reader.user.is_active and calendar_mails.are_wanted_by(reader)):
        return
    part = calendar_mails.part_of(attendance, is_off=came)
    if part is not None and not readers.users_with_feed([reader.user_id]):
        calendar_mails.send(attendance, part, at=at)


def _attendance(pk: int) -> Attendance | None:
    rows = Attendance.objects.select_related(
        "event__programme", "seat__membership__user", "seat__membership__organisation"
    )
    return rows.filter(pk=pk, seat__membership__isnull=False).first()
