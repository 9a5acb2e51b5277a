"""Whether the people of one unit see things alike. Complete cases, items on five points."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np
import numpy.typing as npt

from nuotio.culture.statistics.arrays import complete

Agreement = Literal["shared", "mixed", "split"]
LEAST_PEOPLE = 5  # that a label needs
SHARED = 0.83  # a sixth of five points
SPLIT = 1.20  # what answers by dice would give
# Variances of answers to five points when people answer without agreement, by how they lean
# (LeBreton & Senter 2008, table 2).
NULL_VARIANCES = MappingProxyType(
    {
        "uniform": 2.00,
        "slight skew": 1.34,
        "moderate skew": 0.90,
        "heavy skew": 0.44,
        "triangular": 1.32,
        "normal": 1.04,
    }
)


@dataclass(frozen=True)
class AverageDeviation:
    """How far answers lie from their item's mean, on average; `label` from five people on.

    `n` counts complete cases; with fewer than two, or no item, `deviation` is None.
    """

    n: int
    k: int
    deviation: float | None
    label: Agreement | None


def average_deviation(items: npt.ArrayLike) -> AverageDeviation:
    """Return the mean over items of the mean |x - item mean| (Burke, Finkelstein & Dusig 1999).

    Up to 0.83 (a sixth of five points) views are "shared", from 1.20 (what uniformly random
    answers give) they are "split", between "mixed".
    """
    answers = complete(items)
    n, k = answers.shape
    if n < 2 or k < 1:
        return AverageDeviation(n, k, None, None)
    deviation = float(np.abs(answers - answers.mean(axis=0)).mean())
    return AverageDeviation(n, k, deviation, _label(deviation) if n >= LEAST_PEOPLE else None)


def rwg_j(items: npt.ArrayLike, null_variance: float) -> float | None:
    """Return rwg(j) = J (1 - q) / (J (1 - q) + q) with q = mean item variance / `null_variance`.

    q counts as 1 where it is more (James, Demaree & Wolf 1984). NULL_VARIANCES holds what to
    compare with; the uniform one alone flatters every unit. None for fewer than two complete
    cases; ValueError unless `null_variance` is positive.
    """
    if not null_variance > 0:
        raise ValueError("The variance without agreement is a positive number.")
    answers = complete(items)
    n, k = answers.shape
    if n < 2 or k < 1:
        return None
    noise = min(float(answers.var(axis=0, ddof=1).mean()) / null_variance, 1.0)
    return float(k * (1 - noise) / (k * (1 - noise) + noise))


def _label(deviation: float) -> Agreement:
    rounded = round(deviation, 9)
    if rounded <= SHARED:
        return "shared"
    return "split" if rounded >= SPLIT else "mixed"
