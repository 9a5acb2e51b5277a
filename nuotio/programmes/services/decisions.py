from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from nuotio.audit import services as audit
from nuotio.foundation import marks, versions
from nuotio.programmes.models import Decision, Event
from nuotio.programmes.rules import events as rules
from nuotio.programmes.standing import Standing


@dataclass(frozen=True)
class Told:
    """What was decided or promised, who sees to it and by when."""

    kind: str
    text: str
    who: str = ""
    by_when: date | None = None


@transaction.atomic
def write_notes(standing: Standing, event: Event, *, notes: str, version: int) -> Event:
    """Save the notes; versions.EditedMeanwhile where somebody saved after `version` was seen."""
    event = _locked(event)
    rules.can_write_down.require(standing, event)
    versions.claim(event, seen=version)
    event.notes = notes
    event.save(update_fields=["notes", "version"])
    audit.record("programmes.write_notes", event, actor_id=standing.actor.user_id)
    return event


@transaction.atomic
def add_decision(
    standing: Standing, event: Event, told: Told, *, once: UUID, at: datetime
) -> Decision:
    """Write down a decision or a promise; the same form sent again returns what it made."""
    event = _locked(event)
    rules.can_write_down.require(standing, event)
    whose: dict[str, Any] = {"event": event, "written_by": standing.seat}
    mark = marks.own_mark(Decision.objects, once, **whose)
    decision: Decision
    decision, is_new = Decision.objects.get_or_create(
        once=mark,
        **whose,
        defaults={
            **vars(told),
            "programme_id": event.programme_id,
            "private_to_id": event.private_to_id,
            "written_at": at,
        },
    )
    if is_new:
        audit.record("programmes.add_decision", decision, actor_id=standing.actor.user_id)
    return decision


@transaction.atomic
def mark_done(standing: Standing, decision: Decision, *, at: datetime) -> Decision:
    """Note that a decision was carried out, or the support given; once is enough."""
    return _mark(standing, decision, done_at=at)


@transaction.atomic
def mark_open(standing: Standing, decision: Decision) -> Decision:
    """Take the mark back: what was decided still waits."""
    return _mark(standing, decision, done_at=None)


def _mark(standing: Standing, decision: Decision, *, done_at: datetime | None) -> Decision:
    rows = Decision.objects.select_for_update(of=("self",)).select_related("event")
    decision = rows.get(pk=decision.pk)
    rules.can_write_down.require(standing, decision.event)
    if (decision.done_at is None) == (done_at is None):
        return decision
    decision.done_at = done_at
    decision.save(update_fields=["done_at"])
    audit.record("programmes.mark_decision", decision, actor_id=standing.actor.user_id)
    return decision


def _locked(event: Event) -> Event:
    found: Event = Event.objects.select_for_update().get(pk=event.pk)
    return found
