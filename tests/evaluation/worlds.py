"""Organisations for tests: one whose thread is whole, and what breaks it."""

from datetime import date
from decimal import Decimal

from nuotio.people.models import TimeShare
from tests.culture.factories import ReportFactory, RoundResultFactory, result_content
from tests.evaluation.conftest import TODAY, ago, person
from tests.factories import TimeBookingFactory, TimeShareFactory
from tests.goals.factories import GoalFactory, StrategicCompetenceFactory
from tests.plans.factories import (
    ExperimentFactory,
    MeasureFactory,
    PlanFactory,
    PlanGoalFactory,
    PlanRemarkFactory,
    PracticeFactory,
)

MEANS = {"trust": 3.6, "reflection": 2.5, "experimentation": 3.0}


class World:
    """A whole organisation: `hr` reads it, a pair with agreed hours works for a goal."""

    def __init__(self, organisation):
        self.ours = {"organisation": organisation}
        self.hr = person(organisation, "Kirsi Laine", hr=True)
        self.pair = [
            person(organisation, name, mentor=True) for name in ("Sanna Koskinen", "Jari Lehto")
        ]
        self.shares = [self.share(one) for one in self.pair]
        self.round = RoundResultFactory(
            round__organisation=organisation,
            round__closed_at=ago(400),
            content=result_content(MEANS),
        ).round
        ReportFactory(round=self.round, shared_at=ago(390))
        self.competence = StrategicCompetenceFactory(**self.ours)
        self.goal = self.decided(
            round=self.round,
            dimension="reflection",
            finding="Reflection 2.5: People rarely stop.",
            competence=self.competence,
            time_share=10,
        )
        self.plan = self.agreed(self.goal)
        self.kept = self.decide(self.plan)
        PracticeFactory(experiment=self.kept, released=True)
        self.running = self.run(self.plan)
        self.planned = ExperimentFactory(
            plan=self.plan, starts_on=TODAY, title="Tomorrow's question"
        )

    def share(self, mentor, hours="10.0"):
        return TimeShareFactory(
            mentor=mentor,
            state=TimeShare.State.AGREED,
            hours_a_month=Decimal(hours),
            starts_on=date(2026, 1, 1),
        )

    def decided(self, **given):
        told = {"state": "decided", "decided_on": ago(200).date(), **given}
        return GoalFactory(**self.ours, **told)

    def agreed(self, goal, by=None, **given):
        """Make a plan that HR has agreed to, and whose need was answered."""
        told = {"shown_at": ago(150), "agreed_at": ago(140), "state": "active", **given}
        mentors = self.pair if by is None else by
        plan = PlanFactory(**self.ours, goal=goal, by=mentors, support="A quiet room.", **told)
        PlanRemarkFactory(plan=plan, answer="yes", written_by=self.hr)
        return plan

    def decide(self, plan, **given):
        """Make an experiment that was kept, with a value before and after."""
        told = {"decided_at": ago(100), **given}
        made = ExperimentFactory(plan=plan, kept=True, **told)
        MeasureFactory(experiment=made, before=2, after=5, people=11)
        return made

    def run(self, plan, **given):
        """Make an experiment that runs on, with a value before."""
        told = {"ends_on": TODAY, "starts_on": ago(30).date(), **given}
        made = ExperimentFactory(plan=plan, running=True, **told)
        MeasureFactory(experiment=made, before=2)
        return made

    def book(self, mentor, hours, day=date(2026, 9, 15)):
        """Book hours in portions that a day can hold."""
        minutes = int(hours * 60)
        while minutes > 0:
            TimeBookingFactory(mentor=mentor, day=day, minutes=min(minutes, 1440))
            minutes -= 1440


def break_everywhere(world):
    """Plant one break of every kind; return them as kind and what it hangs on."""
    ours, kept = world.ours, world.decide
    second = RoundResultFactory(
        round__organisation=ours["organisation"],
        round__closed_at=ago(20),
        content=result_content({**MEANS, "trust": 2.4}),
    )
    ReportFactory(round=second.round, shared_at=ago(10))
    unasked = StrategicCompetenceFactory(**ours, name="Courage")
    untaken = world.decided()
    unanswered = world.agreed(world.goal, agreed_at=None, state="discussed", paused_words="")
    unanswered.remarks.all().delete()
    unanswered.support = ""
    unanswered.save()
    ExperimentFactory(plan=unanswered, starts_on=TODAY)
    needy = world.agreed(world.goal)
    needy.remarks.all().delete()
    ExperimentFactory(plan=needy, starts_on=TODAY)
    empty = world.agreed(world.goal)
    late = ExperimentFactory(plan=world.plan, starts_on=ago(30).date())
    blind = ExperimentFactory(plan=world.plan, running=True, ends_on=TODAY)
    past = world.run(world.plan, ends_on=ago(1).date())
    unseen = ExperimentFactory(
        plan=world.plan, state="decided", decision="stop", decided_at=ago(40)
    )
    MeasureFactory(experiment=unseen, before=2)
    unwritten = kept(world.plan)
    waiting = PracticeFactory(experiment=kept(world.plan), made_at=ago(40))
    new, busy = (
        person(ours["organisation"], name, mentor=True) for name in ("Petri Niemi", "Aino Salo")
    )
    theirs = world.agreed(world.goal, by=[new, busy])
    world.run(theirs)
    world.share(busy)
    world.book(busy, 38)
    return {
        ("finding_without_goal", (None, None, None, second.round_id), "trust"),
        ("competence_without_goal", (None, None, None, unasked.pk), "Courage"),
        ("goal_without_plan", (untaken.pk, None, None, None), untaken.title),
        ("plan_unanswered", (world.goal.pk, unanswered.pk, None, None), unanswered.title),
        ("need_unanswered", (world.goal.pk, needy.pk, None, None), needy.title),
        ("plan_without_experiment", (world.goal.pk, empty.pk, None, None), empty.title),
        ("experiment_not_started", (world.goal.pk, world.plan.pk, late.pk, None), late.title),
        ("experiment_without_before", (world.goal.pk, world.plan.pk, blind.pk, None), blind.title),
        ("experiment_undecided", (world.goal.pk, world.plan.pk, past.pk, None), past.title),
        ("change_unseen", (world.goal.pk, world.plan.pk, unseen.pk, None), unseen.title),
        (
            "success_without_practice",
            (world.goal.pk, world.plan.pk, unwritten.pk, None),
            unwritten.title,
        ),
        (
            "practice_waiting",
            (world.goal.pk, world.plan.pk, waiting.experiment_id, waiting.pk),
            waiting.experiment.title,
        ),
        ("hours_not_agreed", (world.goal.pk, theirs.pk, None, new.pk), "Petri Niemi"),
        ("hours_not_kept", (world.goal.pk, theirs.pk, None, busy.pk), "Aino Salo"),
    }


def second_goal(plan, goal):
    """Let a plan serve another goal too."""
    return PlanGoalFactory(plan=plan, goal=goal)
