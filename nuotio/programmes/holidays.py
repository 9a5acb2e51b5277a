"""Days on which Finland does not work: public holidays, and the eves that are free. Pure."""

from datetime import date, timedelta
from functools import cache

SATURDAY = 5


def easter(year: int) -> date:
    """Return Easter Sunday of a year of the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    rest = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * rest) // 451
    month, day = divmod(h + rest - 7 * m + 114, 31)
    return date(year, month, day + 1)


@cache
def holidays(year: int) -> frozenset[date]:
    """Return the public holidays of Finland, with the eves of midsummer and Christmas."""
    sunday = easter(year)
    movable = {sunday + timedelta(days=days) for days in (-2, 0, 1, 39, 49)}
    fixed = {
        date(year, month, day)
        for month, day in ((1, 1), (1, 6), (5, 1), (12, 6), (12, 24), (12, 25), (12, 26))
    }
    midsummer = _saturday_from(date(year, 6, 20))
    eve = midsummer - timedelta(days=1)
    return frozenset(movable | fixed | {eve, midsummer, _saturday_from(date(year, 10, 31))})


def _saturday_from(day: date) -> date:
    return day + timedelta(days=(SATURDAY - day.weekday()) % 7)


def is_weekend(day: date) -> bool:
    """Say whether it is a Saturday or a Sunday."""
    return day.weekday() >= SATURDAY


def is_holiday(day: date) -> bool:
    """Say whether it is a public holiday, or an eve on which nobody works."""
    return day in holidays(day.year)
