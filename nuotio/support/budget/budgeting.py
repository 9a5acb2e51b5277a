"""A mentor's budget as the engine reads it: hours by month and by every three in a row. Pure.

What others ask of her, and she has yet to answer, counts as taken.
"""

from collections.abc import Sequence
from datetime import date

from nuotio.support import matching
from nuotio.support.budget.capacity import WINDOW, Budget, Month

AN_HOUR = 60


def mentor_of(key: int, budget: Budget) -> matching.Mentor:
    """Return the mentor that the engine knows: all her time from now on, and what holds it."""
    limits = tuple(
        matching.Limit(frozenset(one.isoformat() for one in months), minutes / AN_HOUR)
        for months, minutes in bounds(budget)
    )
    return matching.Mentor(str(key), free_in_all(budget) / AN_HOUR, limits)


def bounds(budget: Budget) -> Sequence[tuple[frozenset[date], int]]:
    """Return what may be promised together in each month from now on, and in every three."""
    months, last = budget.months + budget.beyond, len(budget.months)
    spans = [range(number, number + 1) for number in range(budget.now, last)]
    spans += [range(first, first + WINDOW) for first in range(min(last, len(months) - WINDOW + 1))]
    return [
        (
            frozenset(months[one].first for one in span if budget.now <= one < last),
            _free([months[one] for one in span]),
        )
        for span in spans
        if span[-1] >= budget.now
    ]


def free_in_all(budget: Budget) -> int:
    """Return the minutes of all months from now on, each by itself."""
    return sum(_free([one]) for one in budget.ahead)


def free_until(budget: Budget, last: date) -> int:
    """Return the minutes of the months from now on until one that is counted, each by itself."""
    return sum(_free([one]) for one in budget.ahead if one.first <= last)


def free_months(budget: Budget, minutes: int) -> Sequence[date]:
    """Return the months from now on that have so many minutes."""
    return [
        month.first
        for number, month in enumerate(budget.months)
        if number >= budget.now and budget.free(number, with_asked=True) >= minutes
    ]


def has_room(budget: Budget, taken: Sequence[tuple[date, int]]) -> bool:
    """Say whether so many minutes of these months can be promised together."""
    return all(
        sum(minutes for month, minutes in taken if month in months) <= most
        for months, most in bounds(budget)
    )


def _free(span: Sequence[Month]) -> int:
    return max(0, sum(month.agreed - month.taken - month.asked for month in span))
