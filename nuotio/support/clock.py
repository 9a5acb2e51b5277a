"""Working days: by when an answer was promised. Pure."""

from datetime import date, timedelta

from nuotio.programmes.holidays import is_holiday, is_weekend

A_DAY = timedelta(days=1)
LAPSES_AFTER = 2  # working days beyond the day by which an answer was asked for


def is_working_day(day: date) -> bool:
    """Say whether people work on that day."""
    return not (is_weekend(day) or is_holiday(day))


def after_working_days(day: date, count: int) -> date:
    """Return the day that lies so many working days after `day`, itself a working day."""
    while count > 0:
        day += A_DAY
        count -= is_working_day(day)
    return day


def open_until(answer_by: date) -> date:
    """Return the last day on which an answer is taken that was asked for by a day."""
    return after_working_days(answer_by, LAPSES_AFTER)


def working_days(first: date, last: date) -> int:
    """Return how many working days there are from `first` to `last`, both counted."""
    span = (last - first).days + 1
    return sum(is_working_day(first + timedelta(days=number)) for number in range(span))
