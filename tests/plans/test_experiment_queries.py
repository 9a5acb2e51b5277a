"""Who finds which experiment, and what stands on it. Serves issue 5 (experiments), R64."""

from datetime import date, timedelta

import pytest

from nuotio.plans.queries import experiments as queries
from nuotio.plans.queries import plans
from nuotio.plans.rules import experiments as rules
from tests.factories import LONG_AGO
from tests.goals.factories import GoalFactory
from tests.plans import factories

TODAY = date(2026, 11, 19)


@pytest.fixture
def draft_plan(ours, sanna):
    """A plan of Sanna's that nobody else has seen."""
    return factories.PlanFactory(organisation=ours, by=[sanna])


def test_one_experiment_costs_the_same_for_any_pair(plan, aino, django_assert_num_queries):
    running = factories.ExperimentFactory(plan=plan, running=True)

    with django_assert_num_queries(2):
        found = queries.experiment_at(running.pk, viewer=aino)
        assert found is not None
        names = [one.membership.name for one in found.plan.mentors.all()]

    assert (found, found.goal, names) == (running, plan.goal, ["Sanna Koskinen", "Jari Lehto"])


def test_what_is_planned_is_read_by_who_reads_the_plan(
    plan, draft_plan, sanna, petri, kirsi, markku, aino
):
    shown = factories.ExperimentFactory(plan=plan)
    hidden = factories.ExperimentFactory(plan=draft_plan)
    factories.ExperimentFactory()

    who = (sanna, petri, kirsi, markku, aino)
    assert [queries.experiment_at(shown.pk, viewer=one) for one in who] == [shown] * 4 + [None]
    assert [queries.experiment_at(hidden.pk, viewer=one) for one in who] == [hidden] + [None] * 4
    for one in who:
        listed = set(queries.planned(one))
        assert listed == {x for x in (shown, hidden) if rules.can_see_experiment(one, x)}


def test_what_has_started_is_read_by_everybody_here_and_nobody_elsewhere(draft_plan, aino, petri):
    running = factories.ExperimentFactory(plan=draft_plan, running=True)
    kept = factories.ExperimentFactory(
        plan=draft_plan, kept=True, started_at=LONG_AGO - timedelta(days=1)
    )
    foreign = factories.ExperimentFactory(running=True)

    assert queries.experiment_at(running.pk, viewer=aino) == running
    assert queries.experiment_at(foreign.pk, viewer=aino) is None
    assert list(queries.started(aino)) == list(queries.started(petri)) == [running, kept]


def test_who_has_left_a_plan_reads_no_drafts_of_it(draft_plan, sanna):
    planned = factories.ExperimentFactory(plan=draft_plan)
    draft_plan.mentors.update(left_at=LONG_AGO)

    assert queries.experiment_at(planned.pk, viewer=sanna) is None
    assert list(queries.planned(sanna)) == []


def test_the_list_is_filtered_by_where_it_stands_and_by_goal(plan, ours, sanna):
    other = GoalFactory(organisation=ours)
    planned = factories.ExperimentFactory(plan=plan)
    running = factories.ExperimentFactory(plan=plan, running=True, ends_on=TODAY)
    late = factories.ExperimentFactory(
        plan=plan, running=True, ends_on=TODAY - timedelta(days=1), goal=other
    )
    kept = factories.ExperimentFactory(plan=plan, kept=True)

    def found(**told):
        return set(queries.found_by(sanna, day=TODAY, **told))

    assert found() == found(stage="astrology") == {running, late, kept}
    assert found(stage="planned") == {planned}
    assert found(stage="running") == {running, late}
    assert found(stage="past_end") == {late}
    assert found(stage="keep") == {kept}
    assert found(stage="stop") == set()
    assert found(goal_id=other.pk) == {late}
    assert found(stage="keep", goal_id=other.pk) == set()


def test_goals_are_offered_that_something_is_tried_for(plan, ours, aino):
    factories.ExperimentFactory(plan=plan, running=True)
    factories.ExperimentFactory(plan=plan, goal=GoalFactory(organisation=ours))
    factories.ExperimentFactory(running=True)

    assert queries.goals_tried(aino) == [(plan.goal_id, plan.goal.title)]


def test_a_plans_experiments_stand_in_their_order(plan, django_assert_num_queries):
    second = factories.ExperimentFactory(plan=plan, made_at=LONG_AGO + timedelta(days=1))
    first = factories.ExperimentFactory(plan=plan)
    factories.ExperimentFactory()

    with django_assert_num_queries(1):
        found = queries.experiments_of(plan)
        assert {one.goal.title for one in found} == {plan.goal.title}

    assert found == [first, second]


def test_a_plan_to_try_in_is_one_that_she_reads(plan, draft_plan, sanna, petri, aino):
    assert plans.plan_at(draft_plan.pk, viewer=sanna) == draft_plan
    assert plans.plan_at(draft_plan.pk, viewer=petri) is None
    assert plans.plan_at(plan.pk, viewer=petri) == plan
    assert plans.plan_at(plan.pk, viewer=aino) is None
    assert plans.plan_at(factories.PlanFactory().pk, viewer=sanna) is None


def test_the_plans_main_goal_is_the_first_that_is_offered(plan, ours):
    more = factories.PlanGoalFactory(plan=plan)
    factories.PlanGoalFactory(plan=plan, goal=plan.goal)

    assert queries.goals_of(plan) == [
        (plan.goal_id, plan.goal.title),
        (more.goal_id, more.goal.title),
    ]


def test_ideas_are_there_to_try_until_somebody_does(plan, ours, sanna):
    picked = factories.IdeaFactory(organisation=ours, state="picked")
    tried = factories.IdeaFactory(
        organisation=ours, experiment=factories.ExperimentFactory(plan=plan)
    )
    aside = factories.IdeaFactory(organisation=ours, state="set_aside", answer="Not now.")
    foreign = factories.IdeaFactory()

    ideas = (picked, tried, aside, foreign)
    assert [queries.idea_to_try(one.pk, plan) for one in ideas] == [picked, None, None, None]
    found = queries.experiment_at(tried.experiment_id, viewer=sanna)
    alone = queries.experiment_at(factories.ExperimentFactory(plan=plan).pk, viewer=sanna)
    assert (found.has_idea, found.idea_by) == (True, None)
    assert (alone.has_idea, alone.idea_by) == (False, None)


def test_the_next_try_is_found_by_who_may_see_it(plan, sanna, aino):
    before = factories.ExperimentFactory(plan=plan, state="decided", decision="adapt")
    none = queries.next_try(before, viewer=sanna)
    after = factories.ExperimentFactory(plan=plan, follows=before)

    assert (none, queries.next_try(before, viewer=sanna)) == (None, after)
    assert queries.next_try(before, viewer=aino) is None


def test_notes_are_read_by_who_reads_the_plan_the_newest_first(
    draft_plan, sanna, petri, aino, django_assert_num_queries
):
    running = factories.ExperimentFactory(plan=draft_plan, running=True)
    old = factories.ObservationFactory(experiment=running, written_by=sanna)
    new = factories.ObservationFactory(experiment=running, seen_on=date(2026, 1, 17))
    factories.ObservationFactory()

    with django_assert_num_queries(2):
        found = list(queries.observations_on(running, viewer=sanna))

    assert found == [new, old]
    for one in (petri, aino):
        assert list(queries.observations_on(running, viewer=one)) == []


def test_measures_and_turns_stand_in_their_order(plan, sanna, aino):
    running = factories.ExperimentFactory(plan=plan, running=True)
    planned = factories.ExperimentFactory(plan=plan)
    second = factories.MeasureFactory(experiment=running, made_at=LONG_AGO + timedelta(days=1))
    first = factories.MeasureFactory(experiment=running)
    hidden = factories.MeasureFactory(experiment=planned)
    foreign = factories.MeasureFactory()
    turns = [factories.TurnFactory(experiment=running, state=one) for one in ("planned", "running")]

    assert queries.measures_of(running) == [first, second]
    assert queries.turns_of(running) == turns
    found = [queries.measure_at(one.pk, viewer=aino) for one in (first, hidden, foreign)]
    assert found == [first, None, None]
    assert queries.measure_at(hidden.pk, viewer=sanna) == hidden
