"""Mentors are asked to support a team; what they answer is in `answers`.

Whoever changes an invitation has locked its request; whoever promises time has locked the mentor
after it. So nobody waits for one who waits for her.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import DatabaseError, transaction
from django.utils import timezone

from nuotio.audit import services as audit
from nuotio.foundation import events, tenancy
from nuotio.people.models import Membership
from nuotio.support import clock
from nuotio.support.budget import promising
from nuotio.support.events import InvitationEnded, InvitationWaits, MentorInvited
from nuotio.support.fitting import Obstacle
from nuotio.support.models import SupportInvitation, SupportRequest
from nuotio.support.rules import mentors as mentor_rules
from nuotio.support.rules import requests as rules
from nuotio.support.services import grounds
from nuotio.support.services.grounds import Ground
from nuotio.support.words import refusals

State = SupportInvitation.State
# A declared conflict is among them: it is told as a rest is, and so known to nobody.
UNSETTLED = (State.INVITED, State.SUGGESTED)  # the mentor, or the team, has yet to answer
NOT_ASKABLE = frozenset({Obstacle.OWN, Obstacle.RESTS, Obstacle.CONFLICT})
EVERYWHERE = "Invitations of every organisation wait by the calendar."
log = logging.getLogger(__name__)


@transaction.atomic
def invite(  # noqa: PLR0913 -- who is asked, by whom, in which way, when, and with which words
    request: SupportRequest,
    mentor: Membership,
    *,
    by: Membership,
    way: str,
    at: datetime,
    once: UUID,
    message: str = "",
    month: date | None = None,
    ground: Ground | None = None,
) -> SupportInvitation:
    """Ask a mentor to support a team. Asked twice she is asked once.

    Her time is asked for from `month`, else from the first that has room. Refused with NotOpen,
    NotAskable, OwnLine, EnoughAsked or AlreadyFull. `ground` is told by who holds the request and
    has read it since.
    """
    request = request if ground is not None else locked_request(request.pk)
    day = timezone.localdate(at)
    if request.state != SupportRequest.State.OPEN:
        raise refusals.NotOpen(request)
    rules.can_invite.require(by, request)
    ground = ground or grounds.ground_of(request, mentor, once, day=day)
    here = next((one for one in ground.asked if one.mentor_id == mentor.pk), None)
    if (known := ground.known or here) is not None:
        return known
    _require_askable(request, ground)
    room = promising.room_for(ground.budget, request, day=day, month=month, name=mentor.name)
    made: SupportInvitation = SupportInvitation.objects.create(
        organisation_id=request.organisation_id,
        request=request,
        mentor=mentor,
        way=way,
        minutes=request.minutes,
        month=room.first,
        message=message,
        invited_by=by,
        invited_at=at,
        answer_by=clock.after_working_days(day, ground.answer_days),
        once=ground.mark,
    )
    note("support.invite_mentor", made, by=by)
    events.announce(MentorInvited(made.organisation_id, made.pk, by.pk))
    return made


@transaction.atomic
def withdraw(invitation: SupportInvitation, *, by: Membership, at: datetime) -> SupportInvitation:
    """Take an invitation back that has no answer or suggests another time; twice is once.

    NotWaiting where the mentor has accepted or declined meanwhile.
    """
    invitation = locked(invitation)
    mentor_rules.can_withdraw_invitation.require(by, invitation)
    if invitation.state == State.WITHDRAWN:
        return invitation
    if invitation.state not in UNSETTLED or invitation.ended_at:
        raise refusals.NotWaiting(invitation)
    _end(invitation, State.WITHDRAWN, at=at)
    note("support.withdraw_invitation", invitation, by=by)
    return invitation


def end_all(request: SupportRequest, *, at: datetime) -> None:
    """Free the mentors of a request that is over: promises end, open invitations are taken back.

    Inside the caller's transaction, which has locked the request and asked who may.
    """
    for one in held(request):
        if one.state == State.ACCEPTED:
            one.ended_at = at
            one.save(update_fields=["ended_at"])
        else:
            _end(one, State.WITHDRAWN, at=at)


def end_open(request: SupportRequest, *, at: datetime) -> None:
    """Take back what is still unanswered, since the request has its mentors; promises stay.

    Inside the caller's transaction, which has locked the request.
    """
    for one in held(request):
        if one.state != State.ACCEPTED:
            _end(one, State.WITHDRAWN, at=at)


def lapse(invitation: SupportInvitation, *, at: datetime) -> None:
    """End an invitation that nobody will answer, so that others are asked.

    Inside the caller's transaction, which has locked the request.
    """
    _end(invitation, State.LAPSED, at=at)
    note("support.lapse_invitation", invitation, by=None)


def lapse_due(*, at: datetime) -> int:
    """End invitations that were not answered two working days after their day; return how many.

    So with a time that a mentor suggested and the team did not agree to. One that fails is told in
    the log and tried again the next day.
    """
    due = _due(timezone.localdate(at), state__in=UNSETTLED)
    return sum(_alone(_lapse, one, at=at) for one in due)


def remind_due(*, at: datetime) -> int:
    """Remind mentors on the day by which an answer was asked for, once; return how many."""
    due = _due(timezone.localdate(at), state=State.INVITED, reminded_at=None)
    return sum(_alone(_remind, one, at=at) for one in due)


def note(action: str, invitation: SupportInvitation, *, by: Membership | None) -> None:
    """Write in the ledger what was done with an invitation, and whose it is."""
    whose = invitation.mentor.user_id if invitation.mentor is not None else None
    actor_id = by.user_id if by is not None else None
    audit.record(action, invitation, actor_id=actor_id, subject_id=whose)


def held(request: SupportRequest) -> Sequence[SupportInvitation]:
    """Return what holds a place on a request: promises, open invitations, suggested times."""
    return list(grounds.held([request.pk]))


def locked_request(pk: int) -> SupportRequest:
    """Hold a request, and with it all its invitations, until the caller has done."""
    rows = SupportRequest.objects.select_for_update(of=("self",), no_key=True)
    found: SupportRequest = rows.get(pk=pk)
    return found


def locked(invitation: SupportInvitation) -> SupportInvitation:
    """Hold an invitation's request and return the invitation as it is now."""
    request = locked_request(invitation.request_id)
    found: SupportInvitation = request.invitations.get(pk=invitation.pk)
    found.request = request
    return found


def _require_askable(request: SupportRequest, ground: Ground) -> None:
    """Refuse whom it is of no use to ask: who could not promise, or would rather not."""
    fitting = ground.fitting
    if fitting is None or not NOT_ASKABLE.isdisjoint(fitting.obstacles):
        raise refusals.NotAskable
    most = refusals.most_asked(request)
    if len(ground.asked) >= most:
        raise refusals.EnoughAsked(most)
    if Obstacle.LINE in fitting.obstacles:
        raise refusals.OwnLine


def _end(invitation: SupportInvitation, state: str, *, at: datetime) -> None:
    invitation.state, invitation.ended_at = state, at
    invitation.save(update_fields=["state", "ended_at"])
    events.announce(InvitationEnded(invitation.organisation_id, invitation.pk))


def _due(day: date, **such: object) -> Sequence[SupportInvitation]:
    """Return such open invitations of every organisation whose day has come."""
    with tenancy.unrestricted(reason=EVERYWHERE):
        rows = SupportInvitation.objects.filter(ended_at=None, answer_by__lte=day, **such)
        return list(rows.order_by("pk"))


def _alone(
    work: Callable[[SupportInvitation, datetime], bool],
    invitation: SupportInvitation,
    *,
    at: datetime,
) -> bool:
    try:
        with tenancy.inside(invitation.organisation_id), transaction.atomic():
            found = locked(invitation)
            is_same = found.state == invitation.state and found.ended_at is None
            return is_same and work(found, at)
    except DatabaseError:
        log.exception("Invitation %s cannot be changed; it is tried again.", invitation.pk)
        return False


def _lapse(invitation: SupportInvitation, at: datetime) -> bool:
    if timezone.localdate(at) <= clock.open_until(invitation.answer_by):
        return False
    lapse(invitation, at=at)
    return True


def _remind(invitation: SupportInvitation, at: datetime) -> bool:
    invitation.reminded_at = at
    invitation.save(update_fields=["reminded_at"])
    events.announce(InvitationWaits(invitation.organisation_id, invitation.pk))
    return True
