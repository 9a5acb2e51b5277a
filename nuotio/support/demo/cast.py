"""Whom the demo world's requests are about: mentors, askers and goals, by organisation."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from nuotio.foundation import content
from nuotio.goals.models import Goal
from nuotio.people.models import Membership, Organisation, Role, TimeShare, Unit


@dataclass
class Cast:
    """The demo world's people as this room needs them; a query a question, kept."""

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
    def mentors(self) -> dict[int, list[Membership]]:
        """Mentors with agreed hours by their organisation, in the order of their making."""
        found: dict[int, list[Membership]] = {}
        shares = TimeShare.objects.filter(state=TimeShare.State.AGREED).select_related("mentor")
        for share in shares.order_by("mentor_id"):
            found.setdefault(share.organisation_id, []).append(share.mentor)
        return found

    @cached_property
    def askers(self) -> dict[int, list[Membership]]:
        """Colleagues who have no role, by their unit; leads are not among them."""
        found: dict[int, list[Membership]] = {}
        rows = Membership.objects.filter(role_holdings=None, left_at=None, leads=None)
        for member in rows.order_by("pk"):
            if member.unit_id is not None:
                found.setdefault(member.unit_id, []).append(member)
        return found

    @cached_property
    def units(self) -> dict[int, list[Unit]]:
        """Units by their organisation."""
        found: dict[int, list[Unit]] = {}
        for unit in Unit.objects.order_by("pk"):
            found.setdefault(unit.organisation_id, []).append(unit)
        return found

    @cached_property
    def goals(self) -> dict[int, Goal]:
        """The first decided goal of each organisation."""
        rows = Goal.objects.filter(state=Goal.State.DECIDED).order_by("-made_at", "-pk")
        return {goal.organisation_id: goal for goal in rows}

    def mentor(self, told: str | int, organisation: Organisation) -> Membership:
        """Return a mentor told by id, or by number among those with agreed hours."""
        return self.people[told] if isinstance(told, str) else self.mentors[organisation.pk][told]

    def unit_of(self, team: str, organisation: Organisation) -> Unit:
        """Return the unit whose name the team's begins with, by its stem; else the first."""
        units = self.units[organisation.pk]
        return next((one for one in units if team.startswith(one.name_fi[:6])), units[0])

    def asker_in(self, unit: Unit, number: int) -> Membership:
        """Return one of the colleagues of a unit."""
        colleagues = self.askers[unit.pk]
        return colleagues[number % len(colleagues)]

    def hr_of(self, organisation: Organisation) -> Membership:
        """Return the first HR contact of an organisation."""
        held = Membership.objects.filter(
            organisation=organisation, role_holdings__role=Role.HR, left_at=None
        )
        found: Membership = held.order_by("pk")[0]
        return found

    def days(self, number: float) -> datetime:
        """Return the moment so many days from now."""
        return self.at + timedelta(days=number)
