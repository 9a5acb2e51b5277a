"""How large a difference of two means is in standard deviations. Positive: more afterwards."""

import math
from dataclasses import dataclass

import numpy.typing as npt

from nuotio.culture.statistics.arrays import both_present, correlation
from nuotio.culture.statistics.means import Moments, moments
from nuotio.culture.statistics.quantiles import Interval, noncentrality_interval, z_interval


@dataclass(frozen=True)
class HedgesG:
    """Cohen's d and Hedges' g = J d, each with its 95 % interval; `low` and `high` are those of g.

    None where it cannot be told: too few people, or none differ.
    """

    n_before: int
    n_after: int
    d: float | None = None
    d_low: float | None = None
    d_high: float | None = None
    correction: float | None = None
    g: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class BonettD:
    """A standardised difference by Bonett (2008) with its standard error and 95 % interval."""

    d: float | None = None
    se: float | None = None
    low: float | None = None
    high: float | None = None


def small_sample_correction(m: float) -> float:
    """Return J(m) = exp(ln G(m/2) - ln(m/2) / 2 - ln G((m-1)/2)), G the gamma function.

    Hedges (1981), exact; about 1 - 3 / (4m - 1). `m` is more than 1.
    """
    return math.exp(math.lgamma(m / 2) - math.log(m / 2) / 2 - math.lgamma((m - 1) / 2))


def hedges_g(before: npt.ArrayLike, after: npt.ArrayLike) -> HedgesG:
    """Return g of two groups: (mean after - mean before) / pooled sd, times J(n1 + n2 - 2).

    The interval inverts the noncentral t distribution (Steiger & Fouladi 1997) and is multiplied
    by J. Each group needs two people.
    """
    return hedges_g_from_moments(moments(before), moments(after))


def hedges_g_from_moments(before: Moments, after: Moments) -> HedgesG:
    """Return g of two groups from what is kept of them; see `hedges_g`."""
    known = _unequal(before, after)
    if known is None:
        return HedgesG(before.n, after.n)
    difference, sd1, sd2 = known
    m = before.n + after.n - 2
    pooled = math.sqrt(((before.n - 1) * sd1**2 + (after.n - 1) * sd2**2) / m)
    d, scale = difference / pooled, math.sqrt(1 / before.n + 1 / after.n)
    low, high = noncentrality_interval(d / scale, m)
    return _corrected(before.n, after.n, d, (low * scale, high * scale), m)


def hedges_g_paired(before: npt.ArrayLike, after: npt.ArrayLike) -> HedgesG:
    """Return g of the same people twice: mean change / sqrt((s1^2 + s2^2) / 2), times J(n - 1).

    That is g_av (Cumming 2012): comparable with `hedges_g`, which d of the changes is not. Row i of
    both lists is one person; who lacks one of the two is left out. The interval of d is Bonett's
    (`bonett_d_paired`), that of g is J times it. Three pairs at least.
    """
    one, other = both_present(before, after)
    n, bonett = len(one), bonett_d_paired(one, other)
    if n < 3 or bonett.d is None or bonett.low is None or bonett.high is None:
        return HedgesG(n, n)
    return _corrected(n, n, bonett.d, (bonett.low, bonett.high), n - 1)


def bonett_d(before: npt.ArrayLike, after: npt.ArrayLike) -> BonettD:
    """Return the difference in units of s = sqrt((s1^2 + s2^2) / 2), with Bonett's interval.

    SE^2 = d^2 (s1^4 / df1 + s2^4 / df2) / (8 s^4) + (s1^2 / df1 + s2^2 / df2) / s^2, df = n - 1;
    it does not assume equal variances (Bonett 2008).
    """
    return bonett_d_from_moments(moments(before), moments(after))


def bonett_d_from_moments(before: Moments, after: Moments) -> BonettD:
    """Return Bonett's d of two groups from what is kept of them; see `bonett_d`."""
    known = _unequal(before, after)
    if known is None:
        return BonettD()
    difference, sd1, sd2 = known
    df1, df2, square = before.n - 1, after.n - 1, (sd1**2 + sd2**2) / 2
    d = difference / math.sqrt(square)
    variance = d**2 * (sd1**4 / df1 + sd2**4 / df2) / (8 * square**2)
    return _bonett(d, variance + (sd1**2 / df1 + sd2**2 / df2) / square)


def bonett_d_paired(before: npt.ArrayLike, after: npt.ArrayLike) -> BonettD:
    """Return d_av = mean change / s of the same people, s = sqrt((s1^2 + s2^2) / 2).

    SE^2 = d^2 (s1^4 + s2^4 + 2 r^2 s1^2 s2^2) / (8 (n - 1) s^4)
    + (s1^2 + s2^2 - 2 r s1 s2) / ((n - 1) s^2) (Bonett 2008).
    """
    one, other = both_present(before, after)
    known = _unequal(moments(one), moments(other))
    if known is None:
        return BonettD()
    difference, sd1, sd2 = known
    together = (correlation(one, other) or 0.0) * sd1 * sd2
    df, square = len(one) - 1, (sd1**2 + sd2**2) / 2
    d = difference / math.sqrt(square)
    variance = d**2 * (sd1**4 + sd2**4 + 2 * together**2) / (8 * df * square**2)
    return _bonett(d, variance + max(sd1**2 + sd2**2 - 2 * together, 0.0) / (df * square))


def _unequal(before: Moments, after: Moments) -> tuple[float, float, float] | None:
    """Return the difference and both deviations, or None where there is nothing to scale by."""
    if before.mean is None or after.mean is None or before.sd is None or after.sd is None:
        return None
    return (after.mean - before.mean, before.sd, after.sd) if before.sd or after.sd else None


def _corrected(n_before: int, n_after: int, d: float, interval: Interval, m: int) -> HedgesG:
    correction, (low, high) = small_sample_correction(m), interval
    return HedgesG(
        n_before,
        n_after,
        d,
        low,
        high,
        correction,
        correction * d,
        correction * low,
        correction * high,
    )


def _bonett(d: float, variance: float) -> BonettD:
    se = math.sqrt(variance)
    return BonettD(d, se, *z_interval(d, se))
