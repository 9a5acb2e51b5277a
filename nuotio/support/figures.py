"""Figures of support: how much was asked for, given and missing, with small groups hidden. Pure.

A group of one to four requests is hidden: in a small unit everybody would know whose they are.
Where the hidden ones together are fewer than five, or one alone, the smallest of those that are
shown is hidden too, since the total would tell it.
"""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import TypeVar

from nuotio.culture.counted_release import Release

SMALLEST = 5
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Row:
    """A group: how many requests and minutes of mentors' time; None where it is hidden."""

    name: str
    count: int | None
    minutes: int | None = None

    @property
    def is_hidden(self) -> bool:
        """Whether the group is too small to be told."""
        return self.count is None


@dataclass(frozen=True)
class Asked:
    """A request as the figures see it: `minutes` are those of all the mentors that it needs.

    `waited` are working days to the first answer, `is_kept` whether that came as promised; None
    while there is none. `booked` are minutes that mentors have used for it.
    """

    state: str
    kinds: tuple[str, ...]
    unit: int | None
    month: date
    minutes: int
    booked: int = 0
    missing: str = ""
    waited: int | None = None
    is_kept: bool | None = None


@dataclass(frozen=True)
class Waiting:
    """How long teams waited for a first answer: median of working days, and how many in time."""

    answered: int
    days: float
    kept: int

    @property
    def percent(self) -> int:
        """The share of those answered as promised, in whole per cent."""
        return round(self.kept / self.answered * 100)


@dataclass(frozen=True)
class Ahead:
    """The mentors' time in the months ahead, in minutes; `need` is what waits for a mentor.

    It is None where so few wait that it would be told what one of them asks for.
    """

    mentors: int
    agreed: int = 0
    used: int = 0
    promised: int = 0
    free: int = 0
    need: int | None = 0

    @property
    def short(self) -> int | None:
        """Minutes that are missing even if all that is free would fit."""
        return None if self.need is None else max(0, self.need - self.free)


@dataclass(frozen=True)
class Item:
    """One question of the follow-up, with what may be told of its answers."""

    code: str
    words: str
    release: Release


@dataclass(frozen=True)
class Figures:
    """All that the page, the report, the spreadsheet and the API tell."""

    organisation_name: str
    since: date
    until: date
    total: Row
    booked: int | None
    states: tuple[Row, ...]
    kinds: tuple[Row, ...]
    units: tuple[Row, ...]
    months: tuple[Row, ...]
    missing: tuple[Row, ...]
    waiting: Waiting | None
    ahead: Ahead
    follow_up: tuple[Item, ...] = ()

    @property
    def hides(self) -> bool:
        """Whether any group is too small to be told."""
        tables = (self.states, self.kinds, self.units, self.months, self.missing)
        return self.total.is_hidden or any(row.is_hidden for table in tables for row in table)


def protected(counts: Mapping[K, int]) -> frozenset[K]:
    """Return the groups that must be hidden, for groups that add up to a total that is told."""
    hidden = {group for group, count in counts.items() if 0 < count < SMALLEST}
    shown = sorted(
        (group for group, count in counts.items() if count >= SMALLEST),
        key=lambda group: (counts[group], str(group)),
    )
    while hidden and shown and (_sum(hidden, counts) < SMALLEST or len(hidden) == 1):
        hidden.add(shown.pop(0))
    return frozenset(hidden)


def _sum(groups: set[K], counts: Mapping[K, int]) -> int:
    return sum(counts[group] for group in groups)


def grouped(
    told: Sequence[tuple[K, int]], names: Mapping[K, str], *, adds_up: bool = True
) -> tuple[Row, ...]:
    """Return a row for each name, from (group, minutes) of each request, small groups hidden.

    `adds_up` says that each request is in one group, so that hidden ones follow from the total.
    """
    counts: dict[K, int] = dict.fromkeys(names, 0)
    counts.update(Counter(group for group, _minutes in told))
    minutes: Counter[K] = Counter()
    for group, each in told:
        minutes[group] += each
    small = frozenset(group for group, count in counts.items() if 0 < count < SMALLEST)
    hidden = protected(counts) if adds_up else small
    return tuple(
        Row(name, None) if group in hidden else Row(name, counts[group], minutes[group])
        for group, name in names.items()
    )


def total_of(asked: Sequence[Asked]) -> Row:
    """Return all requests as one row, hidden where they are one to four."""
    if 0 < len(asked) < SMALLEST:
        return Row("", None)
    return Row("", len(asked), sum(one.minutes for one in asked))


def need_of(asked: Sequence[Asked], *, waits: str) -> int | None:
    """Return the minutes that requests in the waiting state ask for; None where they are hidden."""
    if waits in protected(Counter(one.state for one in asked)):
        return None
    return sum(one.minutes for one in asked if one.state == waits)


def waiting_of(asked: Sequence[Asked]) -> Waiting | None:
    """Return how long teams waited; None of fewer than five that were answered."""
    waited = [one.waited for one in asked if one.waited is not None]
    if len(waited) < SMALLEST:
        return None
    return Waiting(len(waited), median(waited), sum(one.is_kept is True for one in asked))
