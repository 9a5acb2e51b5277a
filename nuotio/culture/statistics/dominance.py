"""How often an answer of the second group lies above one of the first: Cliff's delta."""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from nuotio.culture.statistics.arrays import FloatArray, present
from nuotio.culture.statistics.quantiles import Interval, t_quantile

DIGITS = 9  # scores that differ less than this are ties: means of the same answers may
SMALL, MEDIUM, LARGE = 0.147, 0.33, 0.474
Magnitude = Literal["negligible", "small", "medium", "large"]


@dataclass(frozen=True)
class CliffsDelta:
    """Cliff's delta, from -1 to 1, with its variance and 95 % interval.

    `superiority` is the probability that a random person of the second group scores higher than
    one of the first, ties counting half. None where a group is empty; no interval where a group
    has one person, where the variance comes out as nothing, or where |delta| is 1 (fully separate).
    """

    n_before: int
    n_after: int
    delta: float | None = None
    superiority: float | None = None
    magnitude: Magnitude | None = None
    variance: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def is_separate(self) -> bool:
        """Whether every score of one group lies above every score of the other."""
        return self.delta is not None and abs(self.delta) == 1


def cliffs_delta(before: npt.ArrayLike, after: npt.ArrayLike) -> CliffsDelta:
    """Return the mean of sign(y_j - x_i) over all pairs of people, y after and x before.

    Unbiased variance (Cliff 1993); interval (d - d^3 +- t s sqrt((1 - d^2)^2 + t^2 s^2)) /
    (1 - d^2 + t^2 s^2), t with n1 + n2 - 2 degrees of freedom (Feng & Cliff 2004). Magnitudes from
    .147, .33 and .474 (Romano et al. 2006). Scores are compared rounded to nine digits.
    """
    x, y = np.round(present(before), DIGITS), np.round(present(after), DIGITS)
    n, m = len(x), len(y)
    if n == 0 or m == 0:
        return CliffsDelta(n, m)
    above, below = _above(x, y), _above(-x, -y)
    delta = float((above - below).sum()) / (n * m)
    variance = _variance(x, y, above, below) if n > 1 and m > 1 else None
    low, high = _interval(delta, variance, n + m - 2)
    return CliffsDelta(n, m, delta, (delta + 1) / 2, _magnitude(delta), variance, low, high)


def _above(x: FloatArray, y: FloatArray) -> FloatArray:
    """Return for each x how many y lie above it, without comparing all pairs."""
    return np.asarray(len(y) - np.searchsorted(np.sort(y), x, "right"), dtype=np.float64)


def _variance(x: FloatArray, y: FloatArray, above: FloatArray, below: FloatArray) -> float:
    """Return Cliff's unbiased estimate; `above` and `below` count for each x the y on that side."""
    n, m = len(x), len(y)
    delta = float((above - below).sum()) / (n * m)
    rows = (above - below) / m - delta
    columns = (_above(-y, -x) - _above(y, x)) / n - delta
    squares = float((above + below).sum()) - n * m * delta**2
    spread = m**2 * float((rows**2).sum()) + n**2 * float((columns**2).sum())
    return (spread - squares) / (n * m * (n - 1) * (m - 1))


def _interval(delta: float, variance: float | None, df: int) -> Interval | tuple[None, None]:
    if variance is None or variance <= 0 or abs(delta) == 1:
        return None, None
    t = t_quantile(df)
    reach = t * math.sqrt(variance) * math.sqrt((1 - delta**2) ** 2 + t**2 * variance)
    centre, below = delta - delta**3, 1 - delta**2 + t**2 * variance
    return (centre - reach) / below, (centre + reach) / below


def _magnitude(delta: float) -> Magnitude:
    if abs(delta) < SMALL:
        return "negligible"
    if abs(delta) < MEDIUM:
        return "small"
    return "medium" if abs(delta) < LARGE else "large"
