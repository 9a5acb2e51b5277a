"""Serves R54: the call is for all of an organisation that takes part, an application for few."""

import pytest

from nuotio.programmes.rules import mentors as rules
from tests.factories import ApplicationFactory, MembershipFactory, ParticipationFactory

pytestmark = pytest.mark.django_db


def test_the_call_is_for_those_whose_organisation_takes_part(standing, programme, hr):
    colleague = MembershipFactory(organisation=hr.organisation)
    invited = MembershipFactory()
    ParticipationFactory(programme=programme, organisation=invited.organisation, state="invited")

    assert rules.can_see_call(standing(colleague))
    assert not rules.can_see_call(standing(invited))
    assert not rules.can_apply(standing(invited))


def test_an_application_is_read_by_its_writer_and_by_hr(standing, programme, hr, mentor):
    colleague = MembershipFactory(organisation=hr.organisation)
    own = ApplicationFactory(programme=programme, membership=colleague)

    assert rules.can_see_application(standing(colleague), own)
    assert rules.can_see_application(standing(hr), own)
    assert not rules.can_see_application(standing(mentor), own)


def test_the_own_place_is_for_those_who_have_one(standing, hr, mentor):
    colleague = MembershipFactory(organisation=hr.organisation)

    assert rules.can_see_own_place(standing(mentor))
    assert not rules.can_see_own_place(standing(colleague))
