"""Who can sign a goal is asked to, once and no longer than needed; mentors hear what is decided."""

import pytest

from nuotio.foundation import tenancy
from nuotio.goals.events import GoalDecided, GoalEnded, GoalWaits
from nuotio.notifications import wording
from nuotio.notifications.models import Notification
from tests.factories import LONG_AGO, MembershipFactory
from tests.goals.factories import GoalFactory


def told(kind="goal_waits"):
    """Whom the unread notices of a kind reach."""
    with tenancy.unrestricted(reason="Looking at what was told."):
        rows = Notification.objects.filter(kind=kind, read_at__isnull=True).order_by("pk")
        return [row.recipient_id for row in rows]


@pytest.fixture
def goal(ours):
    return GoalFactory(organisation=ours, title="We learn together")


def test_a_proposed_goal_asks_everybody_who_can_sign_but_its_writer(
    goal, ours, kirsi, markku, aino, ring
):
    coordinator = MembershipFactory(organisation=ours, coordinator=True)
    MembershipFactory(hr=True)

    ring(GoalWaits(ours.pk, goal.pk, kirsi.pk))

    assert told() == [markku.pk, coordinator.pk]
    with tenancy.inside(ours.pk):
        said = wording.tell(Notification.objects.filter(recipient=markku).get())
    assert said.title == "A goal waits for your signature: We learn together"


def test_when_one_side_has_signed_it_is_asked_no_more(goal, ours, kirsi, markku, ring):
    colleague = MembershipFactory(organisation=ours, hr=True)
    ring(GoalWaits(ours.pk, goal.pk, 0))
    before = told()
    goal.hr_signed_by, goal.hr_signed_at = kirsi, LONG_AGO
    goal.save()

    ring(GoalWaits(ours.pk, goal.pk, kirsi.pk))

    assert (before, told()) == ([kirsi.pk, markku.pk, colleague.pk], [markku.pk])


def test_after_a_change_of_substance_the_new_text_is_asked_for(goal, ours, kirsi, markku, ring):
    ring(GoalWaits(ours.pk, goal.pk, kirsi.pk))
    goal.version = 2
    goal.save()

    ring(GoalWaits(ours.pk, goal.pk, kirsi.pk))

    assert told() == [markku.pk]
    assert Notification.objects.filter(recipient=markku).count() == 2


def test_a_decided_goal_is_told_to_those_who_work_with_it(ours, kirsi, markku, aino, ring):
    mentor = MembershipFactory(organisation=ours, mentor=True)
    gone = MembershipFactory(organisation=ours, left_at=LONG_AGO)
    goal = GoalFactory(organisation=ours, owner=aino, sponsor=gone)
    ring(GoalWaits(ours.pk, goal.pk, kirsi.pk))
    goal.state = "decided"
    goal.save()

    ring(GoalDecided(ours.pk, goal.pk, markku.pk))

    assert told() == []
    assert told("goal_decided") == [kirsi.pk, mentor.pk, aino.pk]
    with tenancy.inside(ours.pk):
        said = wording.tell(Notification.objects.get(recipient=mentor))
    assert said.title == f"A goal is decided: {goal.title}"


def test_what_has_ended_waits_for_nobody(goal, ours, kirsi, ring):
    ring(GoalWaits(ours.pk, goal.pk, 0))
    before = told()
    goal.state, goal.ended_at = "ended", LONG_AGO
    goal.save()

    ring(GoalEnded(ours.pk, goal.pk))
    ring(GoalWaits(ours.pk, goal.pk, 0))
    ring(GoalDecided(ours.pk, goal.pk, 0))

    assert (before, told(), told("goal_decided")) == ([kirsi.pk], [], [])


def test_a_goal_that_is_gone_is_told_to_nobody(ours, kirsi, ring):
    for event in (GoalWaits(ours.pk, 1, 0), GoalDecided(ours.pk, 1, 0), GoalEnded(ours.pk, 1)):
        ring(event)

    assert told() == []
