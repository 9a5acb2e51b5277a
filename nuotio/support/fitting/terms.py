"""What fitting speaks of: a request, a mentor, what weighs, and what came out. Pure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any

from nuotio.support.budget.capacity import Budget, first_of_month

NONE: frozenset[Any] = frozenset()
A_WEEK = 5


@dataclass(frozen=True)
class Ask:
    """A request as far as it decides who suits it.

    `days` are the working days that would do, from today on. `units` is the path of the unit it is
    for, its own first and the top last. `line` is everybody above who asked and above that unit.
    Empty `kinds`, `method` and `day_parts` stand for anything. `main_language` is the
    organisation's, which goes without saying.
    """

    pk: int
    language: str
    minutes: int
    days: tuple[date, ...]
    main_language: str = "fi"
    mode: str = "either"
    kinds: frozenset[str] = NONE
    method: str = ""
    day_parts: frozenset[str] = NONE
    mentors_needed: int = 1
    units: tuple[int, ...] = ()
    asker: int | None = None
    line: frozenset[int] = NONE
    asked: frozenset[int] = NONE
    declined: frozenset[int] = NONE

    @cached_property
    def months(self) -> tuple[date, ...]:
        """The first days of the months that the days touch, in order."""
        return tuple(sorted({first_of_month(day) for day in self.days}))

    @cached_property
    def days_by_month(self) -> Mapping[date, frozenset[date]]:
        """The days of each month."""
        return {
            month: frozenset(day for day in self.days if first_of_month(day) == month)
            for month in self.months
        }

    @cached_property
    def weekdays_by_month(self) -> Mapping[date, frozenset[int]]:
        """Which days of the week are among the days of each month."""
        return {
            month: frozenset(day.weekday() for day in days)
            for month, days in self.days_by_month.items()
        }

    @cached_property
    def main_months(self) -> tuple[date, ...]:
        """The months with a working week of the days, or with as many as any month has.

        Time is taken from these first: not from November for its last day.
        """
        counts = {month: len(days) for month, days in self.days_by_month.items()}
        enough = min(A_WEEK, max(counts.values(), default=0))
        return tuple(month for month in self.months if counts[month] >= enough)


@dataclass(frozen=True)
class Experience:
    """How often a mentor has given support that is done: by kind, method, unit and who asked."""

    kinds: Mapping[str, int] = field(default_factory=Counter)
    methods: Mapping[str, int] = field(default_factory=Counter)
    units: Mapping[int, int] = field(default_factory=Counter)
    askers: Mapping[int, int] = field(default_factory=Counter)


@dataclass(frozen=True)
class Giver:
    """A mentor as far as it decides what she suits; what is empty stands for anything.

    `units` is the path of her unit, its own first. `above` is everybody above her, `leads` the
    units she leads.
    """

    pk: int
    budget: Budget
    languages: frozenset[str]
    units: tuple[int, ...] = ()
    above: frozenset[int] = NONE
    leads: frozenset[int] = NONE
    kinds: frozenset[str] = NONE
    methods: frozenset[str] = NONE
    wished_kinds: frozenset[str] = NONE
    wished_methods: frozenset[str] = NONE
    gives_onsite: bool = True
    gives_remotely: bool = True
    weekdays: frozenset[int] = NONE
    day_parts: frozenset[str] = NONE
    rests: bool = False
    conflict_units: frozenset[int] = NONE
    conflict_persons: frozenset[int] = NONE
    experience: Experience = field(default_factory=Experience)

    @cached_property
    def free(self) -> Mapping[date, int]:
        """The minutes left in each month from now on."""
        return self._free(with_asked=False)

    @cached_property
    def free_with_asked(self) -> Mapping[date, int]:
        """The minutes that would be left if she accepted all that she is asked."""
        return self._free(with_asked=True)

    def _free(self, *, with_asked: bool) -> Mapping[date, int]:
        numbers = enumerate(self.budget.ahead, start=self.budget.now)
        free = self.budget.free
        return {month.first: free(number, with_asked=with_asked) for number, month in numbers}

    @cached_property
    def days_away(self) -> frozenset[date]:
        """Each day on which she is away."""
        spans = ((first, (last - first).days + 1) for first, last in self.budget.away)
        return frozenset(
            first + timedelta(days=day) for first, count in spans for day in range(count)
        )


@dataclass(frozen=True)
class Weights:
    """How much each part weighs, 0 to 10."""

    kind: int = 6
    community: int = 8
    fairness: int = 5
    continuity: int = 4
    wish: int = 3


@dataclass(frozen=True)
class Parts:
    """How well a mentor suits a request in each part, 0 to 1."""

    kind: float
    community: float
    fairness: float
    continuity: float
    wish: float


class Obstacle(StrEnum):
    """Why a mentor cannot serve a request, however well she would suit it."""

    OWN = "own"
    LINE = "line"
    CONFLICT = "conflict"
    ASKED = "asked"
    DECLINED = "declined"
    RESTS = "rests"
    NO_SHARE = "no_share"
    LANGUAGE = "language"
    MODE = "mode"
    TIME = "time"
    HOURS = "hours"


@dataclass(frozen=True)
class Reason:
    """Something that speaks for a mentor, or a caution: a code, and what the sentence needs.

    The values are plain enough for JSON.
    """

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Fitting:
    """How a mentor fits a request. With an obstacle there is no score and no reason.

    `month` is the one whose time it would take, `months` all that have enough; `free` the minutes
    free in `month`, or the most in any month where none has enough. A month of which the request
    has few days is the last to be taken.
    """

    mentor: int
    obstacles: tuple[Obstacle, ...] = ()
    reasons: tuple[Reason, ...] = ()
    score: float = 0.0
    month: date | None = None
    months: tuple[date, ...] = ()
    free: int = 0

    @property
    def is_possible(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.obstacles
