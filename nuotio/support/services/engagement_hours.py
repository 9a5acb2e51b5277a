"""Working time of a support: booked in one tap, changed and taken back by the mentor."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from nuotio.audit import services as audit
from nuotio.foundation import marks
from nuotio.people.models import Membership, TimeBooking
from nuotio.people.services import time_bookings
from nuotio.support.models import Engagement, Meeting, MeetingTime
from nuotio.support.rules import engagements as rules
from nuotio.support.services import meetings

SOURCE = "engagement"  # what the booking of the time says it is for
A_DAY = 24 * 60


class NotYet(Exception):
    """The time is still to come: what is booked has been."""


class TooMuch(Exception):
    """A day has 24 hours; `left` minutes of it are not booked yet."""

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left


class CalledOff(Exception):
    """The meeting was called off meanwhile."""


@transaction.atomic
def book_meeting(meeting: Meeting, *, by: Membership, at: datetime) -> MeetingTime:
    """Book the length of a meeting for the mentor who taps; tapped twice it is booked once.

    NotYet before it has begun, TooMuch and CalledOff as they say.
    """
    engagement = meetings.locked(meeting.engagement)
    rules.can_lead.require(by, engagement)
    meeting = Meeting.objects.get(pk=meeting.pk)
    if meeting.cancelled_at is not None:
        raise CalledOff
    if meeting.starts_at > at:
        raise NotYet
    booked: MeetingTime | None = MeetingTime.objects.filter(meeting=meeting, mentor=by).first()
    if booked is not None:
        return booked
    day = timezone.localdate(meeting.starts_at)
    minutes = max(1, round((meeting.ends_at - meeting.starts_at).total_seconds() / 60))
    made = MeetingTime(engagement=engagement, meeting=meeting, day=day, minutes=minutes)
    return _booked(made, engagement, by=by, at=at)


@transaction.atomic
def add_time(
    engagement: Engagement, *, day: date, minutes: int, by: Membership, at: datetime, once: UUID
) -> MeetingTime:
    """Book time beside the meetings, for preparing say; sent again under `once` it is booked once.

    NotYet and TooMuch as they say.
    """
    engagement = meetings.locked(engagement)
    rules.can_lead.require(by, engagement)
    made: MeetingTime | None = MeetingTime.objects.filter(once=once, mentor=by).first()
    if made is not None:
        return made
    if day > timezone.localdate(at):
        raise NotYet
    mark = marks.own_mark(MeetingTime.objects, once)
    mark = marks.own_mark(TimeBooking.objects, mark, field="origin")
    made = MeetingTime(engagement=engagement, day=day, minutes=minutes, once=mark)
    return _booked(made, engagement, by=by, at=at)


@transaction.atomic
def change_time(
    time: MeetingTime, *, day: date, minutes: int, by: Membership, at: datetime
) -> MeetingTime:
    """Correct what was booked; the day of a meeting stays. NotYet and TooMuch as they say."""
    meetings.locked(time.engagement)
    time = MeetingTime.objects.select_related("meeting").get(pk=time.pk)
    rules.can_change_time.require(by, time)
    if day > timezone.localdate(at):
        raise NotYet
    time.day = time.day if time.meeting_id else day
    time.minutes = minutes
    _require_a_day(time, by=by)
    time.save(update_fields=["day", "minutes"])
    audit.record("support.change_time", time, actor_id=by.user_id)
    _book(time, by=by, at=at)
    return time


@transaction.atomic
def remove_time(time: MeetingTime, *, by: Membership) -> None:
    """Take a booking back."""
    meetings.locked(time.engagement)
    time = MeetingTime.objects.get(pk=time.pk)
    rules.can_change_time.require(by, time)
    audit.record("support.remove_time", time, actor_id=by.user_id)
    time_bookings.unbook(time.once)
    time.delete()


def _booked(
    made: MeetingTime, engagement: Engagement, *, by: Membership, at: datetime
) -> MeetingTime:
    made.organisation_id, made.mentor, made.at = engagement.organisation_id, by, at
    _require_a_day(made, by=by)
    made.save()
    if not engagement.is_closed:
        meetings.start(engagement, at=at)
    audit.record("support.book_time", made, actor_id=by.user_id)
    _book(made, by=by, at=at)
    return made


def _require_a_day(time: MeetingTime, *, by: Membership) -> None:
    """TooMuch where all that the mentor booked for the day would be more than a day."""
    Membership.objects.select_for_update(of=("self",)).get(pk=by.pk)
    others = TimeBooking.objects.filter(mentor=by, day=time.day).exclude(origin=time.once)
    left = A_DAY - (others.aggregate(total=Sum("minutes"))["total"] or 0)
    if time.minutes > left:
        raise TooMuch(max(0, left))


def _book(time: MeetingTime, *, by: Membership, at: datetime) -> None:
    time_bookings.book_time(
        by, day=time.day, minutes=time.minutes, source=SOURCE, origin=time.once, at=at
    )
