"""Who may see and write an experiment. Serves issue 5 (experiments), R64."""

import pytest

from nuotio.plans.models import Experiment
from nuotio.plans.rules import experiments as rules
from tests.factories import LONG_AGO, MembershipFactory, OrganisationFactory
from tests.plans import factories


@pytest.fixture
def world(ours, plan, sanna, jari, petri, kirsi, markku, aino):
    """Everybody by name, a member who has left, and a stranger of another organisation."""
    left = MembershipFactory(organisation=ours, mentor=True, left_at=LONG_AGO)
    people = {"sanna": sanna, "jari": jari, "petri": petri, "kirsi": kirsi, "markku": markku}
    return {**people, "aino": aino, "left": left, "stranger": MembershipFactory(mentor=True)}


def who(world, rule, row):
    return {name for name, one in world.items() if rule(one, row)}


PAIR = {"sanna", "jari"}
FOLLOWING = PAIR | {"petri", "kirsi", "markku"}
EVERYBODY = FOLLOWING | {"aino"}


def test_a_planned_experiment_is_read_by_the_readers_of_its_plan(world, plan, ours, sanna, jari):
    hidden = factories.PlanFactory(organisation=ours, by=[sanna, jari])

    assert who(world, rules.can_see_experiment, Experiment(plan=plan)) == FOLLOWING
    assert who(world, rules.can_see_experiment, Experiment(plan=hidden)) == PAIR


@pytest.mark.parametrize("state", ["running", "decided"])
def test_one_that_has_started_is_read_by_everybody_in_the_organisation(world, plan, state):
    experiment = Experiment(plan=plan, organisation=plan.organisation, state=state)

    assert who(world, rules.can_see_experiment, experiment) == EVERYBODY


def test_notes_stay_with_the_readers_of_the_plan(world, plan):
    running = Experiment(plan=plan, organisation=plan.organisation, state="running")

    assert who(world, rules.can_see_observations, running) == FOLLOWING


def test_the_list_is_for_everybody_here(world, ours):
    assert who(world, rules.can_see_experiments, ours.pk) == EVERYBODY
    assert who(world, rules.can_see_experiments, OrganisationFactory().pk) == set()


def test_the_plans_mentors_write_and_who_left_the_plan_does_not(world, plan, jari):
    experiment = Experiment(plan=plan)
    plan.mentors.filter(membership=jari).update(left_at=LONG_AGO)

    assert who(world, rules.can_write_experiment, experiment) == {"sanna"}
