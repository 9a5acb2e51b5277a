"""The golden thread as lines. Serves issue 5 (the golden thread), R122, R123."""

from tests.evaluation.conftest import thread
from tests.goals.factories import GoalFactory
from tests.plans.factories import ExperimentFactory, MeasureFactory, PlanFactory, PracticeFactory


def test_a_line_runs_from_finding_to_practice(ours, kirsi, sanna, jari):
    goal = GoalFactory(organisation=ours, state="decided", title="We stop once a month")
    plan = PlanFactory(organisation=ours, goal=goal, by=[sanna, jari], active=True)
    kept = ExperimentFactory(plan=plan, kept=True)
    MeasureFactory(experiment=kept, before=2, after=5)
    PracticeFactory(experiment=kept, released=True)

    found = thread(kirsi)

    assert [line.title for line in found.lines] == ["We stop once a month"]
