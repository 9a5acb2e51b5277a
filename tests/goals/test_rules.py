"""Serves R39: goals and competences are known in their own organisation, and there alone."""

import pytest

from nuotio.goals.rules import competences, goals
from tests.factories import LONG_AGO, MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rule", [goals.can_see_goals, competences.can_see_competences])
def test_everybody_who_belongs_here_sees_them_and_nobody_else(rule, inside):
    member, stranger = MembershipFactory(), MembershipFactory()
    former = MembershipFactory(organisation=member.organisation, left_at=LONG_AGO)
    inside(member)

    assert rule(member, member.organisation_id) is True
    assert rule(stranger, member.organisation_id) is False
    assert rule(former, member.organisation_id) is False
    assert rule(member, OrganisationFactory().pk) is False
