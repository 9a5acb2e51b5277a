"""Serves R38: those present come in by a code, write and place dots; nothing is lost or doubled."""

from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied

from nuotio.audit.models import AuditEntry
from nuotio.foundation import tenancy
from nuotio.programmes.live import codes
from nuotio.programmes.models import LiveDots, LiveNote, LiveParticipant, LiveRoom
from nuotio.programmes.services import live_voices as services
from nuotio.programmes.services.live_rooms import RoomClosed
from tests.factories import MembershipFactory
from tests.programmes.live_factories import (
    HrDayFactory,
    LiveDotsFactory,
    LiveNoteFactory,
    LiveParticipantFactory,
    LiveRoomFactory,
)

pytestmark = pytest.mark.django_db
ONCE = UUID("00000000-0000-4000-8000-000000000001")
SAID = services.Said("surprises", "So few dare to try")


def every(model):
    with tenancy.unrestricted(reason="Looking at what there is."):
        return list(model.objects.order_by("pk"))


@pytest.fixture
def inside_room(programme, hr):
    """Open the organisation and the programme, as the door of a room does."""
    with tenancy.inside(hr.organisation_id), tenancy.with_programmes(programme.pk):
        yield


@pytest.fixture
def room(programme, hr):
    return LiveRoomFactory(event=HrDayFactory(programme=programme), private_to=hr.organisation)


@pytest.fixture
def present(room):
    return LiveParticipantFactory(room=room, name="Aino")


def changed(row, **fields):
    with tenancy.unrestricted(reason="Arranging a test."):
        type(row).objects.filter(pk=row.pk).update(**fields)
        row.refresh_from_db()
    return row


def test_the_same_device_is_the_same_participant(inside_room, room, now):
    first = services.come_in(room, name="Aino", key="secret", at=now)
    again = services.come_in(room, name="Somebody else", key="secret", at=now)

    assert again == first
    assert [(one.name, one.membership_id) for one in every(LiveParticipant)] == [("Aino", None)]
    assert every(LiveParticipant)[0].key_digest == codes.digest_of("secret")
    assert every(LiveRoom)[0].version == 2


def test_a_room_that_has_closed_or_is_full_lets_nobody_in(inside_room, room, now, monkeypatch):
    monkeypatch.setattr(services, "MOST_PEOPLE", 1)
    LiveParticipantFactory(room=room)

    with pytest.raises(services.RoomFull):
        services.come_in(room, name="Aino", key="secret", at=now)
    changed(room, closed_at=now)
    with pytest.raises(RoomClosed):
        services.come_in(room, name="Aino", key="secret", at=now)

    assert len(every(LiveParticipant)) == 1


def test_a_member_comes_in_under_her_own_name_from_two_devices_as_one(standing, hr, room, now):
    here = standing(hr)

    first = services.come_in_as_member(here, room, at=now)
    again = services.come_in_as_member(here, room, at=now)

    assert again == first
    assert (first.name, first.membership_id) == (hr.name, hr.pk)
    assert first.key_digest == codes.digest_of(codes.key_of_member(room.pk, hr.pk))
    assert [one.action for one in AuditEntry.objects.all()] == ["programmes.join_room"] * 2


def test_management_comes_in_without_a_place_and_an_employee_does_not(standing, hr, room, now):
    management = MembershipFactory(organisation=hr.organisation, management=True)
    employee = MembershipFactory(organisation=hr.organisation)

    services.come_in_as_member(standing(management), room, at=now)
    with pytest.raises(PermissionDenied):
        services.come_in_as_member(standing(employee), room, at=now)

    assert [one.membership_id for one in every(LiveParticipant)] == [management.pk]


def test_a_trainer_does_not_come_in_with_one_press(standing, trainer, room, now):
    here = standing(trainer)

    with (
        tenancy.unrestricted(reason="The door itself is tried here."),
        pytest.raises(PermissionDenied),
    ):
        services.come_in_as_member(here, room, at=now)

    assert every(LiveParticipant) == []


def test_words_that_are_sent_again_are_one_contribution(inside_room, room, present, now):
    changed(room, step="surprises")

    first = services.say(room, present, SAID, once=ONCE, at=now)
    changed(room, closed_at=now)
    again = services.say(room, present, SAID, once=ONCE, at=now)

    assert again == first
    assert [(one.text, one.step, one.participant_id) for one in every(LiveNote)] == [
        ("So few dare to try", "surprises", present.pk)
    ]


def test_the_mark_of_anothers_words_loses_none(inside_room, room, present, now):
    other = LiveNoteFactory(participant=LiveParticipantFactory(room=room))
    changed(room, step="surprises")

    services.say(room, present, SAID, once=other.once, at=now)

    assert [(one.text, one.participant_id) for one in every(LiveNote)] == [
        (other.text, other.participant_id),
        (SAID.text, present.pk),
    ]


def test_words_that_a_lost_connection_kept_back_come_in_at_a_later_step(
    inside_room, room, present, now
):
    changed(room, step="priorities")

    services.say(room, present, SAID, once=ONCE, at=now)

    assert [one.step for one in every(LiveNote)] == ["surprises"]


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        (services.Said("reasons", "Too early"), services.NotNow),
        (services.Said("results", "Not here"), services.NotNow),
        (services.Said("practices", "Mapped to nothing"), services.NoSuchTarget),
        (services.Said("practices", "Mapped elsewhere", "unknown"), services.NoSuchTarget),
    ],
)
def test_what_the_step_does_not_take_is_refused(said, refusal, inside_room, room, present, now):
    changed(room, step="practices")

    with pytest.raises(refusal):
        services.say(room, present, said, once=ONCE, at=now)

    assert (every(LiveNote), every(LiveRoom)[0].version) == ([], 1)


def test_a_closed_room_takes_nothing(inside_room, room, present, now):
    changed(room, step="priorities", closed_at=now)

    with pytest.raises(RoomClosed):
        services.say(room, present, SAID, once=ONCE, at=now)
    with pytest.raises(RoomClosed):
        services.place_dots(room, present, "dimension:trust", 1)

    assert (every(LiveNote), every(LiveDots)) == ([], [])


def test_nobody_writes_more_than_anyone_would_read(inside_room, room, present, now, monkeypatch):
    monkeypatch.setattr(services, "MOST_NOTES", 1)
    changed(room, step="surprises")
    services.say(room, present, SAID, once=ONCE, at=now)

    with pytest.raises(services.EnoughSaid):
        services.say(room, present, SAID, once=uuid4(), at=now)

    assert len(every(LiveNote)) == 1


def test_dots_are_placed_moved_and_taken_back(inside_room, room, present):
    changed(room, step="priorities", dots=3)

    left = [
        services.place_dots(room, present, "dimension:trust", 2),
        services.place_dots(room, present, "dimension:trust", 2),
        services.place_dots(room, present, "dimension:reflection", 1),
        services.place_dots(room, present, "dimension:trust", 1),
        services.place_dots(room, present, "dimension:reflection", 0),
    ]

    assert left == [1, 1, 0, 1, 2]
    assert [(one.target, one.number) for one in every(LiveDots)] == [("dimension:trust", 1)]
    assert every(LiveRoom)[0].version == 5  # what changed nothing is told to nobody


def test_more_dots_than_there_are_is_refused(inside_room, room, present):
    changed(room, step="priorities", dots=3)
    services.place_dots(room, present, "dimension:trust", 3)

    for target, number in (("dimension:trust", 4), ("dimension:reflection", 1)):
        with pytest.raises(services.TooManyDots):
            services.place_dots(room, present, target, number)

    assert [(one.target, one.number) for one in every(LiveDots)] == [("dimension:trust", 3)]


def test_dots_are_placed_in_their_step_on_what_is_in_the_room(inside_room, room, present):
    elsewhere = LiveNoteFactory(step="reasons")
    reason = LiveNoteFactory(participant=present, step="reasons")
    hidden = LiveNoteFactory(participant=present, step="reasons", hidden_at=reason.written_at)
    with pytest.raises(services.NotNow):
        services.place_dots(room, present, "dimension:trust", 1)
    changed(room, step="priorities")
    for target in ("dimension:unknown", f"note:{reason.pk}", "x"):
        with pytest.raises(services.NoSuchTarget):
            services.place_dots(room, present, target, 1)

    changed(room, dots_on_reasons=True)
    services.place_dots(room, present, f"note:{reason.pk}", 1)
    for note in (elsewhere, hidden):
        with pytest.raises(services.NoSuchTarget):
            services.place_dots(room, present, f"note:{note.pk}", 1)

    assert [one.target for one in every(LiveDots)] == [f"note:{reason.pk}"]


def test_a_participant_of_another_room_does_not_speak_here(inside_room, room, present, now):
    day = HrDayFactory(programme=room.programme)
    other = LiveRoomFactory(event=day, private_to=room.private_to, step="priorities")

    with pytest.raises(PermissionDenied):
        services.say(other, present, SAID, once=ONCE, at=now)
    with pytest.raises(PermissionDenied):
        services.place_dots(other, present, "dimension:trust", 1)

    assert (every(LiveNote), every(LiveDots)) == ([], [])


def test_dots_of_others_count_for_them_alone(inside_room, room, present):
    LiveDotsFactory(participant=LiveParticipantFactory(room=room), number=5)
    changed(room, step="priorities", dots=5)

    assert services.place_dots(room, present, "dimension:trust", 5) == 0
