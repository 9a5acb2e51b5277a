"""The best answer so far with what is known of its limits, and the clock that it is found under."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import inf

from nuotio.support.matching.board import Board
from nuotio.support.matching.core import Core, Picked

PROOF = 1e-9  # of the largest score, or of the total where that is larger


@dataclass(frozen=True)
class Clock:
    """Tells how much of the time limit is left, in seconds of the clock on the wall."""

    end: float

    @classmethod
    def of(cls, seconds: float) -> "Clock":
        """Return a clock that ends so many seconds from now."""
        return cls(time.monotonic() + seconds)

    def left(self) -> float:
        """Return the seconds that are left, at least 0."""
        return max(0.0, self.end - time.monotonic())

    def is_over(self) -> bool:
        """Tell whether time is up."""
        return time.monotonic() >= self.end

    def before(self, seconds: float) -> "Clock":
        """Return a clock that ends so many seconds earlier."""
        return Clock(self.end - seconds)

    def share(self, part: float) -> "Clock":
        """Return a clock for this part of what is left."""
        return Clock.of(self.left() * part)


@dataclass
class Best:
    """The best choices so far, and what no choices can exceed.

    `bound` holds for assignments that serve at least `served` requests.
    """

    core: Core
    picked: Picked
    served: int = field(init=False)
    total: float = field(init=False)
    served_bound: int = field(init=False)
    bound: float = inf

    def __post_init__(self) -> None:
        self.served, self.total = self.core.served(self.picked), self.core.total(self.picked)
        self.served_bound = len(self.core.need)

    def offer(self, picked: Picked) -> bool:
        """Take these choices, which break no bound, where they are better; tell whether."""
        served, total = self.core.served(picked), self.core.total(picked)
        if (served, total) <= (self.served, self.total):
            return False
        if served > self.served:
            self.bound = inf
        self.picked, self.served, self.total = list(picked), served, total
        return True

    def serves_at_most(self, most: int) -> None:
        """Know that nobody can serve more than so many."""
        self.served_bound = max(self.served, min(self.served_bound, most))

    @property
    def margin(self) -> float:
        """Return the difference of totals that is no difference."""
        return PROOF * max(self.core.size, abs(self.total))

    @property
    def serves_most(self) -> bool:
        """Tell whether nobody can serve more."""
        return self.served >= self.served_bound

    @property
    def is_proved(self) -> bool:
        """Tell whether nobody can serve more, nor as many with a higher total."""
        return self.serves_most and self.bound <= self.total + self.margin


def laid(core: Core, fits: Iterable[int]) -> tuple[Board, tuple[int, ...]]:
    """Return a board with these fits, and fits that are too much together where some are.

    A request whose fits have no room stays unserved.
    """
    by_request: dict[int, tuple[int, ...]] = {}
    for fit in fits:
        request = int(core.request[fit])
        by_request[request] = (*by_request.get(request, ()), fit)
    board = Board(core)
    cover: tuple[int, ...] = ()
    for own in by_request.values():
        over = [(fit, row) for fit in own for row in board.full(fit)]
        if not over:
            board.put(own)
            continue
        fit, row = over[0]
        beside = board.lying[int(core.mentor[fit])]
        cover = (*(each for each in beside if row in core.uses[each]), fit)
    return board, tuple(sorted(cover))
