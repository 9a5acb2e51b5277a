"""What an entry can hang on: a plan or an experiment that its writer may see."""

from collections.abc import Sequence
from dataclasses import dataclass

from nuotio.people.models import Membership
from nuotio.plans.models import Entry, Experiment, Plan, PlanMentor
from nuotio.plans.rules import experiments as experiment_rules
from nuotio.plans.rules import plans as plan_rules


@dataclass(frozen=True)
class Place:
    """A plan, or an experiment of it; `turn` is the state of the experiment."""

    title: str
    plan_id: int
    experiment_id: int | None = None
    turn: str = ""

    @property
    def key(self) -> str:
        """What names it in a form."""
        if self.experiment_id is not None:
            return f"experiment-{self.experiment_id}"
        return f"plan-{self.plan_id}"


def own_places(viewer: Membership) -> Sequence[Place]:
    """Return the viewer's open plans, each with its experiments after it; one query."""
    rows = PlanMentor.objects.filter(membership=viewer, left_at=None)
    told = rows.exclude(plan__state__in=Plan.OVER).order_by(
        "-plan__made_at", "plan_id", "plan__experiments__made_at", "plan__experiments__pk"
    )
    found: dict[str, Place] = {}
    for plan_id, title, pk, experiment, state in told.values_list(
        "plan_id",
        "plan__title",
        "plan__experiments__pk",
        "plan__experiments__title",
        "plan__experiments__state",
    ):
        found.setdefault(f"plan-{plan_id}", Place(title, plan_id))
        if pk is not None:
            found[f"experiment-{pk}"] = Place(experiment, plan_id, pk, state)
    return list(found.values())


def place_at(key: str, *, viewer: Membership) -> Place | None:
    """Return what a key names; None where the viewer may not see it. At most two queries."""
    kind, _dash, number = key.partition("-")
    if not (number.isascii() and number.isdecimal()) or len(number) > 9:
        return None
    if kind == "plan":
        return _plan(int(number), viewer)
    return _experiment(int(number), viewer) if kind == "experiment" else None


def key_of(entry: Entry) -> str:
    """Return the key of what an entry hangs on, empty where it stands by itself."""
    if entry.experiment_id is not None:
        return f"experiment-{entry.experiment_id}"
    return f"plan-{entry.plan_id}" if entry.plan_id is not None else ""


def place_of(entry: Entry, *, viewer: Membership) -> Place | None:
    """Return what an entry hangs on, as far as the viewer may see it; at most two queries."""
    key = key_of(entry)
    return place_at(key, viewer=viewer) if key else None


def _plan(pk: int, viewer: Membership) -> Place | None:
    rows = Plan.objects.filter(organisation_id=viewer.organisation_id, pk=pk)
    plan = rows.first()  # its mentors are asked for only where that decides
    if plan is None or not plan_rules.can_see_plan(viewer, plan):
        return None
    return Place(plan.title, plan.pk)


def _experiment(pk: int, viewer: Membership) -> Place | None:
    rows = Experiment.objects.filter(organisation_id=viewer.organisation_id, pk=pk)
    one = rows.select_related("plan").first()
    if one is None or not experiment_rules.can_see_experiment(viewer, one):
        return None
    return Place(one.title, one.plan_id, one.pk, one.state)
