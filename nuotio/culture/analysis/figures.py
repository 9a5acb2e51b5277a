"""What is told of each shown group: all groups at once, as products of arrays.

The formulas are those of `nuotio.culture.statistics`, written for many groups in one step; tests
hold the two together. Rules (f) and (g) of the release are kept here: what a small group answered
nearly alike is told as a half, means have one decimal, percentages are whole.
"""

from collections.abc import Sequence

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


def scale_figures(
    decision: Decision, turned: Floats, columns: Sequence[Sequence[int]], invited: Sequence[int]
) -> Cells:
    """Return the figures of each shown group and scale.

    `turned` are the answers in the direction of the scales, `columns` the items of each scale,
    `invited` how many people each group has at most; 0 where nobody knows.
    """
    inside = decision.whole.inside.astype(np.float64)
    away = decision.scores - MIDDLE
    here = ~np.isnan(away)
    n = (inside @ here).astype(np.int64)
    mean, variance = _moments(inside, np.where(here, away, 0), n)
    low, high = _interval(mean, variance, n, np.array(invited)[:, np.newaxis])
    spread = _percentages(_counted(inside, np.floor(decision.scores + 0.5 + ROUNDING)))
    agreement = [_agreement(inside, turned[:, own]) for own in columns]
    found: Cells = {}
    for group in decision.shown:
        found[group] = {}
        for scale, question in enumerate(decision.scales):
            if question.shown(group):
                at = group, scale
                score = decision.scores[question.people(group), scale]
                found[group][scale] = (
                    _halved(int(n[at]), float(mean[at]))
                    if _is_alike(score)
                    else ScaleFigures(
                        n=int(n[at]),
                        mean=_decimal(mean[at]),
                        low=_decimal(max(low[at], 1)),
                        high=_decimal(min(high[at], 5)),
                        agreement=agreement[scale][group],
                        distribution=_detail(spread[at], int(n[at])),
                        exact={"mean": float(mean[at]), "sd": float(np.sqrt(variance[at]))},
                    )
                )
    return found


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


def _counted(inside: Floats, values: Floats) -> Counts:
    """Return how many in each group have each of the five points: groups by columns by points."""
    people, columns = values.shape
    marks = (values[:, :, np.newaxis] == POINTS).reshape(people, -1)
    counts = inside.astype(np.float32) @ marks.astype(np.float32)
    return np.asarray(counts.reshape(len(inside), columns, len(POINTS)), dtype=np.int64)


def _agreement(inside: Floats, answers: Floats) -> list[str | None]:
    """Return for each group whether its people agree, by their average deviation."""
    complete = ~np.isnan(answers).any(axis=1)
    counts = _counted(inside[:, complete], answers[complete])
    n = counts[:, :1].sum(axis=2, keepdims=True)
    least = np.maximum(n, 1)
    mean = (counts * POINTS).sum(axis=2, keepdims=True) / least
    deviation = (counts * np.abs(POINTS - mean) / least).sum(axis=2).mean(axis=1).round(9)
    return [
        _label(float(away)) if size >= LEAST_PEOPLE else None
        for away, size in zip(deviation, n[:, 0, 0], strict=True)
    ]


def _label(deviation: float) -> str:
    if deviation <= SHARED:
        return "shared"
    return "split" if deviation >= SPLIT else "mixed"


def _is_alike(scores: Floats) -> bool:
    """Say whether all but at most one of a small group answered alike (rule f)."""
    return len(scores) < LEAST_FOR_DETAIL and are_alike(scores)


def _halved(n: int, mean: float) -> ScaleFigures:
    return ScaleFigures(n, rounded(mean, 2))


def _decimal(value: float) -> float:
    """Round to one decimal, a half upwards."""
    return rounded(value, 10)


def _percentages(counts: Counts) -> Counts:
    """Return counts as whole percentages of their sum over the last axis, halves up."""
    total = np.maximum(counts.sum(axis=-1, keepdims=True), 1)
    return np.asarray((200 * counts + total) // (2 * total))


def _detail(percentages: Counts, n: int) -> list[int] | None:
    return percentages.tolist() if n >= LEAST_FOR_DETAIL else None


def item_figures(decision: Decision, answers: Codes) -> ItemCells:
    """Return the figures of each item in the groups where it is shown, in the asked direction."""
    inside = decision.whole.inside.astype(np.float64)
    counts = _counted(inside, answers.astype(np.float64))
    n = counts.sum(axis=2)
    least = np.maximum(n, 1)
    mean = (counts * POINTS).sum(axis=2) / least
    spread = _percentages(counts)
    agree, low, high = _wilson(counts[:, :, 3:].sum(axis=2), least)
    unsure = inside.astype(np.float32) @ (answers == CANNOT).astype(np.float32)
    cannot = _whole(unsure / np.maximum(n + unsure, 1))
    found: ItemCells = {group: {} for group in decision.shown}
    for item, question in enumerate(decision.items):
        for group in decision.shown:
            if question.shown(group):
                at = group, item
                found[group][item] = ItemFigures(
                    n=int(n[at]),
                    mean=_decimal(mean[at]),
                    distribution=spread[at].tolist(),
                    agree=int(agree[at]),
                    low=int(low[at]),
                    high=int(high[at]),
                    cannot_say=int(cannot[at]),
                )
    return found


def _wilson(k: Counts, n: Counts) -> tuple[Counts, Counts, Counts]:
    """Return the shares k / n with Wilson's interval, as whole percentages."""
    share, widened = k / n, 1 + Z**2 / n
    centre = (share + Z**2 / (2 * n)) / widened
    reach = Z / widened * np.sqrt(share * (1 - share) / n + Z**2 / (4 * n**2))
    return _whole(share), _whole(centre - reach), _whole(centre + reach)


def _whole(share: Floats) -> Counts:
    return np.asarray(np.clip(np.floor(100 * share + 0.5 + ROUNDING), 0, 100), dtype=np.int64)
