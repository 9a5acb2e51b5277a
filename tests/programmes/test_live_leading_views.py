"""Serves R38, R39 and R44: HR opens, leads and closes the room; the record is read and signed."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from nuotio.foundation import tenancy
from nuotio.goals.models import Goal
from nuotio.goals.services import goals
from nuotio.programmes.forms.live import OpenRoomForm
from nuotio.programmes.models import LiveNote, LiveParticipant, LiveRoom
from nuotio.programmes.services import live_records, live_rooms, live_voices
from tests.culture.factories import RoundResultFactory
from tests.factories import MembershipFactory, OrganisationFactory, ParticipationFactory
from tests.goals.factories import StrategicCompetenceFactory
from tests.programmes.live_factories import (
    HrDayFactory,
    LiveNoteFactory,
    LiveParticipantFactory,
    LiveRoomFactory,
)
from tests.programmes.test_live_records import changed, live_goal

pytestmark = pytest.mark.django_db
PAGE = 12  # queries of a page at most


def every(model):
    with tenancy.unrestricted(reason="Looking at what there is."):
        return list(model.objects.order_by("pk"))


def address(member, event, name="live", **more):
    kwargs = {
        "organisation": member.organisation.slug,
        "programme": event.programme_id,
        "pk": event.pk,
        **more,
    }
    return reverse(f"programmes:{name}", kwargs=kwargs)


def text_of(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def day(programme):
    return HrDayFactory(programme=programme, name_en="HR day 1")


@pytest.fixture
def room(day, hr):
    return LiveRoomFactory(event=day, private_to=hr.organisation, code="BCDFGHJK")


@pytest.fixture
def management(hr):
    return MembershipFactory(organisation=hr.organisation, management=True)


def press(action, room, **more):
    return {"action": action, "step": room.step, "seen_step": room.step, "seen": 1, **more}


def test_the_event_leads_hr_to_a_room_and_a_mentor_to_none(as_member, hr, mentor, programme):
    day = HrDayFactory(programme=programme, roles=["hr", "mentor"])

    of_hr = text_of(as_member(hr).get(address(hr, day, "event")))
    of_mentor = text_of(as_member(mentor).get(address(hr, day, "event")))

    assert "Open a live room" in of_hr
    assert "Live room" not in of_mentor


@pytest.mark.parametrize("rooms", [0, 1, 3])
def test_the_page_of_the_event_costs_no_more_with_rooms(
    rooms, as_member, hr, programme, django_assert_max_num_queries
):
    day = HrDayFactory(programme=programme)
    for number in range(rooms):
        ours = hr.organisation if number == 0 else OrganisationFactory()
        room = LiveRoomFactory(event=day, private_to=ours)
        LiveParticipantFactory(room=room)
    client = as_member(hr)

    with django_assert_max_num_queries(PAGE):
        page = text_of(client.get(address(hr, day, "event")))

    assert ("Lead the room" in page) is bool(rooms)
    assert ("Open a live room" in page) is not bool(rooms)


def test_who_was_in_the_room_finds_the_record_from_the_event(as_member, hr, mentor, programme, now):
    day = HrDayFactory(programme=programme, roles=["hr", "mentor"])
    room = LiveRoomFactory(event=day, private_to=hr.organisation)
    open_page = text_of(as_member(mentor).get(address(hr, day, "event")))
    as_member(mentor).post(address(mentor, day, "live_join"))
    changed(room, closed_at=now, step="record")

    page = text_of(as_member(mentor).get(address(mentor, day, "event")))
    record = as_member(mentor).get(address(mentor, day, "live_record"))

    assert "Come in" in open_page
    assert "Read the record" in page
    assert record.status_code == 200


def test_hr_opens_the_room_with_the_latest_results(as_member, hr, day, now):
    RoundResultFactory(round__organisation=hr.organisation, released_at=now - timedelta(days=9))
    latest = RoundResultFactory(round__organisation=hr.organisation, released_at=now)
    client = as_member(hr)

    form = text_of(client.get(address(hr, day)))
    opened = client.post(address(hr, day), filled(round=str(latest.round_id)))
    page = text_of(client.get(opened["Location"]))

    room = every(LiveRoom)[0]
    assert (room.round_id, room.shows_names, room.dots) == (latest.round_id, False, 5)
    assert room.plan["surprises"] == {"minutes": 8, "hidden": True}
    assert form.index(f'value="{latest.round_id}" selected') > 0
    assert f"{room.code[:4]} {room.code[4:]}" in page
    assert "a trainer too" in page


def filled(**fields):
    """What the page sends that nothing was changed on."""
    form = OpenRoomForm(rounds=[])
    values = {name: form[name].value() for name in form.fields}
    ticked = {name: "on" for name, value in values.items() if value is True}
    told = {name: value for name, value in values.items() if value not in (True, False, None)}
    return {**told, **ticked, **fields}


def test_what_is_wrong_in_the_opening_is_told_next_to_the_field(as_member, hr, day):
    page = as_member(hr).post(address(hr, day), filled(dots="99", minutes_results="0"))

    assert 'id="id_dots-error"' in text_of(page)
    assert every(LiveRoom) == []


def test_a_round_that_went_meanwhile_is_told(as_member, hr, day, monkeypatch):
    result = RoundResultFactory(round__organisation=hr.organisation)

    def gone(*_args, **_kwargs):
        raise live_rooms.NoSuchRound

    monkeypatch.setattr(live_rooms, "open_room", gone)
    sent = filled(round=str(result.round_id))
    page = as_member(hr).post(address(hr, day), sent)

    assert "These results are not there any more." in text_of(page)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("step", ["gathering", "results", "surprises", "priorities", "decisions"])
def test_the_leader_sees_every_step_in_few_queries(
    step, count, as_member, hr, day, room, django_assert_max_num_queries
):
    for _ in range(count):
        LiveNoteFactory(participant=LiveParticipantFactory(room=room), step=step)
    live_goal(room)
    changed(room, step=step, step_ends_at=timezone.now() + timedelta(minutes=5))
    client = as_member(hr)

    with django_assert_max_num_queries(PAGE):
        page = client.get(address(hr, day))
    with django_assert_max_num_queries(PAGE):
        same = client.get(f"{address(hr, day, 'live_lead_state')}?seen=1&step={step}")
    with django_assert_max_num_queries(PAGE):
        part = client.get(f"{address(hr, day, 'live_lead_state')}?seen=0&step={step}")

    assert [page.status_code, same.status_code, part.status_code] == [200, 204, 200]
    assert 'id="presses" hx-swap-oob="true"' in text_of(part)


def test_the_leader_goes_through_the_day_by_pressing(as_member, hr, day, room):
    client = as_member(hr)
    for step, then in (("gathering", "results"), ("results", "surprises")):
        changed(room, step=step)
        client.post(address(hr, day, "live_lead"), press("go", room, step=then))
    went = every(LiveRoom)[0]
    client.post(address(hr, day, "live_lead"), press("time", went, seen=went.version))
    client.post(address(hr, day, "live_lead"), press("show", went))
    shown = every(LiveRoom)[0]
    client.post(address(hr, day, "live_lead"), press("close", shown))
    closed = every(LiveRoom)[0]
    client.post(address(hr, day, "live_lead"), press("again", closed))

    assert (went.step, went.is_open) == ("surprises", True)
    assert shown.step_ends_at - went.step_ends_at == timedelta(minutes=2)
    assert (shown.revealed, closed.step, closed.is_open) == (["surprises"], "record", False)
    assert every(LiveRoom)[0].is_open


@pytest.mark.parametrize(
    "form", [{}, {"action": "dance"}, {"action": "go", "step": "nowhere"}, {"action": "time"}]
)
def test_a_press_that_means_nothing_changes_nothing(form, form_room, as_member, hr, day):
    answer = as_member(hr).post(address(hr, day, "live_lead"), form)

    assert (answer.status_code, every(LiveRoom)[0].version) == (302, 1)


@pytest.fixture
def form_room(room):
    return room


def test_presses_in_a_closed_and_in_a_signed_room_are_told(as_member, hr, day, room, now):
    note = LiveNoteFactory(participant=LiveParticipantFactory(room=room))
    changed(room, step="record", closed_at=now, hr_signed_at=now)
    client = as_member(hr)

    closed = client.post(address(hr, day, "live_lead"), press("show", room), follow=True)
    signed = client.post(address(hr, day, "live_lead"), press("again", room), follow=True)
    hidden = client.post(address(hr, day, "live_hide", note=note.pk), follow=True)
    state = client.get(address(hr, day, "live_lead_state"))

    assert "The room is closed." in text_of(closed)
    assert "nothing changes in it any more" in text_of(signed)
    assert "nothing changes in it any more" in text_of(hidden)
    assert state["HX-Refresh"] == "true"
    assert every(LiveNote)[0].hidden_at is None


def test_words_are_hidden_and_put_back_from_the_page(as_member, hr, day, room):
    note = LiveNoteFactory(participant=LiveParticipantFactory(room=room))
    client, where = as_member(hr), address(hr, day, "live_hide", note=note.pk)

    client.post(where)
    off = every(LiveNote)[0].hidden_at
    client.post(where, {"action": "back"})

    assert (off is None, every(LiveNote)[0].hidden_at) == (False, None)


def test_words_of_another_room_are_not_there(as_member, hr, day, room, programme):
    other = MembershipFactory(hr=True)
    ParticipationFactory(programme=programme, organisation=other.organisation)
    theirs = LiveRoomFactory(event=day, private_to=other.organisation)
    note = LiveNoteFactory(participant=LiveParticipantFactory(room=theirs), text="Their secret")

    hidden = as_member(hr).post(address(hr, day, "live_hide", note=note.pk))
    page = text_of(as_member(hr).get(address(hr, day)))

    assert hidden.status_code == 404
    assert "Their secret" not in page
    assert every(LiveNote)[0].hidden_at is None


def test_nobody_but_hr_leads_and_the_provider_finds_no_room(
    as_member, hr, mentor, management, trainer, programme, room
):
    with tenancy.unrestricted(reason="Arranging a test."):
        day = room.event
        type(day).objects.filter(pk=day.pk).update(roles=["hr", "mentor", "trainer"])

    answers = {
        person: as_member(person).get(address(person, day)).status_code
        for person in (mentor, management, trainer)
    }
    by_press = as_member(mentor).post(address(mentor, day, "live_lead"), press("show", room))
    of_trainer = as_member(trainer).get(address(trainer, day, "live_record"))

    assert answers == {mentor: 403, management: 403, trainer: 403}
    assert (by_press.status_code, of_trainer.status_code) == (403, 404)


def test_a_member_comes_in_with_one_press(as_member, hr, day, room, monkeypatch, now):
    client = as_member(hr)

    entered = client.post(address(hr, day, "live_join"))
    page = text_of(client.get(entered["Location"]))
    monkeypatch.setattr(live_voices, "MOST_PEOPLE", 0)
    other = MembershipFactory(organisation=hr.organisation, management=True)
    full = as_member(other).post(address(hr, day, "live_join"), follow=True)
    changed(room, closed_at=now)
    closed = as_member(other).post(address(hr, day, "live_join"), follow=True)

    assert "You are in." in page
    assert "The room is full" in text_of(full)
    assert "The room has closed already." in text_of(closed)
    assert [one.membership_id for one in every(LiveParticipant)] == [hr.pk]


def test_there_is_no_room_to_join_lead_or_read_before_one_is_open(as_member, hr, day):
    client = as_member(hr)

    answers = [
        client.post(address(hr, day, "live_join")).status_code,
        client.post(address(hr, day, "live_lead")).status_code,
        client.get(address(hr, day, "live_record")).status_code,
    ]

    assert answers == [404, 404, 404]


def goal_form(**fields):
    return {
        "once": str(uuid4()),
        "title": "We try small things",
        "ground": "finding:trust",
        "sign": "We hear of tries on Fridays",
        "decided_by": "The management team",
        "decided_on": "2026-12-03",
        **fields,
    }


@pytest.fixture
def deciding(room, hr):
    result = RoundResultFactory(round__organisation=hr.organisation)
    return changed(room, step="decisions", round=result.round)


def test_a_goal_is_written_down_with_what_is_promised(as_member, hr, day, deciding, management):
    client = as_member(hr)
    form = text_of(client.get(address(hr, day, "live_goal")))

    promised = {"sponsor": str(management.pk), "time_share": "10", "commitment": "Asks each month"}
    client.post(address(hr, day, "live_goal"), goal_form(**promised))
    page = text_of(client.get(address(hr, day)))

    assert "A finding of the survey" in form
    assert [
        (one.title, one.dimension, one.sponsor_id, one.time_share, one.decided_by)
        for one in every(Goal)
    ] == [("We try small things", "trust", management.pk, 10, "The management team")]
    assert "We try small things" in page


def test_a_goal_on_a_competence(as_member, hr, day, deciding):
    competence = StrategicCompetenceFactory(organisation=hr.organisation)
    ground = f"competence:{competence.pk}"

    as_member(hr).post(address(hr, day, "live_goal"), goal_form(ground=ground))

    assert [one.competence_id for one in every(Goal)] == [competence.pk]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": ""}, "title"),
        ({"ground": ""}, "ground"),
        ({"ground": "competence:987654321"}, "ground"),
        ({"sign": ""}, "sign"),
        ({"sponsor": "987654321"}, "sponsor"),
        ({"decided_on": "yesterday"}, "decided_on"),
    ],
)
def test_what_a_goal_lacks_is_told_next_to_the_field(fields, field, as_member, hr, day, deciding):
    page = as_member(hr).post(address(hr, day, "live_goal"), goal_form(**fields))

    assert f'id="id_{field}-error"' in text_of(page)
    assert every(Goal) == []


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (live_records.EnoughGoals, "There are three main goals already."),
        (live_records.WithoutGround, "Choose a finding or a strategic competence."),
        (live_records.NotNow, "Goals are written down when the room has come to them."),
        (live_rooms.RoomClosed, "Goals are written down when the room has come to them."),
        (goals.NotThere("sponsor"), "This is not there any more. Choose again."),
        (goals.NotThere("theme"), "This is not there any more. Choose again."),
    ],
)
def test_a_goal_that_cannot_be_decided_keeps_what_was_typed(
    error, words, as_member, hr, day, deciding, monkeypatch
):
    def refuse(*_args, **_kwargs):
        raise error

    monkeypatch.setattr(live_records, "decide", refuse)

    page = text_of(as_member(hr).post(address(hr, day, "live_goal"), goal_form()))

    assert words in page
    assert "We hear of tries on Fridays" in page


def test_without_results_a_goal_needs_no_ground(as_member, hr, day, room):
    changed(room, step="decisions")

    as_member(hr).post(address(hr, day, "live_goal"), goal_form(ground=""))

    assert [one.has_ground for one in every(Goal)] == [False]


def test_two_people_sign_the_record_and_it_changes_no_more(
    as_member, hr, management, day, deciding
):
    as_member(hr).post(address(hr, day, "live_goal"), goal_form())
    early = as_member(hr).post(address(hr, day, "live_sign"), {"side": "hr"}, follow=True)
    as_member(hr).post(address(hr, day, "live_lead"), press("close", deciding))
    led = as_member(hr).get(address(hr, day))
    before = text_of(as_member(hr).get(led["Location"]))

    as_member(hr).post(address(hr, day, "live_sign"), {"side": "hr"})
    waits = text_of(as_member(hr).get(address(hr, day, "live_record")))
    as_member(management).post(address(hr, day, "live_sign"), {"side": "management"})
    signed = text_of(as_member(management).get(address(hr, day, "live_record")))

    assert "Close the room first" in text_of(early)
    assert "Sign for HR" in before
    assert "waits for a signature: management" in waits
    assert "Nothing in this record changes any more." in signed
    assert [one.state for one in every(Goal)] == ["decided"]


def test_who_holds_both_roles_signs_for_one_side(as_member, hr, day, room, now):
    both = MembershipFactory(organisation=hr.organisation, hr=True, management=True)
    changed(room, closed_at=now, step="record")
    client, where = as_member(both), address(both, day, "live_sign")

    offered = text_of(client.get(address(both, day, "live_record")))
    client.post(where, {"side": "hr"})
    told = client.post(where, {"side": "management"}, follow=True)
    wrong = client.post(where, {"side": "nobody"})

    assert "Sign for management" in offered
    assert "Two people sign." in text_of(told)
    assert wrong.status_code == 403
    assert every(LiveRoom)[0].management_signed_at is None


def test_the_record_of_an_open_room_says_so(as_member, hr, day, room):
    page = text_of(as_member(hr).get(address(hr, day, "live_record")))

    assert "The room is still open." in page
    assert "Sign for HR" not in page


def test_a_record_whose_names_are_forgotten_counts_them(as_member, hr, day, room, now):
    changed(room, step="record", closed_at=now, hr_signed_at=now, management_signed_at=now)
    LiveParticipantFactory(room=room, name="", key_digest="")
    LiveParticipantFactory(room=room, name="Aino")

    page = text_of(as_member(hr).get(address(hr, day, "live_record")))

    assert "Aino, 1 person whose name is forgotten" in page
    assert "A former member" in page


def test_a_goal_leads_hr_and_management_to_the_record_of_its_day(
    as_member, hr, management, mentor, day, room
):
    goal = live_goal(room).goal
    where = reverse("goals:goal", args=[hr.organisation.slug, goal.pk])
    record = address(hr, day, "live_record")

    led = [record in text_of(as_member(one).get(where)) for one in (hr, management, mentor)]

    assert led == [True, True, False]
