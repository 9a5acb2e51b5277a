"""Whoever sends the mark of another's form writes her own row; the other's stays as it was."""

from datetime import UTC, date, datetime

import pytest

from nuotio.foundation import tenancy
from nuotio.plans.services import (
    experiments,
    ideas,
    measures,
    observations,
    plan_actions,
    plan_remarks,
    plans,
    pulses,
    support_given,
)
from nuotio.plans.services.experiments import ExperimentDraft
from nuotio.plans.services.ideas import IdeaDraft
from nuotio.plans.services.measures import MeasureDraft
from nuotio.plans.services.plan_actions import ActionDraft
from nuotio.plans.services.plans import PlanStart
from nuotio.plans.services.pulses import PulseDraft
from nuotio.plans.services.support_given import SupportDraft
from tests.plans import factories

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
TODAY = date(2026, 11, 18)
PULSE = PulseDraft("Did you learn?", "en", TODAY)
GIVEN = SupportDraft(kind="talk", given_on=TODAY, minutes=30)

# How Sanna writes each of them: in the plan, or in the experiment there.
WRITE = {
    "remark": lambda plan, _one, **how: plan_remarks.write_remark(plan, "Mine.", **how),
    "action": lambda plan, _one, **how: plan_actions.add_action(plan, ActionDraft("Mine."), **how),
    "plan": lambda plan, _one, **how: plans.begin_plan(PlanStart("Mine.", plan.goal_id), **how),
    "experiment": lambda plan, _one, **how: experiments.plan_experiment(
        plan, ExperimentDraft("Mine.", "Need.", plan.goal_id), **how
    ),
    "measure": lambda _plan, one, **how: measures.add_measure(
        one, MeasureDraft("Mine.", "Own notes"), **how
    ),
    "observation": lambda _plan, one, **how: observations.note_observation(
        one, "Mine.", seen_on=TODAY, **how
    ),
    "pulse": lambda _plan, one, **how: pulses.ask_pulse(one, PULSE, **how),
    "idea": lambda _plan, _one, **how: ideas.propose_idea(IdeaDraft("Mine."), **how),
    "support": lambda _plan, _one, **how: support_given.log_support(GIVEN, **how),
}
# What her pair has written in the same place. Steps, measures and experiments are the pair's
# together and name no writer; another's stand in another plan.
PAIRS = {
    "remark": lambda plan, _one, jari: factories.PlanRemarkFactory(plan=plan, written_by=jari),
    "observation": lambda _plan, one, jari: factories.ObservationFactory(
        experiment=one, written_by=jari
    ),
    "pulse": lambda _plan, one, jari: factories.PulseFactory(experiment=one, asked_by=jari),
    "idea": lambda plan, _one, jari: factories.IdeaFactory(
        organisation=plan.organisation, proposed_by=jari
    ),
    "support": lambda _plan, _one, jari: factories.SupportGivenFactory(mentor=jari),
}
FACTORIES = {
    "remark": factories.PlanRemarkFactory,
    "action": factories.PlanActionFactory,
    "plan": factories.PlanFactory,
    "experiment": factories.ExperimentFactory,
    "measure": factories.MeasureFactory,
    "observation": factories.ObservationFactory,
    "pulse": factories.PulseFactory,
    "idea": factories.IdeaFactory,
    "support": factories.SupportGivenFactory,
}
IN_ANOTHERS_PLAN = {
    "action": lambda plan: factories.PlanActionFactory(plan=plan),
    "plan": lambda plan: plan,
    "experiment": lambda plan: factories.ExperimentFactory(plan=plan),
    "measure": lambda plan: factories.MeasureFactory(
        experiment=factories.ExperimentFactory(plan=plan, running=True)
    ),
}


def rows_of(model):
    with tenancy.unrestricted(reason="Looking at what there is."):
        return {row.pop("id"): row for row in model.objects.values()}


@pytest.mark.parametrize("where", ["here", "elsewhere"])
@pytest.mark.parametrize("kind", WRITE)
def test_the_mark_of_anothers_form_makes_an_own_row(kind, where, ours, plan, sanna, jari, petri):
    experiment = factories.ExperimentFactory(plan=plan, running=True)
    if where == "elsewhere":
        other = FACTORIES[kind]()
    elif kind in PAIRS:
        other = PAIRS[kind](plan, experiment, jari)
    else:
        theirs = factories.PlanFactory(organisation=ours, by=[petri], active=True)
        other = IN_ANOTHERS_PLAN[kind](theirs)
    before = rows_of(type(other))

    made = WRITE[kind](plan, experiment, by=sanna, at=NOW, once=other.once)

    after = rows_of(type(other))
    assert made.pk not in before
    assert (made.organisation_id, made.once == other.once) == (ours.pk, False)
    assert after == {**before, made.pk: after[made.pk]}


@pytest.mark.parametrize("kind", WRITE)
def test_the_own_mark_sent_again_makes_nothing_more(kind, plan, sanna):
    experiment = factories.ExperimentFactory(plan=plan, running=True)
    once = factories.IdeaFactory.build().once
    how = {"by": sanna, "at": NOW, "once": once}

    first, again = (WRITE[kind](plan, experiment, **how) for _ in range(2))

    assert again == first
    assert first.once == once
