"""Requests and mentors made by hand for tests of fitting; no database."""

from datetime import date

from nuotio.support.budget.capacity import Budget, Month, months_from
from nuotio.support.fitting import Ask, Giver
from nuotio.support.fitting.days import working_days_between

DAY = date(2026, 1, 5)
NOV = date(2025, 11, 1)
JAN, FEB, MAR, APR, MAY, JUN = (date(2026, month, 1) for month in range(1, 7))
TEAM, SISTER, OVER, TOP, FAR = 1, 2, 3, 4, 5  # units: two teams under one, that under the top
WEIGHTS = ("kind", "community", "fairness", "continuity", "wish")


def budget(*free, away=(), is_agreed=True, asked=0):
    """Months from November on; so many minutes are free in January and in each one after it.

    What is not told is like the last one. `asked` is asked for in January.
    """
    told = [*free, *[free[-1]] * (6 - len(free))]
    months = [Month(NOV, 1000), Month(date(2025, 12, 1), 1000)]
    for first, minutes in zip(months_from(JAN, 6), told, strict=True):
        is_first = first == JAN
        months.append(Month(first, 1000, used=1000 - minutes, asked=asked if is_first else 0))
    return Budget(tuple(months), away=tuple(away), is_agreed=is_agreed)


def ask(first=DAY, last=date(2026, 2, 27), **told):
    """A team asks for four hours in January or February, in Finnish."""
    told = {"language": "fi", "minutes": 240, "units": (TEAM, OVER, TOP), "asker": 100, **told}
    days = told.pop("days", working_days_between(first, last))
    return Ask(pk=1, days=days, **told)


def giver(pk=1, *free, **told):
    """A mentor with ten hours free in each month."""
    told = {"languages": frozenset({"fi"}), "units": (FAR,), **told}
    if "budget" not in told:
        told["budget"] = budget(*(free or (600,)))
    return Giver(pk=pk, **told)


def some(*values):
    return frozenset(values)
