"""Whether units differ by more than chance: the intraclass correlation."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nuotio.culture.statistics.arrays import FloatArray, Labels, WholeArray, coded
from nuotio.culture.statistics.quantiles import LEVEL, Interval, f_quantile, f_tail

NOTHING = 1e-12  # of the variance between units: what is left within them but for rounding
RANKABLE, SIGNIFICANT = 0.50, 0.05


@dataclass(frozen=True)
class Intraclass:
    """One-way analysis of variance of scores by unit: `n` people in `groups` units.

    `icc1` uses Searle's `n0`, `icc1_mean_size` the mean size of the units as R's multilevel does;
    `low` and `high` are the F interval of `icc1`. Negative values stay as they are and are shown
    as 0. None where it cannot be told: fewer than two units, nobody with a colleague, or scores
    that do not vary. Where people within units do not vary at all, `f` and the interval are
    None and the correlations 1.
    """

    n: int
    groups: int
    mean_size: float | None = None
    n0: float | None = None
    df1: int | None = None
    df2: int | None = None
    msb: float | None = None
    msw: float | None = None
    f: float | None = None
    p: float | None = None
    icc1: float | None = None
    icc1_mean_size: float | None = None
    icc2: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def units_differ(self) -> bool:
        """Whether units may be ranked or coloured: p below .05 and ICC(2) at least .50."""
        if self.p is None or self.icc2 is None:
            return False
        return self.p < SIGNIFICANT and self.icc2 >= RANKABLE


def icc(scores: npt.ArrayLike, groups: Labels) -> Intraclass:
    """Return ICC(1), ICC(2), F, p and the interval of scores in groups.

    ICC(1) = (MSB - MSW) / (MSB + (n0 - 1) MSW), n0 = (N - sum n^2 / N) / (G - 1) (Searle 1971),
    ICC(2) = (MSB - MSW) / MSB (Bliese 2000), F = MSB / MSW. The interval of ICC(1) is
    (x - 1) / (x + n0 - 1) with x = F / F(.975; df1, df2) and x = F * F(.975; df2, df1) (Shrout &
    Fleiss 1979).
    Who has no score or no group is left out.
    """
    values, codes = coded(scores, groups)
    sizes = np.bincount(codes)
    sizes = sizes[sizes > 0]
    n, count = len(values), len(sizes)
    if count < 2 or n <= count or np.ptp(values) == 0:
        return Intraclass(n, count)
    df1, df2 = count - 1, n - count
    msb, msw = _mean_squares(values, codes, df1, df2)
    n0, mean_size = float((n - (sizes**2).sum() / n) / df1), n / count
    f = msb / msw if msw else None
    low, high = (None, None) if f is None else _interval(f, df1, df2, n0)
    return Intraclass(
        n=n,
        groups=count,
        mean_size=mean_size,
        n0=n0,
        df1=df1,
        df2=df2,
        msb=msb,
        msw=msw,
        f=f,
        p=0.0 if f is None else f_tail(f, df1, df2),
        icc1=_icc1(msb, msw, n0),
        icc1_mean_size=_icc1(msb, msw, mean_size),
        icc2=(msb - msw) / msb if msb else None,
        low=low,
        high=high,
    )


def _mean_squares(values: FloatArray, codes: WholeArray, df1: int, df2: int) -> tuple[float, float]:
    """Return the mean squares between and within groups; what rounding alone makes is 0."""
    sizes = np.bincount(codes)
    means = np.bincount(codes, values) / np.maximum(sizes, 1)
    between = float((sizes * (means - values.mean()) ** 2).sum()) / df1
    within = float(((values - means[codes]) ** 2).sum()) / df2
    return (
        between if between > NOTHING * within else 0.0,
        within if within > NOTHING * between else 0.0,
    )


def _icc1(msb: float, msw: float, size: float) -> float:
    return (msb - msw) / (msb + (size - 1) * msw)


def _interval(f: float, df1: int, df2: int, n0: float) -> Interval:
    lower = f / f_quantile(LEVEL, df1, df2)
    upper = f * f_quantile(LEVEL, df2, df1)
    return (lower - 1) / (lower + n0 - 1), (upper - 1) / (upper + n0 - 1)
