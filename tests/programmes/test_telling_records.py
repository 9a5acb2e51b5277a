"""Serves R7 and R44: who can sign the record of an HR day is asked to, once and while it waits."""

from datetime import timedelta

import pytest

from nuotio.foundation import tenancy
from nuotio.programmes.events import RecordWaits
from nuotio.programmes.models import LiveRoom
from nuotio.programmes.services import live_records, live_rooms
from tests.factories import MembershipFactory, OrganisationFactory
from tests.programmes.live_factories import HrDayFactory, LiveRoomFactory
from tests.programmes.told import mailed, notices, paths, texts, told

pytestmark = pytest.mark.django_db
WORDS = "The record waits for your signature: HR day 1"


def changed(room, **fields):
    with tenancy.unrestricted(reason="Arranging a test."):
        LiveRoom.objects.filter(pk=room.pk).update(**fields)
        room.refresh_from_db()
    return room


def waits(room, by=None):
    return RecordWaits(room.programme_id, room.private_to_id, room.pk, by.pk if by else 0)


def unread():
    return [one.recipient.user.name for one in notices() if one.is_unread]


@pytest.fixture
def agency():
    return OrganisationFactory(slug="virasto", name_fi="Virasto")


def member(organisation, name, **roles):
    return MembershipFactory(
        organisation=organisation,
        user__name=name,
        user__email=f"{name.lower()}@esimerkki.invalid",
        **roles,
    )


@pytest.fixture
def hanna(agency):
    return member(agency, "Hanna", hr=True)


@pytest.fixture
def markku(agency):
    return member(agency, "Markku", management=True)


@pytest.fixture
def room(agency, programme, now):
    """A room that has closed."""
    day = HrDayFactory(programme=programme, name_en="HR day 1: Our culture")
    return LiveRoomFactory(event=day, private_to=agency, closed_at=now, step="record")


def test_when_a_room_closes_those_who_can_sign_are_asked(agency, room, hanna, markku, ring):
    member(agency, "Kaisa", coordinator=True)
    member(agency, "Sanna", mentor=True)
    member(OrganisationFactory(), "Vieras", management=True)

    ring(waits(room, by=hanna))

    assert told() == [("Kaisa", WORDS), ("Markku", WORDS)]
    assert texts()[0] == "Read it through and sign it. Two signatures decide its goals."
    programme, event = room.programme_id, room.event_id
    assert paths() == {f"/o/virasto/programmes/{programme}/events/{event}/live/record/"}
    assert mailed() == [("kaisa@esimerkki.invalid", ""), ("markku@esimerkki.invalid", "")]


def test_when_one_side_has_signed_only_the_other_is_asked(agency, room, hanna, markku, ring, now):
    member(agency, "Kaisa", coordinator=True)
    ring(waits(room))
    before = unread()
    changed(room, hr_signed_by=hanna, hr_signed_at=now)

    ring(waits(room, by=hanna))

    assert (before, unread()) == (["Hanna", "Kaisa", "Markku"], ["Markku"])
    assert len(notices()) == 3


@pytest.mark.parametrize(
    "fields",
    [{"closed_at": None}, {"hr_signed_at": "closed", "management_signed_at": "closed"}],
    ids=["opened again", "signed by both"],
)
def test_a_record_that_waits_for_nobody_asks_nobody(fields, room, hanna, markku, ring, now):
    ring(waits(room))
    changed(room, **{name: value and now for name, value in fields.items()})

    ring(waits(room))

    assert unread() == []


def test_after_closing_anew_the_record_is_asked_for_anew(room, hanna, markku, ring, now):
    ring(waits(room))
    changed(room, closed_at=None)
    ring(waits(room))
    changed(room, closed_at=now + timedelta(hours=1))

    ring(waits(room, by=hanna))

    assert unread() == ["Markku"]


def test_a_room_that_is_gone_asks_nobody(room, hanna, ring):
    told_of = waits(room)
    with tenancy.unrestricted(reason="Arranging a test."):
        LiveRoom.objects.all().delete()

    ring(told_of)

    assert notices() == []


def test_closing_opening_again_and_signing_are_announced(standing, hr, programme, announced, now):
    here = standing(hr)
    room = LiveRoomFactory(event=HrDayFactory(programme=programme), private_to=hr.organisation)

    for _ in range(2):
        live_rooms.close_room(here, room, at=now)
    for _ in range(2):
        live_rooms.open_again(here, room)
    live_rooms.close_room(here, room, at=now)
    for _ in range(2):
        live_records.sign(here, room, LiveRoom.Side.HR, at=now)

    assert announced == [waits(room, by=hr)] * 4
