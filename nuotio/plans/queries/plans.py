from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from nuotio.foundation import tenancy
from nuotio.people.models import Membership
from nuotio.people.queries import directory
from nuotio.plans.models import Plan, PlanAction, PlanGoal, PlanMentor
from nuotio.plans.rules import plans as rules
from nuotio.programmes.models import Seat
from nuotio.programmes.queries import mentors as programme_mentors
from nuotio.programmes.queries import programmes


def plan_at(pk: int, *, viewer: Membership) -> Plan | None:
    """Return a plan with its goals and mentors; None where the viewer may not read it."""
    rows = Plan.objects.filter(pk=pk, organisation_id=viewer.organisation_id)
    found: Plan | None = (
        rows.select_related("goal", "agreed_by__user", "programme")
        .prefetch_related(
            with_mentors(),
            Prefetch("more_goals", PlanGoal.objects.select_related("goal").order_by("goal_id")),
        )
        .first()
    )
    return found if found is not None and rules.can_see_plan(viewer, found) else None


def plan_named(pk: int) -> Plan | None:
    """Return a plan of the open organisation with its mentors, for telling of it."""
    people = PlanMentor.objects.select_related("membership__user", "membership__organisation")
    rows = Plan.objects.filter(pk=pk)
    found: Plan | None = rows.prefetch_related(Prefetch("mentors", people.order_by("pk"))).first()
    return found


def with_mentors(path: str = "mentors") -> "Prefetch[str]":
    """Return what fetches the mentors of plans with their names, in the order of their joining."""
    rows = PlanMentor.objects.select_related("membership__user")
    return Prefetch(path, rows.order_by("joined_at", "pk"))


def plans_of(viewer: Membership) -> QuerySet[Plan]:
    """Return the plans that the viewer may read: her own, and those shown to those who follow."""
    rows: QuerySet[Plan] = Plan.objects.filter(organisation_id=viewer.organisation_id)
    is_mine = Q(Exists(_writes(viewer)))
    if rules.follows(viewer, viewer.organisation_id):
        return rows.filter(is_mine | Q(shown_at__isnull=False))
    return rows.filter(is_mine)


def _writes(viewer: Membership) -> QuerySet[PlanMentor]:
    parts: QuerySet[PlanMentor] = PlanMentor.objects.filter(
        plan=OuterRef("pk"), membership=viewer, left_at=None
    )
    return parts


def own_plans(viewer: Membership) -> Sequence[Plan]:
    """Return the plans that the viewer writes and that are not closed, the latest first."""
    return list(_own(viewer).exclude(state__in=Plan.OVER).order_by("-changed_at", "-pk"))


def all_own_plans(viewer: Membership) -> Sequence[Plan]:
    """Return every plan of which the viewer is a mentor, those that are closed last."""
    found = _own(viewer).order_by("-changed_at", "-pk")
    return sorted(found, key=lambda plan: plan.is_over)


def written_by(viewer: Membership) -> QuerySet[Plan]:
    """Return the plans that the viewer writes now, in no order."""
    rows: QuerySet[Plan] = Plan.objects.filter(organisation_id=viewer.organisation_id)
    return rows.filter(Exists(_writes(viewer)))


def _own(viewer: Membership) -> QuerySet[Plan]:
    return written_by(viewer).select_related("goal").prefetch_related(with_mentors())


def others_plans(viewer: Membership) -> QuerySet[Plan]:
    """Return the plans of others that the viewer may read, the latest shown first."""
    rows = plans_of(viewer).exclude(Exists(_writes(viewer)))
    return rows.select_related("goal").prefetch_related(with_mentors()).order_by("-shown_at", "-pk")


def actions_of(plan: Plan) -> Sequence[PlanAction]:
    """Return the steps of a plan: what is to be done by its day, then what is done; one query."""
    rows = PlanAction.objects.filter(plan=plan).select_related("owner__user")
    found = list(rows.order_by("made_at", "pk"))
    return sorted(found, key=lambda one: (one.done_at is not None, one.due_on or date.max))


def action_at(pk: int, *, viewer: Membership) -> PlanAction | None:
    """Return a step of a plan that the viewer may read, with the plan; None otherwise."""
    rows = PlanAction.objects.filter(pk=pk, organisation_id=viewer.organisation_id)
    found: PlanAction | None = rows.select_related("owner__user").first()
    plan = plan_at(found.plan_id, viewer=viewer) if found is not None else None
    if found is None or plan is None:
        return None
    found.plan = plan
    return found


def possible_partners(
    viewer: Membership, *, besides: Collection[int] = ()
) -> Sequence[tuple[int, str]]:
    """Return the key and name of the organisation's other mentors, by name; one query."""
    rows = directory.mentors(viewer=viewer, wanted=directory.Wanted()).prefetch_related(None)
    named = rows.exclude(pk__in=[viewer.pk, *besides])
    return [(one.pk, one.name or one.user.email) for one in named]


@dataclass(frozen=True)
class Coaching:
    """The programme in which a mentor is coached now, and who is in her pair there."""

    programme_id: int | None = None
    name: str = ""
    partners: frozenset[int] = frozenset()


def coaching_of(viewer: Membership) -> Coaching:
    """Return where the viewer sits as a mentor, in the newest programme; three queries."""
    standings = programmes.programmes_of(viewer)
    seated = (one for one in standings if one.takes_part and one.sits_as(Seat.Role.MENTOR))
    here = next(seated, None)
    if here is None or here.seat is None:
        return Coaching()
    with tenancy.with_programmes(here.programme.pk):
        pair = programme_mentors.partners_of(here.seat)
    return Coaching(
        here.programme.pk,
        here.programme.name,
        frozenset(seat.membership_id for seat in pair if seat.membership_id),
    )
