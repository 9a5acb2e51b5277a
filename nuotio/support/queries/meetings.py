"""Meetings of a team with its mentors, on the support's page and in people's calendars."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from nuotio.foundation import tenancy
from nuotio.people.models import Membership
from nuotio.people.queries import members
from nuotio.support.models import Engagement, Meeting, MeetingTime, SupportInvitation
from nuotio.support.queries import engagements

OWN = "A person's own meetings, from every organisation of hers."
SHOWN_FOR = timedelta(days=365)


@dataclass(frozen=True)
class Agenda:
    """The meetings of one support: those to come by time, those that have been newest first."""

    coming: Sequence[Meeting]
    past: Sequence[Meeting]
    times: Sequence[MeetingTime] = ()

    def booked(self, meeting: Meeting, mentor: Membership) -> MeetingTime | None:
        """Return what a mentor has booked for a meeting."""
        hers = (one for one in self.times if one.mentor_id == mentor.pk)
        return next((one for one in hers if one.meeting_id == meeting.pk), None)

    def unbooked(self, mentor: Membership, *, since: datetime | None = None) -> Meeting | None:
        """Return the latest meeting that has been whose time this mentor has not booked.

        `since` is when she promised the support: what was before is not hers to book.
        """
        hers = (one for one in self.past if since is None or one.ends_at >= since)
        return next((one for one in hers if self.booked(one, mentor) is None), None)


def agenda_of(engagement: Engagement, times: Sequence[MeetingTime], *, at: datetime) -> Agenda:
    """Return the meetings that were not called off, with what was booked; one query."""
    rows = Meeting.objects.filter(engagement=engagement, cancelled_at=None)
    found = list(rows.order_by("starts_at", "pk"))
    past = [one for one in found if one.starts_at <= at]
    return Agenda([one for one in found if one.starts_at > at], past[::-1], times)


def meeting_at(pk: int, *, viewer: Membership) -> Meeting | None:
    """Return a meeting of support that the viewer may see; one that was called off is not there."""
    found = _meetings().filter(pk=pk, cancelled_at=None).first()
    if found is None:
        return None
    engagement = engagements.engagement_at(found.engagement_id, viewer=viewer)
    if engagement is None:
        return None
    found.engagement = engagement
    return found


def named(pk: int) -> Meeting | None:
    """Return a meeting of the open organisation with everybody who takes part."""
    found = _meetings().filter(pk=pk).first()
    if found is not None:
        found.engagement = engagements.with_people().get(pk=found.engagement_id)
    return found


def coming_meetings(engagement: Engagement, *, at: datetime) -> Sequence[Meeting]:
    """Return the meetings that have not begun and were not called off, by time; one query."""
    rows = _meetings().filter(engagement=engagement, cancelled_at=None, starts_at__gt=at)
    return list(rows.order_by("starts_at", "pk"))


def meetings_for(user_id: int, *, at: datetime) -> Sequence[tuple[Meeting, Membership]]:
    """Return a person's meetings by time, each with the membership that brings it.

    Those of the last year and all to come, called off or not. Three queries.
    """
    with tenancy.unrestricted(reason=OWN):
        own = {one.pk: one for one in members.memberships_of(user_id)}
        accepted = SupportInvitation.objects.filter(
            request=OuterRef("engagement__request"), mentor__in=own, state=engagements.ACCEPTED
        )
        rows = _meetings().filter(Q(engagement__request__asked_by__in=own) | Exists(accepted))
        found = list(rows.filter(ends_at__gt=at - SHOWN_FOR).order_by("starts_at", "pk"))
    homes = {one.organisation_id: one for one in own.values()}
    return [(one, homes[one.organisation_id]) for one in found]


def _meetings() -> QuerySet[Meeting]:
    rows: QuerySet[Meeting] = Meeting.objects.select_related("engagement__request")
    return rows
