"""Twelve devices at the same moment, on a database that lets many writers in."""

from uuid import UUID, uuid4

import pytest

from nuotio.foundation import tenancy
from nuotio.programmes.live.steps import Step
from nuotio.programmes.models import LiveDots, LiveNote, LiveParticipant, LiveRoom
from nuotio.programmes.queries import programmes as queries
from nuotio.programmes.services import live_records, live_rooms, live_voices
from tests.factories import MembershipFactory, ParticipationFactory, ProgrammeFactory
from tests.people.test_races import _races, _two_writers, at_once, seen
from tests.programmes.live_factories import (
    HrDayFactory,
    LiveParticipantFactory,
    LiveRoomFactory,
)

pytestmark = pytest.mark.usefixtures("_races")
__all__ = ["_races", "_two_writers"]
TWELVE = 12


def room_at(step, **fields):
    """Return HR and the room of her organisation at a step."""
    programme, hr = ProgrammeFactory(), MembershipFactory(hr=True)
    ParticipationFactory(programme=programme, organisation=hr.organisation)
    day = HrDayFactory(programme=programme)
    return hr, LiveRoomFactory(event=day, private_to=hr.organisation, step=step, **fields)


def in_room(room, call):
    """Return the call, made inside the programme of the room."""

    def made():
        with tenancy.with_programmes(room.programme_id):
            call()

    return made


def as_member(member, room, call):
    """Return the call, made by a member who stands in the programme."""

    def made():
        standing = queries.standing_at(room.programme_id, actor=member)
        assert standing is not None
        with tenancy.with_programmes(room.programme_id):
            call(standing)

    return made


def test_two_presses_of_next_at_once_go_on_by_one_step(now):
    hr, room = room_at("results")
    press = as_member(
        hr,
        room,
        lambda here: live_rooms.go_to(here, room, Step.SURPRISES, seen="results", at=now),
    )
    further = as_member(
        hr,
        room,
        lambda here: live_rooms.go_to(here, room, Step.PRACTICES, seen="results", at=now),
    )

    refused = at_once(hr.organisation_id, press, further, press)

    assert refused == ["", "", ""]
    left = seen(LiveRoom)[0]
    assert (left.step in ("surprises", "practices"), left.version) == (True, 2)


def test_twelve_contributions_at_once_are_twelve_and_sent_twice_still_twelve(now):
    hr, room = room_at("surprises")
    people = [LiveParticipantFactory(room=room) for _ in range(TWELVE)]
    said = live_voices.Said("surprises", "We did not expect this")

    def say(present, once):
        return in_room(room, lambda: live_voices.say(room, present, said, once=once, at=now))

    calls = [say(present, once) for present in people for once in [uuid4()] for _ in range(2)]
    refused = at_once(hr.organisation_id, *calls)

    assert refused == [""] * 2 * TWELVE
    assert len(seen(LiveNote)) == TWELVE
    assert seen(LiveRoom)[0].version == 1 + TWELVE


def test_dots_over_the_limit_at_once_are_refused(now):
    hr, room = room_at("priorities", dots=3)
    present = LiveParticipantFactory(room=room)

    def place(code):
        return in_room(room, lambda: live_voices.place_dots(room, present, f"dimension:{code}", 2))

    refused = at_once(hr.organisation_id, *map(place, ("trust", "reflection", "experimentation")))

    assert refused == ["", "TooManyDots", "TooManyDots"]
    assert [one.number for one in seen(LiveDots)] == [2]


def test_one_device_that_comes_in_twice_at_once_is_one_participant(now):
    hr, room = room_at("gathering")
    come = in_room(room, lambda: live_voices.come_in(room, name="Aino", key="key", at=now))

    refused = at_once(hr.organisation_id, come, come)

    assert refused == ["", ""]
    assert len(seen(LiveParticipant)) == 1


def test_a_room_opened_twice_at_once_is_one(now):
    hr, other = room_at("gathering")
    day = HrDayFactory(programme=other.programme)
    opened = as_member(
        hr, other, lambda here: live_rooms.open_room(here, day, live_rooms.Choices(), at=now)
    )

    refused = at_once(hr.organisation_id, opened, opened)

    assert refused == ["", ""]
    assert len(seen(LiveRoom, event=day)) == 1


def test_both_sides_that_sign_at_once_sign_the_same_record(now):
    hr, room = room_at("record", closed_at=now)
    management = MembershipFactory(organisation=hr.organisation, management=True)

    def sign(member, side):
        return as_member(member, room, lambda here: live_records.sign(here, room, side, at=now))

    refused = at_once(
        hr.organisation_id,
        sign(hr, LiveRoom.Side.HR),
        sign(management, LiveRoom.Side.MANAGEMENT),
        sign(hr, LiveRoom.Side.HR),
    )

    assert refused == ["", "", ""]
    assert seen(LiveRoom)[0].is_signed


def test_words_that_come_while_the_room_closes_are_in_or_given_back(now):
    hr, room = room_at("reasons")
    present = LiveParticipantFactory(room=room)
    once = UUID("00000000-0000-4000-8000-000000000001")
    said = live_voices.Said("reasons", "No time")

    refused = at_once(
        hr.organisation_id,
        as_member(hr, room, lambda here: live_rooms.close_room(here, room, at=now)),
        in_room(room, lambda: live_voices.say(room, present, said, once=once, at=now)),
    )

    assert (len(seen(LiveNote)), refused) in [(1, ["", ""]), (0, ["", "RoomClosed"])]
