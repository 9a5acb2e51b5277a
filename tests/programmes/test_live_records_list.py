"""Serves R44: the records of an organisation's HR days are found on one list."""

from datetime import timedelta

import pytest
from django.urls import reverse

from nuotio.goals import origins
from nuotio.programmes.views import live_records
from tests.factories import MembershipFactory, ParticipationFactory, ProgrammeFactory
from tests.programmes.live_factories import (
    HrDayFactory,
    LiveParticipantFactory,
    LiveRoomFactory,
)

pytestmark = pytest.mark.django_db


def address(member, name="programmes:live_records"):
    return reverse(name, args=[member.organisation.slug])


def read(client, member, name="programmes:live_records"):
    return " ".join(client.get(address(member, name)).content.decode().split())


@pytest.fixture
def closed(hr, programme, now):
    """Make closed rooms of HR's organisation, each at an HR day of its own."""

    def make(name, day=0, **fields):
        event = HrDayFactory(programme=programme, name_en=name)
        at = now + timedelta(days=day)
        ours = {"private_to": hr.organisation, "closed_at": now, "opened_at": at}
        return LiveRoomFactory(event=event, **{**ours, **fields})

    return make


@pytest.mark.parametrize("count", [1, 3])
def test_hr_finds_every_record_of_her_organisation(
    count, closed, hr, programme, as_member, django_assert_num_queries
):
    for number in range(count):
        closed(f"HR day {number}")
    LiveRoomFactory(
        event=HrDayFactory(programme=programme, name_en="CANARY"), closed_at=hr.joined_at
    )
    client = as_member(hr)

    with django_assert_num_queries(8):
        page = read(client, hr)

    assert page.count(">HR day") == count
    assert "CANARY" not in page


def test_the_newest_comes_first_and_each_tells_what_it_waits_for(closed, hr, now, as_member):
    signed = {"hr_signed_at": now, "management_signed_at": now}
    closed("The first day", **signed)
    closed("The second day", day=14, hr_signed_at=now)
    closed("The day that goes on", closed_at=None)

    page = read(as_member(hr), hr)

    places = [page.index(words) for words in ("The second day", "waits: management", "The first")]
    assert places == sorted(places)
    assert "signed" in page[places[-1] :]
    assert "The day that goes on" not in page


def test_management_finds_them_too(closed, hr, as_member):
    room = closed("HR day 1")
    management = MembershipFactory(organisation=hr.organisation, management=True)
    client = as_member(management)

    page = read(client, management)

    record = f"/programmes/{room.programme_id}/events/{room.event_id}/live/record/"
    assert f'{record}">HR day 1' in page
    assert "HR day 1" in client.get(f"/en/o/{hr.organisation.slug}{record}").content.decode()


def test_others_find_those_of_the_rooms_where_they_were(closed, mentor, as_member):
    closed("A day without her")
    LiveParticipantFactory(room=closed("A day with her"), membership=mentor)

    page = read(as_member(mentor), mentor)

    assert "A day with her" in page
    assert "A day without her" not in page


def test_without_records_the_list_says_what_will_come(hr, as_member):
    alone = MembershipFactory()

    assert "you find its record here" in read(as_member(hr), hr)
    assert "you find its record here" in read(as_member(alone), alone)


def test_a_long_list_is_read_page_by_page(closed, hr, as_member, monkeypatch):
    monkeypatch.setattr(live_records, "PAGE", 2)
    for number in range(3):
        closed(f"HR day {number}", day=number)
    client = as_member(hr)

    first = read(client, hr)
    second = client.get(f"{address(hr)}?page=2").content.decode()

    assert [f">HR day {number}" in first for number in range(3)] == [False, True, True]
    assert [f">HR day {number}" in second for number in range(3)] == [True, False, False]


def test_the_list_of_programmes_leads_there_who_may_read_one(closed, hr, mentor, as_member):
    closed("HR day 1")
    employee = MembershipFactory(organisation=hr.organisation)

    led = {
        who.pk: address(who) in read(as_member(who), who, "programmes:programmes")
        for who in (hr, mentor, employee)
    }

    assert led == {hr.pk: True, mentor.pk: False, employee.pk: False}


def test_the_goals_lead_hr_and_management_there(hr, mentor, coordinator, as_member):
    management = MembershipFactory(organisation=hr.organisation, management=True)

    led = {
        who.pk: address(who) in read(as_member(who), who, "goals:goals")
        for who in (hr, management, mentor)
    }

    assert led == {hr.pk: True, management.pk: True, mentor.pk: False}
    assert origins.lists_for(coordinator) == []


def test_the_records_of_a_programme_that_was_left_stay_the_organisations_own(now, as_member):
    hr = MembershipFactory(hr=True)
    programme = ProgrammeFactory()
    ParticipationFactory(programme=programme, organisation=hr.organisation, state="left")
    event = HrDayFactory(programme=programme, name_en="The day before")
    LiveRoomFactory(event=event, private_to=hr.organisation, closed_at=now)

    assert "The day before" in read(as_member(hr), hr)
