"""What is left to decide beside fixed pairs, as arrays: places for ids, whole units for hours."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import fsum

import numpy as np
from numpy.typing import NDArray

from nuotio.support.matching.burden import Burden

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Picked = list[tuple[int, ...]]  # for each request the fits that were chosen, () for none


@dataclass(frozen=True, eq=False)
class Core:
    """Open requests (n), fits (k) in the order of requests and mentors, rooms (r) for hours.

    `owner` (n) and `source` (k) lead back to the problem's requests and fits. `need` (n) is how
    many mentors are still to be found. `mentor` (k) is a place among the problem's mentors, `score`
    (k) what a fit adds, `units` (k) the hours it takes from each of `uses` (k), which are places in
    `room` (r); the first rooms are the mentors' own.
    """

    units_per_hour: int
    owner: Ints
    need: Ints
    request: Ints
    mentor: Ints
    score: Floats
    units: Ints
    uses: Sequence[tuple[int, ...]]
    room: Ints
    source: Ints
    burden: Burden | None

    @cached_property
    def pair(self) -> Ints:
        """Return (k) the place of each fit's pair of request and mentor, which months share."""
        new = (np.diff(self.request) != 0) | (np.diff(self.mentor) != 0)
        return np.concatenate([np.zeros(min(1, len(self.request)), np.int64), np.cumsum(new)])

    @cached_property
    def mentors(self) -> list[int]:
        """Return (k) the mentors as a list, for what goes through fits one by one."""
        mentors: list[int] = self.mentor.tolist()
        return mentors

    @cached_property
    def fits_of(self) -> list[list[int]]:
        """Return (n) the fits of each request, the best score first."""
        found: list[list[int]] = [[] for _ in self.need]
        for fit in np.argsort(-self.score, kind="stable").tolist():
            found[self.request[fit]].append(fit)
        return found

    @cached_property
    def size(self) -> float:
        """Return the largest score without its sign, or 1: what differences are measured by."""
        return float(np.abs(self.score).max(initial=0.0)) or 1.0

    @cached_property
    def use_rows(self) -> tuple[Ints, Ints]:
        """Return fits and rooms side by side, once for each room that a fit takes from."""
        lengths = [len(rows) for rows in self.uses]
        fits = np.repeat(np.arange(len(lengths)), lengths)
        return fits, np.array([row for rows in self.uses for row in rows], np.int64)

    def served(self, picked: Picked) -> int:
        """Return how many requests have all their mentors."""
        return sum(map(bool, picked))

    def total(self, picked: Picked) -> float:
        """Return the scores of the chosen fits less what their load costs."""
        fits = [fit for own in picked for fit in own]
        return fsum(self.score[fits].tolist()) - self.load_cost(fits)

    def load_cost(self, fits: Sequence[int]) -> float:
        """Return what the load of these fits costs beside the fixed pairs."""
        if self.burden is None:
            return 0.0
        loads: defaultdict[int, int] = defaultdict(int)
        for fit in fits:
            loads[int(self.mentor[fit])] += int(self.units[fit])
        costs = (self.burden.rise(mentor, 0, load) for mentor, load in sorted(loads.items()))
        return fsum(costs)
