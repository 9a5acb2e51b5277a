"""How many take part, as far as it may be told: by day, of groups of at least ten. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

LEAST = 10
WIDTH, HEIGHT, GAP = 600, 160, 6  # units of the drawing


@dataclass(frozen=True)
class Group:
    """A node as it is counted: `own` figures are of those whose key it is."""

    key: int
    parent: int | None
    name: str
    invited: int
    tickets: int
    answers: Mapping[date, int]


@dataclass(frozen=True)
class Line:
    """A part of the organisation with all that is under it."""

    name: str
    depth: int
    invited: int
    tickets: int
    answers: int

    @property
    def percent(self) -> int:
        """The response rate so far, in whole per cent."""
        return round(100 * self.answers / self.invited)


@dataclass(frozen=True)
class Bar:
    """One day's bar in the drawing."""

    day: date
    answers: int
    x: float
    y: float
    width: float
    height: float


def lines_of(groups: Sequence[Group]) -> Sequence[Line]:
    """Return the parts with at least ten invited, the whole first, children under their parents."""
    root = next((group for group in groups if group.parent is None), None)
    return [] if root is None else _lines(root, groups, 0)


def _lines(group: Group, groups: Sequence[Group], depth: int) -> list[Line]:
    here = _below(group, groups)
    if sum(one.invited for one in here) < LEAST:
        return []
    line = Line(
        group.name,
        depth,
        sum(one.invited for one in here),
        sum(one.tickets for one in here),
        sum(max(one.answers.values(), default=0) for one in here),
    )
    children = sorted((g for g in groups if g.parent == group.key), key=lambda g: g.name.casefold())
    return [line, *(found for child in children for found in _lines(child, groups, depth + 1))]


def _below(group: Group, groups: Sequence[Group]) -> list[Group]:
    children = [one for one in groups if one.parent == group.key]
    return [group, *(one for child in children for one in _below(child, groups))]


def days_of(groups: Sequence[Group]) -> Sequence[tuple[date, int]]:
    """Return how many answers of the whole lay in the box at the end of each day."""
    if sum(group.invited for group in groups) < LEAST:
        return []
    days = sorted({day for group in groups for day in group.answers})
    return [(day, sum(_until(group, day) for group in groups)) for day in days]


def _until(group: Group, day: date) -> int:
    """Return the count of the latest day until this one: a day may lack a count."""
    known = [one for one in group.answers if one <= day]
    return group.answers[max(known)] if known else 0


def bars_of(days: Sequence[tuple[date, int]], *, invited: int) -> Sequence[Bar]:
    """Return a bar for each day, as high as its share of the invited."""
    step = WIDTH / max(len(days), 1)
    width = min(step - GAP, 48)
    return [
        Bar(day, answers, round(place * step, 1), round(HEIGHT - high, 1), round(width, 1), high)
        for place, (day, answers) in enumerate(days)
        for high in [round(HEIGHT * answers / invited, 1)]
    ]
