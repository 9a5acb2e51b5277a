"""How many answered, how evenly, and what that allows to say."""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from nuotio.culture.statistics.arrays import aligned

REPRESENTATIVE = 0.75  # an indicator below this asks for the weighted mean
UNEVEN = 0.30  # so do rates of units that lie further apart
ResponseBand = Literal["comprehensive", "indicative", "cautious", "organisation_only"]


@dataclass(frozen=True)
class ResponseIndicator:
    """Response of `answered` of `invited` people over their units.

    `rate` is of all, `indicator` the R-indicator (1: every unit answered alike), `spread` the
    distance between the highest and the lowest rate of a unit. None where nobody was invited, the
    indicator also where one person was.
    """

    invited: int
    answered: int
    rate: float | None = None
    indicator: float | None = None
    spread: float | None = None

    @property
    def needs_weighting(self) -> bool:
        """Whether the weighted mean is shown, with a note: R below .75, rates over .30 apart."""
        is_unlike = self.indicator is not None and self.indicator < REPRESENTATIVE
        return is_unlike or (self.spread is not None and round(self.spread, 9) > UNEVEN)

    @property
    def band(self) -> ResponseBand | None:
        """How far the response carries."""
        return response_band(self.rate)


def response_indicator(invited: npt.ArrayLike, answered: npt.ArrayLike) -> ResponseIndicator:
    """Return response and R = 1 - 2 sqrt(sum N_u (rho_u - rho)^2 / (N - 1)) over units.

    N_u invited and rho_u the rate of each unit, in the same order (Schouten, Cobben & Bethlehem
    2009). Units without invited people are left out. ValueError where more answered than were
    invited, or a count is missing.
    """
    sizes, counts = aligned(invited, answered)
    if np.isnan(sizes).any() or not ((counts >= 0) & (counts <= sizes)).all():
        raise ValueError("In each unit between none and all of those invited answered.")
    sizes, counts = sizes[sizes > 0], counts[sizes > 0]
    total, given = int(sizes.sum()), int(counts.sum())
    if total == 0:
        return ResponseIndicator(0, 0)
    rates, rate = counts / sizes, given / total
    spread = float(np.ptp(rates))
    if total == 1:
        return ResponseIndicator(total, given, rate, None, spread)
    variance = float((sizes * (rates - rate) ** 2).sum()) / (total - 1)
    return ResponseIndicator(total, given, rate, 1 - 2 * math.sqrt(variance), spread)


def response_band(rate: float | None) -> ResponseBand | None:
    """Return how far a response rate of 0 to 1 carries.

    From .60 "comprehensive", from .40 "indicative", from .20 "cautious", below it
    "organisation_only": shown for the whole organisation only. None of no rate.
    """
    if rate is None:
        return None
    if not 0 <= rate <= 1:
        raise ValueError("A response rate lies between 0 and 1.")
    if rate >= 0.60:
        return "comprehensive"
    if rate >= 0.40:
        return "indicative"
    return "cautious" if rate >= 0.20 else "organisation_only"
