"""Whom the demo world's plans are about: its named mentors, HR and colleagues, by organisation."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from nuotio.foundation import content
from nuotio.goals.models import Goal
from nuotio.people.models import Membership, Organisation, Role

STARTED_WITHOUT_COHORT = -40
GOAL_ORDER = "made_at", "pk"


@dataclass
class Cast:
    """The demo world's people and goals as this room needs them; a query a question, kept."""

    at: datetime

    @cached_property
    def people(self) -> dict[str, Membership]:
        """The named people by their id in the demo world."""
        names = {one["name"]: one["id"] for one in content.load("demo_world")["people"]}
        rows = Membership.objects.filter(user__name__in=names, left_at=None)
        return {names[row.user.name]: row for row in rows.select_related("user", "unit")}

    @cached_property
    def organisations(self) -> dict[str, Organisation]:
        """Every organisation by its slug."""
        return {one.slug: one for one in Organisation.objects.order_by("pk")}

    @cached_property
    def goals(self) -> dict[str, Goal]:
        """The goals by their id in the demo world."""
        told = {
            (one["id"], goal["goal"]): goal["id"]
            for one in content.load("demo_world")["organisations"]
            for goal in one["goals"]
        }
        rows = Goal.objects.select_related("organisation")
        return {told[row.organisation.slug, row.title]: row for row in rows}

    @cached_property
    def weeks(self) -> dict[str, int]:
        """In which week from today each organisation began."""
        cohorts: list[dict[str, Any]] = content.load("demo_world")["cohorts"]
        return {slug: one["start_offset_weeks"] for one in cohorts for slug in one["organisations"]}

    def began(self, slug: str) -> datetime:
        """Return when an organisation's cohort began; some came without one."""
        return self.at + timedelta(weeks=self.weeks.get(slug, STARTED_WITHOUT_COHORT))

    def hr_of(self, slug: str) -> Membership | None:
        """Return the first HR contact of an organisation."""
        held = Membership.objects.filter(
            organisation__slug=slug, role_holdings__role=Role.HR, left_at=None
        )
        return held.order_by("pk").first()

    def colleagues(self, slug: str, count: int) -> list[Membership]:
        """Return colleagues who have no role, as many as there are up to `count`."""
        rows = Membership.objects.filter(organisation__slug=slug, role_holdings=None, left_at=None)
        return list(rows.order_by("pk")[:count])
