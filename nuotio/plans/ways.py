"""Leads from a goal to what mentors make of it: goals do not know the rooms above."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from nuotio.goals import origins
from nuotio.goals.models import Goal
from nuotio.goals.origins import Origin
from nuotio.people.models import Membership
from nuotio.plans.rules import plans as rules


@origins.tells
def plan_for(goal: Goal, viewer: Membership) -> Sequence[Origin]:
    """Lead a learning mentor from a decided goal to a plan for it."""
    if goal.state != Goal.State.DECIDED or not rules.can_begin_plan(viewer):
        return []
    address = reverse("plans:plan_add", args=[viewer.organisation.slug])
    return [Origin(_("Begin a plan for this goal"), f"{address}?goal={goal.pk}")]
