"""Who of the demo world's people takes part in a programme."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from nuotio.foundation import content
from nuotio.people.models import Membership, Organisation, Role, RoleHolding


@dataclass
class Company:
    """An organisation and its people, in the order in which they came, by what they do."""

    organisation: Organisation
    told: dict[str, Any]
    mentors: list[Membership] = field(default_factory=list)
    hr: list[Membership] = field(default_factory=list)
    management: list[Membership] = field(default_factory=list)
    coordinators: list[Membership] = field(default_factory=list)
    trainers: list[Membership] = field(default_factory=list)
    employees: list[Membership] = field(default_factory=list)

    @property
    def contacts(self) -> Sequence[Membership]:
        """Its HR contacts: as many as the demo world tells, at least one."""
        return self.hr[: max(self.told.get("hr_contacts", 1), 1)]


def companies() -> dict[str, Company]:
    """Return every organisation with its people by its slug, the provider too; three queries."""
    told = {one["id"]: one for one in content.load("demo_world")["organisations"]}
    found = {
        one.pk: Company(one, told.get(one.slug, {})) for one in Organisation.objects.order_by("pk")
    }
    roles: dict[int, list[str]] = {}
    for holding in RoleHolding.objects.order_by("pk"):
        roles.setdefault(holding.membership_id, []).append(holding.role)
    for member in Membership.objects.select_related("user", "unit").order_by("pk"):
        _place(found[member.organisation_id], member, roles.get(member.pk, []))
    return {one.organisation.slug: one for one in found.values()}


def _place(company: Company, member: Membership, roles: Sequence[str]) -> None:
    lists = {
        Role.MENTOR: company.mentors,
        Role.HR: company.hr,
        Role.MANAGEMENT: company.management,
        Role.COORDINATOR: company.coordinators,
        Role.TRAINER: company.trainers,
    }
    for role in roles:
        lists[Role(role)].append(member)
    if not roles:
        company.employees.append(member)


def named() -> dict[str, str]:
    """Return the ids of the named people by name."""
    return {person["name"]: person["id"] for person in content.load("demo_world")["people"]}


def experiments_of(slug: str) -> list[dict[str, Any]]:
    """Return the experiments of an organisation, in the order of the demo world."""
    return [one for one in content.load("demo_world")["experiments"] if one["org"] == slug]
