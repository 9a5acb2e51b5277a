"""Serves R38: what those present, the leader and the wall see of a room at each step."""

from datetime import timedelta

import pytest

from nuotio.foundation import tenancy
from nuotio.programmes.models import LiveRoom
from nuotio.programmes.queries import live as queries
from tests.programmes.live_factories import (
    HrDayFactory,
    LiveDotsFactory,
    LiveNoteFactory,
    LiveParticipantFactory,
    LiveRoomFactory,
)
from tests.programmes.test_live_records import changed, live_goal

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(programme, hr):
    """The room of HR's organisation, opened as its door does; another one's lies beside it."""
    day = HrDayFactory(programme=programme)
    theirs = LiveParticipantFactory(room=LiveRoomFactory(event=day, step="surprises"))
    LiveNoteFactory(participant=theirs, text="Not for you")
    LiveDotsFactory(participant=theirs)
    room = LiveRoomFactory(event=day, private_to=hr.organisation)
    with tenancy.inside(hr.organisation_id), tenancy.with_programmes(programme.pk):
        yield room


@pytest.mark.parametrize("typed", ["BCDFGHJK", "bcdf ghjk"])
def test_a_code_finds_its_room_before_anything_is_open(typed, room):
    changed(room, code="BCDFGHJK")

    with tenancy.inside():
        found = queries.room_by_code(typed)

    assert found == room
    assert found.private_to.name == room.private_to.name


def test_a_wrong_code_finds_nothing(room, django_assert_num_queries):
    assert queries.room_by_code("KKKKKKKK") is None
    with django_assert_num_queries(0):
        assert queries.room_by_code("not a code") is None


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("step", "number"),
    [
        ("gathering", 1),
        ("results", 1),
        ("surprises", 2),
        ("practices", 2),
        ("reasons", 2),
        ("priorities", 3),
        ("decisions", 4),
        ("record", 1),
    ],
)
def test_each_step_is_seen_in_the_same_few_queries(
    step, number, count, room, now, django_assert_num_queries
):
    people = [LiveParticipantFactory(room=room) for _ in range(count)]
    for one in people:
        LiveNoteFactory(participant=one, step="reasons")
        LiveNoteFactory(participant=one, step=step if step in ("surprises", "practices") else "x")
        LiveDotsFactory(participant=one)
    for _ in range(count):
        live_goal(room)
    room = changed(room, step=step, dots_on_reasons=True)

    with django_assert_num_queries(number):
        look = queries.look_at(room, at=now, present=people[0])

    assert (look.step, look.people) == (step, count)


def test_hidden_words_are_seen_by_who_wrote_them_and_by_the_leader_until_they_are_shown(room, now):
    aino, jari = LiveParticipantFactory(room=room), LiveParticipantFactory(room=room)
    note = LiveNoteFactory(participant=aino)
    off = LiveNoteFactory(participant=aino, hidden_at=now)
    room = changed(room, step="surprises")

    of_aino = queries.look_at(room, at=now, present=aino)
    of_jari = queries.look_at(room, at=now, present=jari)
    of_leader = queries.look_at(room, at=now, leads=True)
    on_stage = queries.look_at(room, at=now)
    was_hidden = of_jari.is_hidden
    room.revealed = ["surprises"]
    shown = queries.look_at(room, at=now, present=jari)

    assert (of_aino.notes, of_aino.own, of_aino.waiting) == ([], [note], 1)
    assert (of_jari.notes, of_jari.own, of_jari.waiting, was_hidden) == ([], [], 1, True)
    assert of_leader.notes == [note, off]
    assert (on_stage.notes, on_stage.own) == ([], [])
    assert (shown.notes, shown.own, shown.waiting, shown.is_hidden) == ([note], [], 0, False)


def test_practices_stand_by_the_dimension_that_they_support(room, now):
    aino = LiveParticipantFactory(room=room)
    trust = LiveNoteFactory(participant=aino, step="practices", dimension="trust")
    LiveNoteFactory(participant=aino, step="practices", dimension="reflection")
    room = changed(room, step="practices")

    look = queries.look_at(room, at=now, present=aino)

    assert look.about("trust") == [trust]
    assert look.about("experimentation") == []


def test_dots_are_counted_for_all_once_shown_and_before_that_everybody_sees_her_own(room, now):
    aino, jari = LiveParticipantFactory(room=room), LiveParticipantFactory(room=room)
    LiveDotsFactory(participant=aino, target="dimension:reflection", number=3)
    LiveDotsFactory(participant=jari, target="dimension:reflection", number=1)
    room = changed(room, step="priorities")

    hidden = queries.look_at(room, at=now, present=aino)
    room.revealed = ["priorities"]
    shown = queries.look_at(room, at=now, present=aino)
    room.step = "decisions"
    later = queries.look_at(room, at=now, present=aino)

    assert [(one.target, one.mine, one.dots) for one in hidden.choices] == [
        ("dimension:trust", 0, 0),
        ("dimension:reflection", 3, 0),
        ("dimension:experimentation", 0, 0),
    ]
    assert (hidden.dots_left, hidden.waiting) == (2, 2)
    assert [(one.mine, one.dots, one.people) for one in shown.choices][1] == (3, 4, 2)
    assert (shown.choices[0].target, shown.waiting) == ("dimension:trust", 0)
    assert later.choices[0].target == "dimension:reflection"


def test_reasons_can_have_dots_where_the_leader_chose_so(room, now):
    note = LiveNoteFactory(participant=LiveParticipantFactory(room=room), step="reasons")
    room = changed(room, step="priorities", dots_on_reasons=True)

    look = queries.look_at(room, at=now)

    assert (look.choices[-1].target, look.choices[-1].words) == (f"note:{note.pk}", note.text)


def test_the_clock_and_the_people_are_told(room, now):
    first = LiveParticipantFactory(room=room, joined_at=now)
    second = LiveParticipantFactory(room=room, joined_at=now + timedelta(minutes=1))
    room = changed(room, step="results", step_ends_at=now + timedelta(minutes=3))

    look = queries.look_at(room, at=now)

    assert (look.seconds_left, look.people) == (180, 2)
    assert queries.participants_of(room) == [first, second]


def test_rooms_of_other_organisations_are_not_seen(room):
    assert list(LiveRoom.objects.all()) == [room]


def test_rows_say_what_they_are(room):
    note = LiveNoteFactory(participant=LiveParticipantFactory(room=room, name="Aino"), text="Why?")
    dots = LiveDotsFactory(participant=note.participant, number=2)

    named = [str(one) for one in (room, note.participant, note, dots, live_goal(room))]

    assert named[1:4] == ["Aino", "Why?", "2 on dimension:trust"]
    assert named[0] == f"room of {room.private_to_id} at event {room.event_id}"
    assert named[4].endswith(f"of room {room.pk}")
