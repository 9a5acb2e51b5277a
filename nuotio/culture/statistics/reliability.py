"""Whether the items of a scale hang together: alpha and item-rest correlations.

Complete cases only; items in the scored direction.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from nuotio.culture.statistics.arrays import Items, items_of
from nuotio.culture.statistics.quantiles import LEVEL, f_quantile

LEAST_ITEM_REST = 0.30  # an item below this is flagged
NOTHING = 1e-12  # relative to the items' variances: a sum that does not vary but for rounding
ReliabilityBand = Literal["good", "acceptable", "caution", "weak"]


@dataclass(frozen=True)
class Alpha:
    """Cronbach's alpha of `k` items over `n` complete cases, with Feldt's 95 % interval.

    `alpha_if_deleted` follows the order of the items. None where it cannot be told: fewer than
    two items or cases, or a sum that does not vary.
    """

    n: int
    k: int
    alpha: float | None
    low: float | None
    high: float | None
    alpha_if_deleted: tuple[float | None, ...]


def cronbach_alpha(items: npt.ArrayLike) -> Alpha:
    """Return alpha = k / (k - 1) * (1 - sum s_i^2 / s_sum^2) (Cronbach 1951).

    The interval is 1 - (1 - alpha) * F with F at .975 and .025 of n - 1 and (n - 1)(k - 1) degrees
    of freedom (Feldt, Woodruff & Salih 1987).
    """
    return alpha_of(items_of(items))


def alpha_of(items: Items) -> Alpha:
    """Return alpha from what is known of the items; see `cronbach_alpha`."""
    n, k = items.n, len(items.covariances)
    own, rows = np.diag(items.covariances), items.covariances.sum(axis=0)
    parts, total = float(own.sum()), float(rows.sum())
    alpha = _alpha(n, k, parts, total)
    deleted = tuple(
        _alpha(n, k - 1, parts - one, total - 2 * row + one)
        for one, row in zip(own.tolist(), rows.tolist(), strict=True)
    )
    if alpha is None:
        return Alpha(n, k, None, None, None, deleted)
    df1, df2 = n - 1, (n - 1) * (k - 1)
    low = 1 - (1 - alpha) * f_quantile(LEVEL, df1, df2)
    high = 1 - (1 - alpha) * f_quantile(1 - LEVEL, df1, df2)
    return Alpha(n, k, alpha, low, high, deleted)


def item_rest_correlations(items: npt.ArrayLike) -> tuple[float | None, ...]:
    """Return Pearson's r of each item with the sum of the others, in the order of the items.

    None for an item where it or the rest does not vary.
    """
    return rests_of(items_of(items))


def rests_of(items: Items) -> tuple[float | None, ...]:
    """Return the same from what is known of the items; see `item_rest_correlations`."""
    own, rows = np.diag(items.covariances), items.covariances.sum(axis=0)
    rest = rows.sum() - 2 * rows + own
    tells = items.vary & (rest > NOTHING * own.sum())
    r = (rows - own) / np.sqrt(np.where(tells, own * rest, 1))
    return tuple(
        value if told else None
        for value, told in zip(np.clip(r, -1, 1).tolist(), tells.tolist(), strict=True)
    )


def reliability_band(value: float | None) -> ReliabilityBand | None:
    """Return how to read alpha or omega: from .80 good, .70 acceptable, .60 caution, else weak.

    The mean of a weak dimension is not interpreted.
    """
    if value is None:
        return None
    if value >= 0.80:
        return "good"
    if value >= 0.70:
        return "acceptable"
    return "caution" if value >= 0.60 else "weak"


def _alpha(n: int, k: int, parts: float, total: float) -> float | None:
    """Return alpha from the sum of the items' variances and the variance of their sum."""
    if n < 2 or k < 2 or total <= NOTHING * parts:
        return None
    return k / (k - 1) * (1 - parts / total)
