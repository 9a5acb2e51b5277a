"""Serves issue 5: a goal's page leads to a plan for it, and to its golden thread."""

import pytest

from nuotio.goals import origins
from tests.goals.factories import GoalFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def goal(ours):
    return GoalFactory(organisation=ours, state="decided")


def told(goal, viewer) -> list[tuple[str, str]]:
    return [(one.words, one.url) for one in origins.origins_of(goal, viewer)]


def test_a_mentor_is_led_to_a_plan_and_to_the_thread(goal, ours, sanna):
    assert told(goal, sanna) == [
        ("See its golden thread", f"/en/o/{ours.slug}/thread/goals/{goal.pk}/"),
        ("Begin a plan for this goal", f"/en/o/{ours.slug}/plans/new/?goal={goal.pk}"),
    ]


def test_hr_is_led_to_the_thread_alone(goal, ours, kirsi):
    assert told(goal, kirsi) == [
        ("See its golden thread", f"/en/o/{ours.slug}/thread/goals/{goal.pk}/")
    ]


def test_nobody_plans_for_a_goal_that_is_not_decided(goal, ours, sanna):
    goal.state = "proposed"

    assert [words for words, _url in told(goal, sanna)] == ["See its golden thread"]


def test_an_employee_is_led_nowhere_that_she_may_not_go(goal, aino):
    assert told(goal, aino) == []
