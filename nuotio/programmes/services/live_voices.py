"""What those present do in a live room: come in, write, place dots."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from nuotio.audit import services as audit
from nuotio.foundation import marks
from nuotio.programmes.live import codes, dots, steps
from nuotio.programmes.models import LiveDots, LiveNote, LiveParticipant, LiveRoom
from nuotio.programmes.queries import live as queries
from nuotio.programmes.rules import live as rules
from nuotio.programmes.services.live_rooms import RoomClosed, locked, tell_devices
from nuotio.programmes.standing import Standing

MOST_PEOPLE = 60
MOST_NOTES = 100  # of one person in a room


class RoomFull(Exception):
    """More people than an HR day has want to come in."""


class NotNow(Exception):
    """The step that the room is at does not take this."""


class EnoughSaid(Exception):
    """A person has written more than anyone would read."""


class NoSuchTarget(Exception):
    """The dimension or the words are not in this room, or not shown there."""


class TooManyDots(Exception):
    """The person has fewer dots left than that."""


@dataclass(frozen=True)
class Said:
    """What somebody writes: for which step, in which words, about which dimension."""

    step: str
    text: str
    dimension: str = ""


@transaction.atomic
def come_in(room: LiveRoom, *, name: str, key: str, at: datetime) -> LiveParticipant:
    """Let somebody with the code in, under the name she gives; the same device is the same person.

    RoomClosed and RoomFull as they say.
    """
    return _let_in(locked(room), name=name, key=key, at=at)


@transaction.atomic
def come_in_as_member(standing: Standing, room: LiveRoom, *, at: datetime) -> LiveParticipant:
    """Let a signed-in member in under her own name; on another device she is the same person."""
    room = locked(room)
    rules.can_join_room.require(standing, room)
    actor = standing.actor
    key = codes.key_of_member(room.pk, actor.pk)
    present = _let_in(room, name=actor.name, key=key, at=at, membership_id=actor.pk)
    audit.record("programmes.join_room", present, actor_id=actor.user_id)
    return present


def _let_in(
    room: LiveRoom, *, name: str, key: str, at: datetime, membership_id: int | None = None
) -> LiveParticipant:
    if not room.is_open:
        raise RoomClosed
    digest = codes.digest_of(key)
    there = queries.participant_at(room, digest=digest)
    if there is not None:
        return there
    if room.participants.count() >= MOST_PEOPLE:
        raise RoomFull
    present = LiveParticipant(
        programme_id=room.programme_id,
        private_to_id=room.private_to_id,
        room=room,
        name=name[: LiveParticipant._meta.get_field("name").max_length],
        key_digest=digest,
        membership_id=membership_id,
        joined_at=at,
    )
    present.save()
    tell_devices(room)
    return present


@transaction.atomic
def say(
    room: LiveRoom, present: LiveParticipant, said: Said, *, once: UUID, at: datetime
) -> LiveNote:
    """Write something in a step that the room has come to; sent again it is one thing.

    RoomClosed, NotNow, NoSuchTarget and EnoughSaid as they say; what came in before the room closed
    is still answered with what is there.
    """
    room = locked(room)
    rules.can_speak.require(present, room)
    there: LiveNote | None = _noted(room, present, once)
    if there is not None:
        return there
    _require_takes(room, present, said)
    note = LiveNote(
        programme_id=room.programme_id,
        private_to_id=room.private_to_id,
        room=room,
        participant=present,
        **vars(said),
        written_at=at,
        once=marks.own_mark(room.notes, once),
    )
    note.save()
    tell_devices(room)
    return note


def _noted(room: LiveRoom, present: LiveParticipant, once: UUID) -> LiveNote | None:
    """Return what the participant has sent before; a closed room may forget who wrote what."""
    hers = Q(participant=present) | Q(participant=None)
    return room.notes.filter(hers, once=once).first()


def _require_takes(room: LiveRoom, present: LiveParticipant, said: Said) -> None:
    if not room.is_open:
        raise RoomClosed
    if not steps.takes_words(said.step, now=room.step):
        raise NotNow
    known = {one["code"] for one in room.findings}
    must_map = said.step == steps.Step.PRACTICES
    if said.dimension not in known and (said.dimension or must_map):
        raise NoSuchTarget
    if room.notes.filter(participant=present).count() >= MOST_NOTES:
        raise EnoughSaid


@transaction.atomic
def place_dots(room: LiveRoom, present: LiveParticipant, target: str, number: int) -> int:
    """Have exactly so many dots on a target, none to take them back; return how many are left.

    The number is absolute, so that what is sent twice counts once. RoomClosed, NotNow,
    NoSuchTarget and TooManyDots as they say.
    """
    room = locked(room)
    rules.can_speak.require(present, room)
    if not room.is_open:
        raise RoomClosed
    if not steps.takes_dots(room.step):
        raise NotNow
    if target not in queries.targets_in(room):
        raise NoSuchTarget
    mine = queries.dots_of(present)
    if not dots.fits(mine, target, number, limit=room.dots):
        raise TooManyDots
    if mine.get(target, 0) != number:
        _set(room, present, target, number)
    return dots.left({**mine, target: number}, limit=room.dots)


def _set(room: LiveRoom, present: LiveParticipant, target: str, number: int) -> None:
    if number == 0:
        LiveDots.objects.filter(participant=present, target=target).delete()
    else:
        LiveDots.objects.update_or_create(
            participant=present,
            target=target,
            defaults={
                "number": number,
                "room": room,
                "programme_id": room.programme_id,
                "private_to_id": room.private_to_id,
            },
        )
    tell_devices(room)
