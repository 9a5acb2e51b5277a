"""What an address of the support names, for who may see it; else it is not there."""

from django.http import Http404

from nuotio.people.requests import OrganisationRequest
from nuotio.support.models import Engagement, FollowUp, Meeting
from nuotio.support.queries import engagements, follow_ups, meetings


def engagement(request: OrganisationRequest, pk: int) -> Engagement:
    """Return support that the viewer may see; 404 otherwise."""
    found = engagements.engagement_at(pk, viewer=request.actor)
    if found is None:
        raise Http404
    return found


def meeting(request: OrganisationRequest, pk: int) -> Meeting:
    """Return a meeting of support that the viewer may see; 404 otherwise."""
    found = meetings.meeting_at(pk, viewer=request.actor)
    if found is None:
        raise Http404
    return found


def follow_up(request: OrganisationRequest, pk: int) -> FollowUp:
    """Return a follow-up of support that the viewer may see; 404 otherwise."""
    found = follow_ups.follow_up_at(pk, viewer=request.actor)
    if found is None:
        raise Http404
    return found
