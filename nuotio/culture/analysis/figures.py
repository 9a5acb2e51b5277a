"""What is told of each shown group: all groups at once, as products of arrays.

The formulas are those of `nuotio.culture.statistics`, written for many groups in one step; tests
hold the two together. Rules (f) and (g) of the release are kept here: what a small group answered
nearly alike is told as a half, means have one decimal, percentages are whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nuotio.culture.analysis.sheets import CANNOT, Codes
from nuotio.culture.release import LEAST_FOR_DETAIL, Decision
from nuotio.culture.release.figures import ROUNDING, are_alike, rounded
from nuotio.culture.results import ItemFigures, ScaleFigures
from nuotio.culture.statistics import scipy_parts
from nuotio.culture.statistics.agreement import LEAST_PEOPLE, SHARED, SPLIT
from nuotio.culture.statistics.quantiles import LEVEL, Z

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
Cells = dict[int, dict[int, ScaleFigures]]  # figures by scale within each group, by their places
ItemCells = dict[int, dict[int, ItemFigures]]

MIDDLE, POINTS = 3, np.arange(1, 6)
NOTHING = 1e-12  # a variance below this is none
AT_ONCE = 2**10 - 1  # people whose five counts of ten bits each fit into one float
SHIFTS = 10 * (POINTS - 1)
PACKED = np.zeros(CANNOT + 1)  # by the code of an answer
PACKED[POINTS] = 2.0**SHIFTS


def scale_figures(
    decision: Decision, turned: Floats, columns: Sequence[Sequence[int]], invited: Sequence[int]
) -> Cells:
    """Return the figures of each shown group and scale.

    `turned` are the answers in the direction of the scales, `columns` the items of each scale,
    `invited` how many people each group has at most; 0 where nobody knows.
    """
    inside = decision.whole.inside[[*decision.shown]].astype(np.float64)
    away = decision.scores - MIDDLE
    here = ~np.isnan(away)
    n = (inside @ here).astype(np.int64)
    mean, variance = _moments(inside, np.where(here, away, 0), n)
    known = np.array(invited)[[*decision.shown], np.newaxis]
    low, high = _interval(mean, variance, n, known)
    spread = _percentages(_counted(inside, _nearest(decision.scores)))
    told = _Told(
        n.tolist(),
        mean.tolist(),
        np.sqrt(variance).tolist(),
        _decimals(mean).tolist(),
        _decimals(np.maximum(low, 1)).tolist(),
        _decimals(np.minimum(high, 5)).tolist(),
        spread.tolist(),
        _agreement(inside, turned, columns),
    )
    return {
        group: {
            scale: _scale(decision, told, (place, scale), group)
            for scale, question in enumerate(decision.scales)
            if question.shown(group)
        }
        for place, group in enumerate(decision.shown)
    }


@dataclass(frozen=True)
class _Told:
    """What there is to tell of each shown group and scale, as lists of lists."""

    n: list[list[int]]
    exact_mean: list[list[float]]
    sd: list[list[float]]
    mean: list[list[float]]
    low: list[list[float]]
    high: list[list[float]]
    spread: list[list[list[int]]]
    agreement: list[list[str | None]]


def _scale(decision: Decision, told: _Told, at: tuple[int, int], group: int) -> ScaleFigures:
    """Return the figures of one scale in a group; of a small one that answered alike, a half."""
    place, scale = at
    n, mean = told.n[place][scale], told.exact_mean[place][scale]
    if n < LEAST_FOR_DETAIL:
        people = decision.scales[scale].people(group)
        if are_alike(decision.scores[people, scale]):
            return ScaleFigures(n, rounded(mean, 2))
    return ScaleFigures(
        n=n,
        mean=told.mean[place][scale],
        low=told.low[place][scale],
        high=told.high[place][scale],
        agreement=told.agreement[place][scale],
        distribution=told.spread[place][scale] if n >= LEAST_FOR_DETAIL else None,
        exact={"mean": mean, "sd": told.sd[place][scale]},
    )


def _moments(inside: Floats, away: Floats, n: Counts) -> tuple[Floats, Floats]:
    """Return mean and variance (n - 1) of each group and scale."""
    least = np.maximum(n, 1)
    total, squares = inside @ away, inside @ away**2
    variance = (squares - total**2 / least) / np.maximum(n - 1, 1)
    return MIDDLE + total / least, np.where(variance < NOTHING, 0, variance)


def _interval(mean: Floats, variance: Floats, n: Counts, invited: Counts) -> tuple[Floats, Floats]:
    """Return the t interval with the finite-population factor, where the population is known."""
    special = scipy_parts.special()
    population = np.where(invited > 0, np.maximum(invited, n), np.inf)
    error = np.sqrt(variance / np.maximum(n, 1) * (1 - n / population))
    reach = special.stdtrit(np.maximum(n - 1, 1), LEVEL) * error
    return mean - reach, mean + reach


def _counted(inside: Floats, points: Codes) -> Counts:
    """Return how many in each group have each of the five points: groups by columns by points.

    Five counts are added up in one number, of so many people at a time that none runs over.
    """
    counts = np.zeros((len(inside), points.shape[1], len(POINTS)), dtype=np.int64)
    for start in range(0, len(points), AT_ONCE):
        some = slice(start, start + AT_ONCE)
        packed = (inside[:, some] @ PACKED[points[some]]).astype(np.int64)
        counts += (packed[:, :, np.newaxis] >> SHIFTS) & AT_ONCE
    return counts


def _agreement(
    inside: Floats, turned: Floats, columns: Sequence[Sequence[int]]
) -> list[list[str | None]]:
    """Return for each group and scale whether its people agree, by their average deviation."""
    answers = _nearest(turned)
    counts = _counted(inside, np.hstack([_of_complete(answers[:, [*own]]) for own in columns]))
    n = counts.sum(axis=2, keepdims=True)
    least = np.maximum(n, 1)
    mean = (counts * POINTS).sum(axis=2, keepdims=True) / least
    away = (counts * np.abs(POINTS - mean) / least).sum(axis=2)
    sizes = np.array([len(own) for own in columns])
    starts = np.cumsum(sizes) - sizes
    deviation = (np.add.reduceat(away, starts, axis=1) / sizes).round(9)
    return [
        [
            _label(away) if size >= LEAST_PEOPLE else None
            for away, size in zip(of_group, sizes_of_group, strict=True)
        ]
        for of_group, sizes_of_group in zip(
            deviation.tolist(), n[:, starts, 0].tolist(), strict=True
        )
    ]


def _of_complete(answers: Codes) -> Codes:
    """Return the answers of those who answered all, and 0 of the others."""
    return np.where((answers > 0).all(axis=1, keepdims=True), answers, 0)


def _nearest(values: Floats) -> Codes:
    """Return the nearest points, halves up, and 0 where there is no value."""
    return np.floor(np.nan_to_num(values) + 0.5 + ROUNDING).astype(np.int8)


def _label(deviation: float) -> str:
    if deviation <= SHARED:
        return "shared"
    return "split" if deviation >= SPLIT else "mixed"


def _decimals(values: Floats) -> Floats:
    """Round to one decimal, a half upwards."""
    return np.asarray(np.floor(values * 10 + 0.5 + ROUNDING) / 10)


def _percentages(counts: Counts) -> Counts:
    """Return counts as whole percentages of their sum over the last axis, halves up."""
    total = np.maximum(counts.sum(axis=-1, keepdims=True), 1)
    return np.asarray((200 * counts + total) // (2 * total))


def item_figures(decision: Decision, answers: Codes) -> ItemCells:
    """Return the figures of each item in the groups where it is shown, in the asked direction."""
    inside = decision.whole.inside[[*decision.shown]].astype(np.float64)
    counts = _counted(inside, answers)
    n = counts.sum(axis=2)
    least = np.maximum(n, 1)
    agree, low, high = _wilson(counts[:, :, 3:].sum(axis=2), least)
    unsure = inside @ (answers == CANNOT).astype(np.float64)
    columns = (
        n,
        _decimals((counts * POINTS).sum(axis=2) / least),
        _percentages(counts),
        agree,
        low,
        high,
        _whole(unsure / np.maximum(n + unsure, 1)),
    )
    by_group = zip(*(column.tolist() for column in columns), strict=True)
    return {  # columns are in the order of the fields
        group: {
            item: ItemFigures(*told)
            for item, told in enumerate(zip(*of_group, strict=True))
            if decision.items[item].reasons[group] is None
        }
        for group, of_group in zip(decision.shown, by_group, strict=True)
    }


def _wilson(k: Counts, n: Counts) -> tuple[Counts, Counts, Counts]:
    """Return the shares k / n with Wilson's interval, as whole percentages."""
    share, widened = k / n, 1 + Z**2 / n
    centre = (share + Z**2 / (2 * n)) / widened
    reach = Z / widened * np.sqrt(share * (1 - share) / n + Z**2 / (4 * n**2))
    return _whole(share), _whole(centre - reach), _whole(centre + reach)


def _whole(share: Floats) -> Counts:
    return np.asarray(np.clip(np.floor(100 * share + 0.5 + ROUNDING), 0, 100), dtype=np.int64)
