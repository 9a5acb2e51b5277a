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
    month = month_for(ask, giver) or months[0]
    return Fitting(
        giver.pk,
        reasons=grounds.reasons(ask, giver, month),
        score=parts.score(parts.parts(ask, giver, month), weights),
        month=month,
        months=months,
        free=obstacles.free_in(giver, month),
    )


def month_for(ask: Ask, giver: Giver) -> date | None:
    """Return the first month that has enough left even if she accepts what others ask for."""
    return next(iter(obstacles.months_with_time(ask, giver, with_asked=True)), None)


def best_first(fittings: Iterable[Fitting]) -> list[Fitting]:
    """Return those that are possible, by score; equal ones by who has more left, then by key."""
    possible = (one for one in fittings if one.is_possible)
    return sorted(possible, key=lambda one: (-one.score, -one.free, one.mentor))
