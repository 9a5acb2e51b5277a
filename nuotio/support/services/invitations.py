"""Mentors are asked, and answer: every promise is made under the mentor's lock."""

from datetime import datetime

from nuotio.foundation import events
from nuotio.support.events import InvitationEnded
from nuotio.support.models import SupportInvitation, SupportRequest

State = SupportInvitation.State


def end_all(request: SupportRequest, *, at: datetime) -> None:
    """Free the mentors of a request that is over: promises end, open invitations are taken back.

    Inside the caller's transaction, which has locked the request and asked who may.
    """
    held = request.invitations.filter(state__in=SupportInvitation.HOLDING, ended_at=None)
    for one in held.order_by("pk"):
        one.ended_at = at
        if one.state != State.ACCEPTED:
            one.state = State.WITHDRAWN
            events.announce(InvitationEnded(one.organisation_id, one.pk))
        one.save(update_fields=["ended_at", "state"])
