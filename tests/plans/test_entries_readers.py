"""The reader's table: the audience that a text shows is who reads it, everywhere alike.

Serves issue 5 (reflection), R26, R73 to R77.
"""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import models
from django.urls import reverse

from nuotio.foundation import tenancy
from nuotio.people.models import Membership, Organisation
from nuotio.plans.models import Entry, PublishedEntry, SharedEntry
from nuotio.plans.queries import circles
from nuotio.plans.queries import entries as queries
from nuotio.plans.queries import support_given as support
from nuotio.plans.rules import entries as rules
from nuotio.plans.services import entries as services
from nuotio.plans.services import plan_mentors
from nuotio.plans.services import plans as plan_services
from nuotio.programmes.models import Programme
from tests.factories import LONG_AGO
from tests.plans import reading
from tests.plans.factories import EntryFactory, SupportGivenFactory
from tests.plans.reading import AT_HOME, AUDIENCES, BEYOND


@pytest.fixture
def world(ours):
    people, programme = reading.readers(ours)
    return people, programme, reading.entries_for_all(people["sanna"], programme)


@pytest.mark.parametrize("who", sorted(AT_HOME["organisation"]))
def test_page_export_and_api_show_a_reader_the_same_texts(who, world, client):
    people, _programme, _entries = world
    member = people[who]
    client.force_login(member.user)

    shown = [
        show(client, member)
        for show in (reading.on_the_page, reading.in_the_file, reading.in_the_api)
    ]

    reads = {audience for audience in AUDIENCES if who in AT_HOME[audience]}
    assert shown == [reads, reads, reads]


@pytest.mark.parametrize("who", BEYOND)
def test_nobody_of_another_organisation_reads_a_row(who, world, client):
    people, _programme, entries = world
    member = people[who]
    client.force_login(member.user)

    shown = [
        show(client, member)
        for show in (reading.on_the_page, reading.in_the_file, reading.in_the_api)
    ]
    with tenancy.inside(member.organisation_id):
        found = [queries.entry_at(one.pk, viewer=member) for one in entries.values()]

    assert shown == [set(), set(), set()]
    assert found == [None] * 6


@pytest.mark.parametrize("who", sorted({*AT_HOME["organisation"], *BEYOND}))
def test_the_rule_and_the_list_answer_alike(who, world):
    people, _programme, entries = world
    member = people[who]
    with tenancy.inside(member.organisation_id):
        circle = circles.circle_of(member)
        listed = {one.pk for one in queries.visible_entries(member, circle)}
    writers_pair = {member.pk} if people["sanna"] in circle.pair else ()

    allowed = {
        one.pk
        for one in entries.values()
        if rules.can_see_entry(member, one, writers_pair, circle.read_programmes)
    }

    expected = {entries[a].pk for a in AUDIENCES if who in AT_HOME[a]}
    assert listed == allowed == expected


@pytest.mark.parametrize("who", sorted(AT_HOME["organisation"]))
def test_a_page_of_one_entry_is_there_for_its_readers_alone(who, world, client):
    people, _programme, entries = world
    client.force_login(people[who].user)
    slug = people[who].organisation.slug

    answers = {
        audience: client.get(reverse("plans:entry", args=[slug, entries[audience].pk])).status_code
        for audience in AUDIENCES
    }

    assert answers == {a: 200 if who in AT_HOME[a] else 404 for a in AUDIENCES}


def test_a_text_for_the_pair_reaches_nobody_else_by_any_way(world, client, now):
    people, programme, entries = world
    others = sorted(set(people) - {"sanna", "jari"})
    pages = []
    for who in others:
        member = people[who]
        client.force_login(member.user)
        slug = member.organisation.slug
        pages += [
            client.get(reverse("plans:entries", args=[slug]), {"whose": "others"}),
            client.get(reverse("plans:entry", args=[slug, entries["pair"].pk])),
            client.get(reverse("plans:entries_export", args=[slug])),
            client.get(reverse("api:reflections", args=[slug])),
            client.get(reverse("plans:cohort_entries", args=[slug, programme.pk])),
            client.get(reverse("plans:network_entries")),
        ]

    told = [
        str(reading.cells_of(page.content)) if page.content[:2] == b"PK" else page.content.decode()
        for page in pages
    ]
    assert len(told) == 60
    assert [one for one in told if "Words for pair." in one] == []


def test_what_is_shared_with_the_programme_is_read_by_those_in_it(world, client, now):
    people, programme, _entries = world
    sanna = people["sanna"]
    entry = EntryFactory(writer=sanna, words="Shared words.")
    services.choose_audience(entry, f"cohort-{programme.pk}", by=sanna, at=now)

    reading_it = set()
    for who, member in people.items():
        client.force_login(member.user)
        address = reverse("plans:cohort_entries", args=[member.organisation.slug, programme.pk])
        page = client.get(address)
        if page.status_code == 200 and "Shared words." in page.content.decode():
            reading_it.add(who)

    assert reading_it == {"sanna", "seated", "kirsi", "coordinator", "beyond", "trainer"}


def test_what_is_given_to_the_network_is_read_by_everybody_signed_in(world, client, now):
    people, _programme, _entries = world
    sanna = people["sanna"]
    entry = EntryFactory(writer=sanna, words="Words for all.")
    services.choose_audience(entry, "network", by=sanna, at=now)
    address = reverse("plans:network_entries")

    signed_out = client.get(address).status_code
    reading_it = set()
    for who, member in people.items():
        client.force_login(member.user)
        page = client.get(address).content.decode()
        if "Words for all." in page and "Sanna Koskinen" in page and "Survey Agency" in page:
            reading_it.add(who)

    assert signed_out == 302
    assert reading_it == set(people)


def test_a_member_who_has_left_reads_nothing(world, ours):
    people, _programme, entries = world
    people["sanna"].left_at = LONG_AGO

    assert list(queries.visible_entries(people["sanna"])) == []
    assert queries.entry_at(entries["me"].pk, viewer=people["sanna"]) is None


@pytest.mark.parametrize("copy", [SharedEntry, PublishedEntry])
def test_a_copy_points_into_no_private_row(copy):
    keys = {
        field.related_model
        for field in copy._meta.get_fields()
        if isinstance(field, models.ForeignKey)
    }

    assert keys <= {Programme, Organisation}
    assert not keys & {Entry, Membership}
    if copy is PublishedEntry:
        assert keys == set()


def test_who_makes_a_plan_with_her_reads_nothing_that_she_wrote_for_her_pair_before(
    ours, sanna, jari, petri, plan, now
):
    before = EntryFactory(writer=sanna, audience="pair")
    given = SupportGivenFactory(mentor=sanna, audience="pair", words="Stuck")
    start = plan_services.PlanStart("Mine", plan.goal_id, partner_id=sanna.pk)
    plan_services.begin_plan(start, by=petri, at=now, once=uuid4())
    after = EntryFactory(writer=sanna, audience="pair", changed_at=now)
    later = SupportGivenFactory(mentor=sanna, audience="pair", words="Late", changed_at=now)

    assert [queries.entry_at(before.pk, viewer=one) for one in (jari, petri)] == [before, None]
    assert [queries.entry_at(after.pk, viewer=one) for one in (jari, petri)] == [after, after]
    assert list(queries.visible_entries(petri)) == [after]
    assert set(support.visible_support(jari)) == {given, later}
    assert list(support.visible_support(petri)) == [later]


def test_her_page_names_who_reads_and_lets_her_choose_her_new_pair_with_one_press(
    sanna, petri, plan, now, client
):
    before = EntryFactory(writer=sanna, audience="pair")
    plan_mentors.add_mentor(plan, petri.pk, by=sanna, at=now)
    address = reverse("plans:entry", args=[sanna.organisation.slug, before.pk])
    client.force_login(sanna.user)

    first = client.get(address).content.decode()
    client.post(f"{address}audience/", {"audience": "pair"})
    then = client.get(address).content.decode()

    assert "You and Jari Lehto read this." in first
    assert "You and Jari Lehto and Petri Niemi read this." in first
    assert then.count("You and Jari Lehto and Petri Niemi read this.") == 1
    assert "You and Jari Lehto read this." not in then
    assert queries.entry_at(before.pk, viewer=petri) == before


def test_who_comes_back_to_a_plan_reads_nothing_from_the_time_between(
    sanna, jari, petri, plan, now
):
    plan_mentors.add_mentor(plan, petri.pk, by=sanna, at=now - timedelta(days=9))
    plan_mentors.leave_plan(plan, by=petri, at=now - timedelta(days=8))
    between = EntryFactory(writer=sanna, audience="pair", changed_at=now - timedelta(days=7))

    plan_mentors.add_mentor(plan, petri.pk, by=sanna, at=now)

    assert queries.entry_at(between.pk, viewer=jari) == between
    assert queries.entry_at(between.pk, viewer=petri) is None
