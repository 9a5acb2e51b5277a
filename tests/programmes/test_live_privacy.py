"""Serves issue 4, point 7: what a live room keeps of people: taken along, erased, forgotten."""

from datetime import UTC, datetime, timedelta

import pytest

from nuotio.foundation import tenancy
from nuotio.foundation.personal_data import register
from nuotio.programmes.models import LiveDots, LiveNote, LiveParticipant, LiveRoom
from tests.programmes.live_factories import (
    LiveDotsFactory,
    LiveNoteFactory,
    LiveParticipantFactory,
    LiveRoomFactory,
)
from tests.programmes.test_live_records import changed

pytestmark = pytest.mark.django_db
LIVE = "live_rooms"
AT = datetime(2030, 1, 1, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def every(model):
    with tenancy.unrestricted(reason="Looking at what there is."):
        return list(model.objects.order_by("pk"))


@pytest.fixture
def present(hr):
    """HR herself in her organisation's room, with a note and a dot; somebody else beside her."""
    room = LiveRoomFactory(private_to=hr.organisation, opened_at=AT)
    mine = LiveParticipantFactory(room=room, membership=hr, name="Kirsi")
    other = LiveParticipantFactory(room=room, name="Aino")
    for one, words in ((mine, "Mine"), (other, "Not mine")):
        LiveNoteFactory(participant=one, text=words)
        LiveDotsFactory(participant=one)
    return mine


def test_ones_own_of_a_room_is_taken_along(present, hr):
    rows = register[LIVE].export(hr.user_id)

    assert [(row.get("name"), row.get("text"), row.get("target")) for row in rows] == [
        ("Kirsi", None, None),
        (None, "Mine", None),
        (None, None, "dimension:trust"),
    ]


def test_erasing_leaves_the_record_without_her(present, hr):
    register[LIVE].erase(hr.user_id)

    assert [(one.name, one.membership_id) for one in every(LiveParticipant)] == [
        ("", None),
        ("Aino", None),
    ]
    assert [(one.text, one.participant_id is None) for one in every(LiveNote)] == [
        ("Mine", True),
        ("Not mine", False),
    ]
    assert len(every(LiveDots)) == 2


@pytest.mark.parametrize(
    ("fields", "forgotten"),
    [
        ({"hr_signed_at": AT, "management_signed_at": AT}, 90 * DAY),
        ({"hr_signed_at": AT}, 365 * DAY),
        ({}, 365 * DAY),
    ],
)
def test_names_go_ninety_days_after_signing_or_a_year_after_the_day(fields, forgotten, present):
    changed(present.room, **fields)

    before = register[LIVE].forget(AT + forgotten - DAY)
    after = register[LIVE].forget(AT + forgotten)
    again = register[LIVE].forget(AT + forgotten)

    assert (before, after, again) == (0, 2, 0)
    assert [(one.name, one.key_digest) for one in every(LiveParticipant)] == [("", ""), ("", "")]
    assert [one.text for one in every(LiveNote)] == ["Mine", "Not mine"]


def test_a_room_goes_two_years_after_its_programme(present):
    changed(present.room.programme, ended_at=AT)
    register[LIVE].forget(AT + 365 * DAY)
    kept = len(every(LiveRoom))

    register[LIVE].forget(AT + 730 * DAY)

    assert (kept, every(LiveRoom), every(LiveNote)) == (1, [], [])
