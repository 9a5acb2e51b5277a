"""What an address of the support names, for who may see it; else it is not there."""

from typing import TypeVar

from django.http import Http404

from nuotio.people.requests import OrganisationRequest
from nuotio.support.models import (
    Engagement,
    FollowUp,
    Meeting,
    SupportInvitation,
    SupportRequest,
)
from nuotio.support.queries import engagements, follow_ups, invitations, meetings, requests

Found = TypeVar("Found")


def there(found: Found | None) -> Found:
    """Return what was found; 404 where it is not there, or not for the viewer to see."""
    if found is None:
        raise Http404
    return found


def support_request(request: OrganisationRequest, pk: int) -> SupportRequest:
    """Return a request for support that the viewer may read; 404 otherwise."""
    return there(requests.request_at(pk, viewer=request.actor))


def invitation(request: OrganisationRequest, pk: int) -> SupportInvitation:
    """Return an invitation of the viewer's organisation; 404 otherwise."""
    return there(invitations.invitation_at(pk, viewer=request.actor))


def engagement(request: OrganisationRequest, pk: int) -> Engagement:
    """Return support that the viewer may see; 404 otherwise."""
    return there(engagements.engagement_at(pk, viewer=request.actor))


def meeting(request: OrganisationRequest, pk: int) -> Meeting:
    """Return a meeting of support that the viewer may see; 404 otherwise."""
    return there(meetings.meeting_at(pk, viewer=request.actor))


def follow_up(request: OrganisationRequest, pk: int) -> FollowUp:
    """Return a follow-up of support that the viewer may see; 404 otherwise."""
    return there(follow_ups.follow_up_at(pk, viewer=request.actor))
