"""Change between two surveys: of groups, of the same people, and of groups that share people.

Differences are after minus before, in points of the scale. Intervals hold 95 %.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nuotio.culture.statistics import verdicts
from nuotio.culture.statistics.arrays import FloatArray, aligned, both_present, correlation, vector
from nuotio.culture.statistics.means import Moments, moments
from nuotio.culture.statistics.quantiles import t_interval, t_tails

DIGITS = 9  # a person's scores that differ less than this are the same
LEAST_PAIRS = 10  # linked people from which a change of the same people is shown
LEAST_LINKED = 30  # linked people from which overlap is used for the change of all


@dataclass(frozen=True)
class Change:
    """A difference of means with its interval; what too few answers cannot tell is None.

    Where nobody differs from anybody, `se` is 0, the interval a point, and df, t and p are None.
    """

    n_before: int
    n_after: int
    mean_before: float | None
    mean_after: float | None
    difference: float | None
    se: float | None
    df: float | None
    low: float | None
    high: float | None
    t: float | None
    p: float | None

    @property
    def verdict(self) -> verdicts.Verdict:
        """The word for the change: improved, unchanged, declined or unclear."""
        return verdicts.verdict(self.low, self.high)


@dataclass(frozen=True)
class PairedChange(Change):
    """The change of the same people.

    `sd` is that of the changes, `r` how before and after go together. `better`, `same` and
    `worse` are shares of people; `within_delta` is better minus worse.
    """

    sd: float | None
    r: float | None
    better: float | None
    same: float | None
    worse: float | None
    within_delta: float | None
    within_delta_se: float | None

    @property
    def n(self) -> int:
        """How many people are in both surveys."""
        return self.n_before


@dataclass(frozen=True)
class OverlappingChange(Change):
    """The change of all, of whom `linked` are in both surveys and correlate by `r`."""

    linked: int
    r: float | None


def change_unpaired(before: npt.ArrayLike, after: npt.ArrayLike) -> Change:
    """Return the change of two groups taken as independent.

    SE = sqrt(s1^2 / n1 + s2^2 / n2) with the degrees of freedom of Welch (1947) and Satterthwaite
    (1946). A group of one has a mean and no interval.
    """
    return change_from_moments(moments(before), moments(after))


def change_from_moments(before: Moments, after: Moments) -> Change:
    """Return the change of two groups from what is kept of each; see `change_unpaired`."""
    parts = _squared_errors(before, after)
    if parts is None:
        return _change(before, after, None, None)
    return _change(before, after, math.sqrt(sum(parts)), _welch_df(before.n, after.n, *parts))


def change_paired(before: npt.ArrayLike, after: npt.ArrayLike) -> PairedChange:
    """Return the mean change of the same people: SE = s_d / sqrt(n), t with n - 1.

    Row i of both lists is one person; who lacks one of the two is left out. Scores are compared
    rounded to nine digits.
    """
    one, other = both_present(before, after)
    change = other - one
    size, known = len(change), moments(np.round(change, DIGITS))
    se = None if known.sd is None else known.sd / math.sqrt(size)
    base = _change(moments(one), moments(other), se, size - 1)
    signs = np.sign(np.round(change, DIGITS))
    direction = moments(signs)
    return PairedChange(
        **vars(base),
        sd=known.sd,
        r=correlation(one, other),
        better=_share(signs, 1),
        same=_share(signs, 0),
        worse=_share(signs, -1),
        within_delta=direction.mean,
        within_delta_se=None if direction.sd is None else direction.sd / math.sqrt(size),
    )


def change_overlapping(
    before: npt.ArrayLike, after: npt.ArrayLike, pairs: Iterable[tuple[int, int]] | None = None
) -> OverlappingChange:
    """Return the change of all respondents, of whom some are known to be in both surveys.

    Without `pairs`, row i of both lists is one person, and NaN tells who is missing in one. With
    `pairs`, each is a place in `before` and a place in `after` of one person (`link_codes`).

    SE^2 = s1^2 / n1 + s2^2 / n2 - 2 r s1 s2 nc / (n1 n2); with na and nb people in one survey
    only and w the degrees of freedom of Welch,
    df = (nc - 1) + (w - nc + 1) / (na + nb + 2 nc) * (na + nb) (Derrick, Russ, Toher & White 2017,
    unequal variances). r counts as 0 where one side of the pairs does not vary; with fewer than
    two pairs this is Welch's change.
    """
    first, second = _pairs(before, after, pairs)
    one, other = both_present(first, second)
    return change_overlapping_from_moments(
        moments(before), moments(after), len(one), correlation(one, other)
    )


def change_overlapping_from_moments(
    before: Moments, after: Moments, linked: int, r: float | None
) -> OverlappingChange:
    """Return the change of all from what was kept of each survey, and of `linked` people r.

    ValueError where more are linked than answered, or r is no correlation.
    """
    if not 0 <= linked <= min(before.n, after.n):
        raise ValueError("No more people can be linked than answered.")
    if r is not None and not -1 <= r <= 1:
        raise ValueError("A correlation lies between -1 and 1.")
    parts = _squared_errors(before, after)
    if parts is None or linked < 2:
        return OverlappingChange(**vars(change_from_moments(before, after)), linked=linked, r=r)
    shared = (
        2 * (r or 0.0) * math.sqrt(parts[0] * parts[1]) * linked / math.sqrt(before.n * after.n)
    )
    se = math.sqrt(max(sum(parts) - shared, 0.0))
    df = _overlapping_df(before.n, after.n, linked, _welch_df(before.n, after.n, *parts))
    return OverlappingChange(**vars(_change(before, after, se, df)), linked=linked, r=r)


def _squared_errors(before: Moments, after: Moments) -> tuple[float, float] | None:
    if before.sd is None or after.sd is None:
        return None
    return before.sd**2 / before.n, after.sd**2 / after.n


def _welch_df(n_before: int, n_after: int, one: float, other: float) -> float | None:
    if one + other == 0:
        return None
    return (one + other) ** 2 / (one**2 / (n_before - 1) + other**2 / (n_after - 1))


def _overlapping_df(n_before: int, n_after: int, linked: int, welch: float | None) -> float | None:
    if welch is None:
        return None
    alone = n_before + n_after - 2 * linked
    return linked - 1 + (welch - linked + 1) / (n_before + n_after) * alone


def _change(before: Moments, after: Moments, se: float | None, df: float | None) -> Change:
    """Put the difference together with what its error allows to say."""
    known = before.n, after.n, before.mean, after.mean
    if before.mean is None or after.mean is None:
        return Change(*known, None, None, None, None, None, None, None)
    difference = after.mean - before.mean
    if se is None:
        return Change(*known, difference, None, None, None, None, None, None)
    if not se or df is None:
        return Change(*known, difference, 0.0, None, difference, difference, None, None)
    t, (low, high) = difference / se, t_interval(difference, se, df)
    return Change(*known, difference, se, df, low, high, t, t_tails(t, df))


def _share(signs: npt.NDArray[np.float64], sign: int) -> float | None:
    return float((signs == sign).mean()) if len(signs) else None


def _pairs(
    before: npt.ArrayLike, after: npt.ArrayLike, pairs: Iterable[tuple[int, int]] | None
) -> tuple[FloatArray, FloatArray]:
    """Return the scores of the people who may be in both surveys, side by side."""
    if pairs is None:
        return aligned(before, after)
    first, second = vector(before), vector(after)
    places = list(pairs)
    ones, others = [one for one, _other in places], [other for _one, other in places]
    _require_places(ones, len(first))
    _require_places(others, len(second))
    return first[ones], second[others]


def _require_places(places: Sequence[int], size: int) -> None:
    if len(set(places)) != len(places) or not all(0 <= place < size for place in places):
        raise ValueError("A pair names two places in the lists, and nobody twice.")
