"""Prices of requests under which what each mentor would do alone comes near an assignment.

Each mentor fills her hours by herself with what brings her the most beyond the prices of the
requests (`knapsacks`); where more mentors take a request than it needs its price rises, where fewer
do it falls. For all prices v of requests and every worth w of service, at least 0,

    what the mentors bring + the sum of max(0, need v + w) - w served

is a bound on the total of every assignment that serves at least so many (Lagrangean relaxation of
the requests; Fisher, Jaikumar & Van Wassenhove 1986). Where a mentor has room for few requests it
is much tighter than prices of hours. The prices go down a smoothed subgradient, and the mean of
what the mentors chose comes near the best assignment in shares (Barahona & Anbil 2000).
"""

from dataclasses import dataclass

import numpy as np

from nuotio.support.matching.answers import Clock
from nuotio.support.matching.bounding import Prices
from nuotio.support.matching.core import Core, Floats, Ints
from nuotio.support.matching.knapsacks import NEVER, Knapsacks

TINY = 500  # fits, up to which a search to the end takes less time than this
FEW = 8.0  # requests that a mentor can have at most, on an average, where this pays
STEPS = 150  # in one run, at most; what comes after them brings little
STEP = 0.003  # of the largest score, for each request: the first step
SLOW = 0.1  # the worth of service is felt by every request
SMOOTHED, REMEMBERED = 0.7, 0.94  # of the direction, and of the shares, before
PATIENCE, SHORTER = 6, 0.5  # steps without a better bound, and what they become then


@dataclass(frozen=True, eq=False)
class Point:
    """What each request (n) pays, and what one more request served is worth."""

    price: Floats
    worth: float

    def moved(self, first: "Point", last: "Point") -> "Point":
        """Return this point with its prices moved as from the first to the last."""
        return Point(self.price + last.price - first.price, self.worth)


def pays(core: Core) -> bool:
    """Tell whether mentors have room for few requests, so that whole loads say more than hours."""
    mentors = len(np.unique(core.mentor))
    return len(core.score) > TINY and int(core.need.sum()) <= FEW * mentors


def start(core: Core, prices: Prices) -> Point:
    """Return what requests pay at these prices of hours."""
    fit, room = core.use_rows
    hours = core.units * np.bincount(fit, prices.room[room], minlength=len(core.score))
    worth = core.score - hours
    order = np.lexsort((-worth, core.request))
    place = np.arange(len(order)) - np.searchsorted(core.request, core.request)
    best = order[place < core.need[core.request]]
    pays = np.bincount(core.request[best], worth[best], minlength=len(core.need))
    return Point(pays / core.need, prices.served)


class Descent:
    """The best point so far, its bound, and how often each fit (k) was chosen lately, as a share.

    It starts from a point; rooms that are not a mentor's own keep the prices that are given. What
    is still to be decided is told by `need` (n), `is_open` (k) and `served`.
    """

    def __init__(self, core: Core, prices: Prices, served: int, start: Point) -> None:
        self.core, self.served = core, served
        self.need: Ints = core.need.copy()
        self.is_open = np.ones(len(core.score), bool)
        self.share = np.zeros(len(core.score))
        self.knapsacks = Knapsacks(core)
        self._score, self._rest = _beyond_own_rooms(core, prices.room)
        self.first = self.best = start
        self.again(1.0)

    def again(self, length: float) -> None:
        """Go on from the best point, with steps of this length, after something was decided."""
        self.bound = np.inf
        self._at = self.best
        self._length, self._stalled = length, 0
        self._direction: Floats | None = None

    def run(self, steps: int, clock: Clock) -> None:
        """Take so many steps, fewer where time is up."""
        for _ in range(steps):
            if clock.is_over():
                return
            self._step()

    def losses(self) -> Floats:
        """Return (k) by how much the bound falls, at least, where a fit must be chosen."""
        price, worth = self.best.price, self.best.worth
        unpaid = np.maximum(-(self.need * price + worth), 0.0)
        return self.knapsacks.losses(self._profit(price)) + unpaid[self.core.request]

    def decide(self, fit: int) -> None:
        """Take a fit as chosen: what is left is decided beside it."""
        core, request = self.core, self.core.request[fit]
        self.knapsacks.take(fit)
        self.need[request] -= 1
        mentor = core.mentor[fit]
        others = slice(*np.searchsorted(core.request, [request, request + 1]))
        if self.need[request]:
            self.is_open[others] &= core.mentor[others] != mentor
        else:
            self.is_open[others] = False
            self.served -= 1

    def _step(self) -> None:
        """Ask all mentors at the prices where we are, and go on from there."""
        core, price, worth = self.core, self._at.price, self._at.worth
        value, chosen = self.knapsacks.best(self._profit(price))
        gain = np.where(self.need > 0, self.need * price + worth, 0.0)
        is_served = gain > 0
        bound = self._rest + value + float(gain[is_served].sum()) - worth * self.served
        self.share *= REMEMBERED
        self.share[chosen] += 1 - REMEMBERED
        taken = np.bincount(core.request[chosen], minlength=len(core.need))
        over = float(np.count_nonzero(is_served) - self.served)
        self._move(bound, np.append(self.need * is_served - taken, over))

    def _profit(self, price: Floats) -> Floats:
        return np.where(self.is_open, self._score - price[self.core.request], NEVER)

    def _move(self, bound: float, slope: Floats) -> None:
        """Keep a point that is better; step on, or back to the best one and then shorter."""
        if bound < self.bound:
            self.bound, self.best, self._stalled = bound, self._at, 0
        else:
            self._stalled += 1
        if self._stalled >= PATIENCE:
            self._length, self._stalled = self._length * SHORTER, 0
            self._at, self._direction = self.best, None
            return
        if self._direction is not None:
            slope = SMOOTHED * self._direction + (1 - SMOOTHED) * slope
        self._direction = slope
        norm = float(slope[:-1] @ slope[:-1]) + SLOW * slope[-1] ** 2
        if norm:
            step = self._length * STEP * self.core.size * len(self.need) / norm
            worth = max(0.0, self._at.worth - SLOW * step * slope[-1])
            self._at = Point(self._at.price - step * slope[:-1], worth)


def _beyond_own_rooms(core: Core, prices: Floats) -> tuple[Floats, float]:
    """Return the scores (k) less the prices of other rooms than the mentor's own; their worth."""
    fit, room = core.use_rows
    other = room != core.mentor[fit]
    price = np.bincount(fit[other], prices[room[other]], minlength=len(core.score))
    used = np.unique(room[other])
    return core.score - core.units * price, float(prices[used] @ core.room[used])
