"""Promises: made, moved and given back under the locks of the request and of the mentor.

So forty acceptances of the last hours at the same moment never promise more than there is. What
mentors and teams say to each other before is in `answers`.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from nuotio.foundation import events
from nuotio.people.models import Membership
from nuotio.support import clock
from nuotio.support.budget import promising
from nuotio.support.events import RequestMatched, RequestReopened
from nuotio.support.models import SupportInvitation, SupportRequest
from nuotio.support.queries import fits, hours
from nuotio.support.queries import requests as request_queries
from nuotio.support.queries.invitations import BY_NATURE
from nuotio.support.rules import mentors as rules
from nuotio.support.services import engagements, invitations
from nuotio.support.words import refusals

State = SupportInvitation.State
RequestState = SupportRequest.State


@transaction.atomic
def step_back(invitation: SupportInvitation, *, by: Membership, at: datetime) -> SupportInvitation:
    """Step back from a promise: the request waits again with a new clock; other mentors stay.

    Done twice it is done once; NotWaiting where the support has ended.
    """
    invitation = invitations.locked(invitation)
    rules.can_answer.require(by, invitation)
    if invitation.state == State.LEFT:
        return invitation
    request = invitation.request
    if not invitation.is_promise or request.is_over:
        raise refusals.NotWaiting(invitation)
    leave(invitation, at=at)
    invitations.note("support.step_back", invitation, by=by)
    return invitation


def leave(invitation: SupportInvitation, *, at: datetime) -> None:
    """End a promise and let its request wait again, with a new clock.

    Inside the caller's transaction, which has locked the request, asked who may, and writes the
    ledger.
    """
    request = invitation.request
    invitation.state, invitation.ended_at = State.LEFT, at
    invitation.save(update_fields=["state", "ended_at"])
    days = request_queries.promised_days(request.organisation_id)
    request.state, request.matched_at, request.reminded_at = RequestState.OPEN, None, None
    request.answer_by = clock.after_working_days(timezone.localdate(at), days)
    request.save(update_fields=["state", "matched_at", "reminded_at", "answer_by"])
    by_id = invitation.mentor_id or 0
    events.announce(RequestReopened(request.organisation_id, request.pk, by_id))


def hold(
    invitation: SupportInvitation,
    mentor: Membership,
    *,
    month: date | None,
    at: datetime,
    name: str = "",
) -> None:
    """Hold the mentor's time for the request, if it is there; the request is locked already."""
    request = invitation.request
    _lock_mentors(mentor)
    day = timezone.localdate(at)
    fitting = fits.fitting_of(request, mentor, day=day)
    if fitting is None:
        raise refusals.OnPause(name)
    if not BY_NATURE.isdisjoint(fitting.obstacles):
        raise refusals.OwnLine
    budget = hours.budget_of(mentor, day=day)
    room = promising.room_for(budget, request, day=day, month=month, name=name)
    invitation.state, invitation.answered_at = State.ACCEPTED, at
    invitation.minutes, invitation.month = request.minutes, room.first
    invitation.save()
    note_first_answer(request, at=at)


def move(request: SupportRequest, *besides: Membership, at: datetime) -> None:
    """Take what is promised from a month of the time that the request has now.

    Inside the caller's transaction, which has locked the request; who promises next is `besides`,
    and held, too. AlreadyFull where a mentor has no room then.
    """
    day = timezone.localdate(at)
    held = [(one, one.mentor) for one in invitations.held(request) if one.is_promise]
    promised = [(one, mentor) for one, mentor in held if mentor is not None]
    _lock_mentors(*besides, *(mentor for _one, mentor in promised))
    for promise, mentor in promised:
        budget = hours.budget_of(mentor, day=day, besides=promise.pk)
        rooms = promising.rooms_for(budget, request, day=day)
        if promise.month not in {room.first for room in rooms}:
            left, name = hours.still_promised(promise), mentor.name
            enough = promising.with_room(rooms, left)
            if not enough:
                raise promising.too_full(budget, request, day=day, name=name, minutes=left)
            promise.month = enough[0].first
            promise.save(update_fields=["month"])


def match_if_complete(request: SupportRequest, *, by: Membership, at: datetime) -> None:
    """Begin the support once all mentors have promised; what is still asked ends."""
    promised = [one for one in invitations.held(request) if one.is_promise]
    if len(promised) < request.mentors_needed:
        return
    engagement = engagements.begin(request, at=at)
    has_started = engagement.started_at is not None
    request.state = RequestState.UNDER_WAY if has_started else RequestState.MATCHED
    request.matched_at = at
    request.save(update_fields=["state", "matched_at"])
    invitations.end_open(request, at=at)
    events.announce(RequestMatched(request.organisation_id, request.pk, by.pk))


def note_first_answer(request: SupportRequest, *, at: datetime) -> None:
    """Keep when the team had its first answer; later ones change nothing."""
    if request.first_answer_at is None:
        request.first_answer_at = at
        request.save(update_fields=["first_answer_at"])


def _lock_mentors(*mentors: Membership) -> None:
    """Hold what mentors may promise until the caller has done, in the order of their keys."""
    rows = Membership.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    list(rows.filter(pk__in=[one.pk for one in mentors]))
