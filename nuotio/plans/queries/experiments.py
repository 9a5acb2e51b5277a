from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from nuotio.goals.models import Goal
from nuotio.people.models import Membership
from nuotio.plans.models import (
    Experiment,
    Idea,
    Measure,
    Observation,
    Plan,
    PlanGoal,
    PlanMentor,
    Turn,
)
from nuotio.plans.queries.plans import with_mentors
from nuotio.plans.rules import experiments as rules
from nuotio.plans.rules import plans as plan_rules

State = Experiment.State


def experiment_at(pk: int, *, viewer: Membership) -> Experiment | None:
    """Return an experiment with its plan, goal and mentors; None where the viewer may not see it.

    With it come its practice card, and as `has_idea` and `idea_by` whether it tries an idea and
    the name of whoever proposed that. Two queries.
    """
    ideas = Idea.objects.filter(experiment=OuterRef("pk")).order_by("pk")
    rows = _experiments(viewer).select_related("practice")
    found: Experiment | None = (
        rows.annotate(
            has_idea=Exists(ideas), idea_by=Subquery(ideas.values("proposed_by__user__name")[:1])
        )
        .filter(pk=pk)
        .first()
    )
    return found if found is not None and rules.can_see_experiment(viewer, found) else None


def experiments_of(plan: Plan) -> Sequence[Experiment]:
    """Return the experiments of a plan in the order of their making; for its readers. One query."""
    rows = Experiment.objects.filter(organisation_id=plan.organisation_id, plan=plan)
    return list(rows.select_related("goal", "follows").order_by("made_at", "pk"))


def started(viewer: Membership) -> QuerySet[Experiment]:
    """Return the organisation's experiments that have started, the newest first."""
    rows = _experiments(viewer).exclude(state=State.PLANNED)
    return rows.order_by("-started_at", "-pk")


def planned(viewer: Membership) -> QuerySet[Experiment]:
    """Return the planned experiments whose plans the viewer reads, the newest first."""
    own = PlanMentor.objects.filter(
        membership=viewer, left_at=None, organisation_id=viewer.organisation_id
    )
    is_own = Q(plan__in=own.values("plan"))
    follows = plan_rules.follows(viewer, viewer.organisation_id)
    readable = is_own | Q(plan__shown_at__isnull=False) if follows else is_own
    rows = _experiments(viewer).filter(readable, state=State.PLANNED)
    return rows.order_by("-made_at", "-pk")


def found_by(
    viewer: Membership, *, stage: str = "", goal_id: int | None = None, day: date
) -> QuerySet[Experiment]:
    """Return what a filter of the list finds.

    `stage` is a decision, "running", "past_end" (its end has passed by `day`) or "planned"; without
    it everything that has started.
    """
    rows = planned(viewer) if stage == State.PLANNED else started(viewer)
    if stage in Experiment.Decision.values and stage:
        rows = rows.filter(decision=stage)
    elif stage == State.RUNNING:
        rows = rows.filter(state=State.RUNNING)
    elif stage == "past_end":
        rows = rows.filter(state=State.RUNNING, ends_on__lt=day)
    return rows if goal_id is None else rows.filter(goal_id=goal_id)


def goals_tried(viewer: Membership) -> Sequence[tuple[int, str]]:
    """Return the key and words of every goal that an experiment has started for; one query."""
    tried = Experiment.objects.filter(organisation_id=viewer.organisation_id)
    rows = Goal.objects.filter(
        organisation_id=viewer.organisation_id,
        pk__in=tried.exclude(state=State.PLANNED).values("goal"),
    )
    return list(rows.order_by("made_at", "pk").values_list("pk", "title"))


def goals_of(plan: Plan) -> Sequence[tuple[int, str]]:
    """Return the key and words of the plan's goals, the main one first; one query."""
    more = PlanGoal.objects.filter(organisation_id=plan.organisation_id, plan=plan)
    also = more.exclude(goal_id=plan.goal_id).order_by("pk").values_list("goal_id", "goal__title")
    return [(plan.goal_id, plan.goal.title), *also]


def idea_to_try(pk: int, plan: Plan) -> Idea | None:
    """Return an idea that can be tried in a plan; None where it is another pair's; one query.

    That is one that nobody has picked up or one of the plan's mentors has, and nobody tries yet.
    """
    rows = Idea.objects.filter(organisation_id=plan.organisation_id, pk=pk, experiment=None)
    here = PlanMentor.objects.filter(plan=plan, left_at=None, membership__isnull=False)
    is_free = Q(picked_by=None) | Q(picked_by__in=here.values("membership"))
    found: Idea | None = rows.filter(is_free).exclude(state=Idea.State.SET_ASIDE).first()
    return found


def next_try(experiment: Experiment, *, viewer: Membership) -> Experiment | None:
    """Return the newest experiment of the same plan that carries this one on; one query.

    None where the viewer may not see it.
    """
    rows = Experiment.objects.filter(
        organisation_id=viewer.organisation_id, plan=experiment.plan_id, follows=experiment
    )
    found: Experiment | None = rows.order_by("-made_at", "-pk").first()
    if found is None:
        return None
    found.plan = experiment.plan  # its mentors are known already
    return found if rules.can_see_experiment(viewer, found) else None


def turns_of(experiment: Experiment) -> Sequence[Turn]:
    """Return the turns of an experiment in their order; one query."""
    rows = Turn.objects.filter(
        organisation_id=experiment.organisation_id, experiment=experiment
    ).select_related("by__user")
    return list(rows.order_by("at", "pk"))


def measures_of(experiment: Experiment) -> Sequence[Measure]:
    """Return the measures of an experiment in the order of their making; one query."""
    rows = Measure.objects.filter(organisation_id=experiment.organisation_id, experiment=experiment)
    return list(rows.order_by("made_at", "pk"))


def measure_at(pk: int, *, viewer: Membership) -> Measure | None:
    """Return a measure with its experiment; None where the viewer may not see that."""
    found: Measure | None = Measure.objects.filter(
        organisation_id=viewer.organisation_id, pk=pk
    ).first()
    experiment = experiment_at(found.experiment_id, viewer=viewer) if found else None
    if found is None or experiment is None:
        return None
    found.experiment = experiment
    return found


def observations_on(experiment: Experiment, *, viewer: Membership) -> QuerySet[Observation]:
    """Return the notes from along the way, the newest first; none for who may not read them."""
    rows: QuerySet[Observation] = Observation.objects.filter(
        organisation_id=experiment.organisation_id, experiment=experiment
    )
    if not rules.can_see_observations(viewer, experiment):
        rows = rows.none()
    return rows.select_related("written_by__user").order_by("-seen_on", "-at", "-pk")


def _experiments(viewer: Membership) -> QuerySet[Experiment]:
    rows: QuerySet[Experiment] = Experiment.objects.filter(organisation_id=viewer.organisation_id)
    return rows.select_related("plan", "goal", "follows").prefetch_related(
        with_mentors("plan__mentors")
    )
