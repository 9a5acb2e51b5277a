"""What a mentor's months look like on a page: used, promised, asked for and left. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nuotio.support.capacity import Budget, Month

SHOWN = 3
AN_HOUR = 60


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
    def bar(self) -> Sequence[tuple[str, float, float]]:
        """The parts of a bar of 100: which, where it begins, how long it is."""
        whole = max(self.month.agreed, self.month.taken, 1)
        told = (("used", self.month.used), ("held", self.month.promised))
        parts, begins = [], 0.0
        for name, minutes in (*told, ("asked", self.month.asked)):
            length = min(100 * minutes / whole, 100 - begins)
            parts.append((name, round(begins, 1), round(length, 1)))
            begins += length
        return parts


def months_left(budget: Budget, count: int = SHOWN) -> Sequence[MonthLeft]:
    """Return this month and the next ones with what is left in each."""
    numbers = range(budget.now, min(budget.now + count, len(budget.months)))
    return [MonthLeft(budget.months[number], budget.free(number)) for number in numbers]
