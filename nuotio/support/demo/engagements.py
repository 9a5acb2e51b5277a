"""What the requests that found their mentors led to: meetings, hours, notes, a follow-up."""

from collections import Counter
from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid5

from django.utils import timezone

from nuotio.people.models import Membership, TimeBooking
from nuotio.support.demo.cast import Cast
from nuotio.support.models import (
    Engagement,
    EngagementNote,
    FollowUp,
    FollowUpCount,
    Meeting,
    MeetingTime,
    SignedAnswer,
    SupportRequest,
    Thanks,
)

SOURCE, OPEN_FOR, EVENING = "engagement", timedelta(days=14), 18
ITEMS = ("followup_1", "followup_2", "followup_3")


def write(cast: Cast, request: SupportRequest, more: dict[str, Any]) -> None:
    """Write the support of a request that has its mentors."""
    mentors = [cast.mentor(one, request.organisation) for one in more["mentors"]]
    engagement = Engagement.objects.create(
        organisation=request.organisation,
        request=request,
        made_at=request.matched_at,
        started_at=_moment(cast, more["meetings"][0]) if request.state != "matched" else None,
        closed_at=request.closed_at,
        closed_by=mentors[0] if request.closed_at else None,
        outcome=more.get("outcome", ""),
    )
    meetings = [_meeting(cast, engagement, told) for told in more["meetings"]]
    for number, told in enumerate(more.get("times", ())):
        _time(cast, engagement, meetings, mentors[told[2]], told, number)
    if "note" in more:
        _note(cast, engagement, mentors[0], more)
    if "thanks" in more:
        Thanks.objects.create(
            organisation=request.organisation,
            engagement=engagement,
            given_by=request.asked_by,
            words=more["thanks"],
            at=cast.days(more["closed"]) + timedelta(hours=4),
        )
    if "follow_up" in more:
        _follow_up(cast, engagement, more["follow_up"])


def _moment(cast: Cast, told: list[Any]) -> datetime:
    """Return a meeting's beginning: so many days from today, moved from a weekend to Monday."""
    day = timezone.localdate(cast.days(told[0]))
    back = day.weekday() - 4  # a Saturday or a Sunday becomes the Friday before
    day -= timedelta(days=max(0, back))
    return timezone.make_aware(datetime.combine(day, time(told[1])))


def _meeting(cast: Cast, engagement: Engagement, told: list[Any]) -> Meeting:
    starts_at = _moment(cast, told)
    meeting: Meeting = Meeting.objects.create(
        organisation=engagement.organisation,
        engagement=engagement,
        title=told[3],
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=told[2]),
        made_at=engagement.made_at,
        changed_at=engagement.made_at,
        once=uuid5(engagement.request.once, told[3]),
    )
    return meeting


def _time(
    cast: Cast,
    engagement: Engagement,
    meetings: list[Meeting],
    mentor: Membership,
    told: list[Any],
    number: int,
) -> None:
    """Book time, on a meeting where it was that day's and as long."""
    day = timezone.localdate(_moment(cast, [told[0], 9]))
    held = next((one for one in meetings if _is_of(one, day, told[1])), None)
    booked_at = timezone.make_aware(datetime.combine(day, time(EVENING)))
    row = MeetingTime.objects.create(
        organisation=engagement.organisation,
        engagement=engagement,
        meeting=held,
        mentor=mentor,
        day=day,
        minutes=told[1],
        at=booked_at,
        once=uuid5(engagement.request.once, f"time {number}"),
    )
    TimeBooking.objects.create(
        organisation=engagement.organisation,
        mentor=mentor,
        day=day,
        minutes=told[1],
        source=SOURCE,
        origin=row.once,
        booked_at=booked_at,
    )


def _is_of(meeting: Meeting, day: Any, minutes: int) -> bool:
    is_that_day = timezone.localdate(meeting.starts_at) == day
    return is_that_day and meeting.ends_at - meeting.starts_at == timedelta(minutes=minutes)


def _note(cast: Cast, engagement: Engagement, writer: Membership, more: dict[str, Any]) -> None:
    EngagementNote.objects.create(
        organisation=engagement.organisation,
        engagement=engagement,
        writer=writer,
        audience=more.get("note_for", Engagement.Audience.TEAM),
        words=more["note"],
        at=cast.days(-1),
        once=uuid5(engagement.request.once, "note"),
    )


def _follow_up(cast: Cast, engagement: Engagement, told: dict[str, Any]) -> None:
    """A follow-up that waits for its day, takes answers, or is closed with what was answered."""
    request, today = engagement.request, timezone.localdate(cast.at)
    ended_at = engagement.closed_at or cast.at
    opens_on = timezone.localdate(ended_at) + timedelta(days=told["after"])
    closes_on = opens_on + OPEN_FOR
    is_over = closes_on < today
    follow_up = FollowUp.objects.create(
        organisation=engagement.organisation,
        engagement=engagement,
        code=uuid5(request.once, "follow-up").hex[:12],
        is_anonymous=request.people >= FollowUp.SMALLEST,
        language=request.language,
        opens_on=opens_on,
        closes_on=closes_on,
        closed_at=ended_at + timedelta(days=told["after"]) + OPEN_FOR if is_over else None,
        told_at=ended_at if opens_on <= today else None,
    )
    answers = told.get("answers", ())
    if follow_up.is_anonymous:
        _count(follow_up, answers)
    for one in () if follow_up.is_anonymous else answers[:1]:
        SignedAnswer.objects.create(
            organisation=engagement.organisation,
            follow_up=follow_up,
            member=request.asked_by,
            answers=dict(zip(ITEMS, one, strict=True)),
            at=cast.days(-1),
        )


def _count(follow_up: FollowUp, answers: list[list[int]]) -> None:
    counted = Counter(
        (item, option) for one in answers for item, option in zip(ITEMS, one, strict=True)
    )
    FollowUpCount.objects.bulk_create(
        FollowUpCount(
            organisation=follow_up.organisation,
            follow_up=follow_up,
            item=item,
            option=option,
            times=times,
        )
        for (item, option), times in sorted(counted.items())
    )
