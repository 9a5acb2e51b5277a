"""How much working time a mentor has left, by month. Pure: minutes in, minutes out.

The time share says the hours of a month (R85); on the days before it began, and on those that she
is away, a month holds nothing. What went over in one month is given back in the two after it, since
any three months in a row together hold no more than their own hours; what was left over is not
saved up, since a month never holds more than its own. A promise holds the time of one month until
it is booked (R87).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from nuotio.support.clock import is_working_day

WINDOW = 3


@dataclass(frozen=True)
class Share:
    """The hours a month that were agreed on, from a day on."""

    starts_on: date
    hours_a_month: float


@dataclass(frozen=True)
class Month:
    """A mentor's month in minutes: agreed on (days away taken off), used, promised, asked for.

    `first` is its first day. `asked` is what open invitations would take if she accepted them.
    """

    first: date
    agreed: int
    used: int = 0
    promised: int = 0
    asked: int = 0

    @property
    def taken(self) -> int:
        """What is used and what is promised."""
        return self.used + self.promised


@dataclass(frozen=True)
class Budget:
    """A mentor's months in a row; the first two lie before the one that `now` points at.

    `beyond` are the next ones: nothing is promised there yet, they only make three in a row. `away`
    are the spans of days she is away. `is_agreed` tells whether she has an agreed share at all:
    without one every month holds nothing.
    """

    months: tuple[Month, ...]
    now: int = WINDOW - 1
    beyond: tuple[Month, ...] = ()
    away: tuple[tuple[date, date], ...] = ()
    is_agreed: bool = True

    def free(self, number: int, *, with_asked: bool = False) -> int:
        """Return the minutes that may still be promised in a month, never below nought.

        It keeps to the month's own time and to that of every three months in a row with it.
        """
        months = self.months + self.beyond
        spans = [self.months[number : number + 1]]
        spans += [
            months[first : first + WINDOW]
            for first in range(number - WINDOW + 1, number + 1)
            if 0 <= first <= len(months) - WINDOW
        ]
        return max(0, min(_left(span, with_asked=with_asked) for span in spans))

    def months_for(
        self, minutes: int, *, first: date, last: date, with_asked: bool = False
    ) -> Iterator[date]:
        """Yield the months between two days, from now on, that have so many minutes free."""
        for number, month in enumerate(self.ahead, start=self.now):
            touches = month.first <= last and first < next_month(month.first)
            if touches and self.free(number, with_asked=with_asked) >= minutes:
                yield month.first

    def month_for(
        self, minutes: int, *, first: date, last: date, with_asked: bool = False
    ) -> date | None:
        """Return the first of `months_for`."""
        return next(self.months_for(minutes, first=first, last=last, with_asked=with_asked), None)

    @property
    def ahead(self) -> tuple[Month, ...]:
        """The months from now on."""
        return self.months[self.now :]


def _left(span: Sequence[Month], *, with_asked: bool) -> int:
    asked = sum(month.asked for month in span) if with_asked else 0
    return sum(month.agreed - month.taken for month in span) - asked


def agreed_minutes(
    shares: Sequence[Share], first: date, *, away: Sequence[tuple[date, date]] = ()
) -> int:
    """Return a month's agreed minutes: each working day brings its part of that day's share.

    Of `shares`, the latest agreed first, the first that has begun counts. `away` are spans of days,
    both ends counted, that bring nothing; they may overlap.
    """
    days = _working_days_of(first)
    here = [day for day in days if not any(begins <= day <= ends for begins, ends in away)]
    return round(sum(_hours_on(day, shares) for day in here) * 60 / len(days))


def has_begun(shares: Sequence[Share], first: date) -> bool:
    """Say whether one of the shares is in force before the month ends."""
    return any(one.starts_on < next_month(first) for one in shares)


def _hours_on(day: date, shares: Sequence[Share]) -> float:
    return next((one.hours_a_month for one in shares if one.starts_on <= day), 0)


@cache
def _working_days_of(first: date) -> tuple[date, ...]:
    count = (next_month(first) - first).days
    days = (first + timedelta(days=number) for number in range(count))
    return tuple(day for day in days if is_working_day(day))


def first_of_month(day: date) -> date:
    """Return the first day of the month."""
    return day.replace(day=1)


def next_month(first: date) -> date:
    """Return the first day of the month after."""
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def months_from(first: date, count: int) -> list[date]:
    """Return the first days of so many months in a row."""
    months = [first]
    while len(months) < count:
        months.append(next_month(months[-1]))
    return months


def months_before(first: date, count: int) -> date:
    """Return the first day of the month so many months earlier."""
    number = first.year * 12 + first.month - 1 - count
    return date(number // 12, number % 12 + 1, 1)
