from collections.abc import Sequence

from django.db.models import Max, Q

from nuotio.people.models import Membership
from nuotio.plans.models import Plan, PlanVersion
from nuotio.plans.rules import plans as rules


def versions_of(plan: Plan, *, viewer: Membership) -> Sequence[PlanVersion]:
    """Return who saved the plan and when, the newest first; two queries, without the texts.

    Others than its mentors read the versions from the moment when the plan was shown.
    """
    rows = PlanVersion.objects.filter(plan=plan).select_related("written_by__user")
    found = rows.defer("content").order_by("-number")
    if not rules.is_mentor_of(viewer, plan):
        found = found.filter(_since_shown(plan))
    return list(found)


def _since_shown(plan: Plan) -> Q:
    """Return the condition that a version is the one that was shown, or a later one."""
    if plan.shown_at is None:
        return Q(pk__in=[])
    before = PlanVersion.objects.filter(plan=plan, at__lte=plan.shown_at)
    shown = before.aggregate(last=Max("number"))["last"] or 0
    return Q(number__gte=shown)


def texts_at(version: PlanVersion) -> dict[str, str]:
    """Return the texts of a version, fetched now."""
    kept = PlanVersion.objects.values_list("content", flat=True).get(pk=version.pk)
    return {str(field): str(text) for field, text in kept.items()}


def newest(plan: Plan) -> PlanVersion | None:
    """Return the latest version of a plan with its writer's name."""
    rows = PlanVersion.objects.filter(plan=plan).select_related("written_by__user")
    found: PlanVersion | None = rows.order_by("-number").first()
    return found
