import logging
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from nuotio.audit import services as audit
from nuotio.foundation import marks, tenancy
from nuotio.people.models import Membership
from nuotio.plans.models import Experiment, Pulse
from nuotio.plans.rules import ideas as rules

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another on a wall
LENGTH = 8
LONGEST = timedelta(days=60)
# Answers that one pulse takes at most. Nobody is counted by address: that would be a trace of who
# answered and when, and worth more to a snoop than the answers.
MOST = 1000
log = logging.getLogger(__name__)


class DayOutOfReach(Exception):
    """The last day has passed already, or lies more than 60 days ahead."""


class NotOpen(Exception):
    """The pulse is closed, or has taken as many answers as it can."""


class NoSuchAnswer(Exception):
    """The answer is none of the five."""


@dataclass(frozen=True)
class PulseDraft:
    """One question in the language of those who are asked, and the last day for an answer."""

    question: str
    language: str
    closes_on: date


@transaction.atomic
def ask_pulse(
    experiment: Experiment, draft: PulseDraft, *, by: Membership, at: datetime, once: UUID
) -> Pulse:
    """Ask one question for an experiment; it takes answers at once, from whoever has the link.

    The same draft sent again under `once` returns what it made; DayOutOfReach as it says.
    """
    rules.can_ask_pulse.require(by, Pulse(experiment=experiment))
    today = timezone.localdate(at)
    if not today <= draft.closes_on <= today + LONGEST:
        raise DayOutOfReach
    told = {
        **vars(draft),
        "organisation_id": experiment.organisation_id,
        "code": "".join(secrets.choice(LETTERS) for _ in range(LENGTH)),
        "opened_at": at,
    }
    whose: dict[str, Any] = {"experiment": experiment, "asked_by": by}
    mark = marks.own_mark(Pulse.objects, once, **whose)
    pulse: Pulse
    pulse, is_new = Pulse.objects.get_or_create(once=mark, **whose, defaults=told)
    if is_new:
        audit.record("plans.ask_pulse", pulse, actor_id=by.user_id)
    return pulse


def answer_pulse(pulse: Pulse, option: int, *, at: datetime) -> None:
    """Count one answer; that is all that is written: no row, no moment, no line in the ledger.

    One statement looks whether the pulse is open and counts, so that none comes after the closing.
    NotOpen and NoSuchAnswer as they say.
    """
    if option not in range(1, 6):
        raise NoSuchAnswer
    counter, rest = f"count_{option}", F("count_2") + F("count_3") + F("count_4") + F("count_5")
    is_counted = Pulse.objects.filter(
        pk=pulse.pk,
        closed_at=None,
        closes_on__gte=timezone.localdate(at),
        count_1__lt=MOST - rest,
    ).update(**{counter: F(counter) + 1})
    if not is_counted:
        raise NotOpen


@transaction.atomic
def close_pulse(pulse: Pulse, *, by: Membership, at: datetime) -> Pulse:
    """Close a pulse for good; closed twice it is closed once. Fewer than five answers are gone."""
    pulse = _locked(pulse)
    rules.can_ask_pulse.require(by, pulse)
    return _closed(pulse, by=by, at=at)


def close_due(*, at: datetime) -> int:
    """Close each pulse whose last day has passed; return how many.

    One that fails is told in the log and tried again the next day: it is read as closed anyway.
    """
    with tenancy.unrestricted(reason="Pulses of every organisation end by the calendar."):
        due = Pulse.objects.filter(closed_at=None, closes_on__lt=timezone.localdate(at))
        return sum(_is_closed_alone(pulse, at=at) for pulse in due.order_by("pk"))


def _is_closed_alone(pulse: Pulse, *, at: datetime) -> bool:
    try:
        with transaction.atomic():
            _closed(_locked(pulse), by=None, at=at)
    except DatabaseError:
        log.exception("Pulse %s cannot be closed; it is tried again.", pulse.pk)
        return False
    return True


def _closed(pulse: Pulse, *, by: Membership | None, at: datetime) -> Pulse:
    if pulse.closed_at is not None:
        return pulse
    pulse.closed_at = at
    if sum(pulse.counts) < Pulse.SMALLEST:
        pulse.count_1 = pulse.count_2 = pulse.count_3 = pulse.count_4 = pulse.count_5 = 0
    pulse.save()
    audit.record("plans.close_pulse", pulse, actor_id=by.user_id if by else None)
    return pulse


def _locked(pulse: Pulse) -> Pulse:
    rows = Pulse.objects.select_for_update(of=("self",)).select_related("experiment__plan")
    found: Pulse = rows.prefetch_related("experiment__plan__mentors").get(pk=pulse.pk)
    return found
