"""Serves R84, R85: a team never waits for a mentor who has left, nor are her hours held."""

from datetime import date

import pytest

from nuotio.audit.models import AuditEntry
from nuotio.foundation import tenancy
from nuotio.foundation.personal_data import register
from nuotio.people.events import RoleLeft
from nuotio.people.models import RoleHolding, User
from nuotio.people.services import members
from nuotio.support.events import InvitationEnded, RequestReopened
from nuotio.support.services import leaving
from tests.factories import LONG_AGO, MembershipFactory
from tests.support.asking import invitation_of, mentor_of, request_of
from tests.support.factories import EngagementFactory, SupportInvitationFactory
from tests.support.giving import kept, meeting


@pytest.fixture
def promised(aino, mentor):
    """A request under way with a promise of the mentor's."""
    return invitation_of(request_of(aino, under_way=True), mentor, accepted=True)


def test_a_team_with_her_promise_waits_again_with_a_new_clock(promised, mentor, now, announced):
    done = [leaving.let_go(mentor.pk, at=now) for _ in range(2)]

    row, request = kept(promised), kept(promised.request)
    assert done == [1, 0]
    assert (row.state, row.ended_at) == ("left", now)
    assert (request.state, request.answer_by) == ("open", date(2026, 11, 20))
    assert announced == [RequestReopened(request.organisation_id, request.pk, mentor.pk)]
    entry = AuditEntry.objects.get(action="support.step_back")
    assert (entry.actor_id, entry.subject_id) == (None, mentor.user_id)


def test_what_she_has_not_answered_lapses_and_others_stay(aino, ours, mentor, now, announced):
    wish = request_of(aino)
    asked, other = invitation_of(wish, mentor), invitation_of(wish, mentor_of(ours, "Jari Lehto"))

    leaving.let_go(mentor.pk, at=now)

    assert (kept(asked).state, kept(asked).ended_at) == ("lapsed", now)
    assert (kept(other).state, kept(wish).state) == ("invited", "open")
    assert announced == [InvitationEnded(ours.pk, asked.pk)]


def test_what_has_ended_stays_as_it_was(aino, mentor, now, announced):
    over = invitation_of(request_of(aino, done=True), mentor, accepted=True)

    assert leaving.let_go(mentor.pk, at=now) == 0
    assert (kept(over).state, kept(over.request).state, announced) == ("accepted", "done", [])


def test_the_end_of_a_membership_ends_her_promises(
    promised, mentor, kirsi, now, django_capture_on_commit_callbacks
):
    engagement = EngagementFactory(request=promised.request)
    coming = meeting(engagement, days=3)

    with django_capture_on_commit_callbacks(execute=True):
        members.end_membership(mentor, by=kirsi, at=now)

    assert (kept(promised).state, kept(promised.request).state) == ("left", "open")
    assert kept(coming).cancelled_at is not None


@pytest.mark.parametrize("role", ["mentor", "hr"])
def test_who_holds_the_role_by_now_keeps_her_promises(role, promised, mentor, ours, ring):
    ring(RoleLeft(ours.pk, mentor.pk, role))

    assert kept(promised).state == "accepted"


def test_a_mentor_on_pause_keeps_her_promises(promised, mentor, ours, ring):
    RoleHolding.objects.filter(membership=mentor, role="mentor").update(state="paused")

    ring(RoleLeft(ours.pk, mentor.pk, "mentor"))

    assert kept(promised).state == "accepted"


def test_a_person_who_is_erased_leaves_no_team_behind(
    promised, mentor, aino, now, django_capture_on_commit_callbacks
):
    stranger = SupportInvitationFactory(accepted=True, request__matched=True)
    User.objects.filter(pk=mentor.user_id).update(erased_at=now)

    with django_capture_on_commit_callbacks(execute=True):
        register["support_requests"].erase(mentor.user_id)

    assert (kept(promised).state, kept(promised).mentor_id) == ("left", None)
    assert kept(promised.request).state == "open"
    assert (kept(stranger).state, kept(stranger.request).state) == ("accepted", "matched")
    with tenancy.inside(aino.organisation_id):
        [notice] = aino.notifications.all()
        assert (notice.kind, notice.about_id) == ("support_reopened", None)


def test_who_closed_a_support_is_not_named_after_two_years(aino, ours):
    closer, done = MembershipFactory(organisation=ours), request_of(aino, done=True)
    ended = EngagementFactory(request=done, closed=True, closed_by=closer)

    register["support_requests"].forget(LONG_AGO.replace(year=LONG_AGO.year + 3))

    assert kept(ended).closed_by_id is None
