from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from nuotio.audit.models import AuditEntry
from nuotio.foundation import tenancy
from nuotio.people.events import RoleLeft, RolePaused, RoleTaken
from nuotio.people.models import RoleHolding
from nuotio.people.queries import role_holdings as queries
from nuotio.people.rules import role_holdings as rules
from nuotio.people.services import role_holdings as services
from tests.factories import (
    LONG_AGO,
    MembershipFactory,
    RoleHoldingFactory,
    RoleTitleFactory,
    TimeShareFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def member(inside):
    member = MembershipFactory()
    inside(member)
    return member


@pytest.fixture
def hr(member):
    return MembershipFactory(organisation=member.organisation, hr=True)


def audited():
    return list(AuditEntry.objects.order_by("pk").values_list("action", "actor_id", "subject_id"))


def held(member):
    return list(
        RoleHolding.objects.filter(membership=member).order_by("pk").values_list("role", "state")
    )


def test_anybody_becomes_a_mentor_of_her_own_will(member, announced, now):
    """Serves R1, R22, R23."""
    title = RoleTitleFactory(organisation=member.organisation)

    holding = services.take_role("mentor", by=member, at=now, title=title)

    assert (holding.state, holding.title, holding.since) == ("active", title, now)
    assert audited() == [("people.take_role", member.user_id, member.user_id)]
    assert announced == [RoleTaken(member.organisation_id, member.pk, "mentor", member.user_id)]


def test_a_role_taken_twice_is_held_once(member, announced, now):
    first = services.take_role("mentor", by=member, at=LONG_AGO)

    again = services.take_role("mentor", by=member, at=now)

    assert (again, again.since) == (first, LONG_AGO)
    assert held(member) == [("mentor", "active")]
    assert len(audited()) == len(announced) == 1


def test_taken_again_it_changes_only_the_title(member, now):
    """Serves R16."""
    services.take_role("mentor", by=member, at=LONG_AGO)
    title = RoleTitleFactory(organisation=member.organisation)

    services.take_role("mentor", by=member, at=now, title=title)
    services.take_role("mentor", by=member, at=now, title=title)

    holding = RoleHolding.objects.get()
    assert (holding.title, holding.since, holding.changed_at) == (title, LONG_AGO, LONG_AGO)
    assert audited() == [("people.take_role", member.user_id, member.user_id)] * 2


def test_taken_again_after_a_pause_the_role_is_taken_up(member, announced, now):
    RoleHoldingFactory(membership=member, state="paused")

    services.take_role("mentor", by=member, at=now)

    assert held(member) == [("mentor", "active")]
    assert announced == [RolePaused(member.organisation_id, member.pk, "mentor", False)]


@pytest.mark.parametrize("case", ["another role", "at a provider", "after leaving"])
def test_a_role_that_is_not_voluntary_is_not_taken(inside, case, now):
    member = MembershipFactory(at_provider=case == "at a provider")
    inside(member)
    if case == "after leaving":
        leaves_in_another_window(member)
    role = "hr" if case == "another role" else "mentor"

    with pytest.raises(PermissionDenied, match="of their own will"):
        services.take_role(role, by=member, at=now)

    assert (held(member), audited()) == ([], [])


def leaves_in_another_window(member):
    """Another request has ended the membership; `member` in memory knows nothing of it."""
    type(member).objects.filter(pk=member.pk).update(left_at=LONG_AGO)
    assert member.is_open


def test_hr_gives_a_role_once(member, hr, announced, now):
    first = services.give_role(member, "management", by=hr, at=now)

    again = services.give_role(member, "management", by=hr, at=now + timedelta(days=1))

    assert (again, again.since) == (first, now)
    assert held(member) == [("management", "active")]
    assert audited() == [("people.take_role", hr.user_id, member.user_id)]
    assert announced == [RoleTaken(member.organisation_id, member.pk, "management", hr.user_id)]


def test_a_pause_is_not_ended_by_another(member, hr, announced, now):
    """Serves R22."""
    RoleHoldingFactory(membership=member, role="hr", state="paused")
    RoleHolding.objects.filter(membership=hr).update(state="paused")
    coordinator = MembershipFactory(organisation=member.organisation, coordinator=True)

    services.give_role(member, "hr", by=coordinator, at=now)

    assert held(member) == held(hr) == [("hr", "paused")]
    assert (audited(), announced) == ([], [])


@pytest.mark.parametrize(
    ("who", "role"), [("hr", "mentor"), ("hr", "trainer"), ("mentor", "hr"), ("management", "hr")]
)
def test_roles_are_given_and_ended_only_by_whose_they_are_to_give(member, who, role, now):
    """Serves R22: nobody is made a mentor, or stops being one, by another."""
    actor = MembershipFactory(organisation=member.organisation, **{who: True})
    RoleHoldingFactory(membership=member, role=role)

    with pytest.raises(PermissionDenied, match="given by HR and the coordinators"):
        services.give_role(member, role, by=actor, at=now)
    with pytest.raises(PermissionDenied, match="given by HR and the coordinators"):
        services.end_role(member, role, by=actor, at=now)

    assert (held(member), audited()) == ([(role, "active")], [])


def test_hr_ends_a_role_that_was_given(member, hr, announced, now):
    RoleHoldingFactory(membership=member, role="management")

    services.end_role(member, "management", by=hr, at=now)
    services.end_role(member, "management", by=hr, at=now)

    assert held(member) == [("management", "ended")]
    assert audited() == [("people.leave_role", hr.user_id, member.user_id)]
    assert announced == [RoleLeft(member.organisation_id, member.pk, "management")]


def test_a_mentor_leaves_without_a_reason_and_her_hours_end(member, hr, announced, now):
    """Serves R22, R23, R86."""
    RoleHoldingFactory(membership=member)
    shares = [
        TimeShareFactory(mentor=member, supervisor=hr, state=state, answered_at=answered)
        for state, answered in [("agreed", LONG_AGO), ("proposed", None), ("ended", LONG_AGO)]
    ]

    services.leave_role("mentor", by=member, at=now)
    services.leave_role("mentor", by=member, at=now)

    for share in shares:
        share.refresh_from_db()
    assert held(member) == [("mentor", "ended")]
    assert [share.state for share in shares] == ["ended"] * 3
    assert [share.answered_at for share in shares] == [LONG_AGO, now, LONG_AGO]
    assert announced == [RoleLeft(member.organisation_id, member.pk, "mentor")]
    assert audited() == [
        ("people.end_share", member.user_id, member.user_id),
        ("people.end_share", member.user_id, member.user_id),
        ("people.leave_role", member.user_id, member.user_id),
    ]


def test_a_role_is_paused_and_taken_up_again(member, announced, now):
    """Serves R22."""
    RoleHoldingFactory(membership=member)

    services.pause_role("mentor", is_paused=True, by=member, at=now)
    services.pause_role("mentor", is_paused=True, by=member, at=now + timedelta(days=1))
    between = RoleHolding.objects.get()
    services.pause_role("mentor", is_paused=False, by=member, at=now + timedelta(days=2))

    assert (between.state, between.changed_at) == ("paused", now)
    assert held(member) == [("mentor", "active")]
    assert announced == [
        RolePaused(member.organisation_id, member.pk, "mentor", True),
        RolePaused(member.organisation_id, member.pk, "mentor", False),
    ]
    assert audited() == [("people.pause_role", member.user_id, member.user_id)] * 2


def test_a_role_that_is_not_held_is_neither_paused_nor_left(member, announced, now):
    services.pause_role("mentor", is_paused=True, by=member, at=now)
    services.leave_role("mentor", by=member, at=now)

    assert (held(member), audited(), announced) == ([], [], [])


@pytest.mark.parametrize("way", ["leave", "pause", "end"])
def test_the_last_who_steers_stays(hr, way, now):
    leave = {
        "leave": lambda: services.leave_role("hr", by=hr, at=now),
        "pause": lambda: services.pause_role("hr", is_paused=True, by=hr, at=now),
        "end": lambda: services.end_role(hr, "hr", by=hr, at=now),
    }[way]
    MembershipFactory(organisation=hr.organisation, management=True, mentor=True)
    MembershipFactory(hr=True)
    MembershipFactory(organisation=hr.organisation, hr=True, left_at=LONG_AGO)
    paused = MembershipFactory(organisation=hr.organisation)
    RoleHoldingFactory(membership=paused, role="hr", state="paused")

    with pytest.raises(services.LastOfItsKind):
        leave()

    assert (held(hr), audited()) == ([("hr", "active")], [])


@pytest.mark.parametrize("who_else", ["another coordinator", "herself"])
def test_hr_leaves_when_somebody_still_steers(hr, who_else, now):
    keeper = hr if who_else == "herself" else MembershipFactory(organisation=hr.organisation)
    RoleHoldingFactory(membership=keeper, role="coordinator")

    services.leave_role("hr", by=hr, at=now)

    assert ("hr", "ended") in held(hr)


def test_a_role_left_can_be_taken_anew(member, now):
    services.take_role("mentor", by=member, at=LONG_AGO)
    services.leave_role("mentor", by=member, at=now)

    services.take_role("mentor", by=member, at=now)

    assert held(member) == [("mentor", "ended"), ("mentor", "active")]


def test_promised_roles_start_once_and_employee_is_no_holding(member, announced, now):
    RoleHoldingFactory(membership=member, role="management")

    services.start_roles(
        member, ["employee", "management", "mentor"], by_user_id=member.user_id, at=now
    )

    assert held(member) == [("management", "active"), ("mentor", "active")]
    assert [event.role for event in announced] == ["mentor"]


def test_holdings_are_those_that_have_not_ended_oldest_first(
    member, now, django_assert_num_queries
):
    mentor = RoleHoldingFactory(
        membership=member, since=now, title=RoleTitleFactory(organisation=member.organisation)
    )
    hr = RoleHoldingFactory(membership=member, role="hr", state="paused")
    RoleHoldingFactory(membership=member, role="management", state="ended")
    RoleHoldingFactory()

    with django_assert_num_queries(1):
        found = queries.holdings_of(member)
        titles = [one.title.name if one.title else "" for one in found]

    assert found == [hr, mentor]
    assert titles == ["", "change agent"]


def test_a_role_is_left_by_its_holder_only(member, hr):
    """Serves R22."""
    assert rules.can_leave_role(member, member)
    assert not rules.can_leave_role(hr, member)


def test_roles_are_seen_in_the_own_organisation(member):
    assert rules.can_see_roles(member, member.organisation_id)
    assert not rules.can_see_roles(MembershipFactory(), member.organisation_id)


def test_trainers_are_made_at_providers_only(hr):
    coordinator = MembershipFactory(at_provider=True, coordinator=True)
    colleague = MembershipFactory(organisation=coordinator.organisation)

    with tenancy.inside(hr.organisation_id, coordinator.organisation_id):
        assert rules.givable_roles(hr) == ["hr", "management", "coordinator"]
        assert rules.can_give_role(coordinator, colleague, "trainer")
        assert not rules.can_give_role(hr, hr, "trainer")
        assert not rules.can_give_role(hr, colleague, "hr")
