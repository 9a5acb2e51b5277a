import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from nuotio.audit.models import AuditEntry
from nuotio.people.events import RoleLeft
from nuotio.people.models import RoleHolding
from nuotio.people.rules import members as rules
from nuotio.people.services import members as services
from nuotio.people.services.role_holdings import LastOfItsKind
from tests.factories import (
    LONG_AGO,
    MembershipFactory,
    RoleHoldingFactory,
    TimeShareFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def hr(inside):
    hr = MembershipFactory(hr=True)
    inside(hr)
    return hr


@pytest.fixture
def member(hr):
    return MembershipFactory(organisation=hr.organisation, job_title="nurse")


def details(**changes):
    fields = {"unit": None, "job_title": "  librarian ", "supervisor": None}
    return services.MemberDetails(**{**fields, **changes})


def audited():
    return list(AuditEntry.objects.order_by("pk").values_list("action", "actor_id", "subject_id"))


def test_hr_keeps_unit_job_and_supervisor(hr, member):
    """Serves R13, R14."""
    unit = UnitFactory(organisation=hr.organisation)

    services.edit_member(member, details(unit=unit, supervisor=hr), by=hr)

    member.refresh_from_db()
    assert (member.unit, member.job_title, member.supervisor) == (unit, "librarian", hr)
    assert audited() == [("people.edit_member", hr.user_id, member.user_id)]


def test_saved_twice_a_member_is_the_same(hr, member):
    services.edit_member(member, details(), by=hr)

    services.edit_member(member, details(), by=hr)

    member.refresh_from_db()
    assert (member.unit, member.job_title, member.supervisor) == (None, "librarian", None)


def test_nobody_becomes_her_own_supervisor(hr, member):
    with pytest.raises(services.UnderOneself):
        services.edit_member(member, details(supervisor=member), by=hr)

    member.refresh_from_db()
    assert (member.job_title, member.supervisor) == ("nurse", None)
    assert audited() == []


@pytest.mark.parametrize("who", ["mentor", "management", "trainer", "employee", "hr elsewhere"])
def test_others_do_not_change_members(hr, member, who):
    actor = (
        MembershipFactory(hr=True)
        if who == "hr elsewhere"
        else MembershipFactory(organisation=hr.organisation, **{who: True})
    )

    with pytest.raises(PermissionDenied, match="changed by HR and the coordinators"):
        services.edit_member(member, details(), by=actor)

    member.refresh_from_db()
    assert member.job_title == "nurse"
    assert audited() == []


def test_an_ended_membership_takes_roles_shares_and_leads_with_it(hr, member, announced, now):
    """Serves R22, R86."""
    RoleHoldingFactory(membership=member, role="mentor", state="paused")
    RoleHoldingFactory(membership=member, role="management")
    share = TimeShareFactory(mentor=member, supervisor=hr, state="agreed")
    unit = UnitFactory(organisation=hr.organisation, lead=member)

    services.end_membership(member, by=hr, at=now)

    member.refresh_from_db()
    share.refresh_from_db()
    unit.refresh_from_db()
    assert member.left_at == now
    assert set(member.role_holdings.values_list("state", flat=True)) == {"ended"}
    assert (share.state, unit.lead) == ("ended", None)
    assert {type(event) for event in announced} == {RoleLeft}
    assert sorted(event.role for event in announced) == ["management", "mentor"]
    assert audited()[-1] == ("people.end_membership", hr.user_id, member.user_id)
    assert sorted(action for action, *_ in audited()) == [
        "people.end_membership",
        "people.end_share",
        "people.leave_role",
        "people.leave_role",
    ]


def test_a_membership_ended_twice_ended_once(hr, member, now):
    services.end_membership(member, by=hr, at=LONG_AGO)

    services.end_membership(member, by=hr, at=now)

    member.refresh_from_db()
    assert member.left_at == LONG_AGO
    assert len(audited()) == 1


def test_nobody_ends_her_own_membership(hr, now):
    with pytest.raises(PermissionDenied, match="never by oneself"):
        services.end_membership(hr, by=hr, at=now)

    hr.refresh_from_db()
    assert (hr.left_at, hr.role_holdings.get().state) == (None, "active")


@pytest.mark.parametrize("who", ["mentor", "management", "hr elsewhere"])
def test_others_do_not_end_memberships(hr, member, who, now):
    actor = (
        MembershipFactory(hr=True)
        if who == "hr elsewhere"
        else MembershipFactory(organisation=hr.organisation, **{who: True})
    )

    with pytest.raises(PermissionDenied, match="ended by HR or a coordinator"):
        services.end_membership(member, by=actor, at=now)

    member.refresh_from_db()
    assert (member.left_at, audited()) == (None, [])


def test_of_two_who_end_each_other_at_once_one_stays(hr, now):
    """The roles that `by` came in with may have ended a moment ago."""
    other = MembershipFactory(organisation=hr.organisation, coordinator=True)
    assert hr.has_role("hr")
    services.end_membership(hr, by=other, at=now)

    with pytest.raises(LastOfItsKind):
        services.end_membership(other, by=hr_before_the_end(hr), at=now)

    other.refresh_from_db()
    assert other.left_at is None
    assert RoleHolding.objects.get(membership=other).state == "active"


def hr_before_the_end(hr):
    """As the other request has loaded her: still here, still HR."""
    assert (hr.left_at, hr.has_role("hr")) == (None, True)
    return hr


@pytest.mark.parametrize("role", ["hr", "coordinator"])
def test_hr_and_coordinators_see_and_change_members(hr, member, role):
    actor = MembershipFactory(organisation=hr.organisation, **{role: True})

    assert rules.can_see_members(actor)
    assert rules.can_edit_member(actor, member)
    assert rules.can_end_membership(actor, member)


@pytest.mark.parametrize("role", ["employee", "mentor", "management", "trainer"])
def test_others_neither_see_nor_change_the_list_of_members(hr, member, role):
    actor = MembershipFactory(organisation=hr.organisation, **{role: True})

    assert not rules.can_see_members(actor)
    assert not rules.can_edit_member(actor, member)
    assert not rules.can_end_membership(actor, member)


def test_a_proposal_to_a_supervisor_who_leaves_can_be_sent_to_the_next_one(hr, now):
    """Serves R86: nobody's hours wait for a person who is no longer there."""
    leaving = MembershipFactory(organisation=hr.organisation)
    one, two = (MembershipFactory(organisation=hr.organisation, mentor=True) for _ in range(2))
    waiting = TimeShareFactory(mentor=one, supervisor=leaving)
    agreed = TimeShareFactory(mentor=two, supervisor=leaving, state="agreed")

    services.end_membership(leaving, by=hr, at=now)

    waiting.refresh_from_db()
    agreed.refresh_from_db()
    assert (waiting.state, waiting.supervisor) == ("proposed", None)
    assert (agreed.state, agreed.supervisor) == ("agreed", leaving)
