"""Who works where in the demo world, before a row is written. Pure, deterministic by seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from nuotio.people.demo.names import NamePool
from nuotio.people.models import Role

EMPLOYEES_A_UNIT = 3
NAMED_ROLES = {
    "mentor": Role.MENTOR,
    "culture_host": Role.MENTOR,
    "hr_contact": Role.HR,
    "sponsor": Role.MANAGEMENT,
}


@dataclass
class Part:
    """One person's part in an organisation."""

    name: str
    unit: str
    job: str
    roles: list[str] = field(default_factory=list)
    title: str = ""
    is_lead: bool = False
    skills: list[str] = field(default_factory=list)
    is_named: bool = False


class Casting:
    """Fills the parts of one organisation: the named people first, then drawn ones."""

    def __init__(
        self, world: dict[str, Any], words: dict[str, Any], pool: NamePool, dice: random.Random
    ) -> None:
        self._people = world["people"]
        self._words = words
        self._pool = pool
        self._dice = dice

    def parts_of(self, organisation: dict[str, Any]) -> list[Part]:
        """Return everyone of an organisation who can sign in, in a stable order."""
        named = list(self._named(organisation))
        units = [unit["name"] for unit in organisation["units"]]
        parts = named + list(self._mentors(organisation, units, named))
        parts += self._steering(organisation, units[-1], named)
        parts += self._leads(organisation, units)
        parts += self._employees(organisation, units)
        return parts

    def _named(self, organisation: dict[str, Any]) -> Iterator[Part]:
        for person in self._people:
            if person["org"] == organisation["id"]:
                yield Part(
                    person["name"],
                    person["unit"],
                    person["job"],
                    [NAMED_ROLES[person["role"]]],
                    title=organisation.get(f"{person['role']}_title", ""),
                    skills=person.get("skills", []),
                    is_named=True,
                )

    def _mentors(
        self, organisation: dict[str, Any], units: list[str], named: list[Part]
    ) -> Iterator[Part]:
        for key, count in (("mentor", "mentors"), ("culture_host", "culture_hosts")):
            title = organisation.get(f"{key}_title", "")
            there = sum(p.title == title and Role.MENTOR in p.roles for p in named)
            for number in range(organisation.get(count, 0) - there):
                unit = units[number % len(units)]
                part = self._drawn(organisation, unit, [Role.MENTOR])
                part.title = title
                part.skills = self._dice.sample(self._words["strengths"], 3)
                yield part

    def _steering(
        self, organisation: dict[str, Any], unit: str, named: list[Part]
    ) -> Iterator[Part]:
        """HR, management and the organisation's own coordinator."""
        hr = max(organisation["hr_contacts"], 1) - sum(Role.HR in p.roles for p in named)
        for _number in range(hr):
            yield self._drawn(organisation, unit, [Role.HR], job="HR-asiantuntija")
        if not any(Role.MANAGEMENT in p.roles for p in named):
            yield self._drawn(organisation, unit, [Role.MANAGEMENT], job="johtaja")
        yield self._drawn(
            organisation, unit, [Role.COORDINATOR], job="osaamisen kehittämisen suunnittelija"
        )

    def _leads(self, organisation: dict[str, Any], units: list[str]) -> Iterator[Part]:
        job = self._words["lead_jobs"][self._kind(organisation)]
        for unit in units:
            part = self._drawn(organisation, unit, [], job=job)
            part.is_lead = True
            yield part

    def _employees(self, organisation: dict[str, Any], units: list[str]) -> Iterator[Part]:
        for unit in units:
            for _number in range(EMPLOYEES_A_UNIT):
                yield self._drawn(organisation, unit, [])

    def _drawn(
        self, organisation: dict[str, Any], unit: str, roles: list[str], *, job: str = ""
    ) -> Part:
        is_bilingual = "sv" in organisation["languages"]
        is_swedish = unit == "Svenska" or (is_bilingual and self._dice.random() < 0.12)
        name = self._pool.draw(is_swedish=is_swedish)
        drawn_job = job or self._dice.choice(self._words["jobs"][self._kind(organisation)])
        return Part(name, unit, drawn_job, list(roles))

    def _kind(self, organisation: dict[str, Any]) -> str:
        kind: str = self._words["organisations"][organisation["id"]]["kind"]
        return kind
