from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from nuotio.audit import services as audit
from nuotio.foundation import events as announcements
from nuotio.programmes.events import SignedUp
from nuotio.programmes.models import Attendance, Event, Material
from nuotio.programmes.queries import events as queries
from nuotio.programmes.rules import events as rules
from nuotio.programmes.standing import Standing

Answer = Attendance.Answer
Mode = Event.Mode
OFFERED = {
    Mode.ONSITE: (Answer.COMING, Answer.NOT_COMING),
    Mode.ONLINE: (Answer.ONLINE, Answer.NOT_COMING),
    Mode.EITHER: (Answer.COMING, Answer.ONLINE, Answer.NOT_COMING),
}


class SignUpClosed(Exception):
    """The event has begun, or was called off."""


class NotOffered(Exception):
    """The event is not held in that way: only online, or only on site."""


class TooEarly(Exception):
    """The day of the event has not come yet."""


def answers_to(event: Event) -> tuple[Answer, ...]:
    """Return what can be answered to the event, as it is held."""
    return OFFERED[Mode(event.mode)]


def is_sign_up_open(event: Event, *, at: datetime) -> bool:
    """Say whether people may still say, or change, whether they come."""
    return event.cancelled_at is None and at < event.starts_at


@transaction.atomic
def sign_up(standing: Standing, event: Event, *, answer: str, at: datetime) -> Attendance:
    """Say whether one comes; the last answer counts, the same one again changes nothing.

    SignUpClosed once the event has begun or was called off, NotOffered for a way of coming that
    it does not have.
    """
    event = _locked(event)
    rules.can_sign_up.require(standing, event)
    if not is_sign_up_open(event, at=at):
        raise SignUpClosed
    if answer not in answers_to(event):
        raise NotOffered
    attendance: Attendance
    attendance, _is_new = Attendance.objects.get_or_create(
        event=event,
        seat=standing.seat,
        defaults={"programme_id": event.programme_id, "private_to_id": event.private_to_id},
    )
    if attendance.answer == answer:
        return attendance
    before, attendance.answer, attendance.answered_at = attendance.answer, answer, at
    attendance.save(update_fields=["answer", "answered_at"])
    audit.record("programmes.sign_up", attendance, actor_id=standing.actor.user_id)
    announcements.announce(
        SignedUp(event.programme_id, standing.actor.organisation_id, attendance.pk, before)
    )
    return attendance


@transaction.atomic
def take_attendance(
    standing: Standing, event: Event, *, there: Collection[int], at: datetime
) -> int:
    """Note who of those concerned was there (ids of seats); return how many were.

    Noted again it is corrected. TooEarly before the day of the event; ids of others are left out.
    """
    event = _locked(event)
    rules.can_change_event.require(standing, event)
    if not queries.is_on_or_after_its_day(event, at=at):
        raise TooEarly
    noted = [
        Attendance(
            programme_id=event.programme_id,
            private_to_id=event.private_to_id,
            event=event,
            seat=guest.seat,
            was_there=guest.seat.pk in there,
        )
        for guest in queries.guests_of(event)
    ]
    Attendance.objects.bulk_create(
        noted,
        update_conflicts=True,
        unique_fields=["event", "seat"],
        update_fields=["was_there"],
    )
    audit.record("programmes.take_attendance", event, actor_id=standing.actor.user_id)
    return sum(one.was_there is True for one in noted)


@transaction.atomic
def add_material(
    standing: Standing, event: Event, *, title: str, address: str, at: datetime
) -> Material:
    """Add a link to the event; an address that is there already stays as it was."""
    event = _locked(event)
    rules.can_change_event.require(standing, event)
    material: Material
    material, is_new = Material.objects.get_or_create(
        event=event,
        address=address,
        defaults={
            "programme_id": event.programme_id,
            "private_to_id": event.private_to_id,
            "title": title,
            "added_by": standing.seat,
            "added_at": at,
        },
    )
    if is_new:
        audit.record("programmes.add_material", material, actor_id=standing.actor.user_id)
    return material


@transaction.atomic
def remove_material(standing: Standing, material: Material) -> None:
    """Take a link away from the event."""
    rules.can_change_event.require(standing, _locked(material.event))
    audit.record("programmes.remove_material", material, actor_id=standing.actor.user_id)
    Material.objects.filter(pk=material.pk).delete()


def _locked(event: Event) -> Event:
    found: Event = Event.objects.select_for_update().get(pk=event.pk)
    return found
