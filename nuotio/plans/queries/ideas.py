from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from nuotio.people.models import Membership
from nuotio.plans.models import Experiment, Idea, IdeaJoin
from nuotio.plans.rules.experiments import can_see_experiment

State = Idea.State
# Who has left the organisation would be in no more.
HERE = Q(joins__membership__left_at__isnull=True)
PARTIES = ("unit", "proposed_by__user", "picked_by__user", "experiment__plan")


def open_ideas(viewer: Membership, *, unit: int | None = None) -> QuerySet[Idea]:
    """Return ideas that wait for a mentor: most joined first, then the newest."""
    rows = _ideas(viewer, unit, "-joined", "-proposed_at", "-pk")
    return rows.filter(state=State.OPEN)


def picked_ideas(viewer: Membership, *, unit: int | None = None) -> QuerySet[Idea]:
    """Return ideas that a mentor has picked up, the latest first."""
    rows = _ideas(viewer, unit, "-answered_at", "-pk").filter(state=State.PICKED)
    return rows.prefetch_related("experiment__plan__mentors")


def ideas_set_aside(viewer: Membership, *, unit: int | None = None) -> QuerySet[Idea]:
    """Return ideas that were set aside, the latest first."""
    return _ideas(viewer, unit, "-answered_at", "-pk").filter(state=State.SET_ASIDE)


def idea_at(pk: int, *, viewer: Membership) -> Idea | None:
    """Return an idea of the viewer's organisation with everybody who would be in."""
    joins = IdeaJoin.objects.filter(membership__left_at__isnull=True)
    here = Prefetch("joins", joins.select_related("membership__user").order_by("at", "pk"))
    found: Idea | None = (
        _ideas(viewer, None, "pk")
        .filter(pk=pk)
        .prefetch_related(here, "experiment__plan__mentors")
        .first()
    )
    return found


def idea_named(pk: int) -> Idea | None:
    """Return an idea of the open organisation with whom to tell of it."""
    joins = IdeaJoin.objects.select_related("membership__user", "membership__organisation")
    found: Idea | None = (
        Idea.objects.filter(pk=pk)
        .select_related("proposed_by__user", "proposed_by__organisation")
        .prefetch_related(Prefetch("joins", joins.order_by("at", "pk")))
        .first()
    )
    return found


def experiment_of(idea: Idea, *, viewer: Membership) -> Experiment | None:
    """Return what the idea became, where the viewer may read it; `idea` as found here."""
    experiment = idea.experiment
    is_shown = experiment is not None and can_see_experiment(viewer, experiment)
    return experiment if is_shown else None


def _ideas(viewer: Membership, unit: int | None, *order: str) -> QuerySet[Idea]:
    rows: QuerySet[Idea] = Idea.objects.filter(organisation_id=viewer.organisation_id)
    if unit is not None:
        rows = rows.filter(unit_id=unit)
    mine = IdeaJoin.objects.filter(idea=OuterRef("pk"), membership=viewer)
    counted = rows.annotate(joined=Count("joins", filter=HERE), has_joined=Exists(mine))
    return counted.select_related(*PARTIES).order_by(*order)
