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


@dataclass(frozen=True)
class Family:
    """The numbers of a group and of the groups that it is parted into; others may belong to it."""

    parent: int
    children: tuple[int, ...]


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
    def families(self) -> tuple[Family, ...]:
        """Return the parted groups, each after its parent: tree first, then the variables."""
        below: dict[int, list[int]] = {0: []}
        for unit in self.downwards:
            below.setdefault(unit + 1, [])
            below[self.parents[unit] + 1].append(unit + 1)
        tree = [Family(parent, tuple(sorted(units))) for parent, units in below.items() if units]
        classes = [Family(0, self.classes(variable)) for variable in range(len(self.variables))]
        return (*tree, *classes)

    def classes(self, variable: int) -> tuple[int, ...]:
        """Return the numbers of the groups that a variable makes."""
        first = self.first_class(variable)
        return tuple(range(first, first + self.variables[variable]))

    def first_class(self, variable: int) -> int:
        """Return the number of the group that a variable's first class makes."""
        return 1 + len(self.parents) + sum(self.variables[:variable])


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
