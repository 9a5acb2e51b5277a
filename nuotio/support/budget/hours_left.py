"""What a mentor's months look like on a page: used, promised, asked for and left. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nuotio.support.budget.capacity import Budget, Month

SHOWN = 3


@dataclass(frozen=True)
class MonthLeft:
    """A month with what may still be promised in it, `left` minutes."""

    month: Month
    left: int

    @property
    def first(self) -> date:
        """The first day of the month."""
        return self.month.first

    @property
    def over(self) -> int:
        """Minutes taken over what the month holds."""
        return max(0, self.month.taken - self.month.agreed)

    @property
    def given_back(self) -> int:
        """Minutes of the month that make good what went over in another one near it."""
        return max(0, self.month.agreed - self.month.taken - self.left)

    @property
    def empty(self) -> int:
        """Minutes that nobody has asked for either."""
        return max(0, self.left - self.month.asked)


def months_left(budget: Budget, count: int = SHOWN) -> Sequence[MonthLeft]:
    """Return this month and the next ones with what is left in each."""
    numbers = range(budget.now, min(budget.now + count, len(budget.months)))
    return [MonthLeft(budget.months[number], budget.free(number)) for number in numbers]
