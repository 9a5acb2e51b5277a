"""Mentors answer what teams ask, and teams the times that mentors suggest.

What is promised by an answer is held in `promises`.
"""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from nuotio.audit import services as audit
from nuotio.foundation import events, marks
from nuotio.people.models import Membership
from nuotio.support import clock, weeks
from nuotio.support.events import InvitationAnswered, TimeAgreed
from nuotio.support.models import SupportInvitation, SupportRequest
from nuotio.support.queries import requests as request_queries
from nuotio.support.queries.invitations import is_open
from nuotio.support.rules import mentors as rules
from nuotio.support.services import invitations, promises
from nuotio.support.words import refusals

State, Way = SupportInvitation.State, SupportInvitation.Way
RequestState = SupportRequest.State
SUGGESTION = ["state", "suggested_from", "suggestion", "month", "answered_at", "answer_by"]
A_WEEK = timedelta(days=6)


@transaction.atomic
def accept(
    invitation: SupportInvitation,
    *,
    by: Membership,
    at: datetime,
    month: date | None = None,
    seen: int | None = None,
) -> SupportInvitation:
    """Promise the support that was asked for; accepted twice it is accepted once.

    The time is taken from `month`, else from the first that has room. `seen` is the version of
    the request that the mentor has read. Refused with NotWaiting, NotOpen, ChangedMeanwhile,
    OwnLine or AlreadyFull.
    """
    invitation = invitations.locked(invitation)
    rules.can_answer.require(by, invitation)
    if invitation.is_promise:
        return invitation
    _require_waiting(invitation)
    _require_as_seen(invitation.request, seen)
    promises.hold(invitation, by, month=month, at=at)
    audit.record("support.accept_invitation", invitation, actor_id=by.user_id)
    _tell_and_match(invitation, by=by, at=at)
    return invitation


@transaction.atomic
def take(
    request: SupportRequest,
    *,
    by: Membership,
    at: datetime,
    once: UUID,
    month: date | None = None,
    seen: int | None = None,
) -> SupportInvitation:
    """Take an open request without having been asked; taken twice it is taken once.

    Refused as `accept` is.
    """
    request = invitations.locked_request(request.pk)
    mine = next((one for one in invitations.held(request) if one.mentor_id == by.pk), None)
    if mine is not None and mine.is_promise:
        return mine
    if request.state != RequestState.OPEN:
        raise refusals.NotOpen(request)
    rules.can_take.require(by, request)
    _require_as_seen(request, seen)
    taken = mine or _own_initiative(request, by, at=at, once=once)
    taken.request = request
    promises.hold(taken, by, month=month, at=at)
    audit.record("support.take_request", taken, actor_id=by.user_id)
    _tell_and_match(taken, by=by, at=at)
    return taken


@transaction.atomic
def decline(
    invitation: SupportInvitation, *, by: Membership, at: datetime, reason: str = ""
) -> SupportInvitation:
    """Say no, with a reason that only HR and the coordinators read; declined twice it is once.

    NotWaiting where nobody waits for the answer any more.
    """
    invitation = invitations.locked(invitation)
    rules.can_answer.require(by, invitation)
    if invitation.state == State.DECLINED:
        return invitation
    _require_waiting(invitation)
    invitation.state, invitation.reason, invitation.answered_at = State.DECLINED, reason, at
    invitation.save(update_fields=["state", "reason", "answered_at"])
    promises.note_first_answer(invitation.request, at=at)
    audit.record("support.decline_invitation", invitation, actor_id=by.user_id)
    _announce_answer(invitation, by)
    return invitation


@transaction.atomic
def suggest_time(
    invitation: SupportInvitation, *, by: Membership, at: datetime, week: date, words: str = ""
) -> SupportInvitation:
    """Suggest another week, named by one of its days; the team agrees to it or asks others.

    The team has as long to answer as a mentor has. Suggested again, the latest counts. NotWaiting
    where nobody waits for the answer any more.
    """
    invitation = invitations.locked(invitation)
    rules.can_answer.require(by, invitation)
    _require_waiting(invitation)
    monday = weeks.monday_of(week)
    told = (State.SUGGESTED, monday, words)
    if (invitation.state, invitation.suggested_from, invitation.suggestion) == told:
        return invitation
    invitation.state, invitation.suggested_from, invitation.suggestion = told
    day, days = timezone.localdate(at), request_queries.promised_days(invitation.organisation_id)
    invitation.month = max(monday, day).replace(day=1)
    invitation.answered_at, invitation.answer_by = at, clock.after_working_days(day, days)
    invitation.save(update_fields=SUGGESTION)
    audit.record("support.suggest_time", invitation, actor_id=by.user_id)
    _announce_answer(invitation, by)
    return invitation


@transaction.atomic
def agree_to_time(
    invitation: SupportInvitation, *, by: Membership, at: datetime
) -> SupportInvitation:
    """Take the week that a mentor suggested: the request is for that week, and she has promised.

    What another has promised is taken from the month of that week, too. Agreed twice it is agreed
    once. Refused with NotWaiting, NotOpen, OwnLine or AlreadyFull; then the request stays as it
    was.
    """
    invitation = invitations.locked(invitation)
    request = invitation.request
    if request.state != RequestState.OPEN and not invitation.is_promise:
        raise refusals.NotOpen(request)
    rules.can_withdraw_invitation.require(by, invitation)
    if invitation.is_promise:
        return invitation
    monday, mentor = invitation.suggested_from, invitation.mentor
    if not is_open(invitation) or monday is None or mentor is None:
        raise refusals.NotWaiting(invitation)
    request.weeks, request.first_day = [monday.isoformat()], monday
    request.last_day = monday + A_WEEK
    request.version += 1
    request.save(update_fields=["weeks", "first_day", "last_day", "version"])
    promises.move(request, mentor, at=at)
    promises.hold(invitation, mentor, month=None, at=at, name=mentor.name)
    invitations.note("support.agree_to_time", invitation, by=by)
    events.announce(TimeAgreed(invitation.organisation_id, invitation.pk, by.pk))
    promises.match_if_complete(request, by=by, at=at)
    return invitation


def _require_waiting(invitation: SupportInvitation) -> None:
    """Refuse an answer that nobody waits for: the request's own end says it most clearly."""
    if invitation.state in invitations.UNSETTLED and invitation.ended_at is None:
        if invitation.request.state != RequestState.OPEN:
            raise refusals.NotOpen(invitation.request)
        return
    if invitation.request.state != RequestState.OPEN and invitation.state == State.WITHDRAWN:
        raise refusals.NotOpen(invitation.request)
    raise refusals.NotWaiting(invitation)


def _require_as_seen(request: SupportRequest, seen: int | None) -> None:
    if seen is not None and seen != request.version:
        raise refusals.ChangedMeanwhile


def _own_initiative(
    request: SupportRequest, mentor: Membership, *, at: datetime, once: UUID
) -> SupportInvitation:
    """Return the row of a mentor who was not asked; its promise is made next."""
    day = timezone.localdate(at)
    return SupportInvitation(
        organisation_id=request.organisation_id,
        request=request,
        mentor=mentor,
        way=Way.TAKEN,
        minutes=request.minutes,
        month=day.replace(day=1),
        invited_by=mentor,
        invited_at=at,
        answer_by=day,
        once=marks.own_mark(SupportInvitation.objects, once),
    )


def _tell_and_match(invitation: SupportInvitation, *, by: Membership, at: datetime) -> None:
    _announce_answer(invitation, by)
    promises.match_if_complete(invitation.request, by=by, at=at)


def _announce_answer(invitation: SupportInvitation, by: Membership) -> None:
    events.announce(InvitationAnswered(invitation.organisation_id, invitation.pk, by.pk))
