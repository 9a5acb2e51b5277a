"""Numbers for the page "How we know": reliability, differences between units, response.

All of them are of the whole organisation or of groups that are shown, so that they tell of nobody
whom the released groups do not tell of.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
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
ROUNDING = 1e-9


@dataclass(frozen=True, eq=False)
class Blocks:
    """The deepest shown unit around each person, -1 for none, and how many were invited in each.

    These blocks are sums that the shown groups tell anyhow, unlike hidden units.
    """

    of: Whole
    invited: Mapping[int, int]


def blocks_of(question: Question, layout: Layout, units: Whole) -> Blocks:
    """Return the blocks of a question; `units` has the unit of each person."""
    place = np.append(np.arange(len(layout.units)), -1)
    for unit in _downwards(layout.parents):
        if not question.shown(unit + 1):
            place[unit] = place[layout.parents[unit]]
    return Blocks(np.asarray(place[units]), _invited(question, layout))


def _downwards(parents: Sequence[int]) -> list[int]:
    """Return the units, each after the one above it."""

    def depth(unit: int) -> int:
        return 0 if unit < 0 else 1 + depth(parents[unit])

    return sorted(range(len(parents)), key=depth)


def reliabilities(
    scales: Sequence[Floats], codes: Sequence[Sequence[str]]
) -> list[dict[str, Any] | None]:
    """Return alpha, omega and each item's correlation with the rest; None of fewer than fifty.

    `scales` has the items of each scale, `codes` what they are called.
    """
    known = [statistics.items_of(items) for items in scales]
    is_enough = [one.n >= LEAST_FOR_RELIABILITY for one in known]
    omegas = iter(statistics.omegas_of([*compress(known, is_enough)]))
    return [
        _reliability(one, own, next(omegas)) if enough else None
        for one, own, enough in zip(known, codes, is_enough, strict=True)
    ]


def _reliability(
    items: statistics.Items, codes: Sequence[str], omega: float | None
) -> dict[str, Any]:
    alpha, rests = statistics.alpha_of(items), statistics.rests_of(items)
    return {
        "n": alpha.n,
        "alpha": _rounded(alpha.alpha),
        "low": _rounded(alpha.low),
        "high": _rounded(alpha.high),
        "omega": _rounded(omega),
        "band": statistics.reliability_band(omega if omega is not None else alpha.alpha),
        "item_rest": {code: _rounded(r) for code, r in zip(codes, rests, strict=True)},
    }


def differences(scores: Floats, blocks: Blocks) -> dict[str, Any] | None:
    """Return whether the shown units differ in a scale; None where they cannot be compared."""
    inside = blocks.of >= 0
    found = statistics.icc(scores[inside], blocks.of[inside])
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


def response(blocks: Blocks) -> dict[str, Any]:
    """Return how many answered and how evenly over the blocks."""
    answered = [int(np.count_nonzero(blocks.of == block)) for block in blocks.invited]
    sizes = [max(size, n) for size, n in zip(blocks.invited.values(), answered, strict=True)]
    found = statistics.response_indicator(sizes, answered)
    return {
        "rate": _rounded(found.rate),
        "indicator": _rounded(found.indicator),
        "spread": _rounded(found.spread),
        "band": found.band,
        "needs_weighting": found.needs_weighting,
    }


def _invited(question: Question, layout: Layout) -> dict[int, int]:
    """Return how many were invited in each block: a shown unit without what is shown below it."""
    shown = [unit for unit in range(len(layout.units)) if question.shown(unit + 1)]
    rest = {-1: layout.everyone, **{unit: layout.invited[unit] for unit in shown}}
    for unit in shown:
        rest[layout.parents[unit]] -= layout.invited[unit]
    return {block: size for block, size in rest.items() if size > 0}


def weighted(scores: Floats, blocks: Blocks) -> dict[str, Any] | None:
    """Return the mean in which each block weighs as it is large, where that makes a difference."""
    if _is_clearly_alike(scores, blocks):
        return None
    strata = [_stratum(scores, blocks.of == block, size) for block, size in blocks.invited.items()]
    found = statistics.stratified_mean_from_moments(strata)
    if found.mean is None or abs(found.mean - float(np.nanmean(scores))) < WORTH_WEIGHING:
        return None
    return {
        "mean": _rounded(found.mean, 1),
        "low": _rounded(found.low, 1),
        "high": _rounded(found.high, 1),
    }


def _is_clearly_alike(scores: Floats, blocks: Blocks) -> bool:
    """Tell quickly that weighing makes no difference; with blocks of one nothing is clear."""
    if not blocks.invited:
        return True
    here = ~np.isnan(scores)
    places, own = np.array([*blocks.invited]) + 1, blocks.of[here] + 1
    most = max(places.max(), own.max(initial=0)) + 1
    n = np.bincount(own, minlength=most)[places]
    if n.min() < 2:
        return False
    means = np.bincount(own, scores[here], minlength=most)[places] / n
    sizes = np.maximum(np.array([*blocks.invited.values()]), n)
    difference = abs(float(means @ sizes) / int(sizes.sum()) - float(scores[here].mean()))
    return difference < WORTH_WEIGHING - ROUNDING


def _stratum(scores: Floats, inside: Flags, size: int) -> statistics.Stratum:
    known = statistics.moments(scores[inside])
    return statistics.Stratum(max(size, known.n), known.n, known.mean, known.sd)


def _rounded(value: float | None, digits: int = DIGITS) -> float | None:
    return None if value is None else round(value, digits)
