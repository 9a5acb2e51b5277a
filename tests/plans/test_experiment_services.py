"""Experiments are planned, started, changed and decided on. Serves issue 5, R64, R65, R66."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from nuotio.audit.models import AuditEntry
from nuotio.foundation import tenancy
from nuotio.foundation.versions import EditedMeanwhile
from nuotio.plans.events import ExperimentDecided, IdeaAnswered, ThreadMoved
from nuotio.plans.models import Experiment, Idea, Turn
from nuotio.plans.services import experiments as services
from nuotio.plans.services.experiments import ExperimentDraft, Origin, Verdict
from tests.factories import LONG_AGO
from tests.goals.factories import GoalFactory
from tests.plans import factories

NOW = datetime(2026, 11, 18, 22, 30, tzinfo=UTC)  # the 19th in Helsinki
TODAY = date(2026, 11, 19)
VERDICT = Verdict(Experiment.Decision.KEEP, "Seven lessons.", "Ask anew each week.", "It helps.")
READY = {"action": "Five minutes.", "ends_on": date(2026, 12, 18), "seen_by": "We count."}


def stored(row):
    """Return the row as the database has it."""
    with tenancy.unrestricted(reason="Looking at what there is."):
        return type(row).objects.get(pk=row.pk)


def story():
    """The turns that there are: state, decision, day, reason."""
    rows = Turn.objects.order_by("at", "pk")
    return list(rows.values_list("state", "decision", "on", "reason"))


@pytest.fixture
def draft(plan):
    """The least that an experiment says."""
    return ExperimentDraft("Friday's five minutes", "We learn alone.", plan.goal_id)


@pytest.fixture
def ready(plan):
    """A planned experiment that lacks nothing."""
    return factories.ExperimentFactory(plan=plan, **READY)


@pytest.fixture
def running(plan):
    """An experiment that was started in January."""
    return factories.ExperimentFactory(
        plan=plan, running=True, starts_on=date(2026, 1, 12), **READY
    )


def draft_of(experiment, **told):
    """The draft that leaves an experiment as it is, but for what is told."""
    same = {name: getattr(experiment, name) for name in vars(ExperimentDraft("", "", 0))}
    return ExperimentDraft(**{**same, **told})


def test_a_mentor_plans_an_experiment_that_names_its_need(plan, sanna, draft, announced):
    whole = replace(
        draft,
        observation="Silence.",
        belief="If we tell, we learn.",
        who="The eastern team",
        starts_on=date(2026, 11, 23),
        success="5",
        needs="Five minutes",
        stop_rule="Customers wait.",
        **READY,
    )

    made = services.plan_experiment(plan, whole, by=sanna, at=NOW, once=uuid4())

    kept = stored(made)
    assert {name: getattr(kept, name) for name in vars(whole)} == vars(whole)
    assert (kept.plan, kept.state, kept.decision) == (plan, "planned", "")
    assert (kept.made_at, kept.started_at, kept.version) == (NOW, None, 1)
    assert story() == [("planned", "", TODAY, "")]
    assert announced == [ThreadMoved(plan.organisation_id)]
    assert list(AuditEntry.objects.values_list("action", "actor_id")) == [
        ("plans.plan_experiment", sanna.user_id)
    ]


def test_a_draft_sent_twice_makes_one_experiment(plan, sanna, draft, announced):
    once = uuid4()

    first = services.plan_experiment(plan, draft, by=sanna, at=NOW, once=once)
    second = services.plan_experiment(plan, draft, by=sanna, at=NOW, once=once)

    assert first == second
    assert (Experiment.objects.count(), len(story()), len(announced)) == (1, 1, 1)


def test_the_database_takes_no_experiment_without_its_need(plan):
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.ExperimentFactory(plan=plan, need="")

    assert Experiment.objects.count() == 0


def test_only_the_plans_mentors_plan_in_it_and_not_once_it_is_closed(
    plan, ours, petri, kirsi, sanna, draft
):
    closed = factories.PlanFactory(organisation=ours, by=[sanna], state="completed")

    for where, by in ((plan, petri), (plan, kirsi), (closed, sanna)):
        with pytest.raises(PermissionDenied):
            services.plan_experiment(where, draft, by=by, at=NOW, once=uuid4())

    assert Experiment.objects.count() == 0


def test_the_goal_is_one_of_the_plans(plan, ours, sanna, draft):
    also = GoalFactory(organisation=ours)
    factories.PlanGoalFactory(plan=plan, goal=also)
    other = GoalFactory(organisation=ours)

    made = services.plan_experiment(
        plan, replace(draft, goal_id=also.pk), by=sanna, at=NOW, once=uuid4()
    )
    with pytest.raises(services.NotThere) as refused:
        services.plan_experiment(
            plan, replace(draft, goal_id=other.pk), by=sanna, at=NOW, once=uuid4()
        )

    assert (made.goal, refused.value.field, Experiment.objects.count()) == (also, "goal", 1)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"starts_on": date(3000, 1, 1)}, "starts_on"),
        ({"ends_on": date(3000, 1, 1)}, "ends_on"),
        ({"ends_on": date(1999, 1, 1)}, "ends_on"),
        ({"starts_on": date(2026, 12, 2), "ends_on": date(2026, 12, 1)}, "ends_on"),
    ],
)
def test_days_are_sensible(plan, sanna, draft, told, field):
    with pytest.raises(services.NotADay) as refused:
        services.plan_experiment(plan, replace(draft, **told), by=sanna, at=NOW, once=uuid4())

    assert (refused.value.field, Experiment.objects.count()) == (field, 0)


def test_the_next_try_keeps_the_need(plan, sanna, draft):
    before = factories.ExperimentFactory(
        plan=plan, state="decided", decision="adapt", need="We learn alone at home."
    )

    made = services.plan_experiment(
        plan, draft, by=sanna, at=NOW, once=uuid4(), origin=Origin(follows_id=before.pk)
    )

    assert (made.follows, made.need) == (before, "We learn alone at home.")


def test_only_ones_own_adapted_experiment_is_carried_on(plan, ours, sanna, petri, draft):
    kept = factories.ExperimentFactory(plan=plan, kept=True)
    theirs = factories.ExperimentFactory(
        plan=factories.PlanFactory(organisation=ours, by=[petri], active=True),
        state="decided",
        decision="adapt",
    )
    foreign = factories.ExperimentFactory(state="decided", decision="adapt")

    for one in (kept, theirs, foreign):
        with pytest.raises(services.NotThere) as refused:
            services.plan_experiment(
                plan, draft, by=sanna, at=NOW, once=uuid4(), origin=Origin(follows_id=one.pk)
            )
        assert refused.value.field == "follows"

    assert Experiment.objects.filter(title=draft.title).count() == 0


def test_an_idea_that_is_tried_is_answered(plan, ours, sanna, draft, announced):
    idea = factories.IdeaFactory(organisation=ours)

    made = services.plan_experiment(
        plan, draft, by=sanna, at=NOW, once=uuid4(), origin=Origin(idea_id=idea.pk)
    )

    tried = stored(idea)
    assert (tried.experiment, tried.state, tried.picked_by) == (made, "picked", sanna)
    assert tried.answered_at == NOW
    assert announced == [
        IdeaAnswered(ours.pk, idea.pk, sanna.pk),
        ThreadMoved(ours.pk),
    ]


def test_an_idea_that_was_picked_up_before_is_not_answered_twice(
    plan, ours, sanna, jari, draft, announced
):
    idea = factories.IdeaFactory(
        organisation=ours, state="picked", picked_by=jari, answered_at=LONG_AGO
    )

    made = services.plan_experiment(
        plan, draft, by=sanna, at=NOW, once=uuid4(), origin=Origin(idea_id=idea.pk)
    )

    tried = stored(idea)
    assert (tried.experiment, tried.picked_by, tried.answered_at) == (made, jari, LONG_AGO)
    assert announced == [ThreadMoved(ours.pk)]


def test_an_idea_of_nobody_here_is_not_tried(plan, ours, sanna, petri, draft):
    aside = factories.IdeaFactory(organisation=ours, state="set_aside", answer="Not now.")
    taken = factories.IdeaFactory(
        organisation=ours, experiment=factories.ExperimentFactory(plan=plan)
    )

    another = factories.IdeaFactory(organisation=ours, state="picked", picked_by=petri)

    for idea in (aside, taken, another, factories.IdeaFactory()):
        with pytest.raises(services.NotThere) as refused:
            services.plan_experiment(
                plan, draft, by=sanna, at=NOW, once=uuid4(), origin=Origin(idea_id=idea.pk)
            )
        assert refused.value.field == "idea"

    assert Idea.objects.filter(experiment__title=draft.title).count() == 0


def test_who_writes_a_plan_without_being_a_mentor_any_more_picks_up_no_idea(plan, ours, sanna):
    sanna.roles = frozenset({"employee"})
    idea = factories.IdeaFactory(organisation=ours)

    with pytest.raises(PermissionDenied):
        services.plan_experiment(
            plan,
            ExperimentDraft("a", "b", plan.goal_id),
            by=sanna,
            at=NOW,
            once=uuid4(),
            origin=Origin(idea_id=idea.pk),
        )

    assert (Experiment.objects.count(), stored(idea).state) == (0, "open")


def test_a_planned_experiment_is_changed_freely(ready, sanna, announced):
    draft = draft_of(ready, success="7", starts_on=date(2026, 11, 30), need="We learn at home.")

    changed = services.change_experiment(ready, draft, by=sanna, at=NOW, version=1)

    kept = stored(ready)
    assert (changed.version, kept.success, kept.need) == (2, "7", "We learn at home.")
    assert (kept.starts_on, story()) == (date(2026, 11, 30), [])
    assert announced == [ThreadMoved(ready.organisation_id)]
    assert AuditEntry.objects.get().action == "plans.change_experiment"


def test_whoever_is_later_is_told(ready, sanna, jari):
    services.change_experiment(ready, draft_of(ready, who="One"), by=sanna, at=NOW, version=1)

    with pytest.raises(EditedMeanwhile):
        services.change_experiment(ready, draft_of(ready, who="Two"), by=jari, at=NOW, version=1)

    assert stored(ready).who == "One"


@pytest.mark.parametrize(
    "told", [{"success": "3"}, {"ends_on": date(2027, 1, 15)}, {"stop_rule": "Never."}]
)
def test_what_was_agreed_is_changed_on_the_way_with_its_reason(running, sanna, told):
    draft = draft_of(running, **told)

    with pytest.raises(services.ReasonNeeded):
        services.change_experiment(running, draft, by=sanna, at=NOW, version=1)
    before = stored(running)
    services.change_experiment(running, draft, by=sanna, at=NOW, version=1, reason="Illness.")

    name, value = next(iter(told.items()))
    assert (getattr(before, name), before.version) != (value, 2)
    assert (getattr(stored(running), name), stored(running).version) == (value, 2)
    assert story() == [("running", "", TODAY, "Illness.")]


def test_other_words_are_changed_on_the_way_without_a_reason_and_the_start_stays(running, sanna):
    draft = draft_of(running, who="All", starts_on=date(2026, 11, 30))

    services.change_experiment(running, draft, by=sanna, at=NOW, version=1)

    assert (stored(running).who, stored(running).starts_on) == ("All", date(2026, 1, 12))
    assert story() == []


def test_a_running_experiment_keeps_what_its_start_needed(running, sanna):
    with pytest.raises(services.NotReady) as refused:
        services.change_experiment(
            running, draft_of(running, action=""), by=sanna, at=NOW, version=1
        )

    assert (refused.value.fields, stored(running).action) == (["action"], "Five minutes.")


def test_the_last_day_is_not_moved_before_the_start(running, sanna):
    draft = draft_of(running, ends_on=date(2026, 1, 11), starts_on=None)

    with pytest.raises(services.NotADay) as refused:
        services.change_experiment(running, draft, by=sanna, at=NOW, version=1, reason="Why.")

    assert (refused.value.field, stored(running).ends_on) == ("ends_on", READY["ends_on"])


def test_a_goal_and_days_of_old_stay_as_they_were(plan, ours, sanna):
    old = factories.ExperimentFactory(
        plan=plan, goal=GoalFactory(organisation=ours), ends_on=date(2020, 1, 1)
    )

    services.change_experiment(old, draft_of(old, who="All"), by=sanna, at=NOW, version=1)

    assert stored(old).who == "All"


def test_what_was_decided_is_not_changed(plan, sanna):
    kept = factories.ExperimentFactory(plan=plan, kept=True)

    with pytest.raises(services.WrongState):
        services.change_experiment(kept, draft_of(kept, who="All"), by=sanna, at=NOW, version=1)

    assert stored(kept).who == ""


def test_others_change_start_take_back_and_decide_nothing(ready, running, petri, kirsi):
    for by in (petri, kirsi):
        with pytest.raises(PermissionDenied):
            services.change_experiment(ready, draft_of(ready), by=by, at=NOW, version=1)
        with pytest.raises(PermissionDenied):
            services.start_experiment(ready, on=TODAY, by=by, at=NOW)
        with pytest.raises(PermissionDenied):
            services.take_back_start(running, "No.", by=by, at=NOW)
        with pytest.raises(PermissionDenied):
            services.decide_experiment(running, VERDICT, on=TODAY, by=by, at=NOW)

    assert (stored(ready).state, stored(running).state) == ("planned", "running")
    assert (stored(ready).version, story()) == (1, [])


def test_an_experiment_starts_on_its_day(ready, sanna, announced):
    day = date(2026, 11, 16)

    services.start_experiment(ready, on=day, by=sanna, at=NOW, reason="All are here.")
    services.start_experiment(ready, on=TODAY, by=sanna, at=NOW)

    kept = stored(ready)
    assert (kept.state, kept.started_at, kept.starts_on) == ("running", NOW, day)
    assert story() == [("running", "", day, "All are here.")]
    assert announced == [ThreadMoved(ready.organisation_id)]
    assert AuditEntry.objects.get().action == "plans.start_experiment"


@pytest.mark.parametrize("missing", ["action", "ends_on", "seen_by"])
def test_a_start_needs_three_things(ready, sanna, missing):
    setattr(ready, missing, None if missing == "ends_on" else "")
    ready.save()

    with pytest.raises(services.NotReady) as refused:
        services.start_experiment(ready, on=TODAY, by=sanna, at=NOW)

    assert (refused.value.fields, stored(ready).state, story()) == ([missing], "planned", [])


@pytest.mark.parametrize(
    "on", [TODAY + timedelta(days=1), TODAY - timedelta(days=367), date(3000, 1, 1)]
)
def test_a_start_is_neither_to_come_nor_long_ago(ready, sanna, on):
    with pytest.raises(services.NotADay):
        services.start_experiment(ready, on=on, by=sanna, at=NOW)

    assert (stored(ready).state, story()) == ("planned", [])


def test_a_start_after_the_last_day_is_no_start(ready, sanna):
    ready.ends_on = TODAY - timedelta(days=1)
    ready.save()

    with pytest.raises(services.NotADay):
        services.start_experiment(ready, on=TODAY, by=sanna, at=NOW)
    services.start_experiment(ready, on=ready.ends_on, by=sanna, at=NOW)

    assert stored(ready).is_past_end(TODAY) is True


def test_what_was_decided_does_not_start_again(plan, sanna):
    kept = factories.ExperimentFactory(plan=plan, kept=True)

    with pytest.raises(services.WrongState):
        services.start_experiment(kept, on=TODAY, by=sanna, at=NOW)

    assert stored(kept).state == "decided"


def test_a_wrong_start_is_taken_back_on_the_same_day_and_the_story_tells_both(
    ready, sanna, announced
):
    services.start_experiment(ready, on=TODAY, by=sanna, at=NOW)

    services.take_back_start(ready, "Half of us are ill.", by=sanna, at=NOW)
    services.take_back_start(ready, "Twice.", by=sanna, at=NOW)

    kept = stored(ready)
    assert (kept.state, kept.started_at) == ("planned", None)
    assert story() == [
        ("running", "", TODAY, ""),
        ("planned", "", TODAY, "Half of us are ill."),
    ]
    assert announced == [ThreadMoved(ready.organisation_id)] * 2


def test_a_start_of_yesterday_stays(ready, sanna):
    services.start_experiment(ready, on=TODAY, by=sanna, at=NOW)

    with pytest.raises(services.WrongState):
        services.take_back_start(ready, "Late.", by=sanna, at=NOW + timedelta(days=1))

    assert stored(ready).state == "running"


@pytest.mark.parametrize("decision", ["keep", "adapt", "stop"])
def test_a_decision_says_what_happened_and_what_was_learned(running, sanna, announced, decision):
    verdict = replace(VERDICT, decision=Experiment.Decision(decision))

    services.decide_experiment(running, verdict, on=TODAY, by=sanna, at=NOW)
    services.decide_experiment(running, verdict, on=TODAY, by=sanna, at=NOW)

    kept = stored(running)
    assert (kept.state, kept.decision, kept.decided_at) == ("decided", decision, NOW)
    assert (kept.happened, kept.learned) == ("Seven lessons.", "Ask anew each week.")
    assert story() == [("decided", decision, TODAY, "It helps.")]
    assert announced == [
        ExperimentDecided(running.organisation_id, running.pk, sanna.pk),
        ThreadMoved(running.organisation_id),
    ]


@pytest.mark.parametrize(
    "other", [{"decision": Experiment.Decision.STOP}, {"learned": "Ask the team first."}]
)
def test_a_pair_does_not_decide_against_each_other_or_over_each_others_words(
    running, sanna, jari, other
):
    services.decide_experiment(running, VERDICT, on=TODAY, by=sanna, at=NOW)

    with pytest.raises(services.WrongState):
        services.decide_experiment(running, replace(VERDICT, **other), on=TODAY, by=jari, at=NOW)

    assert (stored(running).decision, stored(running).learned) == ("keep", VERDICT.learned)


def test_what_has_not_started_is_not_decided(ready, sanna):
    with pytest.raises(services.WrongState):
        services.decide_experiment(ready, VERDICT, on=TODAY, by=sanna, at=NOW)

    assert stored(ready).state == "planned"


@pytest.mark.parametrize("on", [TODAY + timedelta(days=1), date(2026, 1, 11)])
def test_a_decision_falls_between_start_and_today(running, sanna, on):
    with pytest.raises(services.NotADay):
        services.decide_experiment(running, VERDICT, on=on, by=sanna, at=NOW)

    assert stored(running).state == "running"


def test_an_experiment_whose_start_nobody_knows_is_decided_too(running, sanna):
    running.starts_on = None
    running.save()

    services.decide_experiment(running, VERDICT, on=date(2026, 1, 11), by=sanna, at=NOW)

    assert stored(running).state == "decided"
