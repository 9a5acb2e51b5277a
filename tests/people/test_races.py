"""Two requests at the same moment, on a database that lets two writers in."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from nuotio.foundation import tenancy
from nuotio.people.models import Invitation, Membership, RoleHolding, TimeShare
from nuotio.people.services import invitations, members, role_holdings, time_shares
from tests.factories import InvitationFactory, MembershipFactory, TimeShareFactory, UserFactory

pytestmark = pytest.mark.usefixtures("_races")


@pytest.fixture
def _two_writers(is_postgresql):
    if not is_postgresql:
        pytest.skip("SQLite lets one writer in at a time.")


@pytest.fixture
def _races(_two_writers, transactional_db):
    """Commit for real, so that every thread sees what the others have done."""


def at_once(organisation_id: int, *calls: Callable[[], object]) -> list[str]:
    """Make the calls in threads of their own; return the names of the exceptions, sorted."""
    line = Barrier(len(calls), timeout=10)

    def run(call: Callable[[], object]) -> str:
        try:
            with tenancy.inside(organisation_id):
                connection.ensure_connection()
                line.wait()
                call()
        except Exception as refused:  # noqa: BLE001 -- told by name to the one who asks
            return type(refused).__name__
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(len(calls)) as threads:
        return sorted(threads.map(run, calls))


def seen(model, **fields):
    with tenancy.unrestricted(reason="Looking at what a race has left."):
        return list(model.objects.filter(**fields))


def test_two_accepts_make_one_account_and_one_membership(now):
    invitation = InvitationFactory(sent_at=now, times_sent=1)

    def accept():
        invitations.accept_as_new(
            invitation, name="Kaisa", language="fi", password="three words apart", at=now
        )

    refused = at_once(invitation.organisation_id, accept, accept)

    assert refused == ["", "NotUsable"]
    assert len(seen(Membership, organisation=invitation.organisation)) == 1


def test_two_accepts_of_one_who_has_an_account_make_one_membership(now):
    invitation = InvitationFactory(sent_at=now, times_sent=1)
    user = UserFactory(email=invitation.email)

    def accept():
        invitations.accept_as(invitation, user=user, at=now)

    refused = at_once(invitation.organisation_id, accept, accept)

    assert refused == ["", ""]
    assert [member.user_id for member in seen(Membership, user=user)] == [user.pk]


def test_two_who_invite_the_same_person_make_one_invitation(now):
    hr = MembershipFactory(hr=True)
    other = MembershipFactory(organisation=hr.organisation, coordinator=True)

    def invite(by):
        invitations.invite(invitations.Invited("kaisa@esimerkki.invalid"), by=by, at=now)

    refused = at_once(hr.organisation_id, lambda: invite(hr), lambda: invite(other))

    assert refused == ["", ""]
    assert len(seen(Invitation, organisation=hr.organisation)) == 1


def test_two_presses_make_one_holding_of_a_role(now):
    """Serves R22."""
    member = MembershipFactory()

    def take():
        role_holdings.take_role("mentor", by=member, at=now)

    refused = at_once(member.organisation_id, take, take)

    assert refused == ["", ""]
    assert len(seen(RoleHolding, membership=member)) == 1


def test_of_the_last_two_who_steer_only_one_leaves(now):
    hr = MembershipFactory(hr=True)
    other = MembershipFactory(organisation=hr.organisation, coordinator=True)

    refused = at_once(
        hr.organisation_id,
        lambda: role_holdings.leave_role("hr", by=hr, at=now),
        lambda: role_holdings.leave_role("coordinator", by=other, at=now),
    )

    assert refused == ["", "LastOfItsKind"]
    assert len(seen(RoleHolding, organisation=hr.organisation, state="active")) == 1


def test_of_two_who_end_each_others_membership_one_stays(now):
    hr = MembershipFactory(hr=True)
    other = MembershipFactory(organisation=hr.organisation, hr=True)

    refused = at_once(
        hr.organisation_id,
        lambda: members.end_membership(other, by=hr, at=now),
        lambda: members.end_membership(hr, by=other, at=now),
    )

    assert refused == ["", "LastOfItsKind"]
    assert len(seen(Membership, organisation=hr.organisation, left_at=None)) == 1


def test_two_answers_make_one_agreed_share(now):
    """Serves R86."""
    agreed = TimeShareFactory(state="agreed")
    waiting = TimeShareFactory(mentor=agreed.mentor, supervisor=agreed.supervisor)

    def agree():
        time_shares.agree_share(waiting, by=agreed.supervisor, at=now)

    refused = at_once(agreed.organisation_id, agree, agree)

    assert refused == ["", ""]
    assert sorted((one.pk, one.state) for one in seen(TimeShare, mentor=agreed.mentor)) == [
        (agreed.pk, "ended"),
        (waiting.pk, "agreed"),
    ]


def test_hours_proposed_twice_are_one_proposal(now):
    """Serves R85."""
    share = TimeShareFactory(state="ended")
    proposal = time_shares.Proposal(share.hours_a_month, share.starts_on)

    def propose():
        time_shares.propose_share(proposal, supervisor=share.supervisor, by=share.mentor, at=now)

    refused = at_once(share.organisation_id, propose, propose)

    assert refused == ["", ""]
    assert len(seen(TimeShare, mentor=share.mentor, state="proposed")) == 1
