from collections.abc import Sequence

from nuotio.people.models import Membership
from nuotio.plans.models import Plan, PlanRemark
from nuotio.plans.rules import plans as rules


def remarks_on(plan: Plan, *, viewer: Membership) -> Sequence[PlanRemark]:
    """Return what HR and the plan's mentors wrote to each other, the oldest first; one query.

    Nothing for those who may not read it.
    """
    if not rules.can_see_remarks(viewer, plan):
        return []
    rows = PlanRemark.objects.filter(plan=plan).select_related("written_by__user")
    return list(rows.order_by("at", "pk"))


def newest_by(plan_id: int, member_id: int) -> PlanRemark | None:
    """Return the last remark that a member made on a plan, for telling of it."""
    rows = PlanRemark.objects.filter(plan_id=plan_id, written_by_id=member_id)
    found: PlanRemark | None = rows.order_by("-at", "-pk").first()
    return found


def writers_on(plan_id: int) -> frozenset[int]:
    """Return the memberships that have written a remark on a plan."""
    rows = PlanRemark.objects.filter(plan_id=plan_id, written_by__isnull=False)
    return frozenset(rows.values_list("written_by_id", flat=True))
