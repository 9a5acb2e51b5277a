"""Joint proposals: drafted, changed by hand, dropped. Nobody is asked before `batch_sending`.

The engine is asked before anything is locked; what it found is written only where the proposal is
still as it was. A proposal is locked before its requests, and those in the order of their keys.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from nuotio.audit import services as audit
from nuotio.foundation import marks, versions
from nuotio.people.models import Membership
from nuotio.support.models import Batch, BatchLine
from nuotio.support.proposals import leftovers
from nuotio.support.proposals import situations as proposals
from nuotio.support.proposals.proposing import Place
from nuotio.support.proposals.situations import Change, Replanned, Situation
from nuotio.support.queries import batches as queries
from nuotio.support.rules import matching as rules

State = Batch.State
FOUND = ("served", "score", "bound", "gap", "is_proved", "fit", "best_served", "best_fit")
FOUND_FIELDS = [*FOUND, "weights", "minutes_left", "hours_until"]
# Told elsewhere: the month stands beside the mentor, and her hours are counted for all together.
UNTOLD = frozenset({"hours_left", "free_from", "asked_too"})


class NothingOpen(Exception):
    """No request lacks a mentor."""


class NotADraft(Exception):
    """The proposal was sent or dropped meanwhile; `batch` is as it is now."""

    def __init__(self, batch: Batch) -> None:
        super().__init__(batch.pk)
        self.batch = batch


def draft_batch(*, by: Membership, at: datetime, once: UUID) -> Batch:
    """Make a joint proposal for all requests that lack mentors. NothingOpen where none does.

    An organisation has one draft: made again it becomes a fresh proposal around what was chosen by
    hand, as far as that is still possible. The same form sent again returns what it made.
    EditedMeanwhile or NotADraft where a colleague changed or sent it at this moment.
    """
    rules.can_make_batch.require(by)
    ours = queries.batches(by)
    made = ours.filter(once=once).first()
    if made is not None:
        return made
    draft = ours.filter(state=State.DRAFT).first()
    lines = queries.lines_of(draft) if draft else ()
    found = proposals.draft(by.organisation_id, lines, day=timezone.localdate(at))
    if not found.now.places:
        raise NothingOpen
    told = {"made_by": by, "made_at": at, "once": marks.own_mark(Batch.objects, once)}
    return _redrafted(draft, found, told) if draft else _drafted(found, told)


@transaction.atomic
def _drafted(found: Replanned, told: dict[str, Any]) -> Batch:
    """Write a new draft; where a colleague has made one at the same moment, it is hers."""
    by = told["made_by"]
    batch: Batch
    batch, is_new = Batch.objects.get_or_create(
        organisation_id=by.organisation_id, state=State.DRAFT, defaults=told
    )
    if is_new:
        _put(batch, found)
        audit.record("support.make_batch", batch, actor_id=by.user_id)
    return batch


@transaction.atomic
def _redrafted(draft: Batch, found: Replanned, told: dict[str, Any]) -> Batch:
    batch = draft_locked(draft)
    versions.claim(batch, seen=draft.version)
    for name, value in told.items():
        setattr(batch, name, value)
    _put(batch, found, "version", *told)
    audit.record("support.make_batch", batch, actor_id=told["made_by"].user_id)
    return batch


def cost_of_change(
    batch: Batch, change: Change, *, by: Membership, at: datetime, found: Situation | None = None
) -> Replanned:
    """Return what the proposal becomes with a change, and what that costs; nothing is saved.

    CannotServe or NoTimeBeside. `found` is the situation where the caller has read it.
    """
    rules.can_make_batch.require(by)
    lines = queries.lines_of(batch)
    if found is None:
        found = proposals.situated(lines, day=timezone.localdate(at))
    return proposals.replanned(found, lines, change)


def change_line(
    batch: Batch,
    change: Change,
    *,
    by: Membership,
    at: datetime,
    version: int,
    found: Situation | None = None,
) -> Replanned:
    """Fill a place by hand; the rest is found anew around it. CannotServe, NoTimeBeside, NotADraft.

    EditedMeanwhile where somebody has changed the proposal since it was read.
    """
    if batch.version != version:
        raise versions.EditedMeanwhile(batch)
    plan = cost_of_change(batch, change, by=by, at=at, found=found)
    with transaction.atomic():
        batch = draft_locked(batch)
        versions.claim(batch, seen=version)
        _put(batch, plan, "version")
        audit.record("support.change_batch", batch, actor_id=by.user_id)
    return plan


@transaction.atomic
def drop_batch(batch: Batch, *, by: Membership) -> None:
    """Let a proposal go that was not sent; dropped twice it is dropped once. NotADraft if sent."""
    batch = locked(batch)
    rules.can_make_batch.require(by)
    if batch.state == State.DROPPED:
        return
    batch = draft_locked(batch)
    batch.state = State.DROPPED
    batch.save(update_fields=["state"])
    audit.record("support.drop_batch", batch, actor_id=by.user_id)


def _put(batch: Batch, found: Replanned, *fields: str) -> None:
    """Write what the engine found: the figures, and a line for each place."""
    now, best, situation = found.now, found.best, found.situation
    for name in FOUND[:6]:
        setattr(batch, name, getattr(now, name))
    batch.best_served, batch.best_fit = best.served, best.fit
    batch.weights, batch.minutes_left = dict(situation.weights), situation.minutes_left
    batch.hours_until = situation.until
    batch.save(update_fields=[*FOUND_FIELDS, *fields])
    batch.lines.all().delete()
    BatchLine.objects.bulk_create(_line(batch, one, found) for one in now.places)


def _line(batch: Batch, place: Place, found: Replanned) -> BatchLine:
    fitting = place.mentor and found.situation.fitting(place.request, place.mentor)
    return BatchLine(
        organisation_id=batch.organisation_id,
        batch=batch,
        request_id=place.request,
        place=place.place,
        mentor_id=place.mentor,
        month=place.month,
        score=place.fit,
        reasons=[
            {"code": one.code, "values": dict(one.values)}
            for one in (fitting.reasons if fitting else ())
            if one.code not in UNTOLD
        ],
        missing=[] if place.mentor else leftovers.codes(found, place),
        is_by_hand=place.is_by_hand,
    )


def locked(batch: Batch) -> Batch:
    """Return the proposal as it is now, held until the caller has done."""
    found: Batch = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    return found


def draft_locked(batch: Batch) -> Batch:
    """Return the proposal held, as it is now; NotADraft where it was sent or dropped meanwhile."""
    batch = locked(batch)
    if batch.state != State.DRAFT:
        raise NotADraft(batch)
    return batch
