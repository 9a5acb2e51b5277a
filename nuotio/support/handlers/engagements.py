"""Tells of meetings, of an end and of thanks; follows requests that are taken back or matched."""

from django.utils import timezone

from nuotio.foundation.events import listens_to
from nuotio.notifications import links
from nuotio.notifications.kinds import Kind
from nuotio.notifications.services import notices as telling
from nuotio.notifications.services.notices import News
from nuotio.people.models import Membership
from nuotio.support import events
from nuotio.support.models import Engagement
from nuotio.support.notices import engagements as notices
from nuotio.support.queries import engagements as queries
from nuotio.support.queries import meetings as meeting_queries
from nuotio.support.rules import engagements as rules
from nuotio.support.services import engagements as services
from nuotio.support.services import meeting_mails


@listens_to(events.MeetingChanged)
def tell_of_meeting(event: events.MeetingChanged) -> None:
    """Tell everybody who takes part but who did it; the calendars of all of them follow."""
    at, meeting = timezone.now(), meeting_queries.named(event.meeting_id)
    if meeting is None or meeting.ends_at <= at:
        return
    for reader in queries.party_of(meeting.engagement).everybody:
        meeting_mails.bring(meeting, reader, at=at, is_own=reader.pk == event.by_id)


@listens_to(events.RequestMatched)
def bring_to_new_mentors(event: events.RequestMatched) -> None:
    """Bring what is to come to mentors who have joined since it was set; go on where it began."""
    at = timezone.now()
    services.go_on(event.request_id, at=at)
    engagement = queries.of_request(event.request_id)
    if engagement is None or engagement.is_closed:
        return
    since = {
        one.mentor_id: one.answered_at
        for one in engagement.request.invitations.all()
        if one.state == queries.ACCEPTED and one.answered_at is not None
    }
    for meeting in meeting_queries.coming_meetings(engagement, at=at):
        meeting.engagement = engagement
        for mentor in queries.party_of(engagement).mentors:
            if since.get(mentor.pk, meeting.made_at) > meeting.made_at:
                meeting_mails.bring(meeting, mentor, at=at)


@listens_to(events.RequestReopened)
def take_out_of_calendar(event: events.RequestReopened) -> None:
    """Take what is to come out of the calendar of a mentor who stepped back.

    Where nobody is left to hold it, it is called off.
    """
    at, engagement = timezone.now(), queries.of_request(event.request_id)
    if engagement is None or engagement.is_closed:
        return
    asked = [one.mentor for one in engagement.request.invitations.all()]
    gone = next((one for one in asked if one is not None and one.pk == event.by_id), None)
    if gone is not None and not rules.gives_it(gone, engagement):
        for meeting in meeting_queries.coming_meetings(engagement, at=at):
            meeting.engagement = engagement
            meeting_mails.take_out(meeting, gone, at=at)
    services.lose_mentor(event.request_id, by_id=event.by_id, at=at)


@listens_to(events.RequestClosed)
def end_with_request(event: events.RequestClosed) -> None:
    """End the support of a request that was taken back; its meetings are called off."""
    services.end_with_request(event.request_id, by_id=event.by_id, at=timezone.now())


@listens_to(events.EngagementClosed)
def tell_of_end(event: events.EngagementClosed) -> None:
    """Tell who asked, and fellow mentors, that the support has ended."""
    engagement = queries.named(event.engagement_id)
    if engagement is None:
        return
    party = queries.party_of(engagement)
    for reader in party.everybody:
        if reader.pk != event.by_id:
            is_mentor = reader != party.asker
            _tell(reader, notices.CLOSED, engagement, is_mentor=is_mentor)


@listens_to(events.ThanksGiven)
def tell_of_thanks(event: events.ThanksGiven) -> None:
    """Tell the mentors that they are thanked."""
    engagement = queries.named(event.engagement_id)
    for mentor in queries.party_of(engagement).mentors if engagement else ():
        if mentor.pk != event.by_id and engagement is not None:
            _tell(mentor, notices.THANKS, engagement)


def _tell(reader: Membership, kind: Kind, engagement: Engagement, **told: bool) -> None:
    path = links.path_to(
        "support:engagement", organisation=reader.organisation.slug, pk=engagement.pk
    )
    params = {"what": queries.called(engagement.request), **told}
    news = News(kind, key=f"{kind.code}:{engagement.pk}", path=path, params=params)
    telling.notify(reader, news, at=timezone.now())
