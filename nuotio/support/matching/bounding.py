"""What no assignment can exceed, from prices of hours; and which fits no better one can contain.

For any prices of the rooms, at least 0, and any worth of service, at least 0, the sum over requests
of what their best choice brings beyond its price, plus what the rooms are worth, is at least the
total of every assignment: Lagrangean relaxation of the rooms (Martello & Toth 1990, section 7.2;
Fisher 1981). The best prices come from a linear relaxation, but the bound stands on nobody's
tolerance: it is summed here over all fits, also those that the relaxation did not see.
"""

from dataclasses import dataclass

import numpy as np

from nuotio.support.matching.core import Core, Floats, Ints

NEVER = -np.inf


@dataclass(frozen=True, eq=False)
class Prices:
    """What a unit of each room (r) is worth, and one more request served."""

    room: Floats
    served: float


@dataclass(frozen=True, eq=False)
class Bound:
    """The bound, and for each fit (k) by how much the bound falls where that fit must be chosen."""

    value: float
    loss: Floats


def on_total(core: Core, prices: Prices, served: int) -> Bound:
    """Return what no assignment that serves at least so many can exceed in total."""
    worth = core.score - _price_of_fits(core, prices.room)
    best, loss = _best_choices(core, worth, prices.served)
    rooms = _worth_of_rooms(core, prices.room)
    return Bound(float(best + rooms - prices.served * served), loss)


def on_served(core: Core, prices: Prices) -> float:
    """Return what no assignment can exceed in requests served; the prices are of one request."""
    best, _ = _best_choices(core, -_price_of_fits(core, prices.room), 1.0)
    return best + float(prices.room @ core.room)


def _price_of_fits(core: Core, prices: Floats) -> Floats:
    """Return (k) what the hours of each fit are worth in all its rooms."""
    fit, room = core.use_rows
    price = np.bincount(fit, prices[room], minlength=len(core.score)).astype(np.float64)
    return core.units * price


def _worth_of_rooms(core: Core, prices: Floats) -> float:
    """Return the most that rooms bring at these prices, less what the load in them costs."""
    if core.burden is None:
        return float(prices @ core.room)
    mentors = len(core.burden.hours)
    total = float(prices[mentors:] @ core.room[mentors:])
    for mentor, price in enumerate(prices[:mentors].tolist()):
        pieces = core.burden.pieces(mentor, 0, int(core.room[mentor]))
        total += sum(max(price - cost, 0.0) * width for width, cost in pieces)
    return total


def _best_choices(core: Core, worth: Floats, service: float) -> tuple[float, Floats]:
    """Return what all requests bring at best, and what each fit (k) costs its request."""
    if not len(worth):
        return 0.0, np.zeros(0)
    starts = _starts(core.pair)
    pair = np.maximum.reduceat(worth, starts)
    owner = core.request[starts]
    first, place = _top(pair, owner)
    rest = pair.copy()
    rest[place] = NEVER
    second, _ = _top(rest, owner)
    double = core.need == 2
    most = first + np.where(double, second, 0.0) + service
    value = np.maximum(most, 0.0)
    beside = np.where(np.arange(len(pair)) == place[owner], second[owner], first[owner])
    chosen = worth + np.where(double[owner], beside, 0.0)[core.pair] + service
    return float(value.sum()), value[core.request] - chosen


def _top(values: Floats, owner: Ints) -> tuple[Floats, Ints]:
    """Return for each owner (contiguous) its largest value and where that is."""
    starts = _starts(owner)
    top = np.maximum.reduceat(values, starts)
    places = np.where(values == top[owner], np.arange(len(values)), len(values))
    return top, np.minimum(np.minimum.reduceat(places, starts), len(values) - 1)


def _starts(groups: Ints) -> Ints:
    return np.flatnonzero(np.diff(groups, prepend=-1))
