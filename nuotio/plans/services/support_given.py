from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from nuotio.audit import services as audit
from nuotio.foundation import marks, versions
from nuotio.people.models import Membership, TimeBooking, Unit
from nuotio.people.services import time_bookings
from nuotio.plans.models import Audience, SupportGiven
from nuotio.plans.queries import support_given as queries
from nuotio.plans.rules import entries as rules

SOURCE = "support"  # what the booking of the time says it is for
STORED = ("kind", "given_on", "minutes", "people", "unit_id", "words", "audience", "plan_id")


class NotThere(Exception):
    """What a field of the draft points at is not there, or not hers."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class NotYet(Exception):
    """The day is still to come: what is written down has been."""


@dataclass(frozen=True)
class SupportDraft:
    """What a mentor writes down: kind, day and length are enough."""

    kind: str
    given_on: date
    minutes: int
    people: int | None = None
    unit_id: int | None = None
    words: str = ""
    audience: str = Audience.ME
    plan_id: int | None = None


@transaction.atomic
def log_support(draft: SupportDraft, *, by: Membership, at: datetime, once: UUID) -> SupportGiven:
    """Write support down and book its time; the same draft sent again under `once` makes one."""
    rules.can_log_support.require(by)
    _require_known(draft, by=by, at=at)
    told = {"organisation_id": by.organisation_id, "made_at": at, "changed_at": at}
    given: SupportGiven
    mark = marks.own_mark(SupportGiven.objects, once, mentor=by)
    mark = marks.own_mark(TimeBooking.objects, mark, field="origin", source=SOURCE, mentor=by)
    given, is_new = SupportGiven.objects.get_or_create(
        once=mark, mentor=by, defaults=vars(draft) | told
    )
    rules.can_change_support.require(by, given)
    if is_new:
        audit.record("plans.log_support", given, actor_id=by.user_id)
        _book(given, by=by, at=at)
    return given


@transaction.atomic
def change_support(
    given: SupportGiven, draft: SupportDraft, *, by: Membership, at: datetime, version: int
) -> SupportGiven:
    """Change what was written down, and with it the booked time.

    versions.EditedMeanwhile where it was saved after `version` was seen.
    """
    given = _locked(given)
    rules.can_change_support.require(by, given)
    versions.claim(given, seen=version)
    _require_known(draft, by=by, at=at, before=given)
    for name in STORED:
        setattr(given, name, getattr(draft, name))
    given.changed_at = at
    given.save()
    audit.record("plans.change_support", given, actor_id=by.user_id)
    _book(given, by=by, at=at)
    return given


@transaction.atomic
def delete_support(given: SupportGiven, *, by: Membership) -> None:
    """Delete what was written down, and take the booking of its time back."""
    given = _locked(given)
    rules.can_change_support.require(by, given)
    audit.record("plans.delete_support", given, actor_id=by.user_id)
    time_bookings.unbook(given.once)
    given.delete()


def _book(given: SupportGiven, *, by: Membership, at: datetime) -> None:
    time_bookings.book_time(
        by, day=given.given_on, minutes=given.minutes, source=SOURCE, origin=given.once, at=at
    )


def _require_known(
    draft: SupportDraft, *, by: Membership, at: datetime, before: SupportGiven | None = None
) -> None:
    """NotYet or NotThere, unless the draft points where `before` pointed already."""
    if draft.given_on > timezone.localdate(at):
        raise NotYet
    was_unit, was_plan = (before.unit_id, before.plan_id) if before else (None, None)
    if draft.unit_id not in (None, was_unit) and not _is_our_unit(draft.unit_id, by):
        raise NotThere("unit")
    hers = {pk for pk, _title in queries.plan_choices(by)} if draft.plan_id else set()
    if draft.plan_id not in (None, was_plan, *hers):
        raise NotThere("plan")


def _is_our_unit(pk: int | None, by: Membership) -> bool:
    is_ours: bool = Unit.objects.filter(pk=pk, organisation_id=by.organisation_id).exists()
    return is_ours


def _locked(given: SupportGiven) -> SupportGiven:
    found: SupportGiven = SupportGiven.objects.select_for_update(of=("self",)).get(pk=given.pk)
    return found
