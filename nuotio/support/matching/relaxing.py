"""The linear relaxation: prices of hours, from few fits first; others are priced back in."""

from dataclasses import dataclass, replace

import numpy as np

from nuotio.support.matching import bounding, highs
from nuotio.support.matching.answers import Clock
from nuotio.support.matching.bounding import Prices
from nuotio.support.matching.core import Core, Floats, Ints
from nuotio.support.matching.highs import Answer
from nuotio.support.matching.modelling import Part

FIRST_FITS = 10  # of each request, when there are many
ALL_AT_ONCE = 150_000  # fits that are not worth leaving any out
MORE_FITS = 4  # of each request, those that the prices want most
SERVICE = 1000.0  # one more request served, in the largest score


@dataclass(frozen=True, eq=False)
class Relaxed:
    """What a relaxation says: prices of the rooms, and the share (k) of each fit."""

    prices: Prices
    share: Floats


class Relaxing:
    """All fits relaxed for service, then for totals, each time from where it ended before."""

    def __init__(self, core: Core) -> None:
        self.core = core
        self._part = Part(core, np.arange(len(core.score)), np.zeros(len(core.room), np.int64), 1)
        self._model = highs.Relaxation(self._part.model(self._part.scores))

    def for_service(self, clock: Clock) -> Relaxed | None:
        """Relax with service far above scores; None where time was too short."""
        part = self._part
        answer = self._model.run(part.scores + SERVICE * part.service, 0.0, clock.left())
        return _read(part, answer, SERVICE * self.core.size)

    def for_total(self, served: int, clock: Clock) -> Relaxed | None:
        """Relax for the best total among those that serve so many; None where that failed."""
        answer = self._model.run(self._part.scores, float(served), clock.left())
        return _read(self._part, answer, None)


def for_service(core: Core, clock: Clock) -> Relaxed | None:
    """Relax with service far above scores; None where time was too short."""
    return _sifted(core, 0, _first(core), clock)


def for_total(core: Core, served: int, known: Ints, clock: Clock) -> Relaxed | None:
    """Relax for the best total among those that serve so many; None where time was too short.

    The known fits can serve so many, in shares.
    """
    return _sifted(core, served, np.union1d(_first(core), known), clock)


def _sifted(core: Core, served: int, fits: Ints, clock: Clock) -> Relaxed | None:
    """Solve over some fits, add those that the prices want, until they want no other."""
    found = None
    while not clock.is_over():
        part = Part(core, fits, np.zeros(len(core.room), np.int64), served)
        gain = part.scores if served else part.scores + SERVICE * part.service
        answer = highs.relax(part.model(gain), clock.left())
        now = _read(part, answer, None if served else SERVICE * core.size)
        if now is None:
            return found
        found = now
        more = _wanted(core, found.prices, fits)
        if not len(more):
            return found
        fits = np.union1d(fits, more)
    return found


def _read(part: Part, answer: Answer, worth: float | None) -> Relaxed | None:
    """Return what was answered about a part; its own row says the worth of service, or it is given.

    None where there is no final answer.
    """
    if answer.values is None or not answer.exhausted:
        return None
    room, own = part.prices(answer.prices)
    share = np.zeros(len(part.core.score))
    share[part.fits] = answer.values[: len(part.fits)]
    return Relaxed(Prices(room, own if worth is None else worth), share)


def _first(core: Core) -> Ints:
    """Return the fits to begin with: all, or the best of each request."""
    if len(core.score) <= ALL_AT_ONCE:
        return np.arange(len(core.score))
    return np.array(sorted(fit for own in core.fits_of for fit in own[:FIRST_FITS]), np.int64)


def _wanted(core: Core, prices: Prices, fits: Ints) -> Ints:
    """Return fits beside these that would change the relaxation, the first few of each request."""
    if len(fits) == len(core.score):
        return fits[:0]
    loss = bounding.on_total(core, prices, 0).loss
    unknown = np.ones(len(core.score), bool)
    unknown[fits] = False
    wanted = np.zeros(len(core.need), bool)
    wanted[core.request[unknown & (loss <= 1e-9 * core.size)]] = True
    better = np.flatnonzero(unknown & wanted[core.request])
    order = better[np.lexsort((loss[better], core.request[better]))]
    starts = np.searchsorted(core.request[order], core.request[order])
    return order[np.arange(len(order)) - starts < MORE_FITS]


def most_served(core: Core, relaxed: Relaxed) -> int:
    """Return how many can be served at most, by a relaxation for service."""
    prices = replace(relaxed.prices, room=relaxed.prices.room / (SERVICE * core.size))
    return int(bounding.on_served(core, prices) + 1e-6)
