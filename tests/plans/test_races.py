"""Experiments, ideas, practices, pulses and entries at the same moment: each ends in one state.

Serves issue 5, "How it must behave": nothing is doubled, and nobody's words are lost.
"""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from nuotio.foundation import tenancy
from nuotio.people.models import TimeBooking
from nuotio.plans.models import (
    Entry,
    Experiment,
    Idea,
    Plan,
    Practice,
    PublishedEntry,
    PublishedPractice,
    Pulse,
    SupportGiven,
    Turn,
)
from nuotio.plans.services import (
    entries,
    ideas,
    network,
    plan_turns,
    practices,
    pulses,
    support_given,
)
from nuotio.plans.services import experiments as services
from nuotio.plans.services import plans as plan_services
from nuotio.plans.services.experiments import ExperimentDraft, Origin, Verdict
from tests.factories import MembershipFactory, OrganisationFactory
from tests.goals.factories import GoalFactory
from tests.people.test_races import _races, _two_writers, at_once, seen
from tests.plans import factories

pytestmark = pytest.mark.usefixtures("_races")
__all__ = ["_races", "_two_writers"]
VERDICT = Verdict(Experiment.Decision.KEEP, "Seven lessons.", "Ask anew.", "It helps.")


@pytest.fixture
def ours(_races):
    return OrganisationFactory()


@pytest.fixture
def pair(ours):
    return [MembershipFactory(organisation=ours, mentor=True) for _ in range(2)]


@pytest.fixture
def plan(ours, pair):
    with tenancy.inside(ours.pk):
        return factories.PlanFactory(organisation=ours, by=pair, shown=True)


def running(plan, now, **told):
    with tenancy.inside(plan.organisation_id):
        return factories.ExperimentFactory(
            plan=plan,
            state="running",
            started_at=now,
            starts_on=now.date(),
            ends_on=now.date() + timedelta(days=14),
            action="One lesson a week",
            seen_by="We count",
            **told,
        )


def draft_of(plan, **told):
    return ExperimentDraft("One lesson", "We learn alone.", plan.goal_id, **told)


def test_of_two_who_pick_an_idea_up_one_has_it(plan, ours, pair, now):
    idea = factories.IdeaFactory(organisation=ours)

    refused = at_once(
        ours.pk, *(lambda by=by: ideas.pick_up(idea, plan, by=by, at=now) for by in pair)
    )

    (kept,) = seen(Idea)
    assert refused == ["", "AlreadyAnswered"]
    assert (kept.state, kept.picked_by_id in {one.pk for one in pair}) == ("picked", True)


def test_of_two_who_try_an_idea_one_does(plan, ours, pair, now):
    idea = factories.IdeaFactory(organisation=ours)
    other = MembershipFactory(organisation=ours, mentor=True)
    with tenancy.inside(ours.pk):
        theirs = factories.PlanFactory(organisation=ours, by=[other])

    def trying(where, by):
        origin = Origin(idea_id=idea.pk)
        return lambda: services.plan_experiment(
            where, draft_of(where), by=by, at=now, once=uuid4(), origin=origin
        )

    refused = at_once(ours.pk, trying(plan, pair[0]), trying(theirs, other))

    (made,), (kept,) = seen(Experiment), seen(Idea)
    assert refused == ["", "NotThere"]
    assert kept.experiment_id == made.pk


def test_started_twice_at_once_it_starts_once(plan, ours, pair, now):
    experiment = running(plan, now)
    with tenancy.inside(ours.pk):
        Experiment.objects.filter(pk=experiment.pk).update(state="planned", started_at=None)

    refused = at_once(
        ours.pk,
        *(
            lambda by=by: services.start_experiment(experiment, on=now.date(), by=by, at=now)
            for by in pair
        ),
    )

    assert refused == ["", ""]
    assert [one.state for one in seen(Turn)] == ["running"]


def test_of_two_decisions_at_once_one_stands_and_the_other_is_told(plan, ours, pair, now):
    experiment = running(plan, now)
    verdicts = (VERDICT, replace(VERDICT, learned="Ask the team."))

    refused = at_once(
        ours.pk,
        *(
            lambda by=by, told=told: services.decide_experiment(
                experiment, told, on=now.date(), by=by, at=now
            )
            for by, told in zip(pair, verdicts, strict=True)
        ),
    )

    (kept,) = seen(Experiment)
    assert refused == ["", "WrongState"]
    assert (kept.decision, kept.learned in {"Ask anew.", "Ask the team."}) == ("keep", True)
    assert len(seen(Turn)) == 1


def test_decided_while_the_other_changes_the_canvas_both_are_told_clearly(plan, ours, pair, now):
    experiment = running(plan, now)
    changed = draft_of(
        plan, action="Two lessons", seen_by="We count", ends_on=experiment.ends_on, who="All"
    )

    refused = at_once(
        ours.pk,
        lambda: services.decide_experiment(experiment, VERDICT, on=now.date(), by=pair[0], at=now),
        lambda: services.change_experiment(experiment, changed, by=pair[1], at=now, version=1),
    )

    (kept,) = seen(Experiment)
    assert (kept.decision, kept.learned) == ("keep", "Ask anew.")
    assert (refused, kept.action) in [
        (["", ""], "Two lessons"),
        (["", "WrongState"], "One lesson a week"),
    ]


def test_agreed_while_it_is_written_on_is_agreed_as_it_was_read(plan, ours, pair, now):
    hr = MembershipFactory(organisation=ours, hr=True)
    more = GoalFactory(organisation=ours, state="decided")
    mark = str(plan.goal_id)

    refused = at_once(
        ours.pk,
        lambda: plan_turns.agree_plan(plan, by=hr, at=now, seen=1),
        lambda: plan_services.change_goals(plan, more.pk, [], by=pair[0], seen=mark),
    )

    (kept,) = seen(Plan)
    assert kept.goal_id == more.pk
    assert (refused, kept.state) in [
        (["", ""], "discussed"),
        (["", "EditedMeanwhile"], "draft"),
    ]


def test_two_who_begin_the_card_of_one_experiment_make_one(plan, ours, pair, now):
    with tenancy.inside(ours.pk):
        tried = factories.ExperimentFactory(plan=plan, kept=True)
    draft = practices.PracticeDraft("Friday's lesson", "worked", "We learn alone.")

    refused = at_once(
        ours.pk,
        *(
            lambda by=by: practices.draft_practice(tried, draft, by=by, at=now, once=uuid4())
            for by in pair
        ),
    )

    assert refused == ["", "AlreadyWritten"]
    assert len(seen(Practice)) == 1


def test_given_to_the_network_while_it_changes_the_network_reads_what_hr_read(
    plan, ours, pair, now
):
    hr = MembershipFactory(organisation=ours, hr=True)
    with tenancy.inside(ours.pk):
        card = factories.PracticeFactory(experiment__plan=plan, released=True, how="As read")
    draft = practices.PracticeDraft(card.name, "worked", card.need, how="Changed")

    refused = at_once(
        ours.pk,
        lambda: network.publish_practice(card, by=hr, at=now, seen=1),
        lambda: practices.change_practice(card, draft, by=pair[0], at=now, version=1),
    )

    assert seen(Practice)[0].how == "Changed"
    assert (refused, [one.how for one in PublishedPractice.objects.all()]) in [
        (["", ""], ["As read"]),
        (["", "EditedMeanwhile"], []),
    ]


def test_taken_back_while_it_is_given_to_the_network_no_copy_stays_behind(plan, ours, pair, now):
    hr = MembershipFactory(organisation=ours, hr=True)
    with tenancy.inside(ours.pk):
        card = factories.PracticeFactory(experiment__plan=plan, released=True)

    refused = at_once(
        ours.pk,
        lambda: network.publish_practice(card, by=hr, at=now, seen=1),
        lambda: practices.take_back_practice(card, by=pair[0]),
    )

    assert refused in (["", ""], ["", "PermissionDenied"])
    assert seen(Practice)[0].state == "reviewed"
    assert PublishedPractice.objects.count() == 0


def test_a_copy_is_what_its_entry_says_whoever_was_faster(ours, pair, now):
    with tenancy.inside(ours.pk):
        entry = factories.EntryFactory(writer=pair[0], audience="network")
        entries.choose_audience(entry, "organisation", by=pair[0], at=now)
    draft = entries.EntryDraft("Changed.", now.date(), audience="organisation")

    refused = at_once(
        ours.pk,
        lambda: entries.choose_audience(entry, "network", by=pair[0], at=now),
        lambda: entries.change_entry(entry, draft, by=pair[0], at=now, version=2),
    )

    (kept,) = seen(Entry)
    copies = [one.words for one in PublishedEntry.objects.all()]
    assert refused in (["", ""], ["", "EditedMeanwhile"])
    assert copies == ([kept.words] if kept.audience == "network" else [])


def test_support_sent_twice_at_once_is_booked_once(ours, pair, now):
    draft = support_given.SupportDraft("talk", now.date(), 45)
    once = uuid4()

    refused = at_once(
        ours.pk,
        *(
            lambda: support_given.log_support(draft, by=pair[0], at=now, once=once)
            for _ in range(4)
        ),
    )

    assert refused == [""] * 4
    assert (len(seen(SupportGiven)), [one.minutes for one in seen(TimeBooking)]) == (1, [45])


def test_each_of_forty_answers_is_counted_or_told_that_the_pulse_has_closed(plan, ours, pair, now):
    experiment = running(plan, now)
    with tenancy.inside(ours.pk):
        pulse = factories.PulseFactory(experiment=experiment, closes_on=date(2900, 1, 1), count_3=5)

    refused = at_once(
        ours.pk,
        *(lambda: pulses.answer_pulse(pulse, 4, at=now) for _ in range(40)),
        lambda: pulses.close_pulse(pulse, by=pair[0], at=now),
    )

    (kept,) = seen(Pulse)
    assert kept.closed_at == now
    assert set(refused) <= {"", "NotOpen"}
    assert kept.counts == (0, 0, 5, 40 - refused.count("NotOpen"), 0)
