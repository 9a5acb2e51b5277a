"""Rules (f) and (g): the figures of what is shown, rounded, in the form of the released file."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor
from typing import Any, TypeVar

import numpy as np

from nuotio.culture.release.deciding import LEAST_FOR_DETAIL, Question, decide
from nuotio.culture.release.plans import Floats, Group, Kind, Whole
from nuotio.culture.release.reading import Asked

POINTS = (1, 2, 3, 4, 5)
NAMES = tuple(map(str, POINTS))
Numbers = TypeVar("Numbers", int, Whole)
ROUNDING = 1e-9  # what floating point may have lost of a half


def released(asked: Asked, k: int) -> dict[str, Any]:
    """Return one organisation as it is released: groups with their figures, and what is hidden.

    Raise ValueError for a k that is not from 2 to 20.
    """
    decision = decide(asked.plan, asked.people, k)
    items = [str(item) for listed in asked.scales.values() for item in listed]
    scales = _Questions.of([*asked.scales], decision.scales, decision.scores)
    answers = _Questions.of(items, decision.items, asked.people.answers)
    return {
        "id": asked.id,
        "groups": [
            {
                **_label(asked, decision.groups[number]),
                "n": int(np.count_nonzero(decision.whole.people(number))),
                "scales": scales.figures(number),
                "items": answers.figures(number),
                "hidden": {"scales": scales.hidden(number), "items": answers.hidden(number)},
            }
            for number in decision.shown
        ],
        "hidden": [
            {**_label(asked, group), "reason": why.value}
            for group, why in zip(decision.groups, decision.whole.reasons, strict=True)
            if why
        ],
        "refused": decision.refused,
    }


def _label(asked: Asked, group: Group) -> dict[str, Any]:
    """Return what a group is called; a class by its variable as well."""
    kind = group.kind.value
    if group.kind is Kind.ORGANISATION:
        return {"kind": kind, "key": asked.id}
    if group.kind is Kind.UNIT:
        return {"kind": kind, "key": asked.units[group.index]}
    variable, classes = [*asked.variables.items()][group.variable]
    own = classes[group.index]
    return {"kind": kind, "key": f"{variable}={own}", "variable": variable, "class": own}


@dataclass(frozen=True, eq=False)
class _Questions:
    """Scales or items: names, decisions, values (people by questions), sums over all groups."""

    names: Sequence[str]
    decided: Sequence[Question]
    values: Floats
    n: list[list[int]]  # by group and question
    means: list[list[float]]
    shares: list[list[list[int]]]  # of those nearest to each point, in whole per cent

    @classmethod
    def of(cls, names: Sequence[str], decided: Sequence[Question], values: Floats) -> "_Questions":
        """Add everything up in one go: there are many groups and questions."""
        if not decided:
            return cls(names, decided, values, [], [], [])
        inside = decided[0].inside.astype(np.float64)
        nearest = np.floor(values + 0.5 + ROUNDING)[:, :, np.newaxis] == np.array(POINTS)
        flat = nearest.reshape(len(values), -1).astype(np.float64)
        points = (inside @ flat).reshape(len(inside), len(names), len(POINTS)).astype(np.int64)
        n = points.sum(axis=2)
        least = np.maximum(n, 1)
        means = inside @ np.nan_to_num(values) / least
        shares = percent(points, least[:, :, np.newaxis])
        return cls(names, decided, values, n.tolist(), means.tolist(), shares.tolist())

    def figures(self, number: int) -> dict[str, Any]:
        """Return the figures of each question that is shown for a group."""
        return {
            name: self._figures(number, place)
            for place, (name, question) in enumerate(zip(self.names, self.decided, strict=True))
            if question.shown(number)
        }

    def hidden(self, number: int) -> dict[str, str]:
        """Return why each question that is not shown for a group is not."""
        return {
            name: why.value
            for name, question in zip(self.names, self.decided, strict=True)
            if (why := question.reasons[number])
        }

    def _figures(self, number: int, place: int) -> dict[str, Any]:
        n, mean = self.n[number][place], self.means[number][place]
        if n >= LEAST_FOR_DETAIL:
            shares = dict(zip(NAMES, self.shares[number][place], strict=True))
            return {"n": n, "mean": rounded(mean, 10), "distribution": shares}
        people = self.decided[place].people(number)
        return {"n": n, "mean": rounded(mean, 2 if are_alike(self.values[people, place]) else 10)}


def are_alike(values: Floats) -> bool:
    """Tell whether all, or all but one, are equal."""
    _values, counts = np.unique(np.round(values, 9), return_counts=True)
    return int(counts.max()) >= len(values) - 1


def rounded(value: float, steps: int) -> float:
    """Return a positive value to the nearest of so many steps between whole numbers, halves up."""
    return floor(value * steps + 0.5 + ROUNDING) / steps


def percent(part: Numbers, whole: Numbers) -> Numbers:
    """Return shares in whole per cent, halves up."""
    return (200 * part + whole) // (2 * whole)
