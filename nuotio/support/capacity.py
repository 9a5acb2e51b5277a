"""How much working time a mentor has left, by month. Pure: minutes in, minutes out.

The time share says the hours of a month (R85). A month's time shrinks with the days away; what
went over in one month is given back in the two after it, since any three months in a row together
hold no more than their own hours. A promise holds the time of one month until it is booked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from nuotio.support.clock import working_days

WINDOW = 3


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

    `away` are the spans of days on which she is away, both ends counted.
    """

    months: tuple[Month, ...]
    now: int = WINDOW - 1
    away: tuple[tuple[date, date], ...] = ()

    def free(self, number: int, *, with_asked: bool = False) -> int:
        """Return the minutes that may still be promised in a month, never below nought.

        It keeps to the month's own time and to that of every three months in a row with it.
        """
        spans = [self.months[number : number + 1]]
        spans += [
            self.months[first : first + WINDOW]
            for first in range(number - WINDOW + 1, number + 1)
            if 0 <= first <= len(self.months) - WINDOW
        ]
        return max(0, min(_left(span, with_asked=with_asked) for span in spans))

    def month_for(
        self, minutes: int, *, first: date, last: date, with_asked: bool = False
    ) -> date | None:
        """Return the first month between two days, from now on, that has so many minutes free."""
        for number, month in enumerate(self.months):
            touches = month.first <= last and first < next_month(month.first)
            if number < self.now or not touches:
                continue
            if self.free(number, with_asked=with_asked) >= minutes:
                return month.first
        return None

    @property
    def ahead(self) -> tuple[Month, ...]:
        """The months from now on."""
        return self.months[self.now :]


def _left(span: Sequence[Month], *, with_asked: bool) -> int:
    asked = sum(month.asked for month in span) if with_asked else 0
    return sum(month.agreed - month.taken for month in span) - asked


def agreed_minutes(
    hours_a_month: float, first: date, *, away: Sequence[tuple[date, date]] = ()
) -> int:
    """Return a month's agreed minutes less the share of its working days that she is away.

    `away` are spans of days, both ends counted; they may overlap.
    """
    last = next_month(first) - timedelta(days=1)
    days_away = {
        day
        for begins, ends in away
        for day in _days(max(begins, first), min(ends, last))
        if working_days(day, day)
    }
    all_days = working_days(first, last)
    return round(hours_a_month * 60 * (all_days - len(days_away)) / all_days)


def _days(first: date, last: date) -> Sequence[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


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
