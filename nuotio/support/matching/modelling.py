"""The core, or a part of it, as a linear model for HiGHS.

Columns: x for each fit, y for each request that needs two (y = 1: served), and where fairness
counts z for each straight part of a mentor's penalty. Rows: a request that needs one has at most
one x, one that needs two has two x or none and at most one for each mentor (x <= y, which the
relaxation feels); each room holds the hours taken from it; so many are served in all; covers, which
are sets of fits that are too much together, found when an answer was over by a rounding error.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from nuotio.support.matching.core import Core, Floats, Ints, Picked
from nuotio.support.matching.highs import INFINITE, Entries, Model, Rows

MOST_STEPS = 10**6


@dataclass(frozen=True, eq=False)
class Part:
    """Which fits of a core may be chosen (ascending) beside the load (r) of others that stay.

    At least `served` of its requests are to be served; `covers` are fits too much together.
    """

    core: Core
    fits: Ints
    load: Ints
    served: int = 0
    covers: Sequence[tuple[int, ...]] = ()

    @cached_property
    def requests(self) -> Ints:
        """Return the requests that have fits here."""
        return np.unique(self.core.request[self.fits])

    @cached_property
    def doubles(self) -> Ints:
        """Return the requests here that need two."""
        double: Ints = self.requests[self.core.need[self.requests] == 2]
        return double

    @cached_property
    def service(self) -> Floats:
        """Return (c) 1 for each column that stands for one more request served."""
        single = self.core.need[self.core.request[self.fits]] == 1
        return np.concatenate([single, np.ones(len(self.doubles)), np.zeros(len(self._pieces))])

    @cached_property
    def scores(self) -> Floats:
        """Return (c) what each column adds to the total, in the largest score."""
        costs = [-cost for *_, cost in self._pieces]
        none = np.zeros(len(self.doubles))
        return np.concatenate([self.core.score[self.fits], none, costs]) / self.core.size

    def model(self, gain: Floats) -> Model:
        """Return the model that maximises the gain (c)."""
        chosen = len(self.fits) + len(self.doubles)
        widths = [width for _, width, _ in self._pieces]
        rows = Rows()
        self._add_requests(rows)
        self._add_rooms(rows)
        self._add_served(rows)
        upper = np.concatenate([np.ones(chosen), widths])
        return Model(gain, upper, np.arange(len(gain)) < chosen, rows)

    def columns(self, picked: Picked) -> Floats:
        """Return (c) the values that stand for the choices of the requests of this part."""
        chosen = [fit for request in self.requests.tolist() for fit in picked[request]]
        given = np.zeros(len(self.core.room))
        np.add.at(given, self.core.mentor[chosen], self._hours(self.core.units[chosen]))
        widths = []
        for mentor, width, _ in self._pieces:
            widths.append(min(width, given[mentor]))
            given[mentor] -= widths[-1]
        both = [float(bool(picked[request])) for request in self.doubles.tolist()]
        return np.concatenate([np.isin(self.fits, chosen).astype(float), both, widths])

    def picked(self, values: Floats) -> list[int]:
        """Return the fits that the values choose."""
        chosen: list[int] = self.fits[values[: len(self.fits)] > 0.5].tolist()
        return chosen

    def prices(self, row_prices: Floats) -> tuple[Floats, float]:
        """Return (r) what a unit of each room is worth, and one more request served."""
        start = len(self.requests) + len(self._twice[0])
        used, step, _ = self._rooms
        found = np.zeros(len(self.core.room))
        found[used] = np.maximum(row_prices[start : start + len(used)], 0.0) / step
        served = max(-row_prices[start + len(used)], 0.0) if self.served else 0.0
        return found * self.core.size, served * self.core.size

    @cached_property
    def _pieces(self) -> list[tuple[int, float, float]]:
        """Return the straight parts of the mentors' penalties: mentor, hours, cost of an hour."""
        core = self.core
        if core.burden is None:
            return []
        free = (core.room - self.load).tolist()
        return [
            (mentor, units / core.units_per_hour, cost * core.units_per_hour)
            for mentor in np.unique(core.mentor[self.fits]).tolist()
            for units, cost in core.burden.pieces(mentor, int(self.load[mentor]), free[mentor])
        ]

    @cached_property
    def _twice(self) -> tuple[Ints, Ints, Ints]:
        """Return the pairs of requests that need two; the places of their fits, and their pairs."""
        places = np.flatnonzero(self.core.need[self.core.request[self.fits]] == 2)
        pairs, row = np.unique(self.core.pair[self.fits[places]], return_inverse=True)
        return pairs, places, row

    @cached_property
    def _rooms(self) -> tuple[Ints, Ints, tuple[Ints, Ints, Ints]]:
        """Return the rooms used, the unit each is told in, and (row, column, units) of the fits."""
        fit, room = self.core.use_rows
        here = np.isin(fit, self.fits, kind="table") if len(fit) else np.zeros(0, bool)
        column = np.searchsorted(self.fits, fit[here])
        used, row = np.unique(room[here], return_inverse=True)
        units = self.core.units[fit[here]]
        step = np.zeros(len(used), np.int64)
        np.gcd.at(step, row, units)
        fine = (step == 0) | (self.core.room[used] // np.maximum(step, 1) > MOST_STEPS)
        return used, np.where(fine, self.core.units_per_hour, step), (row, column, units)

    def _hours(self, units: Ints) -> Floats:
        return units / self.core.units_per_hour

    def _add_requests(self, rows: Rows) -> None:
        core, fits = self.core, self.fits
        double = core.need[self.requests] == 2
        served = len(fits) + np.arange(len(self.doubles))
        row = np.searchsorted(self.requests, core.request[fits])
        rows.add(
            np.where(double, 0.0, -INFINITE),
            np.where(double, 0.0, 1.0),
            (row, np.arange(len(fits)), np.ones(len(fits))),
            (np.flatnonzero(double), served, np.full(len(served), -2.0)),
        )
        pairs, places, row = self._twice
        asked = np.zeros(len(pairs), np.int64)
        asked[row] = np.searchsorted(self.doubles, core.request[fits[places]])
        rows.add(
            np.full(len(pairs), -INFINITE),
            np.zeros(len(pairs)),
            (row, places, np.ones(len(places))),
            (np.arange(len(pairs)), len(fits) + asked, np.full(len(pairs), -1.0)),
        )

    def _add_rooms(self, rows: Rows) -> None:
        """Add a row for each room; a mentor's own is as wide as the pieces of her penalty."""
        used, step, (row, column, units) = self._rooms
        free = self.core.room[used] - self.load[used]
        is_hours = step == self.core.units_per_hour
        limit = np.where(is_hours, free / step, free // step)
        entries: list[Entries] = [(row, column, units / step[row])]
        if self._pieces:
            own = np.array([mentor for mentor, *_ in self._pieces])
            place = np.searchsorted(used, own)
            first = len(self.fits) + len(self.doubles) + np.arange(len(own))
            entries.append((place, first, -self.core.units_per_hour / step[place]))
            limit = np.where(np.isin(used, own), 0.0, limit)
        rows.add(np.full(len(used), -INFINITE), limit, *entries)

    def _add_served(self, rows: Rows) -> None:
        """Add what is served in all, where something is asked for, and the covers."""
        if self.served:
            counted = np.flatnonzero(self.service)
            ones = np.ones(len(counted))
            rows.add(
                np.array([float(self.served)]),
                np.array([INFINITE]),
                (np.zeros_like(counted), counted, ones),
            )
        for cover in self.covers:
            here = np.flatnonzero(np.isin(self.fits, cover))
            rows.add(
                np.array([-INFINITE]),
                np.array([len(cover) - 1.0]),
                (np.zeros_like(here), here, np.ones(len(here))),
            )
