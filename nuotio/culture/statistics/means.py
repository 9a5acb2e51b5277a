"""A mean with its interval, from scores or from the three numbers that are kept of them."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nuotio.culture.statistics.arrays import present
from nuotio.culture.statistics.quantiles import t_interval


@dataclass(frozen=True)
class Moments:
    """What is kept of scores when the answers are gone: `sd` is the sample's, with n - 1.

    `mean` is None of nobody, `sd` of fewer than two.
    """

    n: int
    mean: float | None = None
    sd: float | None = None


@dataclass(frozen=True)
class MeanInterval:
    """A mean and its 95 % interval; what too few answers cannot tell is None."""

    n: int
    mean: float | None
    sd: float | None
    se: float | None = None
    df: int | None = None
    low: float | None = None
    high: float | None = None


def moments(scores: npt.ArrayLike) -> Moments:
    """Return n, mean and sample standard deviation (n - 1) of the scores that are there."""
    values = present(scores)
    if len(values) == 0:
        return Moments(0)
    if len(values) == 1:
        return Moments(1, float(values[0]))
    sd = float(np.std(values, ddof=1)) if np.ptp(values) else 0.0
    return Moments(len(values), float(np.mean(values)), sd)


def mean_interval(scores: npt.ArrayLike, population: int | None = None) -> MeanInterval:
    """Return the mean of scores with its t interval; missing scores are left out.

    With `population`, the number of people invited, the standard error carries the
    finite-population factor: SE = s / sqrt(n) * sqrt(1 - n / N) (Cochran 1977, ch. 2). One score
    has a mean and no interval. ValueError where more answered than were invited.
    """
    return mean_interval_from_moments(moments(scores), population)


def mean_interval_from_moments(known: Moments, population: int | None = None) -> MeanInterval:
    """Return the mean with its interval from n, mean and standard deviation."""
    if population is not None and population < known.n:
        raise ValueError("More people answered than were invited.")
    if known.mean is None or known.sd is None or known.n < 2:
        return MeanInterval(known.n, known.mean, None)
    left = 1 - known.n / population if population else 1.0
    se, df = known.sd / math.sqrt(known.n) * math.sqrt(left), known.n - 1
    low, high = t_interval(known.mean, se, df)
    return MeanInterval(known.n, known.mean, known.sd, se, df, low, high)


def pooled(parts: Iterable[Moments]) -> Moments:
    """Return the moments of several groups taken as one: squares within and between add up."""
    filled = [(part.n, part.mean, part.sd or 0.0) for part in parts if part.mean is not None]
    n = sum(size for size, _mean, _sd in filled)
    if n == 0:
        return Moments(0)
    mean = sum(size * own for size, own, _sd in filled) / n
    squares = sum((size - 1) * sd**2 + size * (own - mean) ** 2 for size, own, sd in filled)
    return Moments(n, mean, math.sqrt(squares / (n - 1)) if n > 1 else None)
