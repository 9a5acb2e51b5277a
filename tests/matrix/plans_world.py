"""A row of everything in the room `plans`, for one side of the matrix world."""

from typing import Any

from tests import factories
from tests.matrix.side import Side
from tests.plans import factories as plans


def rows(side: Side, canary: str) -> dict[str, Any]:
    """Return rows that addresses name; those of the twin carry the canary.

    The subject `mentor` writes the plans with a pair; `other_*` are a third mentor's.
    """
    ours, mentor = {"organisation": side.organisation}, side.people["mentor"]
    pair, third = (
        factories.MembershipFactory(
            **ours, mentor=True, user=factories.UserFactory(name=f"{canary}{name}")
        )
        for name in ("pair", "third")
    )
    goal = side.rows["decided_goal"]
    plan = plans.PlanFactory(
        **ours, goal=goal, by=[mentor, pair], active=True, title=f"{canary}Plan", aim=f"{canary}aim"
    )
    draft = plans.PlanFactory(**ours, goal=goal, by=[mentor, pair], title=f"{canary}Draft plan")
    planned = plans.ExperimentFactory(plan=plan, title=f"{canary}Planned", need=f"{canary}need")
    running = plans.ExperimentFactory(
        plan=plan, title=f"{canary}Running", need=f"{canary}need", running=True
    )
    kept = plans.ExperimentFactory(plan=plan, title=f"{canary}Kept", kept=True)
    undrafted = plans.ExperimentFactory(plan=plan, title=f"{canary}Undrafted", kept=True)
    released = plans.ExperimentFactory(plan=plan, title=f"{canary}Released", kept=True)
    reviewable = plans.ExperimentFactory(plan=plan, title=f"{canary}Reviewable", kept=True)
    return {
        "plan": plan,
        "draft_plan": draft,
        "plan_pair": pair,
        "third_mentor": third,
        "plan_action": plans.PlanActionFactory(plan=plan, words=f"{canary}action"),
        "plan_version": plans.PlanVersionFactory(
            plan=plan, number=1, content={"aim": f"{canary}earlier"}
        ),
        "plan_remark": plans.PlanRemarkFactory(plan=plan, words=f"{canary}remark"),
        "experiment": running,
        "planned_experiment": planned,
        "kept_experiment": undrafted,
        "measure": plans.MeasureFactory(experiment=running, name=f"{canary}measure"),
        "observation": plans.ObservationFactory(experiment=running, words=f"{canary}seen"),
        "idea": plans.IdeaFactory(**ours, title=f"{canary}idea"),
        "pulse": plans.PulseFactory(experiment=running, question=f"{canary}question"),
        "entry": plans.EntryFactory(writer=mentor, words=f"{canary}entry"),
        "open_entry": plans.EntryFactory(
            writer=mentor, audience="organisation", words=f"{canary}open entry"
        ),
        "self_assessment": plans.SelfAssessmentFactory(writer=mentor, words=f"{canary}myself"),
        "support_given": plans.SupportGivenFactory(mentor=mentor, words=f"{canary}support"),
        "practice": plans.PracticeFactory(
            experiment=kept, name=f"{canary}Practice", written_by=mentor
        ),
        "practice_to_review": plans.PracticeFactory(
            experiment=reviewable, name=f"{canary}To review", written_by=pair
        ),
        "released_practice": plans.PracticeFactory(
            experiment=released, name=f"{canary}Released practice", written_by=mentor, released=True
        ),
        # The network's copy carries no canary: it was given to everybody.
        "network_practice": plans.PublishedPracticeFactory(),
    }
