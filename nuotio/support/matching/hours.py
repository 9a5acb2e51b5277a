"""Hours as whole numbers, so that a sum of them is exact and nobody is ever really over."""

from collections.abc import Iterable
from math import gcd

TOLERANCE = 1e-9  # hours
FINEST = 10**12  # units of an hour
LARGEST = 2**62  # what a unit may add up to in 64 bits, with room for one sum
MOST_STEPS = 4096  # multiples of the common divisor for which sums are tried


def units_per_hour(largest: float) -> int:
    """Return how finely hours are counted where none is above `largest`: a power of ten."""
    units = FINEST
    while largest * units > LARGEST:
        units //= 10
    return units


def whole(hours: float, units: int) -> int:
    """Return hours in whole units, the nearest."""
    return round(hours * units)


def room(hours: float, units: int) -> int:
    """Return what may be used of `hours`, in whole units: a rounding error more is no excess."""
    return whole(hours, units) + int(TOLERANCE * units * 0.9)


def reachable(limit: int, uses: Iterable[int]) -> int:
    """Return the most that some of the uses add up to within the limit, or a value above it.

    What lies between two sums helps nobody, and a relaxation with less of it has a better bound
    (Martello & Toth 1990, section 2). Sums are tried where the common divisor of the uses is not
    too small beside the limit.
    """
    uses = [use for use in uses if 0 < use <= limit]
    step = gcd(*uses)
    if not step or limit // step > MOST_STEPS:
        return min(limit, sum(uses))
    most = limit // step
    sums, mask = 1, (1 << (most + 1)) - 1
    for use in uses:
        sums |= (sums << (use // step)) & mask
    return (sums.bit_length() - 1) * step
