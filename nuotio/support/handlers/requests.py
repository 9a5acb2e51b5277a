"""Tells of requests: those who answer for them, mentors who may take them, and who asked."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from nuotio.foundation.events import listens_to
from nuotio.notifications import links
from nuotio.notifications import queries as people_told
from nuotio.notifications.kinds import Kind
from nuotio.notifications.services import notices as telling
from nuotio.notifications.services.notices import News
from nuotio.people.models import Membership, Role
from nuotio.support import events
from nuotio.support.models import SupportRequest
from nuotio.support.notices import invitations as invitation_notices
from nuotio.support.notices import requests as notices
from nuotio.support.queries import engagements
from nuotio.support.queries import requests as queries

State, Readers = SupportRequest.State, SupportRequest.Readers


@listens_to(events.RequestSent)
def tell_of_new(event: events.RequestSent) -> None:
    """Tell HR and the coordinators; and the mentors, where all of them may read it."""
    request = _waiting(event.request_id)
    if request is None:
        return
    carers = queries.in_care(request)
    _tell(carers, notices.REQUEST_SENT, request, key=_sent(request), besides=event.by_id)
    if request.readers != Readers.INVITED:
        told = {one.pk for one in carers}
        mentors = people_told.holders_of(request.organisation_id, Role.MENTOR)
        rest = [one for one in mentors if one.pk not in told]
        key = _on_board(request)
        _tell(rest, notices.REQUEST_ON_BOARD, request, key=key, besides=event.by_id)


@listens_to(events.RequestHandedOn)
def tell_whom_it_was_handed_to(event: events.RequestHandedOn) -> None:
    """Tell who takes care of it now; the others need not."""
    request = _waiting(event.request_id)
    if request is None or request.in_care_of_id != event.to_id:
        return
    now = timezone.now()
    telling.settle(notices.REQUEST_SENT, at=now, path=_path(request))
    telling.settle(notices.REQUEST_WAITS, at=now, path=_path(request))
    key = f"support_handed_on:{request.pk}:{event.to_id}:{timezone.localdate(now)}"
    everybody = queries.in_care(request)
    _tell(everybody, notices.REQUEST_HANDED_ON, request, key=key, besides=event.by_id)


@listens_to(events.RequestWaits)
def remind_of_waiting(event: events.RequestWaits) -> None:
    """Remind those in whose care the request is; the day's reminder takes the place of the last.

    Where none of them can act any more, who asked is told, who can ask a mentor herself.
    """
    request = _waiting(event.request_id)
    if request is None or request.reminded_at is None or request.answer_by is None:
        return
    day = timezone.localdate(request.reminded_at)
    late = {"is_late": request.answer_by < day}
    key = _waits(request)
    telling.settle(notices.REQUEST_WAITS, at=timezone.now(), path=_path(request), besides=key)
    in_care = queries.in_care(request)
    readers = in_care or engagements.here(request.asked_by)
    params = {**late, "is_alone": not in_care}
    _tell(readers, notices.REQUEST_WAITS, request, key=key, params=params)


@listens_to(events.RequestMatched)
def ask_nobody_any_more(event: events.RequestMatched) -> None:
    """A request that has its mentors asks nobody any more."""
    _settle(event.request_id)


@listens_to(events.RequestClosed)
def tell_the_answer(event: events.RequestClosed) -> None:
    """Tell who asked that it was declined; whoever was asked to answer need not any more."""
    _settle(event.request_id)
    request = queries.request_named(event.request_id)
    if request is None or request.state != State.DECLINED or request.asked_by is None:
        return
    key = f"support_declined:{request.pk}"
    asker = [request.asked_by] if request.asked_by.is_open else []
    _tell(asker, notices.REQUEST_DECLINED, request, key=key, besides=event.by_id)


@listens_to(events.EngagementClosed)
def ask_nobody_after_the_end(event: events.EngagementClosed) -> None:
    """Support that ends while another mentor is looked for asks nobody any more."""
    engagement = engagements.named(event.engagement_id)
    if engagement is not None:
        _settle(engagement.request_id)


def _waiting(pk: int) -> SupportRequest | None:
    found = queries.request_named(pk)
    return found if found is not None and found.state == State.OPEN else None


def _settle(pk: int) -> None:
    request = queries.request_named(pk)
    if request is None:
        return
    now: datetime = timezone.now()
    for kind in (
        notices.REQUEST_SENT,
        notices.REQUEST_ON_BOARD,
        notices.REQUEST_WAITS,
        notices.REQUEST_HANDED_ON,
        invitation_notices.SUPPORT_REOPENED,
    ):
        telling.settle(kind, at=now, path=_path(request))


def _sent(request: SupportRequest) -> str:
    return f"support_sent:{request.pk}"


def _on_board(request: SupportRequest) -> str:
    return f"support_on_board:{request.pk}"


def _waits(request: SupportRequest) -> str:
    day = timezone.localdate(request.reminded_at) if request.reminded_at else ""
    return f"support_waits:{request.pk}:{day}"


def _path(request: SupportRequest) -> str:
    slug = request.organisation.slug
    return links.path_to("support:request", organisation=slug, pk=request.pk)


def _tell(
    readers: Sequence[Membership],
    kind: Kind,
    request: SupportRequest,
    *,
    key: str,
    params: Mapping[str, Any] | None = None,
    besides: int | None = None,
) -> None:
    team = "" if request.people == 1 else request.team or str(request.unit or "")
    news = News(kind, key=key, path=_path(request), params={"team": team, **(params or {})})
    for one in readers:
        if one.pk != besides:
            telling.notify(one, news, at=timezone.now())
