"""Numbers for the page "How we know": reliability, differences between units, response.

All of them are of the whole organisation or of groups that are shown, so that they tell of nobody
whom the released groups do not tell of.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nuotio.culture import statistics
from nuotio.culture.analysis.sheets import Layout
from nuotio.culture.release import Question

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]

LEAST_FOR_RELIABILITY = 50
WORTH_WEIGHING = 0.1  # points by which the weighted mean differs before it is shown
DIGITS = 3


def blocks_of(question: Question, layout: Layout, units: Whole) -> Whole:
    """Return for each person the deepest unit around her where this is shown, -1 where none is.

    These blocks are sums that the shown groups tell anyhow, unlike hidden units.
    """
    place = np.append(np.arange(len(layout.units)), -1)
    for unit in _downwards(layout.parents):
        if not question.shown(unit + 1):
            place[unit] = place[layout.parents[unit]]
    return np.asarray(place[units])


def _downwards(parents: Sequence[int]) -> list[int]:
    """Return the units, each after the one above it."""

    def depth(unit: int) -> int:
        return 0 if unit < 0 else 1 + depth(parents[unit])

    return sorted(range(len(parents)), key=depth)


def reliability(items: Floats, codes: Sequence[str]) -> dict[str, Any] | None:
    """Return alpha, omega and each item's correlation with the rest; None of fewer than fifty."""
    alpha = statistics.cronbach_alpha(items)
    if alpha.n < LEAST_FOR_RELIABILITY:
        return None
    omega = statistics.omega_total(items)
    rests = statistics.item_rest_correlations(items)
    return {
        "n": alpha.n,
        "alpha": _rounded(alpha.alpha),
        "low": _rounded(alpha.low),
        "high": _rounded(alpha.high),
        "omega": _rounded(omega),
        "band": statistics.reliability_band(omega if omega is not None else alpha.alpha),
        "item_rest": {code: _rounded(r) for code, r in zip(codes, rests, strict=True)},
    }


def differences(scores: Floats, blocks: Whole) -> dict[str, Any] | None:
    """Return whether the shown units differ in a scale; None where they cannot be compared."""
    labels = [int(block) if block >= 0 else None for block in blocks]
    found = statistics.icc(scores, labels)
    if found.icc1 is None:
        return None
    return {
        "n": found.n,
        "units": found.groups,
        "icc1": _rounded(found.icc1),
        "low": _rounded(found.low),
        "high": _rounded(found.high),
        "icc2": _rounded(found.icc2),
        "f": _rounded(found.f),
        "df1": found.df1,
        "df2": found.df2,
        "p": _rounded(found.p, 4),
        "differ": found.units_differ,
    }


def response(invited: Mapping[int, int], blocks: Whole) -> dict[str, Any]:
    """Return how many answered and how evenly over the blocks."""
    answered = [int(np.count_nonzero(blocks == block)) for block in invited]
    sizes = [max(size, n) for size, n in zip(invited.values(), answered, strict=True)]
    found = statistics.response_indicator(sizes, answered)
    return {
        "rate": _rounded(found.rate),
        "indicator": _rounded(found.indicator),
        "spread": _rounded(found.spread),
        "band": found.band,
        "needs_weighting": found.needs_weighting,
    }


def invited_by_block(question: Question, layout: Layout) -> dict[int, int]:
    """Return how many were invited in each block: a shown unit without what is shown below it."""
    shown = [unit for unit in range(len(layout.units)) if question.shown(unit + 1)]
    rest = {-1: layout.everyone, **{unit: layout.invited[unit] for unit in shown}}
    for unit in shown:
        rest[layout.parents[unit]] -= layout.invited[unit]
    return {block: size for block, size in rest.items() if size > 0}


def weighted(scores: Floats, blocks: Whole, invited: Mapping[int, int]) -> dict[str, Any] | None:
    """Return the mean in which each block weighs as it is large, where that makes a difference."""
    strata = [_stratum(scores, blocks == block, size) for block, size in invited.items()]
    found = statistics.stratified_mean_from_moments(strata)
    if found.mean is None or abs(found.mean - float(np.nanmean(scores))) < WORTH_WEIGHING:
        return None
    return {
        "mean": _rounded(found.mean, 1),
        "low": _rounded(found.low, 1),
        "high": _rounded(found.high, 1),
    }


def _stratum(scores: Floats, inside: Flags, size: int) -> statistics.Stratum:
    known = statistics.moments(scores[inside])
    return statistics.Stratum(max(size, known.n), known.n, known.mean, known.sd)


def _rounded(value: float | None, digits: int = DIGITS) -> float | None:
    return None if value is None else round(value, digits)
