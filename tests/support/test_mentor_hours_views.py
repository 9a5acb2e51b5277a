"""Serves R85, R87: HR and coordinators see hours left by name; nobody is ranked by them."""

import re

import pytest

from tests.factories import (
    LONG_AGO,
    MembershipFactory,
    OrganisationFactory,
    RoleHoldingFactory,
    TimeBookingFactory,
    UserFactory,
)
from tests.support.factories import ReadinessFactory, SupportInvitationFactory
from tests.support.members import person
from tests.support.mentor_pages import agreed, at, read, this_month, today


def mentors(ours, count):
    made = [person(ours, f"Mentor {number:03}", mentor=True) for number in range(count)]
    for one in made:
        agreed(one)
        ReadinessFactory(mentor=one)
        SupportInvitationFactory(mentor=one, request__organisation=ours, month=this_month())
    return made


def names_in(page) -> list[str]:
    return re.findall(r'<a class="title" href="[^"]+">([^<]+)</a>', page)


def test_mentors_stand_by_name_whatever_they_have_left(kirsi, sanna, jari, petri, as_member):
    for one, hours in ((sanna, "4"), (jari, "30"), (petri, "16")):
        agreed(one, hours)
    TimeBookingFactory(mentor=petri, day=this_month(), minutes=900)

    page = read(as_member(kirsi), "hours", kirsi)

    assert names_in(page) == ["Jari Lehto", "Petri Niemi", "Sanna Koskinen"]
    assert page.count("4\xa0h left") == 3
    assert "1\xa0h left" in page


def test_a_pause_and_no_agreed_time_are_told(ours, kirsi, sanna, jari, petri, as_member):
    for one in (sanna, jari):
        agreed(one)
    ReadinessFactory(mentor=sanna, rests=True, rests_until=today(30))
    ReadinessFactory(mentor=jari, rests=True)
    paused = person(ours, "Zita Aalto")
    RoleHoldingFactory(membership=paused, state="paused")

    page = read(as_member(kirsi), "hours", kirsi)

    assert "No new requests until" in page
    assert "No new requests now" in page
    assert "on pause" in page
    assert page.count("No working time is agreed on yet with the supervisor") == 2
    assert names_in(page)[-1] == "Zita Aalto"


def test_a_pause_that_is_over_is_not_told(kirsi, sanna, as_member):
    ReadinessFactory(mentor=sanna, rests=True, rests_until=today(-1))

    assert "No new requests" not in read(as_member(kirsi), "hours", kirsi)


def test_nobody_but_hr_and_coordinators_sees_the_list(kirsi, tiina, sanna, aino, markku, as_member):
    seen = {one: as_member(one).get(at("hours", one)).status_code for one in (kirsi, tiina)}
    refused = [as_member(one).get(at("hours", one)).status_code for one in (sanna, aino, markku)]

    assert list(seen.values()) == [200, 200]
    assert refused == [403, 403, 403]


def test_mentors_of_another_organisation_and_those_who_left_are_not_there(
    ours, kirsi, sanna, as_member
):
    MembershipFactory(
        organisation=OrganisationFactory(), mentor=True, user=UserFactory(name="Vieras Mentori")
    )
    MembershipFactory(
        organisation=ours, mentor=True, user=UserFactory(name="Gone Mentor"), left_at=LONG_AGO
    )

    page = read(as_member(kirsi), "hours", kirsi)

    assert names_in(page) == ["Sanna Koskinen"]


def test_an_empty_list_helps(kirsi, as_member):
    assert "No mentors yet" in read(as_member(kirsi), "hours", kirsi)


def test_the_list_is_paged_by_fifty(ours, kirsi, as_member):
    mentors(ours, 51)
    client = as_member(kirsi)

    first, second = (read(client, "hours", kirsi, query=f"?page={n}") for n in (1, 2))

    assert (len(names_in(first)), names_in(second)) == (50, ["Mentor 050"])


@pytest.mark.parametrize("count", [1, 7])
def test_the_list_takes_the_same_queries_for_any_number_of_mentors(
    ours, kirsi, as_member, count, django_assert_num_queries
):
    mentors(ours, count)
    client = as_member(kirsi)
    read(client, "hours", kirsi)

    with django_assert_num_queries(10):
        read(client, "hours", kirsi)
