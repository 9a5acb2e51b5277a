"""From which month's working time a promise is taken, and what is left after it. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from nuotio.support.budget.capacity import Budget, Month, next_month
from nuotio.support.models import SupportRequest
from nuotio.support.words import refusals

A_WEEK = timedelta(days=6)


@dataclass(frozen=True)
class Room:
    """A month of a mentor and the minutes that may still be promised in it."""

    month: Month
    free: int

    @property
    def first(self) -> date:
        """The first day of the month."""
        return self.month.first

    def after(self, minutes: int) -> int:
        """Return the minutes that are left once so many are promised."""
        return max(0, self.free - minutes)


def rooms_for(budget: Budget, request: SupportRequest, *, day: date) -> Sequence[Room]:
    """Return the months that would do for a request, from a day on, with what is free in each."""
    spans = spans_of(request, day=day)
    return [room for room in _ahead(budget) if any(_touches(room, span) for span in spans)]


def spans_of(request: SupportRequest, *, day: date) -> Sequence[tuple[date, date]]:
    """Return the spans of days that would do, from a day on: the weeks, or the whole span."""
    mondays = [date.fromisoformat(week) for week in request.weeks]
    named = [(monday, monday + A_WEEK) for monday in mondays] or [(date.min, date.max)]
    first, last = max(request.first_day, day), request.last_day
    cut = [(max(begins, first), min(ends, last)) for begins, ends in named]
    return [(begins, ends) for begins, ends in cut if begins <= ends]


def _touches(room: Room, span: tuple[date, date]) -> bool:
    return room.first <= span[1] and span[0] < next_month(room.first)


def with_room(rooms: Sequence[Room], minutes: int) -> Sequence[Room]:
    """Return those of the months that have so many minutes free."""
    return [room for room in rooms if room.free >= minutes]


def most_free(rooms: Sequence[Room]) -> Room | None:
    """Return the month with the most time free, the earliest of equals; None of no months."""
    return max(rooms, key=lambda room: room.free, default=None)


def next_with_room(budget: Budget, minutes: int, *, after: date) -> date | None:
    """Return the first month that begins after a day and has so many minutes free."""
    later = (one.first for one in with_room(list(_ahead(budget)), minutes) if one.first > after)
    return next(later, None)


def room_for(
    budget: Budget, request: SupportRequest, *, day: date, month: date | None = None, name: str = ""
) -> Room:
    """Return the first month with room for a request, or the one that was chosen; AlreadyFull."""
    enough = with_room(rooms_for(budget, request, day=day), request.minutes)
    chosen = [room for room in enough if month in (None, room.first)]
    if not chosen:
        raise too_full(budget, request, day=day, month=month, name=name)
    return chosen[0]


def too_full(
    budget: Budget,
    request: SupportRequest,
    *,
    day: date,
    month: date | None = None,
    name: str = "",
    minutes: int | None = None,
) -> refusals.AlreadyFull:
    """Return how much is left at most, in which month, and from when on there is enough.

    Enough are the `minutes` of a promise that is there, else those that the request needs.
    """
    needed = request.minutes if minutes is None else minutes
    rooms = rooms_for(budget, request, day=day)
    best = most_free([room for room in rooms if room.first == month] or rooms)
    later = next_with_room(budget, needed, after=request.last_day)
    enough = with_room(rooms, needed)
    return refusals.AlreadyFull(
        needed,
        left=best.free if best else 0,
        month=best.first if best else None,
        later=enough[0].first if enough else later,
        name=name,
    )


def _ahead(budget: Budget) -> Iterator[Room]:
    for number, month in enumerate(budget.ahead, start=budget.now):
        yield Room(month, budget.free(number))
