"""People of the organisations in which support is tried."""

from tests.factories import MembershipFactory, UserFactory


def person(organisation, name, **roles):
    """Make a member who knows her roles, as the actor of a request does."""
    made = MembershipFactory(organisation=organisation, user=UserFactory(name=name), **roles)
    made.roles = frozenset({"employee", *roles})
    return made
