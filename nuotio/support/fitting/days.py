"""Which days would do for a request. Pure."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from nuotio.support.clock import is_working_day


def days_that_do(
    first: date, last: date, *, weeks: Sequence[date] = (), since: date, until: date
) -> tuple[date, ...]:
    """Return the working days of a request's span between two days, all ends counted.

    `weeks` are the Mondays of the weeks that would do; none means any.
    """
    days = working_days_between(max(first, since), min(last, until))
    if not weeks:
        return days
    mondays = frozenset(weeks)
    return tuple(day for day in days if monday_of(day) in mondays)


@lru_cache(maxsize=4096)
def working_days_between(first: date, last: date) -> tuple[date, ...]:
    """Return the working days from `first` to `last`."""
    span = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return tuple(day for day in span if is_working_day(day))


def monday_of(day: date) -> date:
    """Return the Monday of the day's week."""
    return day - timedelta(days=day.weekday())
