"""Serves R47: what the strategy asks, and what each team makes of it in its own words."""

import pytest
from django.core.exceptions import PermissionDenied

from nuotio.audit.models import AuditEntry
from nuotio.foundation.versions import EditedMeanwhile
from nuotio.goals.models import StrategicCompetence, TeamMeaning
from nuotio.goals.queries import competences as queries
from nuotio.goals.services import competences as services
from tests.factories import LONG_AGO, MembershipFactory, UnitFactory
from tests.goals.factories import StrategicCompetenceFactory, TeamMeaningFactory


def named():
    rows = StrategicCompetence.objects.order_by("pk")
    return [(one.name, one.about, one.retired_at is None) for one in rows]


def written():
    rows = TeamMeaning.objects.order_by("pk")
    return [(one.words, one.written_by_id, one.version) for one in rows]


@pytest.fixture
def competence(ours):
    return StrategicCompetenceFactory(organisation=ours, name="Courage")


@pytest.fixture
def unit(ours):
    return UnitFactory(organisation=ours)


def test_hr_names_what_the_strategy_asks_once(kirsi, markku, now):
    services.name_competence("Courage", "We try.", by=kirsi, at=now)
    services.name_competence("Courage", "We try.", by=kirsi, at=now)
    services.name_competence("Listening", "", by=markku, at=now)

    assert named() == [("Courage", "We try.", True), ("Listening", "", True)]


def test_a_name_stands_for_one_competence(competence, kirsi, now):
    with pytest.raises(services.NameTaken):
        services.name_competence("Courage", "Another.", by=kirsi, at=now)

    assert named() == [("Courage", "", True)]


def test_what_was_laid_aside_comes_back_under_its_name(competence, kirsi, now):
    services.retire_competence(competence, by=kirsi, at=now)

    services.name_competence("Courage", "We try.", by=kirsi, at=now)

    assert named() == [("Courage", "We try.", True)]


def test_others_name_and_change_nothing(competence, aino, now):
    stranger = MembershipFactory(hr=True)

    with pytest.raises(PermissionDenied):
        services.name_competence("Listening", "", by=aino, at=now)
    for actor in (aino, stranger):
        with pytest.raises(PermissionDenied):
            services.change_competence(competence, "Mine", "", by=actor, version=1)
        with pytest.raises(PermissionDenied):
            services.retire_competence(competence, by=actor, at=now)

    assert named() == [("Courage", "", True)]


def test_a_competence_is_said_in_other_words(competence, kirsi):
    services.change_competence(competence, "Daring", "We try.", by=kirsi, version=1)

    assert named() == [("Daring", "We try.", True)]


def test_whoever_changes_it_later_is_told(competence, kirsi, markku):
    services.change_competence(competence, "Daring", "", by=kirsi, version=1)

    with pytest.raises(EditedMeanwhile):
        services.change_competence(competence, "Trying", "", by=markku, version=1)

    assert named() == [("Daring", "", True)]


def test_a_competence_does_not_take_anothers_name(competence, ours, kirsi):
    StrategicCompetenceFactory(organisation=ours, name="Listening")
    StrategicCompetenceFactory(name="Trying")

    with pytest.raises(services.NameTaken):
        services.change_competence(competence, "Listening", "", by=kirsi, version=1)
    services.change_competence(competence, "Trying", "", by=kirsi, version=1)

    assert named() == [("Trying", "", True), ("Listening", "", True)]


def test_a_competence_is_laid_aside_and_taken_into_use_again(competence, kirsi, now):
    services.retire_competence(competence, by=kirsi, at=now)
    services.retire_competence(competence, by=kirsi, at=LONG_AGO)
    aside = StrategicCompetence.objects.get().retired_at
    services.restore_competence(competence, by=kirsi)

    assert aside == now
    assert named() == [("Courage", "", True)]
    assert AuditEntry.objects.filter(action="goals.change_competence").count() == 2


def test_a_mentor_of_the_unit_writes_down_what_it_means_there(competence, unit, ours, now):
    mentor = MembershipFactory(organisation=ours, unit=unit, mentor=True)

    services.write_meaning(competence, unit, "We ask first.", by=mentor, at=now, version=1)
    services.write_meaning(competence, unit, "We ask first.", by=mentor, at=now, version=1)

    assert written() == [("We ask first.", mentor.pk, 2)]
    assert str(TeamMeaning.objects.get()) == "We ask first."
    assert list(AuditEntry.objects.values_list("action", "actor_id")) == [
        ("goals.write_meaning", mentor.user_id)
    ]


def test_the_lead_and_hr_write_for_the_unit_too(competence, ours, kirsi, now):
    lead = MembershipFactory(organisation=ours)
    unit = UnitFactory(organisation=ours, lead=lead)

    services.write_meaning(competence, unit, "We ask.", by=lead, at=now, version=1)
    services.write_meaning(competence, unit, "We ask first.", by=kirsi, at=now, version=2)

    assert written() == [("We ask first.", kirsi.pk, 3)]


def test_nobody_else_speaks_for_a_team(competence, unit, ours, markku, now):
    others = [
        markku,
        MembershipFactory(organisation=ours, unit=unit),
        MembershipFactory(organisation=ours, mentor=True),
        MembershipFactory(hr=True),
    ]

    for actor in others:
        with pytest.raises(PermissionDenied):
            services.write_meaning(competence, unit, "Mine.", by=actor, at=now, version=1)

    assert written() == []


def test_the_second_of_two_writers_is_told(competence, unit, kirsi, now):
    services.write_meaning(competence, unit, "We ask.", by=kirsi, at=now, version=1)

    with pytest.raises(EditedMeanwhile):
        services.write_meaning(competence, unit, "We listen.", by=kirsi, at=now, version=1)

    assert written() == [("We ask.", kirsi.pk, 2)]


def test_without_words_a_meaning_is_taken_back(competence, unit, kirsi, now):
    services.write_meaning(competence, unit, "We ask.", by=kirsi, at=now, version=1)

    gone = services.write_meaning(competence, unit, "", by=kirsi, at=now, version=2)
    still = services.write_meaning(competence, unit, "", by=kirsi, at=now, version=1)

    assert (gone, still, written()) == (None, None, [])


def test_competences_are_listed_with_how_many_units_have_told(competence, ours, unit, kirsi):
    TeamMeaningFactory(competence=competence, unit=unit)
    aside = StrategicCompetenceFactory(organisation=ours, name="Asking", retired_at=LONG_AGO)
    first = StrategicCompetenceFactory(organisation=ours, name="asking", about="")
    TeamMeaningFactory()

    found = queries.competences_of(kirsi)

    assert [(one.pk, one.told) for one in found] == [
        (first.pk, 0),
        (competence.pk, 1),
        (aside.pk, 0),
    ]
    assert queries.choices_for(kirsi) == [(first.pk, "asking"), (competence.pk, "Courage")]


@pytest.mark.parametrize("count", [1, 3])
def test_every_unit_is_told_with_what_it_said(
    count, competence, ours, kirsi, django_assert_num_queries
):
    silent = UnitFactory(organisation=ours, name_fi="Aa")
    told = [
        TeamMeaningFactory(
            competence=competence, unit=UnitFactory(organisation=ours, name_fi=f"Bb {n}")
        )
        for n in range(count)
    ]
    TeamMeaningFactory()

    with django_assert_num_queries(2):
        found = queries.meanings_of(competence, viewer=kirsi)

    assert [(one.unit, one.meaning) for one in found] == [
        (silent, None),
        *((one.unit, one) for one in told),
    ]
    assert [(one.may_write, one.is_mine) for one in found] == [(True, False)] * (count + 1)


def test_a_unit_of_others_is_not_there(competence, unit, kirsi):
    theirs = UnitFactory()

    here = queries.meaning_in(unit.pk, competence=competence, viewer=kirsi)

    assert here is not None
    assert here.meaning is None
    assert queries.meaning_in(theirs.pk, competence=competence, viewer=kirsi) is None
