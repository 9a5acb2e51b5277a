"""The best load of every mentor at given profits, all at once: a small knapsack for each of them.

Dynamic programming over the units of a mentor's own room (Martello & Toth 1990, section 2.6), with
one row of an array for each mentor. Among fits that take as many units only the best can matter, so
few are looked at. Where a room is very fine its units are rounded down: what a mentor brings is
then never less than what she can, so a bound stays a bound.
"""

import numpy as np
from numpy.typing import NDArray

from nuotio.support.matching.core import Core, Floats, Ints

WIDEST = 480  # steps of the largest room
NEVER = -np.inf

Flags = NDArray[np.bool_]


class Knapsacks:
    """The mentors of a core; `free` (m) is how many steps each of them has left."""

    def __init__(self, core: Core) -> None:
        room = core.room[: int(core.mentor.max()) + 1]
        exact = int(np.gcd.reduce(core.units)) or 1
        self._step = exact * max(1, -(-int(room.max()) // (exact * WIDEST)))
        self._mentor, self._units = core.mentor, core.units // self._step
        self.free: Ints = room // self._step
        self._given = self.free.copy()
        self._group = (self._mentor * (WIDEST + 1) + self._units).astype(np.float64)
        self._cost = _costs(core, self._step, int(self.free.max()) + 1)

    def take(self, fit: int) -> None:
        """Take the hours of a fit from its mentor."""
        self.free[self._mentor[fit]] -= self._units[fit]

    def best(self, profit: Floats) -> tuple[float, Ints]:
        """Return what all mentors bring together at these profits (k), and the fits they choose."""
        _, table, stages = self._filled(profit)
        load = np.argmax(table, axis=1)
        value = float(table[np.arange(len(table)), load].sum())
        return value, self._chosen(stages, load)

    def losses(self, profit: Floats) -> Floats:
        """Return (k) by how much less, at least, a mentor brings who must take a fit.

        The fit is laid on the best load that leaves room for it, which may hold it once more.
        """
        rows, table, _ = self._filled(profit)
        below = np.empty_like(table)
        below[rows] = np.maximum.accumulate(table, axis=1)
        beside = self.free[self._mentor] - self._units
        forced = profit + below[self._mentor, np.maximum(beside, 0)]
        return np.where(beside < 0, np.inf, below[self._mentor, -1] - forced)

    def _kept(self, profit: Floats) -> Ints:
        """Return the fits that can matter, those of each mentor side by side."""
        room = self.free[self._mentor]
        some = np.flatnonzero((profit > 0) & (self._units <= room))
        if not len(some):
            return some
        order = np.argsort(self._group[some] - profit[some] / (1.001 * profit[some].max()))
        some = some[order]
        group = self._group[some]
        place = np.arange(len(some))
        first = np.maximum.accumulate(np.where(np.diff(group, prepend=-1) != 0, place, 0))
        return some[(place - first + 1) * self._units[some] <= room[some]]

    def _filled(self, profit: Floats) -> tuple[Ints, Floats, list[tuple[Ints, Flags]]]:
        """Return mentors (m), what each load (w) brings them at best, and who takes what when.

        Those with the most fits come first, so that each stage has to do with the first rows only.
        """
        kept = self._kept(profit)
        counts = np.bincount(self._mentor[kept], minlength=len(self.free))
        rows = np.argsort(-counts, kind="stable")
        counts = counts[rows]
        width = int(self.free.max()) + 1
        table = np.full((len(rows), 2 * width), NEVER)
        table[:, width] = 0.0
        values, flat = table[:, width:], table.reshape(-1)
        places = np.arange(len(rows))[:, None] * 2 * width + width + np.arange(width)
        starts = np.searchsorted(self._mentor[kept], rows)
        stages = []
        for stage in range(int(counts.max(initial=0))):
            here = int(np.count_nonzero(counts > stage))
            fits = kept[starts[:here] + stage]
            new = flat[places[:here] - self._units[fits, None]] + profit[fits, None]
            better = new > values[:here]
            np.copyto(values[:here], new, where=better)
            stages.append((fits, better))
        values = values - self._burden(rows, width)
        values[np.arange(width) > self.free[rows, None]] = NEVER
        return rows, values, stages

    def _chosen(self, stages: list[tuple[Ints, Flags]], load: Ints) -> Ints:
        """Return the fits that lead to these loads (m)."""
        chosen = [np.zeros(0, np.int64)]
        for fits, better in reversed(stages):
            here = better[np.arange(len(fits)), load[: len(fits)]]
            taken = fits[here]
            chosen.append(taken)
            load[: len(fits)][here] -= self._units[taken]
        return np.concatenate(chosen)

    def _burden(self, rows: Ints, width: int) -> Floats | float:
        """Return (m, w) what each load more costs each mentor."""
        if self._cost is None:
            return 0.0
        used = (self._given - self.free)[rows, None]
        last = self._cost.shape[1] - 1
        cost = self._cost[rows[:, None], np.minimum(used + np.arange(width), last)]
        more: Floats = cost - self._cost[rows[:, None], used]
        return more


def _costs(core: Core, step: int, width: int) -> Floats | None:
    """Return (m, w) what each load costs each mentor beside her fixed pairs, in steps."""
    burden = core.burden
    if burden is None:
        return None
    mentors = range(int(core.mentor.max()) + 1)
    return np.array(
        [[burden.rise(mentor, 0, load * step) for load in range(width)] for mentor in mentors]
    )
