"""The leader's side of a live room: opening, steps, the clock, what is shown, closing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from nuotio.audit import services as audit
from nuotio.culture import instruments
from nuotio.culture.models import SurveyRound
from nuotio.foundation import events as announcements
from nuotio.programmes.events import RecordWaits
from nuotio.programmes.live import codes, findings, steps
from nuotio.programmes.live.steps import Step
from nuotio.programmes.models import Event, LiveNote, LiveRoom
from nuotio.programmes.queries import live_results
from nuotio.programmes.rules import live as rules
from nuotio.programmes.standing import Standing

TRIES = 5
LONGEST = timedelta(hours=4)


class NoSuchRound(Exception):
    """The round is not one whose results this member may show."""


class Signed(Exception):
    """Somebody has signed the record: nothing in the room changes any more."""


class RoomClosed(Exception):
    """The room is closed: what was meant for it was not taken."""


@dataclass(frozen=True)
class Choices:
    """What the leader chooses before the room opens."""

    round_id: int | None = None
    shows_names: bool = False
    dots: int = 5
    dots_on_reasons: bool = False
    plan: Mapping[str, Mapping[str, Any]] = field(default_factory=lambda: dict(steps.USUAL))


@transaction.atomic
def open_room(standing: Standing, event: Event, choices: Choices, *, at: datetime) -> LiveRoom:
    """Open the organisation's own room at an HR day; opened twice it is one room.

    NoSuchRound where the results are not there or not hers to show.
    """
    event = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
    rules.can_open_room.require(standing, event)
    organisation_id = standing.actor.organisation_id
    there: LiveRoom | None = event.live_rooms.filter(private_to_id=organisation_id).first()
    if there is not None:
        return there
    survey_round, shown = _looked_at(standing, choices.round_id)
    room = LiveRoom(
        programme_id=event.programme_id,
        private_to_id=organisation_id,
        event=event,
        round=survey_round,
        findings=shown,
        **{name: value for name, value in vars(choices).items() if name != "round_id"},
        opened_at=at,
        opened_by=standing.actor,
    )
    _save_with_new_code(room)
    audit.record("programmes.open_room", room, actor_id=standing.actor.user_id)
    return room


def _looked_at(
    standing: Standing, round_id: int | None
) -> tuple[SurveyRound | None, list[dict[str, Any]]]:
    """Return the round and its findings; without a round the dimensions alone."""
    if round_id is None:
        survey = instruments.survey_of(instruments.copy_of(instruments.CULTURE))
        return None, list(findings.findings_of(survey, None))
    found = live_results.round_at(round_id, viewer=standing.actor)
    if found is None:
        raise NoSuchRound
    return found, list(live_results.findings_in(found))


def _save_with_new_code(room: LiveRoom) -> None:
    for _try in range(TRIES):
        room.code = codes.new_code()
        try:
            with transaction.atomic():
                room.save()
        except IntegrityError:  # the code is in use: very rare
            continue
        return
    raise AssertionError("Five codes in a row were in use.")


@transaction.atomic
def go_to(standing: Standing, room: LiveRoom, step: Step, *, seen: str, at: datetime) -> LiveRoom:
    """Go on to a step, or back to one; a second press that saw the old step changes nothing.

    The record comes with closing. RoomClosed where the room is closed.
    """
    room = locked(room)
    rules.can_lead_room.require(standing, room)
    _require_open(room)
    if room.step != seen or step in (room.step, Step.RECORD):
        return room
    room.step = step
    minutes = steps.minutes_of(step, room.plan)
    room.step_ends_at = at + timedelta(minutes=minutes) if minutes else None
    return _changed(standing, room, "programmes.lead_room", "step", "step_ends_at")


@transaction.atomic
def add_time(
    standing: Standing, room: LiveRoom, minutes: int, *, seen: int, at: datetime
) -> LiveRoom:
    """Give the step more time, from now on where it is over; twice pressed is once given."""
    room = locked(room)
    rules.can_lead_room.require(standing, room)
    _require_open(room)
    if room.version != seen or room.step_ends_at is None:
        return room
    begins = max(at, room.step_ends_at)
    room.step_ends_at = min(begins + timedelta(minutes=minutes), at + LONGEST)
    return _changed(standing, room, "programmes.lead_room", "step_ends_at")


@transaction.atomic
def show(standing: Standing, room: LiveRoom, step: Step) -> LiveRoom:
    """Show to all what was written or placed in a hidden step; shown twice it is shown."""
    room = locked(room)
    rules.can_lead_room.require(standing, room)
    _require_open(room)
    if not room.hides(step):
        return room
    room.revealed = [*room.revealed, step]
    return _changed(standing, room, "programmes.lead_room", "revealed")


@transaction.atomic
def set_hidden(
    standing: Standing, room: LiveRoom, note: LiveNote, *, hidden: bool, at: datetime
) -> LiveNote:
    """Take somebody's words off every screen and out of the record, or put them back."""
    room = locked(room)
    rules.can_lead_room.require(standing, room)
    _require_unsigned(room)
    note = room.notes.select_for_update(of=("self",)).get(pk=note.pk)
    if (note.hidden_at is not None) == hidden:
        return note
    note.hidden_at = at if hidden else None
    note.save(update_fields=["hidden_at"])
    _changed(standing, room, "programmes.hide_note")
    return note


@transaction.atomic
def close_room(standing: Standing, room: LiveRoom, *, at: datetime) -> LiveRoom:
    """Close the room: nobody writes any more, and the record can be signed."""
    room = locked(room)
    rules.can_lead_room.require(standing, room)
    if not room.is_open:
        return room
    room.closed_at, room.step, room.step_ends_at = at, Step.RECORD, None
    _changed(standing, room, "programmes.close_room", "closed_at", "step", "step_ends_at")
    return tell_signers(standing, room)


@transaction.atomic
def open_again(standing: Standing, room: LiveRoom) -> LiveRoom:
    """Open a closed room again, with its code and all that is in it; Signed after a signature."""
    room = locked(room)
    rules.can_lead_room.require(standing, room)
    _require_unsigned(room)
    if room.is_open:
        return room
    room.closed_at, room.step = None, Step.DECISIONS
    _changed(standing, room, "programmes.open_room", "closed_at", "step")
    return tell_signers(standing, room)


def locked(room: LiveRoom) -> LiveRoom:
    """Lock the room, so that one thing at a time happens in it, and load it with its event."""
    rows = LiveRoom.objects.select_for_update(of=("self",)).select_related("event")
    found: LiveRoom = rows.get(pk=room.pk)
    return found


def tell_devices(room: LiveRoom, *changed: str) -> LiveRoom:
    """Save what changed of a locked room, and let every device in it see that something did."""
    room.version += 1
    room.save(update_fields=[*changed, "version"])
    return room


def tell_signers(standing: Standing, room: LiveRoom) -> LiveRoom:
    """Announce that the record waits for other signatures now, or for none any more."""
    by_id = standing.actor.pk
    announcements.announce(RecordWaits(room.programme_id, room.organisation_id, room.pk, by_id))
    return room


def _changed(standing: Standing, room: LiveRoom, action: str, *changed: str) -> LiveRoom:
    tell_devices(room, *changed)
    audit.record(action, room, actor_id=standing.actor.user_id)
    return room


def _require_unsigned(room: LiveRoom) -> None:
    if len(room.missing) < len(LiveRoom.Side):
        raise Signed


def _require_open(room: LiveRoom) -> None:
    if not room.is_open:
        raise RoomClosed
