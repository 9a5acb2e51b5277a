"""The organisation's mean where its units answered unequally: each unit weighs as it is large."""

import math
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy.typing as npt

from nuotio.culture.statistics.arrays import Labels, by_group
from nuotio.culture.statistics.means import Moments, moments, pooled
from nuotio.culture.statistics.quantiles import t_interval


@dataclass(frozen=True)
class Stratum:
    """A unit: how many were invited, and n, mean and standard deviation of those who answered."""

    population: int
    n: int
    mean: float | None = None
    sd: float | None = None


@dataclass(frozen=True)
class StratifiedMean:
    """A weighted mean and its 95 % interval over `strata` as they were after merging.

    `n` and `population` count all strata; what too few answers cannot tell is None.
    """

    n: int
    population: int
    mean: float | None
    se: float | None = None
    df: int | None = None
    low: float | None = None
    high: float | None = None
    strata: tuple[Stratum, ...] = ()


def stratified_mean(
    scores: npt.ArrayLike, groups: Labels, population: Mapping[Hashable, int]
) -> StratifiedMean:
    """Return the mean of scores weighted by the head count of each group, with its t interval.

    m = sum W_u m_u with W_u = N_u / N, SE^2 = sum W_u^2 (1 - n_u / N_u) s_u^2 / n_u (Cochran 1977,
    ch. 5); n minus the number of strata as degrees of freedom. Groups with fewer than two answers
    are merged first (`merge_strata`). Who has no score or no group is left out. ValueError where
    a group has no head count, or more answered than were invited.
    """
    found = by_group(scores, groups)
    if not found.keys() <= population.keys():
        raise ValueError("Each group needs the number of people invited.")
    kept = {group: moments(found.get(group, [])) for group in population}
    return stratified_mean_from_moments(
        [
            Stratum(size, kept[group].n, kept[group].mean, kept[group].sd)
            for group, size in population.items()
        ]
    )


def stratified_mean_from_moments(strata: Iterable[Stratum]) -> StratifiedMean:
    """Return the weighted mean from what is kept of each unit; see `stratified_mean`."""
    merged = merge_strata(strata)
    n, size = sum(one.n for one in merged), sum(one.population for one in merged)
    usable = [
        (one, one.mean, one.sd) for one in merged if one.mean is not None and one.sd is not None
    ]
    if not usable:
        return StratifiedMean(n, size, merged[0].mean if merged else None, strata=tuple(merged))
    mean = sum(one.population / size * own for one, own, _sd in usable)
    variance = sum(_variance(one, sd, size) for one, _own, sd in usable)
    se, df = math.sqrt(variance), n - len(merged)
    low, high = t_interval(mean, se, df)
    return StratifiedMean(n, size, mean, se, df, low, high, tuple(merged))


def merge_strata(strata: Iterable[Stratum]) -> list[Stratum]:
    """Return strata of which each has at least two answers, as far as there are so many.

    Strata with fewer than two become one; where that still has fewer, it joins the stratum with
    the fewest answers, the first of equals. Empty ones without people invited fall away.
    """
    checked = [_checked(one) for one in strata]
    large = [one for one in checked if one.n >= 2]
    small = [one for one in checked if one.n < 2 and one.population]
    if small and large and sum(one.n for one in small) < 2:
        smallest = min(large, key=lambda one: one.n)
        small.append(smallest)
        large[large.index(smallest)] = _merged(small)
        return large
    return [*large, _merged(small)] if small else large


def _checked(stratum: Stratum) -> Stratum:
    if stratum.population < stratum.n:
        raise ValueError("More people answered than were invited.")
    return stratum


def _merged(strata: Sequence[Stratum]) -> Stratum:
    known = pooled(Moments(one.n, one.mean, one.sd) for one in strata)
    return Stratum(sum(one.population for one in strata), known.n, known.mean, known.sd)


def _variance(stratum: Stratum, sd: float, size: int) -> float:
    left = 1 - stratum.n / stratum.population
    return (stratum.population / size) ** 2 * left * sd**2 / stratum.n
