import pytest

from nuotio.people.rules import roles
from tests.factories import LONG_AGO, MembershipFactory, RoleHoldingFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "at_provider", "expected"),
    [
        ("coordinator", True, (True, True, True)),
        ("trainer", True, (False, True, False)),
        ("hr", True, (True, False, False)),
        ("coordinator", False, (True, False, False)),
        ("trainer", False, (False, False, False)),
        ("mentor", False, (False, False, False)),
    ],
)
def test_who_steers_and_who_serves_other_organisations(inside, role, at_provider, expected):
    """Serves R1, R2: a provider runs programmes, every organisation steers itself."""
    actor = MembershipFactory(at_provider=at_provider, **{role: True})
    inside(actor)

    answers = (
        roles.steers(actor),
        roles.is_programme_staff(actor),
        roles.coordinates_service(actor),
    )

    assert answers == expected


def test_a_role_on_pause_is_held_but_does_not_act(inside):
    """Serves R22."""
    member = MembershipFactory()
    inside(member)
    RoleHoldingFactory(membership=member, role="hr", state="paused")
    RoleHoldingFactory(membership=member, role="mentor", state="ended")

    assert roles.holds_role(member, "hr") is True
    assert roles.holds_role(member, "mentor") is False
    assert roles.steers(member) is False


def test_who_has_left_acts_no_more(inside):
    gone = MembershipFactory(hr=True, left_at=LONG_AGO)
    inside(gone)

    assert roles.is_same_organisation(gone, gone.organisation_id) is False
    assert roles.steers(gone) is False
    assert roles.holds_role(gone, "hr") is False
