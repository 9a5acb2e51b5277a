"""Small organisations made up by dice, with a bit of everything that can be broken."""

import random
from datetime import timedelta
from decimal import Decimal

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

DIMENSIONS = ("trust", "reflection", "experimentation", "growth")
NEAR = (0, 1, 13, 14, 15, 27, 28, 29, 30, 31, 60)  # days around every grace period


class Dice:
    """Throws for one world."""

    def __init__(self, seed):
        self.dice = random.Random(seed)

    def often(self):
        return self.dice.random() < 0.7

    def one(self, *choices):
        return self.dice.choice(choices)

    def moment(self):
        """Return a moment in the past, or none."""
        return ago(self.one(*NEAR) + 0.01) if self.often() else None

    def day(self):
        return TODAY - timedelta(days=self.one(*NEAR)) if self.often() else None


def build(organisation, seed):
    """Make up an organisation and return somebody of its HR."""
    dice = Dice(seed)
    ours = {"organisation": organisation}
    hr = person(organisation, "Kirsi Laine", hr=True)
    mentors = [person(organisation, f"Mentor {n}", mentor=dice.often()) for n in range(4)]
    for mentor in mentors:
        _time(mentor, dice)
    for _ in range(dice.one(0, 1, 2)):
        _round(ours, dice)
    competences = [
        StrategicCompetenceFactory(**ours, retired_at=dice.one(None, None, ago(1)))
        for _ in range(2)
    ]
    goals = [_goal(ours, competences, dice) for _ in range(3)]
    plans = [_plan(ours, goals, mentors, hr, dice) for _ in range(4)]
    for _ in range(9):
        _experiment(dice.one(*plans[1:]), dice)
    return hr


def _time(mentor, dice):
    if dice.often():
        TimeShareFactory(
            mentor=mentor,
            state=dice.one("agreed", "agreed", "agreed", "ended"),
            hours_a_month=dice.one(Decimal("0.7"), Decimal("1.2"), Decimal("4.0")),
            starts_on=TODAY - timedelta(days=dice.one(10, 109, 110, 300)),
        )
    for _ in range(dice.one(0, 1, 3)):
        TimeBookingFactory(
            mentor=mentor,
            day=TODAY - timedelta(days=dice.one(1, 17, 18, 60, 109, 110)),
            minutes=dice.one(62, 63, 108, 157, 158, 270, 900),
        )


def _round(ours, dice):
    means = {code: dice.one(2.0, 2.5, 2.6, 3.4) for code in DIMENSIONS if dice.often()}
    made = RoundResultFactory(
        round__organisation=ours["organisation"],
        round__closed_at=ago(dice.one(50, 100)),
        content=result_content(means or {"trust": 3.0}),
    )
    if dice.often():
        ReportFactory(round=made.round, shared_at=dice.one(None, ago(5)))


def _goal(ours, competences, dice):
    return GoalFactory(
        **ours,
        state=dice.one("proposed", "decided", "decided", "ended"),
        dimension=dice.one("", *DIMENSIONS),
        competence=dice.one(None, *competences),
        decided_on=dice.day(),
        hr_signed_at=dice.moment(),
        management_signed_at=dice.moment(),
        made_at=ago(dice.one(*NEAR) + 0.01),
        time_share=dice.one(None, 0, 10),
    )


def _plan(ours, goals, mentors, hr, dice):
    plan = PlanFactory(
        **ours,
        goal=dice.one(*goals),
        by=dice.dice.sample(mentors, dice.one(0, 1, 2)),
        state=dice.one("draft", "discussed", "active", "active", "paused", "completed", "ended"),
        shown_at=dice.moment(),
        agreed_at=dice.moment(),
        support=dice.one("", "Time.", "  "),
    )
    other = dice.one(*goals)
    if other != plan.goal:
        PlanGoalFactory(plan=plan, goal=other)
    for part in plan.mentors.all():
        if not dice.often():
            part.left_at = ago(1)
            part.save()
    for _ in range(dice.one(0, 0, 1, 2)):
        PlanRemarkFactory(
            plan=plan, answer=dice.one("", "", "yes"), written_by=dice.one(hr, None, *mentors)
        )
    return plan


def _experiment(plan, dice):
    state = dice.one("planned", "running", "decided", "decided")
    begun = dice.day()
    made = ExperimentFactory(
        plan=plan,
        goal=dice.one(plan.goal, *(one.goal for one in plan.more_goals.all())),
        state=state,
        decision=dice.one("keep", "keep", "adapt", "stop") if state == "decided" else "",
        starts_on=begun,
        ends_on=begun + timedelta(days=dice.one(0, 1, 14, 60)) if begun else dice.day(),
        decided_at=dice.moment() if state == "decided" else None,
    )
    for _ in range(dice.one(0, 1, 2)):
        MeasureFactory(experiment=made, before=dice.one(None, 2), after=dice.one(None, 3))
    if state == "decided" and dice.one(True, False):
        reviewed = ago(dice.one(29, 30, 31)) if dice.often() else None
        PracticeFactory(
            experiment=made,
            made_at=ago(dice.one(29, 30, 31, 60)),
            reviewed_at=reviewed,
            state=dice.one("reviewed", "reviewed", "network") if reviewed else "draft",
        )
