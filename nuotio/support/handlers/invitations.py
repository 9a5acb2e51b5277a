"""Tells of invitations: the mentor that she is asked, the team and those in care what came of it.

Nobody hears of what she did herself. What a mentor has answered, or need not answer, is settled.
"""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from nuotio.foundation.events import listens_to
from nuotio.notifications import links
from nuotio.notifications.kinds import Kind
from nuotio.notifications.services import notices as telling
from nuotio.notifications.services.notices import News
from nuotio.people.models import Membership
from nuotio.support import clock, events
from nuotio.support.models import SupportInvitation, SupportRequest
from nuotio.support.notices import invitations as notices
from nuotio.support.queries import invitations as queries
from nuotio.support.queries import requests as request_queries
from nuotio.support.story import invitation_story

State = SupportInvitation.State


@listens_to(events.MentorInvited)
def tell_mentor(event: events.MentorInvited) -> None:
    """Tell a mentor that a team asks her."""
    invitation = queries.invitation_named(event.invitation_id)
    if invitation is not None and invitation.waits:
        _ask(invitation, _asked(invitation), is_reminder=False)


@listens_to(events.InvitationWaits)
def remind_mentor(event: events.InvitationWaits) -> None:
    """Remind a mentor on the day by which an answer was asked for."""
    invitation = queries.invitation_named(event.invitation_id)
    if invitation is not None and invitation.waits:
        _settle(invitation, besides=_reminded(invitation))
        _ask(invitation, _reminded(invitation), is_reminder=True)


@listens_to(events.InvitationAnswered)
def tell_of_answer(event: events.InvitationAnswered) -> None:
    """Tell who asked, and after a no also those in care, so that they look further."""
    invitation = queries.invitation_named(event.invitation_id)
    if invitation is None:
        return
    _settle(invitation)
    request, state = invitation.request, invitation.state
    if state == State.ACCEPTED and request.state == SupportRequest.State.OPEN:
        _tell_answer(invitation, _asker(request), event.by_id)
    elif state in (State.DECLINED, State.SUGGESTED):
        in_care = request_queries.in_care(request) if state == State.DECLINED else ()
        _tell_answer(invitation, [*_asker(request), *in_care], event.by_id)


@listens_to(events.InvitationEnded)
def let_mentor_go(event: events.InvitationEnded) -> None:
    """Ask the mentor no more; one who never answered is missed by those in care."""
    invitation = queries.invitation_named(event.invitation_id)
    if invitation is None or invitation.ended_at is None:
        return
    _settle(invitation)
    if invitation_story.is_passed_over(invitation):
        _tell_passed_over(invitation)
    elif invitation.state == State.LAPSED:
        in_care = request_queries.in_care(invitation.request)
        _tell_answer(invitation, in_care or _asker(invitation.request), None)
    elif invitation.state == State.WITHDRAWN:
        key = f"support_not_needed:{invitation.pk}"
        for mentor in _here(invitation.mentor):
            _tell(mentor, notices.SUPPORT_NOT_NEEDED, invitation.request, key=key)


@listens_to(events.TimeAgreed)
def tell_of_time(event: events.TimeAgreed) -> None:
    """Tell the mentors who have promised in which week the support is given."""
    invitation = queries.invitation_named(event.invitation_id)
    if invitation is None or invitation.suggested_from is None:
        return
    monday = invitation.suggested_from.isoformat()
    request, key = invitation.request, f"support_time_agreed:{invitation.pk}:{monday}"
    promises = queries.promises_of(request)
    for mentor in _here(*(one.mentor for one in promises)):
        if mentor.pk != event.by_id:
            said = {"monday": monday}
            _tell(mentor, notices.SUPPORT_TIME_AGREED, request, key=key, said=said)


@listens_to(events.RequestMatched)
def tell_of_match(event: events.RequestMatched) -> None:
    """Tell who asked that the request has all its mentors, and those who waited for the last."""
    request = request_queries.request_named(event.request_id)
    if request is None or not request.is_live:
        return
    promises = queries.promises_of(request)
    told = {"mentors": min(len(promises), 2)}
    latest = promises[-1] if promises else None
    for reader in _asker(request):
        if latest is not None and reader.pk != event.by_id:
            _tell(
                reader,
                notices.SUPPORT_MATCHED,
                request,
                key=f"support_matched:{latest.pk}",
                about=latest.mentor,
                said=told,
            )
    for mentor in _here(*(one.mentor for one in promises[:-1])):
        if latest is not None and mentor.pk != event.by_id:
            key = f"support_together:{latest.pk}"
            _tell(mentor, notices.SUPPORT_TOGETHER, request, key=key, about=latest.mentor)


@listens_to(events.RequestChanged)
def tell_of_change(event: events.RequestChanged) -> None:
    """Tell who has promised to support the request, so that she sees whether it still suits."""
    request = request_queries.request_named(event.request_id)
    if request is None or request.state != SupportRequest.State.OPEN:
        return
    key = f"support_changed:{request.pk}:{event.version}"
    for mentor in _here(*(one.mentor for one in queries.promises_of(request))):
        if mentor.pk != event.by_id:
            _tell(mentor, notices.SUPPORT_CHANGED, request, key=key)


@listens_to(events.RequestClosed)
def let_promises_go(event: events.RequestClosed) -> None:
    """Tell who had promised that the team asks for nothing now; who was only asked hears alone."""
    request = request_queries.request_named(event.request_id)
    if request is None or not request.is_over:
        return
    key = f"support_off:{request.pk}"
    for mentor in _here(*(one.mentor for one in queries.kept_to_the_end(request))):
        if mentor.pk != event.by_id:
            _tell(mentor, notices.SUPPORT_OFF, request, key=key)


@listens_to(events.RequestReopened)
def tell_of_reopening(event: events.RequestReopened) -> None:
    """Tell who asked, those in care and the mentors who stay that one had to step back."""
    request = request_queries.request_named(event.request_id)
    left = queries.latest_left(event.request_id, by_id=event.by_id)
    if request is None or request.state != SupportRequest.State.OPEN:
        return
    key = f"support_reopened:{left.pk if left else f'{request.pk}:{request.answer_by}'}"
    about = left.mentor if left is not None else None
    staying = _here(*(one.mentor for one in queries.promises_of(request)))
    for reader in _each_once([*_asker(request), *request_queries.in_care(request), *staying]):
        if reader.pk != event.by_id:
            _tell(reader, notices.SUPPORT_REOPENED, request, key=key, about=about)


def _ask(invitation: SupportInvitation, key: str, *, is_reminder: bool) -> None:
    told = {"answer_by": invitation.answer_by.isoformat(), "is_reminder": is_reminder}
    params = {"team": queries.team_of(invitation.request), **told}
    for mentor in _here(invitation.mentor):
        slug = mentor.organisation.slug
        path = links.path_to("support:invitation", organisation=slug, pk=invitation.pk)
        news = News(notices.SUPPORT_ASKED, key=key, path=path, params=params)
        telling.notify(mentor, news, at=timezone.now())


def _tell_passed_over(invitation: SupportInvitation) -> None:
    """Tell all sides that nobody answered in time to the time that a mentor suggested."""
    request, passed = invitation.request, {"is_passed_over": True}
    _tell_answer(invitation, [*_asker(request), *request_queries.in_care(request)], None, **passed)
    for mentor in _here(invitation.mentor):
        key = f"support_not_needed:{invitation.pk}"
        _tell(mentor, notices.SUPPORT_NOT_NEEDED, request, key=key, said=passed)


def _tell_answer(
    invitation: SupportInvitation, readers: Sequence[Membership], by_id: int | None, **more: bool
) -> None:
    request = invitation.request
    is_open = invitation_story.suggests(invitation)
    when = invitation.suggested_from if is_open else ""
    until = clock.open_until(invitation.answer_by).isoformat() if is_open else ""
    key = f"support_answered:{invitation.pk}:{invitation.state}:{when}"
    for reader in _each_once(readers):
        if reader.pk not in (by_id, invitation.mentor_id):
            is_own = reader.pk == request.asked_by_id
            told = {"state": invitation.state, "is_own": is_own, "open_until": until, **more}
            _tell(
                reader,
                notices.SUPPORT_ANSWERED,
                request,
                key=key,
                about=invitation.mentor,
                said=told,
            )


def _tell(
    reader: Membership,
    kind: Kind,
    request: SupportRequest,
    *,
    key: str,
    about: Membership | None = None,
    said: dict[str, Any] | None = None,
) -> None:
    path = links.path_to("support:request", organisation=reader.organisation.slug, pk=request.pk)
    params = {"team": queries.team_of(request), **(said or {})}
    telling.notify(reader, News(kind, key, path, about=about, params=params), at=timezone.now())


def _settle(invitation: SupportInvitation, *, besides: str = "") -> None:
    keys = [_asked(invitation), _reminded(invitation)]
    telling.settle(notices.SUPPORT_ASKED, at=timezone.now(), besides=besides, dedupe_key__in=keys)


def _asked(invitation: SupportInvitation) -> str:
    return f"support_asked:{invitation.pk}"


def _reminded(invitation: SupportInvitation) -> str:
    return f"support_reminder:{invitation.pk}"


def _asker(request: SupportRequest) -> Sequence[Membership]:
    return _here(request.asked_by)


def _here(*members: Membership | None) -> Sequence[Membership]:
    """Return those of the people who have not left."""
    return [one for one in members if one is not None and one.is_open]


def _each_once(people: Sequence[Membership]) -> Sequence[Membership]:
    return list({one.pk: one for one in people}.values())
