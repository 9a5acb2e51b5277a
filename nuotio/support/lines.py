"""Who is above whom: named supervisors and the leads of units, up to the top. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Lines:
    """An organisation's units (parent, lead) and those of its people who count (unit, supervisor).

    Whoever supervises or leads somebody has to be among the people; loops in the data end.
    """

    units: Mapping[int, tuple[int | None, int | None]]
    people: Mapping[int, tuple[int | None, int | None]]
    _paths: dict[int, tuple[int, ...]] = field(default_factory=dict, compare=False)

    def path(self, unit: int | None) -> tuple[int, ...]:
        """Return a unit and those above it, its own first."""
        if unit is None:
            return ()
        if unit not in self._paths:
            self._paths[unit] = self._climb(unit)
        return self._paths[unit]

    def _climb(self, unit: int) -> tuple[int, ...]:
        path: list[int] = []
        here: int | None = unit
        while here is not None and here in self.units and here not in path:
            path.append(here)
            here = self.units[here][0]
        return tuple(path)

    def path_of(self, person: int | None) -> tuple[int, ...]:
        """Return the path of a person's own unit."""
        return () if person is None else self.path(self.people.get(person, (None, None))[0])

    def above(self, *persons: int | None, unit: int | None = None) -> frozenset[int]:
        """Return everybody above these people and above a unit, however far up.

        Above a person are the named supervisor, the leads of the unit and of those over it, and
        everybody above them in turn. Nobody is above herself.
        """
        starts = {one for one in persons if one is not None}
        found: set[int] = set()
        waiting = [*self._leads(self.path(unit)), *self._next(starts)]
        while waiting:
            person = waiting.pop()
            if person not in found:
                found.add(person)
                waiting += self._next([person])
        return frozenset(found - starts)

    def leads(self, person: int) -> frozenset[int]:
        """Return the units that a person leads."""
        return frozenset(pk for pk, (_parent, lead) in self.units.items() if lead == person)

    def _leads(self, path: Iterable[int]) -> list[int]:
        leads = (self.units[one][1] for one in path)
        return [lead for lead in leads if lead is not None]

    def _next(self, persons: Iterable[int]) -> list[int]:
        found = []
        for person in persons:
            unit, supervisor = self.people.get(person, (None, None))
            found += [supervisor] if supervisor is not None else []
            found += self._leads(self.path(unit))
        return found
