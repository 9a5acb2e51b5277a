"""The follow-up: planned when support ends, opened, answered, closed by the calendar."""

import logging
import secrets
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from django.db import DatabaseError, transaction
from django.db.models import F, QuerySet, Sum
from django.utils import timezone

from nuotio.audit import services as audit
from nuotio.foundation import events, tenancy
from nuotio.people.models import Membership
from nuotio.support import follow_up_questions
from nuotio.support.events import FollowUpOpened, FollowUpWaits
from nuotio.support.models import Engagement, FollowUp, FollowUpCount, SignedAnswer
from nuotio.support.queries import follow_ups as queries
from nuotio.support.rules import engagements as rules

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another on a wall
LENGTH = 10
OPEN_FOR, A_WEEK = timedelta(days=14), timedelta(days=7)
# Answers that one follow-up takes at most; nobody is counted by address (ADR 17).
MOST = 1000
EVERYWHERE = "Follow-ups of every organisation open and end by the calendar."
Answers = Mapping[str, int]
log = logging.getLogger(__name__)


class NotOpen(Exception):
    """The follow-up does not take answers: not yet, no longer, or it has as many as it can."""


class NoSuchAnswer(Exception):
    """An answer is missing, or is none of the five."""


def plan_follow_up(
    engagement: Engagement, *, opens_on: date, language: str, at: datetime
) -> FollowUp:
    """Plan the follow-up of support that ends; it opens at once where its day has come.

    Inside the caller's transaction, which locked and asked. From five people on it is anonymous.
    """
    follow_up: FollowUp = FollowUp.objects.create(
        organisation_id=engagement.organisation_id,
        engagement=engagement,
        code="".join(secrets.choice(LETTERS) for _ in range(LENGTH)),
        is_anonymous=engagement.request.people >= FollowUp.SMALLEST,
        language=language,
        opens_on=opens_on,
        closes_on=opens_on + OPEN_FOR,
    )
    if follow_up.is_anonymous:
        FollowUpCount.objects.bulk_create(
            FollowUpCount(
                organisation_id=engagement.organisation_id,
                follow_up=follow_up,
                item=item,
                option=option,
            )
            for item in follow_up_questions.codes()
            for option in queries.OPTIONS
        )
    if opens_on <= timezone.localdate(at):
        _open(follow_up, at=at)
    return follow_up


@transaction.atomic
def answer(follow_up: FollowUp, answers: Answers, *, at: datetime) -> None:
    """Count one answer to each statement; that is all that is written (ADR 17).

    NotOpen and NoSuchAnswer as they say.
    """
    _require_whole(answers)
    follow_up = _locked(follow_up)
    if not follow_up.is_anonymous or not follow_up.is_open(timezone.localdate(at)):
        raise NotOpen
    first = follow_up.counts.filter(item=follow_up_questions.codes()[0])
    if (first.aggregate(total=Sum("times"))["total"] or 0) >= MOST:
        raise NotOpen
    for item, option in answers.items():
        follow_up.counts.filter(item=item, option=option).update(times=F("times") + 1)


@transaction.atomic
def sign(
    follow_up: FollowUp, answers: Answers, words: str, *, by: Membership, at: datetime
) -> SignedAnswer:
    """Answer under the own name in a small team; answered again while it is open, it is changed.

    NotOpen and NoSuchAnswer as they say.
    """
    follow_up = _locked(follow_up)
    rules.can_sign.require(by, follow_up)
    _require_whole(answers)
    if not follow_up.is_open(timezone.localdate(at)):
        raise NotOpen
    told = {"answers": dict(answers), "words": words, "at": at}
    signed: SignedAnswer
    signed, _is_new = SignedAnswer.objects.update_or_create(
        follow_up=follow_up,
        member=by,
        defaults={"organisation_id": follow_up.organisation_id, **told},
    )
    audit.record("support.sign_follow_up", signed, actor_id=by.user_id)
    return signed


def open_due(*, at: datetime) -> int:
    """Open each follow-up whose day has come; return how many."""
    today = timezone.localdate(at)
    due = {"told_at": None, "closed_at": None, "opens_on__lte": today, "closes_on__gte": today}
    return _each(lambda one: _open(one, at=at), at=at, **due)


def remind_due(*, at: datetime) -> int:
    """Remind who asked, once, of each that has been open for a week and is not signed."""
    today = timezone.localdate(at)
    due = {"told_at__lte": at - A_WEEK, "reminded_at": None, "signed": None}
    return _each(lambda one: _remind(one, at=at), at=at, closed_at=None, closes_on__gt=today, **due)


def close_due(*, at: datetime) -> int:
    """Close each follow-up whose last day has passed; return how many.

    Fewer than five answers are gone for good.
    """
    return _each(
        lambda one: _close(one, at=at), at=at, closed_at=None, closes_on__lt=timezone.localdate(at)
    )


def _each(act: Callable[[FollowUp], None], *, at: datetime, **due: object) -> int:
    """Do it to each follow-up that is due; one that fails is tried again the next day."""
    with tenancy.unrestricted(reason=EVERYWHERE):
        rows: QuerySet[FollowUp] = FollowUp.objects.filter(**due)
        return sum(_is_done(act, one, due) for one in rows.order_by("pk"))


def _is_done(act: Callable[[FollowUp], None], one: FollowUp, due: Mapping[str, object]) -> bool:
    try:
        with transaction.atomic():
            follow_up = _locked(one)
            is_due: bool = FollowUp.objects.filter(pk=one.pk, **due).exists()
            if is_due:
                act(follow_up)
    except DatabaseError:
        log.exception("Follow-up %s waits for another try.", one.pk)
        return False
    return is_due


def _open(follow_up: FollowUp, *, at: datetime) -> None:
    follow_up.told_at = at
    follow_up.save(update_fields=["told_at"])
    audit.record("support.open_follow_up", follow_up, actor_id=None)
    events.announce(FollowUpOpened(follow_up.organisation_id, follow_up.pk))


def _remind(follow_up: FollowUp, *, at: datetime) -> None:
    follow_up.reminded_at = at
    follow_up.save(update_fields=["reminded_at"])
    events.announce(FollowUpWaits(follow_up.organisation_id, follow_up.pk))


def _close(follow_up: FollowUp, *, at: datetime) -> None:
    follow_up.closed_at = at
    follow_up.save(update_fields=["closed_at"])
    first = follow_up.counts.filter(item=follow_up_questions.codes()[0])
    if (first.aggregate(total=Sum("times"))["total"] or 0) < FollowUp.SMALLEST:
        follow_up.counts.update(times=0)
    audit.record("support.close_follow_up", follow_up, actor_id=None)


def _require_whole(answers: Answers) -> None:
    is_whole = set(answers) == set(follow_up_questions.codes())
    if not is_whole or any(option not in queries.OPTIONS for option in answers.values()):
        raise NoSuchAnswer


def _locked(follow_up: FollowUp) -> FollowUp:
    rows = FollowUp.objects.select_for_update(of=("self",))
    found: FollowUp = rows.select_related("engagement__request").get(pk=follow_up.pk)
    return found
