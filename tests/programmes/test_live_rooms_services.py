"""Serves R38: HR opens and leads its organisation's own room at an HR day."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from nuotio.audit.models import AuditEntry
from nuotio.foundation import tenancy
from nuotio.programmes.live import codes, steps
from nuotio.programmes.live.steps import Step
from nuotio.programmes.models import LiveNote, LiveRoom
from nuotio.programmes.queries import live as queries
from nuotio.programmes.queries import live_results
from nuotio.programmes.rules import live as rules
from nuotio.programmes.services import live_rooms as services
from tests.culture.factories import RoundResultFactory, SurveyRoundFactory
from tests.factories import MembershipFactory, ParticipationFactory
from tests.programmes.live_factories import (
    HrDayFactory,
    LiveNoteFactory,
    LiveParticipantFactory,
    LiveRoomFactory,
)

pytestmark = pytest.mark.django_db
QUICK = services.Choices(plan={"results": {"minutes": 10, "hidden": False}})


def every(model):
    with tenancy.unrestricted(reason="Looking at what there is."):
        return list(model.objects.order_by("pk"))


@pytest.fixture
def day(programme):
    return HrDayFactory(programme=programme)


@pytest.fixture
def room(day, hr):
    """The open room of HR's organisation."""
    return LiveRoomFactory(event=day, private_to=hr.organisation)


def at_step(room, step, **fields):
    with tenancy.unrestricted(reason="Arranging a test."):
        LiveRoom.objects.filter(pk=room.pk).update(step=step, **fields)
        room.refresh_from_db()
    return room


def test_hr_opens_one_room_that_keeps_what_is_released_of_the_round(standing, hr, day, now):
    result = RoundResultFactory(round__organisation=hr.organisation)
    chosen = services.Choices(round_id=result.round_id, shows_names=True, dots=3)
    here = standing(hr)

    room = services.open_room(here, day, chosen, at=now)
    again = services.open_room(here, day, QUICK, at=now)

    assert again == room
    assert [
        (one.private_to_id, one.round_id, one.step, one.shows_names, one.dots, one.opened_by_id)
        for one in every(LiveRoom)
    ] == [(hr.organisation_id, result.round_id, "gathering", True, 3, hr.pk)]
    assert codes.read(room.code) == room.code
    assert [one["code"] for one in room.findings[:2]] == ["trust", "reflection"]
    assert [one.action for one in AuditEntry.objects.all()] == ["programmes.open_room"]


def test_a_room_without_results_has_the_dimensions_alone(standing, hr, day, now):
    room = services.open_room(standing(hr), day, services.Choices(), at=now)

    assert (room.round_id, len(room.findings), room.findings[0]["mean"]) == (None, 8, None)


def test_two_organisations_have_a_room_each_at_one_day(standing, hr, day, programme, now):
    other = MembershipFactory(hr=True)
    ParticipationFactory(programme=programme, organisation=other.organisation)
    theirs = LiveRoomFactory(event=day, private_to=other.organisation)

    here = standing(hr)
    ours = services.open_room(here, day, services.Choices(), at=now)

    assert ours.pk != theirs.pk
    assert queries.room_of(day.pk, standing=here) == ours


def test_the_results_of_others_and_of_open_rounds_are_not_to_be_looked_at(standing, hr, day, now):
    foreign = RoundResultFactory()
    open_round = SurveyRoundFactory(organisation=hr.organisation, announced=True)
    here = standing(hr)

    for round_id in (foreign.round_id, open_round.pk, 987_654_321):
        with pytest.raises(services.NoSuchRound):
            services.open_room(here, day, services.Choices(round_id=round_id), at=now)

    assert every(LiveRoom) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_latest_closed_round_is_offered_first_in_one_query(
    count, standing, hr, now, django_assert_num_queries
):
    RoundResultFactory()
    own = [
        RoundResultFactory(round__organisation=hr.organisation, released_at=now + timedelta(days=n))
        for n in range(count)
    ]
    viewer = standing(hr).actor
    viewer.roles  # noqa: B018 -- fetched with the page

    with django_assert_num_queries(1):
        found = live_results.rounds_to_look_at(viewer)

    assert found == [one.round for one in reversed(own)]


def test_an_employee_is_offered_no_results(standing, hr):
    employee = MembershipFactory(organisation=hr.organisation)
    RoundResultFactory(round__organisation=hr.organisation)

    assert live_results.rounds_to_look_at(standing(employee).actor) == []


@pytest.mark.parametrize("kind", ["coaching", "info"])
def test_a_room_belongs_to_an_hr_day(kind, standing, hr, programme, now):
    other = HrDayFactory(programme=programme, kind=kind)

    with pytest.raises(PermissionDenied):
        services.open_room(standing(hr), other, QUICK, at=now)

    assert every(LiveRoom) == []


def test_no_room_is_opened_at_a_day_that_was_called_off(standing, hr, programme, now):
    off = HrDayFactory(programme=programme, cancelled_at=now)

    with pytest.raises(PermissionDenied):
        services.open_room(standing(hr), off, QUICK, at=now)


def test_neither_a_mentor_nor_a_trainer_opens_or_leads(standing, hr, mentor, trainer, day, now):
    room = LiveRoomFactory(event=day, private_to=hr.organisation)

    for person in (mentor, trainer):
        here = standing(person)
        assert not rules.can_lead_room(here, room)
        with pytest.raises(PermissionDenied):
            services.open_room(here, day, QUICK, at=now)

    assert every(LiveRoom) == [room]


def test_two_presses_of_next_go_on_once(standing, hr, room, now):
    here = standing(hr)

    services.go_to(here, room, Step.RESULTS, seen="gathering", at=now)
    twice = services.go_to(here, room, Step.SURPRISES, seen="gathering", at=now)

    assert (twice.step, twice.version) == ("results", 2)
    assert twice.step_ends_at == now + timedelta(minutes=15)


def test_the_leader_goes_back_to_a_step_whose_clock_begins_anew(standing, hr, room, now):
    here = standing(hr)
    at_step(room, "surprises")

    back = services.go_to(here, room, Step.GATHERING, seen="surprises", at=now)

    assert (back.step, back.step_ends_at) == ("gathering", None)


def test_the_record_comes_with_closing_alone(standing, hr, room, now):
    at_step(room, "decisions")

    stays = services.go_to(standing(hr), room, Step.RECORD, seen="decisions", at=now)

    assert (stays.step, stays.is_open) == ("decisions", True)


def test_more_time_is_given_once_for_two_presses_and_from_now_on_when_it_is_over(
    standing, hr, room, now
):
    here = standing(hr)
    at_step(room, "results", step_ends_at=now - timedelta(minutes=5))

    more = services.add_time(here, room, 2, seen=room.version, at=now)
    twice = services.add_time(here, room, 2, seen=room.version, at=now)

    assert more.step_ends_at == twice.step_ends_at == now + timedelta(minutes=2)


def test_a_step_without_a_clock_gets_no_time(standing, hr, room, now):
    same = services.add_time(standing(hr), room, 2, seen=room.version, at=now)

    assert (same.step_ends_at, same.version) == (None, 1)


def test_a_clock_is_never_set_further_than_four_hours(standing, hr, room, now):
    here = standing(hr)
    at_step(room, "results", step_ends_at=now + timedelta(hours=4))

    same = services.add_time(here, room, 2, seen=room.version, at=now)

    assert same.step_ends_at == now + timedelta(hours=4)


def test_what_was_hidden_is_shown_once(standing, hr, room):
    here = standing(hr)
    at_step(room, "surprises")

    shown = services.show(here, room, Step.SURPRISES)
    again = services.show(here, room, Step.SURPRISES)

    assert (shown.revealed, again.revealed, again.version) == (["surprises"], ["surprises"], 2)


def test_words_that_name_a_person_go_off_the_screens_and_come_back(standing, hr, room, now):
    note = LiveNoteFactory(participant=LiveParticipantFactory(room=room))
    here = standing(hr)

    for _press in range(2):
        services.set_hidden(here, room, note, hidden=True, at=now)
    off = every(LiveNote)[0].hidden_at
    services.set_hidden(here, room, note, hidden=False, at=now)

    assert (off, every(LiveNote)[0].hidden_at) == (now, None)
    assert [one.action for one in AuditEntry.objects.all()] == ["programmes.hide_note"] * 2


def test_a_room_closes_once_and_opens_again_with_its_code(standing, hr, room, now):
    here = standing(hr)
    code = room.code

    services.close_room(here, room, at=now)
    closed = services.close_room(here, room, at=now + timedelta(hours=1))
    services.open_again(here, room)
    opened = services.open_again(here, room)

    assert (closed.closed_at, closed.step) == (now, "record")
    assert (opened.is_open, opened.step, opened.code) == (True, "decisions", code)


def test_nothing_is_led_in_a_closed_room(standing, hr, room, now):
    here = standing(hr)
    at_step(room, "record", closed_at=now, step_ends_at=now)

    for press in (
        lambda: services.go_to(here, room, Step.RESULTS, seen="record", at=now),
        lambda: services.add_time(here, room, 2, seen=1, at=now),
        lambda: services.show(here, room, Step.SURPRISES),
    ):
        with pytest.raises(services.RoomClosed):
            press()

    assert every(LiveRoom)[0].version == 1


def test_after_a_signature_nothing_is_hidden_or_opened_again(standing, hr, room, now):
    note = LiveNoteFactory(participant=LiveParticipantFactory(room=room))
    here = standing(hr)
    at_step(room, "record", closed_at=now, hr_signed_at=now)

    with pytest.raises(services.Signed):
        services.open_again(here, room)
    with pytest.raises(services.Signed):
        services.set_hidden(here, room, note, hidden=True, at=now)

    assert [one.hidden_at for one in every(LiveNote)] == [None]
    assert not every(LiveRoom)[0].is_open


@pytest.mark.parametrize(
    "press",
    [
        lambda here, room, now: services.go_to(here, room, Step.RESULTS, seen="gathering", at=now),
        lambda here, room, now: services.add_time(here, room, 2, seen=1, at=now),
        lambda here, room, _now: services.show(here, room, Step.SURPRISES),
        lambda here, room, now: services.close_room(here, room, at=now),
        lambda here, room, _now: services.open_again(here, room),
    ],
)
def test_a_mentor_does_not_lead(press, standing, mentor, room, now):
    here = standing(mentor)

    with pytest.raises(PermissionDenied):
        press(here, room, now)

    assert [(one.step, one.version) for one in every(LiveRoom)] == [("gathering", 1)]


def test_a_code_that_is_in_use_is_drawn_again(standing, hr, day, now, monkeypatch):
    taken = LiveRoomFactory(code="BCDFGHJK")
    drawn = iter([taken.code, "KJHGFDCB"])
    monkeypatch.setattr(codes, "new_code", lambda: next(drawn))

    room = services.open_room(standing(hr), day, services.Choices(), at=now)

    assert room.code == "KJHGFDCB"


def test_five_codes_in_use_in_a_row_are_told(standing, hr, day, now, monkeypatch):
    taken = LiveRoomFactory(code="BCDFGHJK")
    monkeypatch.setattr(codes, "new_code", lambda: taken.code)

    with pytest.raises(AssertionError):
        services.open_room(standing(hr), day, services.Choices(), at=now)

    assert every(LiveRoom) == [taken]


def test_the_usual_plan_times_every_step_between_gathering_and_record():
    assert list(steps.USUAL) == list(steps.TIMED)
