"""Serves R47: the strategy by teams, with what is missing as an invitation."""

import pytest
from django.urls import reverse

from tests.factories import LONG_AGO, MembershipFactory, UnitFactory
from tests.goals.factories import StrategicCompetenceFactory, TeamMeaningFactory


def at(name, member, *args):
    return reverse(f"goals:{name}", args=[member.organisation.slug, *args])


def read(client, name, member, *args):
    return client.get(at(name, member, *args)).content.decode()


@pytest.fixture
def competence(ours):
    return StrategicCompetenceFactory(organisation=ours, name="Courage")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_tells_how_many_units_have_said(
    count, ours, kirsi, as_member, django_assert_num_queries
):
    for _ in range(count):
        competence = StrategicCompetenceFactory(organisation=ours)
        TeamMeaningFactory(competence=competence, unit=UnitFactory(organisation=ours))
    StrategicCompetenceFactory(organisation=ours, name="Old one", retired_at=LONG_AGO)
    StrategicCompetenceFactory(name="CANARY")
    client = as_member(kirsi)

    with django_assert_num_queries(7):
        page = read(client, "competences", kirsi)

    units = "1 of 1 unit has" if count == 1 else "1 of 3 units have"
    assert page.count(f"{units} said what it means there.") == count
    assert "Laid aside" in page
    assert "CANARY" not in page


def test_an_empty_list_leads_on(kirsi, aino, as_member):
    asked = read(as_member(aino), "competences", aino)
    led = read(as_member(kirsi), "competences", kirsi)

    assert "HR and management name here what the strategy asks." in asked
    assert f'href="{at("competence_add", kirsi)}">Name the first one' in led


def test_without_units_the_list_says_so(competence, kirsi, as_member):
    page = read(as_member(kirsi), "competences", kirsi)

    assert "There are no units yet." in page


@pytest.mark.parametrize("count", [1, 3])
def test_a_competence_is_read_by_units(
    count, competence, ours, as_member, django_assert_num_queries
):
    mentor = MembershipFactory(
        organisation=ours, unit=UnitFactory(organisation=ours, name_fi="Ours"), mentor=True
    )
    for n in range(count):
        unit = UnitFactory(organisation=ours, name_fi=f"Unit {n}")
        TeamMeaningFactory(competence=competence, unit=unit, written_by=mentor)
    TeamMeaningFactory(words="CANARY")
    client = as_member(mentor)

    with django_assert_num_queries(8):
        page = read(client, "competence", mentor, competence.pk)

    assert page.count("We ask for help on the first day.") == count
    assert page.count(f"Written down by {mentor.name}") == count
    assert "What would you do differently in your team?" in page
    assert "CANARY" not in page


def test_a_unit_without_words_is_an_invitation(competence, ours, kirsi, as_member):
    TeamMeaningFactory(competence=competence, unit=UnitFactory(organisation=ours), written_by=None)
    silent = UnitFactory(organisation=ours, name_fi="Quiet unit")

    page = read(as_member(kirsi), "competence", kirsi, competence.pk)

    assert "Not said yet" in page
    assert at("meaning", kirsi, competence.pk, silent.pk) in page


def test_hr_names_a_competence(kirsi, as_member):
    client = as_member(kirsi)
    told = {"name": "Courage", "about": "We try.", "version": 1}

    made = client.post(at("competence_add", kirsi), told)
    taken = client.post(at("competence_add", kirsi), {**told, "about": "Another."})

    page = client.get(made.url).content.decode()
    assert "We try." in page
    assert "There are no units yet. HR adds them, then teams can write." in page
    assert "You have a competence with this name already." in taken.content.decode()


def test_without_a_name_nothing_is_named(kirsi, as_member):
    page = as_member(kirsi).post(at("competence_add", kirsi), {"name": "", "version": 1})

    assert "Write the name of the competence." in page.content.decode()


def test_a_competence_is_said_in_other_words(competence, ours, kirsi, as_member):
    StrategicCompetenceFactory(organisation=ours, name="Listening")
    client, address = as_member(kirsi), at("competence_change", kirsi, competence.pk)
    told = {"name": "Daring", "about": "", "version": 1}

    taken = client.post(address, {**told, "name": "Listening"}).content.decode()
    empty = client.post(address, {**told, "name": ""}).content.decode()
    saved = client.post(address, told)
    late = client.post(address, {**told, "name": "Trying"}).content.decode()

    assert "You have a competence with this name already." in taken
    assert "Write the name of the competence." in empty
    assert saved.url == at("competence", kirsi, competence.pk)
    assert "You have just changed this in another window." in late


def test_a_competence_is_laid_aside_and_taken_into_use(competence, ours, kirsi, as_member):
    UnitFactory(organisation=ours)
    client, address = as_member(kirsi), at("competence_change", kirsi, competence.pk)

    client.post(address, {"action": "retire"})
    aside = read(client, "competence", kirsi, competence.pk)
    offered = client.get(address).content.decode()
    client.post(address, {"action": "restore"})

    assert "This competence is laid aside." in aside
    assert "Write it down" not in aside
    assert "Take it into use again" in offered
    assert "Write it down" in read(client, "competence", kirsi, competence.pk)


def test_a_mentor_writes_what_it_means_in_her_team(competence, ours, as_member):
    unit = UnitFactory(organisation=ours)
    mentor = MembershipFactory(organisation=ours, unit=unit, mentor=True)
    client, address = as_member(mentor), at("meaning", mentor, competence.pk, unit.pk)

    saved = client.post(address, {"words": "We ask first.", "version": 1})
    page = client.get(saved.url).content.decode()
    late = client.post(address, {"words": "We listen.", "version": 1}).content.decode()
    long = client.post(address, {"words": "ä" * 2001, "version": 2}).content.decode()
    client.post(address, {"words": "", "version": 2})

    assert "Written down. The whole organisation can read it." in page
    assert "We ask first." in page
    assert "We ask first." in late
    assert "We listen." in late
    assert 'class="error"' in long
    assert "The text is taken back." in read(client, "competence", mentor, competence.pk)


def test_a_colleague_is_told_who_writes(competence, ours, as_member):
    unit = UnitFactory(organisation=ours)
    employee = MembershipFactory(organisation=ours, unit=unit)
    client = as_member(employee)

    page = read(client, "competence", employee, competence.pk)
    refused = client.get(at("meaning", employee, competence.pk, unit.pk))

    assert "its mentors or HR write it down" in page
    assert at("meaning", employee, competence.pk, unit.pk) not in page
    assert refused.status_code == 403


def test_what_belongs_to_others_is_not_there(competence, kirsi, as_member):
    client = as_member(kirsi)
    theirs = StrategicCompetenceFactory()
    unit = UnitFactory()

    for address in (
        at("competence", kirsi, theirs.pk),
        at("meaning", kirsi, competence.pk, unit.pk),
    ):
        assert client.get(address).status_code == 404
