"""Nothing stays unanswered: those who answer for a request are reminded of it."""

import logging
from datetime import date, datetime

from django.db import DatabaseError, transaction
from django.utils import timezone

from nuotio.audit import services as audit
from nuotio.foundation import events, tenancy
from nuotio.support import clock, reminding
from nuotio.support.events import RequestWaits
from nuotio.support.models import SupportRequest
from nuotio.support.queries import requests as queries
from nuotio.support.services.requests import locked

log = logging.getLogger(__name__)


def remind(*, at: datetime) -> int:
    """Remind of every request that waits, at most once a working day; return of how many.

    Harmless when repeated. One that fails is told in the log and tried again by the next run.
    """
    day = timezone.localdate(at)
    with tenancy.unrestricted(reason="Requests of every organisation wait by the calendar."):
        near = queries.due_for_reminder(clock.after_working_days(day, 1))
        waiting = [one for one in near if _is_due(one, day)]
        return sum(_is_reminded_alone(one, day, at=at) for one in waiting)


def _is_due(request: SupportRequest, day: date) -> bool:
    if request.state != SupportRequest.State.OPEN or not (request.asked_at and request.answer_by):
        return False
    before = request.reminded_at
    return reminding.is_due(
        timezone.localdate(request.asked_at),
        request.answer_by,
        day,
        reminded_on=timezone.localdate(before) if before is not None else None,
    )


def _is_reminded_alone(request: SupportRequest, day: date, *, at: datetime) -> bool:
    try:
        with transaction.atomic():
            return _reminded(locked(request), day, at=at)
    except DatabaseError:
        log.exception("Of request %s nobody could be reminded; it is tried again.", request.pk)
        return False


def _reminded(request: SupportRequest, day: date, *, at: datetime) -> bool:
    if not _is_due(request, day):
        return False
    request.reminded_at = at
    request.save(update_fields=["reminded_at"])
    audit.record("support.remind", request, actor_id=None)
    events.announce(RequestWaits(request.organisation_id, request.pk))
    return True
