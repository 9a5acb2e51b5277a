"""Fairness: what a mentor's load costs, so that hours are spread where scores are nearly alike.

The penalty of a mentor is convex in her load share u = hours given / hours she has: u squared,
drawn with straight lines through u = 0, 1/4, 1/2, 3/4 and 1. It is multiplied by the fairness of
the problem and by the mean size of a fit's score, so that at fairness 1 a mentor who is filled to
the brim costs as much as one typical fit brings, and two at half together half of that.
"""

from collections.abc import Sequence
from dataclasses import dataclass

PIECES = 4
SLOPES = tuple((2 * piece + 1) / PIECES for piece in range(PIECES))


@dataclass(frozen=True)
class Burden:
    """What load costs: for each mentor her hours and those taken by fixed pairs, in whole units."""

    weight: float
    hours: Sequence[int]
    base: Sequence[int]

    def cost(self, mentor: int, load: int) -> float:
        """Return the penalty of so many units beside the fixed ones."""
        return self._total(mentor, self.base[mentor] + load)

    def rise(self, mentor: int, load: int, more: int) -> float:
        """Return what the penalty grows by when `more` units come on top of the load."""
        return self.cost(mentor, load + more) - self.cost(mentor, load)

    def pieces(self, mentor: int, load: int, room: int) -> list[tuple[int, float]]:
        """Return the straight parts of the penalty beyond a load: (units, cost of a unit)."""
        hours, base = self.hours[mentor], self.base[mentor] + load
        if not hours:
            return [(room, 0.0)]
        ends = [hours * (piece + 1) // PIECES for piece in range(PIECES - 1)]
        parts, place, last = [], base, base + room
        for end, slope in zip([*ends, max(last, hours)], SLOPES, strict=True):
            width = min(end, last) - place
            if width > 0:
                parts.append((width, self.weight * slope / hours))
                place += width
        return parts

    def _total(self, mentor: int, load: int) -> float:
        if not load or not self.hours[mentor]:
            return 0.0
        share = load / self.hours[mentor]
        piece = min(int(share * PIECES), PIECES - 1)
        start = piece / PIECES
        return self.weight * (start * start + (share - start) * SLOPES[piece])
