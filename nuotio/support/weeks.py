"""The weeks that a team chooses from, told by their Mondays. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

A_DAY = timedelta(days=1)
A_WEEK = timedelta(days=7)
NEAR = 6  # weeks shown at once
ALL = 12  # weeks ahead that can be chosen, and how long "any time" is
FRIDAY = 4


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def coming(day: date, count: int = ALL) -> list[date]:
    """Return the Mondays of the weeks from this one on; from the next one on a Friday or later."""
    first = monday_of(day) + (A_WEEK if day.weekday() >= FRIDAY else timedelta())
    return [first + number * A_WEEK for number in range(count)]


def number_of(monday: date) -> int:
    """Return the number that a week goes by."""
    return monday.isocalendar().week


def still_ahead(weeks: Iterable[str], day: date) -> list[str]:
    """Return those of the chosen weeks that can still be chosen on a day, in their order."""
    offered = {monday.isoformat() for monday in coming(day)}
    return sorted(one for one in weeks if one in offered)


def span(weeks: Sequence[str], day: date) -> tuple[date, date]:
    """Return the first and the last day that would do; without weeks, the next twelve weeks."""
    if not weeks:
        return day, day + ALL * A_WEEK
    mondays = sorted(date.fromisoformat(one) for one in weeks)
    last = mondays[-1] + A_WEEK - A_DAY
    return min(max(day, mondays[0]), last), last
