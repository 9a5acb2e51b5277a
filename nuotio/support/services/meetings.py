"""Meetings: set, changed and called off by the mentors; calendars hear of every change."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import transaction

from nuotio.audit import services as audit
from nuotio.foundation import events, marks, versions
from nuotio.people.models import Membership
from nuotio.support.events import MeetingChanged
from nuotio.support.models import Engagement, Meeting, SupportRequest
from nuotio.support.queries import engagements as queries
from nuotio.support.queries import meetings as meeting_queries
from nuotio.support.rules import engagements as rules

State = SupportRequest.State
FARTHEST, LONGEST = timedelta(days=550), timedelta(hours=12)
FOR_CALENDARS = ("title", "starts_at", "ends_at", "place", "link")
STORED = (*FOR_CALENDARS, "agenda")


class Ended(Exception):
    """The support has ended: no more meetings are set."""


class OutOfReach(Exception):
    """The time has passed already, lies too far ahead, or the meeting would not end in time."""


class AlreadyBegun(Exception):
    """What has begun stays when it was; its words and its place may still be changed."""


@dataclass(frozen=True)
class MeetingDraft:
    """What a mentor sets: a title and a time are enough."""

    title: str
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    link: str = ""
    agenda: str = ""


@transaction.atomic
def set_meeting(
    engagement: Engagement, draft: MeetingDraft, *, by: Membership, at: datetime, once: UUID
) -> Meeting:
    """Set a meeting; the first one lets the support begin. Sent again under `once` it is one.

    Ended and OutOfReach as they say.
    """
    engagement = locked(engagement)
    rules.can_lead.require(by, engagement)
    made: Meeting | None = Meeting.objects.filter(once=once, engagement=engagement).first()
    if made is not None:
        return made
    if engagement.is_closed:
        raise Ended
    _require_within_reach(draft, at=at)
    told = {"organisation_id": engagement.organisation_id, "made_at": at, "changed_at": at}
    meeting: Meeting = Meeting.objects.create(
        engagement=engagement, once=marks.own_mark(Meeting.objects, once), **vars(draft), **told
    )
    start(engagement, at=at)
    audit.record("support.set_meeting", meeting, actor_id=by.user_id)
    events.announce(MeetingChanged(meeting.organisation_id, meeting.pk, by.pk))
    return meeting


@transaction.atomic
def change_meeting(
    meeting: Meeting, draft: MeetingDraft, *, by: Membership, at: datetime, version: int
) -> Meeting:
    """Change a meeting; calendars hear of it where its time, its name or its place moved.

    versions.EditedMeanwhile where it was saved after `version` was seen; Ended where it was called
    off or the support has ended; AlreadyBegun and OutOfReach as they say.
    """
    meeting, engagement = _locked_with_home(meeting)
    rules.can_lead.require(by, engagement)
    versions.claim(meeting, seen=version)
    if meeting.cancelled_at is not None or (engagement.is_closed and meeting.starts_at > at):
        raise Ended
    if (meeting.starts_at, meeting.ends_at) != (draft.starts_at, draft.ends_at):
        if meeting.starts_at <= at:
            raise AlreadyBegun
        _require_within_reach(draft, at=at)
    is_for_calendars = any(getattr(meeting, name) != getattr(draft, name) for name in FOR_CALENDARS)
    for name in STORED:
        setattr(meeting, name, getattr(draft, name))
    if is_for_calendars:
        _count_up(meeting, at=at)
    meeting.save()
    audit.record("support.change_meeting", meeting, actor_id=by.user_id)
    if is_for_calendars:
        events.announce(MeetingChanged(meeting.organisation_id, meeting.pk, by.pk))
    return meeting


@transaction.atomic
def call_off_meeting(meeting: Meeting, *, by: Membership, at: datetime) -> None:
    """Call a meeting off; called off twice it is called off once."""
    meeting, engagement = _locked_with_home(meeting)
    rules.can_lead.require(by, engagement)
    if meeting.cancelled_at is None:
        _call_off(meeting, by_id=by.pk, at=at)
        audit.record("support.call_off_meeting", meeting, actor_id=by.user_id)


def call_off_coming(engagement: Engagement, *, by_id: int, at: datetime) -> None:
    """Call off all that is to come. Inside the caller's transaction, which locked and asked."""
    for meeting in meeting_queries.coming_meetings(engagement, at=at):
        _call_off(meeting, by_id=by_id, at=at)


def start(engagement: Engagement, *, at: datetime) -> None:
    """Note that the support is under way, once. The caller locked and asked."""
    if engagement.started_at is None:
        engagement.started_at = at
        engagement.save(update_fields=["started_at"])
    request = engagement.request
    if request.state == State.MATCHED:
        request.state = State.UNDER_WAY
        request.save(update_fields=["state"])


def locked(engagement: Engagement) -> Engagement:
    """Lock an engagement by its request, as everything about requests does; with its people."""
    SupportRequest.objects.select_for_update(of=("self",)).get(pk=engagement.request_id)
    found: Engagement = queries.with_people().get(pk=engagement.pk)
    return found


def _locked_with_home(meeting: Meeting) -> tuple[Meeting, Engagement]:
    engagement = locked(meeting.engagement)
    found: Meeting = Meeting.objects.get(pk=meeting.pk)
    found.engagement = engagement
    return found, engagement


def _require_within_reach(draft: MeetingDraft, *, at: datetime) -> None:
    # In UTC: two times of one zone are compared by the clock on the wall, which goes back.
    starts_at, ends_at = draft.starts_at.astimezone(UTC), draft.ends_at.astimezone(UTC)
    is_ahead = at < starts_at <= at + FARTHEST
    if not (is_ahead and starts_at < ends_at <= starts_at + LONGEST):
        raise OutOfReach


def _call_off(meeting: Meeting, *, by_id: int, at: datetime) -> None:
    meeting.cancelled_at = at
    meeting.version += 1
    _count_up(meeting, at=at)
    meeting.save()
    events.announce(MeetingChanged(meeting.organisation_id, meeting.pk, by_id))


def _count_up(meeting: Meeting, *, at: datetime) -> None:
    meeting.sequence += 1
    meeting.changed_at = at
