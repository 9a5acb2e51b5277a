"""A share of people, with its interval."""

import math
from dataclasses import dataclass

from nuotio.culture.statistics.quantiles import Z


@dataclass(frozen=True)
class Share:
    """`k` of `n` people as a share of 0 to 1, with its 95 % interval; of nobody all is None."""

    k: int
    n: int
    share: float | None = None
    low: float | None = None
    high: float | None = None


def wilson_interval(k: int, n: int) -> Share:
    """Return the share k / n with the score interval of Wilson (1927).

    Centre (p + z^2 / 2n) / (1 + z^2 / n), half-width
    z / (1 + z^2 / n) * sqrt(p (1 - p) / n + z^2 / 4n^2). ValueError unless 0 <= k <= n.
    """
    if not 0 <= k <= n:
        raise ValueError("A share counts some of all: k lies between 0 and n.")
    if n == 0:
        return Share(k, n)
    k, n = int(k), int(n)  # NumPy's integers overflow when squared
    share, widened = k / n, 1 + Z**2 / n
    centre = (share + Z**2 / (2 * n)) / widened
    reach = Z / widened * math.sqrt(share * (1 - share) / n + Z**2 / (4 * n**2))
    low = 0.0 if k == 0 else centre - reach
    high = 1.0 if k == n else centre + reach
    return Share(k, n, share, low, high)
