"""Support that was agreed on: it begins when a request has its mentors, and it ends."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from nuotio.audit import services as audit
from nuotio.foundation import events, versions
from nuotio.people.models import Membership
from nuotio.support.events import EngagementClosed
from nuotio.support.models import Engagement, SupportRequest
from nuotio.support.queries import engagements as queries
from nuotio.support.rules import engagements as rules
from nuotio.support.services import follow_ups, invitations, meetings

State = SupportRequest.State


class AlreadyEnded(Exception):
    """The support has ended meanwhile."""


class TooLate(Exception):
    """What was agreed has stood for so long that it stays."""


@dataclass(frozen=True)
class Closing:
    """How a support ends: what was agreed, and from when on the team is asked, in its language."""

    outcome: str
    opens_on: date
    language: str


@transaction.atomic
def begin(request: SupportRequest, *, at: datetime) -> Engagement:
    """Begin the support of a request that has its mentors; begun twice it is begun once.

    The caller asked who may, and writes the ledger of what it did.
    """
    engagement: Engagement
    engagement, _is_new = Engagement.objects.get_or_create(
        request=request, defaults={"organisation_id": request.organisation_id, "made_at": at}
    )
    return engagement


@transaction.atomic
def close_engagement(
    engagement: Engagement, closing: Closing, *, by: Membership, at: datetime
) -> Engagement:
    """End the support: free the promised hours, call off what is to come, plan the follow-up.

    AlreadyEnded where it has ended meanwhile.
    """
    engagement = meetings.locked(engagement)
    rules.can_lead.require(by, engagement)
    if engagement.is_closed:
        raise AlreadyEnded
    engagement.outcome = closing.outcome
    _end(engagement, by=by, at=at)
    request = engagement.request
    if not request.is_over:
        request.state, request.closed_at = State.DONE, at
        request.version += 1
        request.save(update_fields=["state", "closed_at", "version"])
    invitations.end_all(request, at=at)
    audit.record("support.close_engagement", engagement, actor_id=by.user_id)
    follow_ups.plan_follow_up(
        engagement, opens_on=closing.opens_on, language=closing.language, at=at
    )
    events.announce(EngagementClosed(engagement.organisation_id, engagement.pk, by.pk))
    return engagement


@transaction.atomic
def correct_outcome(
    engagement: Engagement, outcome: str, *, by: Membership, at: datetime, version: int
) -> Engagement:
    """Correct what was agreed at the end, for two weeks. TooLate after them.

    versions.EditedMeanwhile where it was saved after `version` was seen.
    """
    engagement = meetings.locked(engagement)
    rules.can_correct_outcome.require(by, engagement)
    if not queries.takes_corrections(engagement, day=timezone.localdate(at)):
        raise TooLate
    versions.claim(engagement, seen=version)
    engagement.outcome = outcome
    engagement.save(update_fields=["outcome", "version"])
    audit.record("support.correct_outcome", engagement, actor_id=by.user_id)
    return engagement


@transaction.atomic
def end_with_request(request_id: int, *, by_id: int, at: datetime) -> None:
    """End the support of a request that was taken back: meetings are off, nobody is asked after.

    Called by what heard of it; ended twice it is ended once.
    """
    found = queries.of_request(request_id)
    if found is None:
        return
    engagement = meetings.locked(found)
    if engagement.is_closed or not engagement.request.is_over:
        return
    by = Membership.objects.filter(pk=by_id).first()
    _end(engagement, by=by, at=at)
    audit.record("support.close_engagement", engagement, actor_id=by.user_id if by else None)


@transaction.atomic
def go_on(request_id: int, *, at: datetime) -> None:
    """Let support that had begun be under way again once its request has its mentors anew."""
    found = queries.of_request(request_id)
    if found is None:
        return
    engagement = meetings.locked(found)
    if engagement.started_at is not None:
        meetings.start(engagement, at=at)


@transaction.atomic
def lose_mentor(request_id: int, *, by_id: int, at: datetime) -> None:
    """Call off what is to come where a mentor stepped back and nobody is left to hold it."""
    found = queries.of_request(request_id)
    if found is None or found.is_closed or queries.party_of(found).mentors:
        return
    meetings.call_off_coming(meetings.locked(found), by_id=by_id, at=at)


def _end(engagement: Engagement, *, by: Membership | None, at: datetime) -> None:
    engagement.closed_at, engagement.closed_by = at, by
    engagement.version += 1
    engagement.save(update_fields=["closed_at", "closed_by", "outcome", "version"])
    meetings.call_off_coming(engagement, by_id=by.pk if by else 0, at=at)
