"""Where a mean goes over three surveys or more."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nuotio.culture.statistics import verdicts
from nuotio.culture.statistics.arrays import FloatArray, vector
from nuotio.culture.statistics.quantiles import Interval, t_interval, z_interval

LEAST_SURVEYS = 3


@dataclass(frozen=True)
class Trend:
    """A weighted line through `n` surveys, and the change from the first to the last.

    `slope` is per unit of time, with its 95 % interval; `change` is the last mean minus the first,
    with its own. None where it cannot be told: fewer than three surveys, a mean without error.
    """

    n: int
    slope: float | None = None
    se: float | None = None
    low: float | None = None
    high: float | None = None
    change: float | None = None
    change_se: float | None = None
    change_low: float | None = None
    change_high: float | None = None

    @property
    def verdict(self) -> verdicts.Verdict:
        """The word for the change from the first survey to the last; slopes get none."""
        return verdicts.verdict(self.change_low, self.change_high)


def trend(
    means: npt.ArrayLike,
    standard_errors: npt.ArrayLike,
    times: npt.ArrayLike | None = None,
    sizes: npt.ArrayLike | None = None,
) -> Trend:
    """Return the slope b = sum w (t - t_w) (m - m_w) / sum w (t - t_w)^2 with w = 1 / SE^2.

    t_w and m_w are weighted means, SE_b = 1 / sqrt(sum w (t - t_w)^2), its interval normal:
    weighted least squares with known errors (fixed-effect meta-regression). `times` are 0, 1,
    2, ... where not given. With `sizes`, the numbers of answers, the change from first to last has
    Welch's interval, else a normal one. A survey without mean or error is left out. ValueError
    where lists differ in length, times do not rise or an error is negative.
    """
    table = _table(means, standard_errors, times, sizes)
    known = table[:, ~np.isnan(table[:3]).any(axis=0)]
    n = known.shape[1]
    if n < LEAST_SURVEYS:
        return Trend(n)
    change, change_se, ends = _first_to_last(known)
    slope, se, low, high = _slope(known)
    return Trend(n, slope, se, low, high, change, change_se, *ends)


def _table(
    means: npt.ArrayLike,
    standard_errors: npt.ArrayLike,
    times: npt.ArrayLike | None,
    sizes: npt.ArrayLike | None,
) -> FloatArray:
    """Return rows of times, means, errors and sizes, after checking that they make sense."""
    values = vector(means)
    moments = np.arange(len(values)) if times is None else times
    counts = np.full(len(values), np.nan) if sizes is None else sizes
    rows = [vector(moments), values, vector(standard_errors), vector(counts)]
    if len({len(row) for row in rows}) != 1:
        raise ValueError("Each survey needs a mean and its standard error.")
    table = np.array(rows)
    if not (np.diff(table[0]) > 0).all():
        raise ValueError("Surveys follow one another in time.")
    if (table[2] < 0).any():
        raise ValueError("A standard error is not negative.")
    return table


def _slope(known: FloatArray) -> tuple[float, float, float, float] | tuple[None, None, None, None]:
    times, means, errors, _sizes = known
    if not errors.all():
        return None, None, None, None
    weights = 1 / errors**2
    apart = times - np.average(times, weights=weights)
    spread = float((weights * apart**2).sum())
    slope = float((weights * apart * means).sum()) / spread
    se = 1 / math.sqrt(spread)
    return slope, se, *z_interval(slope, se)


def _first_to_last(known: FloatArray) -> tuple[float, float, Interval]:
    _times, means, errors, sizes = known[:, [0, -1]].tolist()
    change, (one, other) = means[1] - means[0], (errors[0] ** 2, errors[1] ** 2)
    se = math.sqrt(one + other)
    if not se or not all(size > 1 for size in sizes):
        return change, se, z_interval(change, se)
    df = (one + other) ** 2 / (one**2 / (sizes[0] - 1) + other**2 / (sizes[1] - 1))
    return change, se, t_interval(change, se, df)
