"""Serves issue 3, point 3: people answer, attendance is noted, links are shared."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from nuotio.audit.models import AuditEntry
from nuotio.foundation import tenancy
from nuotio.people.models import Membership
from nuotio.programmes.models import Attendance, Material, Seat
from nuotio.programmes.queries import events as queries
from nuotio.programmes.services import events as services
from tests.factories import (
    AttendanceFactory,
    EventFactory,
    GroupPlanFactory,
    MaterialFactory,
    MembershipFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db
BEGINS = datetime(2026, 12, 2, 7, 0, tzinfo=UTC)
DAY_BEFORE, ON_THE_DAY = BEGINS - timedelta(hours=10), BEGINS - timedelta(hours=8)


def every(model):
    with tenancy.unrestricted(reason="Looking at what there is."):
        return list(model.objects.order_by("pk"))


def seat_of(member: Membership) -> Seat:
    with tenancy.unrestricted(reason="Arranging a test."):
        return Seat.objects.get(membership=member)


@pytest.fixture
def event(programme):
    return EventFactory(programme=programme)


def test_the_last_answer_counts_and_the_same_one_changes_nothing(standing, mentor, event, now):
    here = standing(mentor)

    services.sign_up(here, event, answer="coming", at=now)
    services.sign_up(here, event, answer="coming", at=now + timedelta(days=1))
    services.sign_up(here, event, answer="not_coming", at=now + timedelta(days=2))

    assert [(one.seat_id, one.answer, one.answered_at) for one in every(Attendance)] == [
        (here.seat.pk, "not_coming", now + timedelta(days=2))
    ]
    assert [one.action for one in AuditEntry.objects.all()] == ["programmes.sign_up"] * 2


@pytest.mark.parametrize(
    ("mode", "answer"), [("onsite", "online"), ("online", "coming"), ("onsite", "perhaps")]
)
def test_only_what_the_event_offers_can_be_answered(mode, answer, standing, mentor, programme, now):
    event = EventFactory(programme=programme, mode=mode)

    with pytest.raises(services.NotOffered):
        services.sign_up(standing(mentor), event, answer=answer, at=now)

    assert every(Attendance) == []


@pytest.mark.parametrize("why", ["begun", "called off"])
def test_an_event_that_has_begun_or_was_called_off_takes_no_answers(
    why, standing, mentor, programme, now
):
    event = EventFactory(programme=programme, cancelled_at=now if why == "called off" else None)

    with pytest.raises(services.SignUpClosed):
        at = BEGINS if why == "begun" else now
        services.sign_up(standing(mentor), event, answer="coming", at=at)

    assert every(Attendance) == []


def test_whom_an_event_does_not_concern_gives_no_answer(standing, mentor, programme, now):
    event = EventFactory(programme=programme, roles=["hr"])

    with pytest.raises(PermissionDenied):
        services.sign_up(standing(mentor), event, answer="coming", at=now)

    assert every(Attendance) == []


def test_an_answer_to_an_own_meeting_stays_in_the_organisation(standing, mentor, programme, now):
    event = EventFactory(programme=programme, private_to=mentor.organisation)

    services.sign_up(standing(mentor), event, answer="coming", at=now)

    assert [one.private_to_id for one in every(Attendance)] == [mentor.organisation_id]


def test_attendance_is_noted_for_all_concerned_and_noted_again_it_is_corrected(
    standing, trainer, mentor, hr, event
):
    """Who answered keeps the answer, a seat that the event does not concern is left out."""
    AttendanceFactory(event=event, seat=seat_of(mentor), answer="coming")
    sponsor = SeatFactory(programme=event.programme, role="sponsor")
    both = {seat_of(mentor).pk, seat_of(hr).pk}
    here = standing(trainer)

    first = services.take_attendance(here, event, there=both | {sponsor.pk}, at=ON_THE_DAY)
    again = services.take_attendance(here, event, there={seat_of(hr).pk}, at=BEGINS)

    assert (first, again) == (2, 1)
    assert {one.seat_id: (one.answer, one.was_there) for one in every(Attendance)} == {
        seat_of(mentor).pk: ("coming", False),
        seat_of(hr).pk: ("", True),
        seat_of(trainer).pk: ("", False),
    }


def test_attendance_is_not_noted_before_the_day_in_helsinki(standing, trainer, mentor, event):
    with pytest.raises(services.TooEarly):
        services.take_attendance(
            standing(trainer), event, there={seat_of(mentor).pk}, at=DAY_BEFORE
        )

    assert every(Attendance) == []


def test_hr_notes_attendance_of_its_own_meeting_only(standing, hr, mentor, programme, event):
    own = EventFactory(programme=programme, private_to=hr.organisation)
    stranger = SeatFactory(programme=programme)
    here = standing(hr)

    services.take_attendance(here, own, there={seat_of(mentor).pk, stranger.pk}, at=BEGINS)
    with pytest.raises(PermissionDenied):
        services.take_attendance(here, event, there=set(), at=BEGINS)

    assert {(one.seat_id, one.event_id) for one in every(Attendance)} == {
        (seat_of(mentor).pk, own.pk),
        (seat_of(hr).pk, own.pk),
    }


def test_an_address_is_added_once_and_taken_away(standing, trainer, event, now):
    here, told = standing(trainer), {"title": "Slides", "address": "https://slides.example/1"}

    first = services.add_material(here, event, **told, at=now)
    again = services.add_material(here, event, **told, at=now)
    held = every(Material)
    services.remove_material(here, first)

    assert again == first
    assert [(one.title, one.added_by) for one in held] == [("Slides", here.seat)]
    assert every(Material) == []


def test_others_change_no_materials(standing, mentor, event, now):
    material, here = MaterialFactory(event=event), standing(mentor)

    with pytest.raises(PermissionDenied):
        services.add_material(here, event, title="x", address="https://x.example/", at=now)
    with pytest.raises(PermissionDenied):
        services.remove_material(here, material)

    assert every(Material) == [material]


@pytest.mark.parametrize("count", [1, 3])
def test_guests_are_read_in_one_query_with_their_answers(
    count, standing, mentor, event, django_assert_num_queries
):
    others = [SeatFactory(programme=event.programme) for _n in range(count)]
    SeatFactory(programme=event.programme, left_at=BEGINS)
    gone = SeatFactory(programme=event.programme, left_at=BEGINS)
    AttendanceFactory(event=event, seat=gone, was_there=True)
    AttendanceFactory(event=event, seat=others[0], answer="online")
    AttendanceFactory(event=EventFactory(programme=event.programme), seat=others[0])
    standing(mentor)

    with django_assert_num_queries(1):
        guests = queries.guests_of(event)

    assert {(one.seat, one.answer, one.was_there) for one in guests} == {
        *((seat, "online" if seat == others[0] else "", None) for seat in others),
        (gone, "", True),
        (seat_of(mentor), "", None),
        *((one.seat, "", None) for one in guests if one.seat.role == "hr"),
    }


def test_the_own_organisation_stands_first(standing, mentor, event):
    SeatFactory(programme=event.programme, membership__organisation__name_en="Aalto")
    standing(mentor)

    parties = queries.parties_of(queries.guests_of(event), first=mentor.organisation_id)

    assert [one.organisation.name for one in parties] == [mentor.organisation.name, "Aalto"]
    assert [len(one.guests) for one in parties] == [2, 1]


def test_the_own_group_is_found_without_those_who_left(standing, mentor, programme, event):
    mine, there = seat_of(mentor), SeatFactory(programme=programme)
    left = SeatFactory(programme=programme, left_at=BEGINS)
    GroupPlanFactory(event=event, groups=[[there.pk], [mine.pk, left.pk]])
    here = standing(mentor)

    found = queries.event_at(event.pk, standing=here)

    guests = queries.guests_of(found)
    assert queries.group_of(here, found, guests) == [mine]
    assert queries.groups_of(found, guests) == [[there], [mine]]


def test_an_event_is_found_by_those_whom_it_concerns(standing, mentor, hr, programme, event):
    theirs = EventFactory(programme=programme, private_to=SeatFactory().organisation)
    hr_only = EventFactory(programme=programme, roles=["hr"])
    outside = EventFactory()
    here = standing(mentor)

    found = [queries.event_at(one.pk, standing=here) for one in (event, theirs, hr_only, outside)]

    assert found == [event, None, None, None]


def test_a_member_without_a_seat_sees_no_material(standing, programme, hr, event):
    material = MaterialFactory(event=event)
    colleague = MembershipFactory(organisation=hr.organisation)

    assert queries.material_at(material.pk, standing=standing(colleague)) is None
    assert queries.material_at(material.pk, standing=standing(hr)) == material
