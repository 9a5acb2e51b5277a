"""The distributions that intervals come from."""

import math

from nuotio.culture.statistics import scipy_parts

LEVEL = 0.975  # two-sided 95 %
Z = 1.959963984540054  # the standard normal quantile at LEVEL
Interval = tuple[float, float]


def t_quantile(df: float) -> float:
    """Return the quantile of Student's t for a 95 % interval."""
    return float(scipy_parts.special().stdtrit(df, LEVEL))


def t_tails(t: float, df: float) -> float:
    """Return the two-sided p of a t value."""
    return 2 * float(scipy_parts.special().stdtr(df, -abs(t)))


def f_quantile(p: float, df1: float, df2: float) -> float:
    """Return the quantile of Fisher's F at `p`."""
    return float(scipy_parts.special().fdtri(df1, df2, p))


def f_tail(f: float, df1: float, df2: float) -> float:
    """Return the p of an F value."""
    return float(scipy_parts.special().fdtrc(df1, df2, f))


def t_interval(centre: float, se: float, df: float) -> Interval:
    """Return `centre` plus and minus t times its standard error."""
    reach = t_quantile(df) * se if se else 0.0
    return centre - reach, centre + reach


def z_interval(centre: float, se: float) -> Interval:
    """Return `centre` plus and minus 1.96 times its standard error."""
    return centre - Z * se, centre + Z * se


def noncentrality_interval(t: float, df: float) -> Interval:
    """Return the noncentralities of which `t` is the upper and the lower 2.5 % point.

    Inversion of the noncentral t distribution (Steiger & Fouladi 1997).
    """
    return _noncentrality(t, df, LEVEL), _noncentrality(t, df, 1 - LEVEL)


def _noncentrality(t: float, df: float, p: float) -> float:
    """Find the noncentrality at which a value below `t` has probability `p`."""

    def excess(noncentrality: float) -> float:
        below = float(scipy_parts.special().nctdtr(df, noncentrality, t))
        if math.isnan(below):  # so far out that SciPy gives up: it is 0 or 1
            below = 1.0 if noncentrality < t else 0.0
        return below - p

    # Twice what a normal approximation would need, which is enough from two degrees of freedom on.
    reach = 4 * math.sqrt(1 + t * t / (2 * df))
    return float(scipy_parts.optimize().brentq(excess, t - reach, t + reach, xtol=1e-12))
