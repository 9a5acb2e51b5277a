"""What is asked of whom, and what came back: the frozen plan, the respondents, the groups.

Rule (b): the groups are those of the plan and no others, the whole organisation, the units of its
tree and each class of each background variable; nothing is crossed, nothing is filtered.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

FEWEST_K, MOST_K = 2, 20


class Kind(StrEnum):
    """What a group is made by."""

    ORGANISATION = "organisation"
    UNIT = "unit"
    VARIABLE = "variable"


@dataclass(frozen=True)
class Group:
    """The organisation; unit `index` with all units below it; class `index` of a `variable`."""

    kind: Kind
    index: int = 0
    variable: int = -1


@dataclass(frozen=True, eq=False)
class Level:
    """Groups equally deep and those that they are parted into, by their numbers.

    `families` has for each of the `children` the place of its parent in `parents`, and `starts` the
    place of each parent's first child. Others may belong to a parent without being in a child.
    """

    parents: Whole
    children: Whole
    families: Whole
    starts: Whole


@dataclass(frozen=True)
class Plan:
    """What is released at most, decided before anybody answers.

    `parents` has for each unit the index of the unit above it, -1 for none, in any order.
    `variables` has for each background variable its number of classes, `scales` for each scale the
    columns of its items. A column is in one scale at most. Raise ValueError for anything else.
    """

    parents: tuple[int, ...] = ()
    variables: tuple[int, ...] = ()
    scales: tuple[tuple[int, ...], ...] = ()

    def __post_init__(self) -> None:
        """Refuse what is no tree, and an item that is in two scales or nowhere."""
        if any(not -1 <= parent < len(self.parents) for parent in self.parents):
            raise ValueError("A unit is below a unit that there is not.")
        if len(self.downwards) < len(self.parents):
            raise ValueError("A unit is below itself.")
        items = [item for scale in self.scales for item in scale]
        if len({*items}) < len(items) or any(item < 0 for item in items):
            raise ValueError("An item is in two scales, or is none.")
        if not all(self.scales):
            raise ValueError("A scale has no items.")

    @cached_property
    def downwards(self) -> tuple[int, ...]:
        """Return the units, each after the one above it; those in a circle are left out."""
        below: dict[int, list[int]] = {}
        for unit, parent in enumerate(self.parents):
            below.setdefault(parent, []).append(unit)
        found = [*below.get(-1, [])]
        for unit in found:
            found += below.get(unit, [])
        return tuple(found)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Return every group of the plan; a group's place here is its number everywhere else."""
        return (
            Group(Kind.ORGANISATION),
            *(Group(Kind.UNIT, unit) for unit in range(len(self.parents))),
            *(
                Group(Kind.VARIABLE, index, variable)
                for variable, classes in enumerate(self.variables)
                for index in range(classes)
            ),
        )

    @cached_property
    def levels(self) -> tuple[Level, ...]:
        """Return the parted groups, each after its parent: all that the whole is parted into first.

        The variables part the whole as the units at the top do.
        """
        tops = [unit + 1 for unit in self.downwards if self.parents[unit] < 0]
        level = [(0, tops), *((0, [*self.classes(n)]) for n in range(len(self.variables)))]
        found = []
        while level := [(parent, children) for parent, children in level if children]:
            found.append(_level(level))
            level = [
                (unit, self._below[unit])
                for _parent, children in level
                for unit in children
                if unit in self._below
            ]
        return tuple(found)

    @cached_property
    def _below(self) -> dict[int, list[int]]:
        """Return the numbers of the units below each unit that has some."""
        below: dict[int, list[int]] = {}
        for unit, parent in enumerate(self.parents, 1):
            if parent >= 0:
                below.setdefault(parent + 1, []).append(unit)
        return below

    def classes(self, variable: int) -> tuple[int, ...]:
        """Return the numbers of the groups that a variable makes."""
        first = self.first_class(variable)
        return tuple(range(first, first + self.variables[variable]))

    def first_class(self, variable: int) -> int:
        """Return the number of the group that a variable's first class makes."""
        return 1 + len(self.parents) + sum(self.variables[:variable])


def _level(families: list[tuple[int, list[int]]]) -> Level:
    """Return families, given as parent and children, as arrays."""
    sizes = np.array([len(children) for _parent, children in families])
    return Level(
        parents=np.array([parent for parent, _children in families]),
        children=np.array([child for _parent, children in families for child in children]),
        families=np.repeat(np.arange(len(sizes)), sizes),
        starts=np.cumsum(sizes) - sizes,
    )


@dataclass(frozen=True, eq=False)
class Respondents:
    """Those who answered, a row each, in any order.

    `units` (n) has the index of the unit that each is directly in, -1 for none; `classes`
    (n, variables) the index of the class, -1 for no answer; `answers` (n, items) numbers from 1 to
    5 in the direction of the scale, NaN for no answer.
    """

    units: Whole
    classes: Whole
    answers: Floats

    def __len__(self) -> int:
        """Return how many answered."""
        return len(self.units)


def members(plan: Plan, people: Respondents) -> Flags:
    """Return who is in which group: a row for each group of the plan, a column for each person."""
    flags = np.zeros((len(plan.groups), len(people)), dtype=np.bool_)
    flags[0] = True
    places = np.arange(len(people))
    flags[people.units + 1, places] = True
    for unit in reversed(plan.downwards):
        if (parent := plan.parents[unit]) >= 0:
            flags[parent + 1] |= flags[unit + 1]
    for variable in range(len(plan.variables)):
        known = people.classes[:, variable] >= 0
        flags[plan.first_class(variable) + people.classes[known, variable], places[known]] = True
    return flags


def require_k(k: int) -> None:
    """Raise ValueError for a smallest group that protects nobody or shows nothing."""
    if not FEWEST_K <= k <= MOST_K:
        raise ValueError(f"The smallest group must be a whole number from {FEWEST_K} to {MOST_K}.")
