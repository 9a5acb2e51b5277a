"""Leads from a goal to its golden thread: goals do not know the rooms above."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from nuotio.evaluation import rules
from nuotio.goals import origins
from nuotio.goals.models import Goal
from nuotio.goals.origins import Origin
from nuotio.people.models import Membership


@origins.tells
def thread_of(goal: Goal, viewer: Membership) -> Sequence[Origin]:
    """Lead those who follow learning mentoring from a goal to what came of it."""
    if not rules.can_see_thread(viewer, goal.organisation_id):
        return []
    address = reverse("evaluation:goal_thread", args=[viewer.organisation.slug, goal.pk])
    return [Origin(_("See its golden thread"), address)]
