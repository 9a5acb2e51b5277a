"""Who suits a request, how well, and why. Pure: the same answer in any order, on any day.

First what stands in the way (`obstacles`): with a single obstacle there is no score. Then how well
she suits it (`parts`), weighed by the organisation, and what to say of it (`grounds`).
"""

from collections.abc import Iterable
from datetime import date

from nuotio.support.fitting import grounds, obstacles, parts
from nuotio.support.fitting.grounds import CAUTIONS
from nuotio.support.fitting.obstacles import PERSONAL
from nuotio.support.fitting.terms import (
    Ask,
    Experience,
    Fitting,
    Giver,
    Obstacle,
    Parts,
    Reason,
    Weights,
)

__all__ = [
    "CAUTIONS",
    "PERSONAL",
    "Ask",
    "Experience",
    "Fitting",
    "Giver",
    "Obstacle",
    "Parts",
    "Reason",
    "Weights",
    "best_first",
    "fit",
    "month_for",
]


def fit(ask: Ask, giver: Giver, weights: Weights) -> Fitting:
    """Return how a mentor fits a request: what stands in the way, or how well and why."""
    found = obstacles.obstacles(ask, giver)
    if found:
        return Fitting(giver.pk, found, free=obstacles.most_free(ask, giver))
    months = tuple(obstacles.months_with_time(ask, giver))
    month = month_for(ask, giver)
    return Fitting(
        giver.pk,
        reasons=grounds.reasons(ask, giver, month),
        score=parts.score(parts.parts(ask, giver, month), weights),
        month=month,
        months=months,
        free=giver.free[month],
    )


def month_for(ask: Ask, giver: Giver) -> date:
    """Return the month to take the time from, of those that have enough left.

    Better one that has enough even if she accepts what others ask for, and of these a main month
    of the request; of equal ones the first.
    """
    roomy = obstacles.months_with_time(ask, giver, with_asked=True)
    months = roomy or obstacles.months_with_time(ask, giver)
    return min(months, key=lambda month: (month not in ask.main_months, month))


def best_first(fittings: Iterable[Fitting]) -> list[Fitting]:
    """Return those that are possible, by score; equal ones by who has more left, then by key."""
    possible = (one for one in fittings if one.is_possible)
    return sorted(possible, key=lambda one: (-one.score, -one.free, one.mentor))
