"""Who sees and changes the tree of units."""

import pytest

from nuotio.people.rules import units as rules
from tests.factories import MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("is_own", "expected"), [(True, True), (False, False)])
def test_units_are_seen_by_the_members_of_their_organisation_alone(is_own, expected):
    member, other = MembershipFactory(), OrganisationFactory()

    seen = rules.can_see_units(member, member.organisation_id if is_own else other.pk)

    assert seen is expected
