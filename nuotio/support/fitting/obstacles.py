"""What stands in the way of a mentor serving a request. Pure; nothing here is weighed."""

from collections.abc import Iterable, Sequence
from datetime import date

from nuotio.support.fitting.terms import Ask, Giver, Obstacle

# What has to do with who they are; nothing that a team could ask for differently.
PERSONAL = frozenset(
    {Obstacle.OWN, Obstacle.LINE, Obstacle.CONFLICT, Obstacle.ASKED, Obstacle.DECLINED}
)


def obstacles(ask: Ask, giver: Giver) -> tuple[Obstacle, ...]:
    """Return all that stands in the way, in the order of `Obstacle`."""
    found = {
        Obstacle.OWN: ask.asker == giver.pk,
        Obstacle.LINE: is_in_line(ask, giver),
        Obstacle.CONFLICT: is_in_conflict(ask, giver),
        Obstacle.ASKED: giver.pk in ask.asked,
        Obstacle.DECLINED: giver.pk in ask.declined,
        Obstacle.RESTS: giver.rests,
        Obstacle.NO_SHARE: not giver.budget.is_agreed,
        Obstacle.LANGUAGE: ask.language not in giver.languages,
        Obstacle.MODE: not can_meet(ask, giver),
        Obstacle.TIME: not shared_months(ask, giver),
        Obstacle.HOURS: not months_with_time(ask, giver),
    }
    return tuple(obstacle for obstacle, stands in found.items() if stands)


def as_told(found: Iterable[Obstacle], *, by_name: bool) -> frozenset[Obstacle]:
    """Return the obstacles as they are told: a declared conflict hides among ordinary ones.

    It is told as a rest; to who reads by name who rests, as a day that does not suit. Either way
    nothing else that the reader sees tells them apart.
    """
    stand = set(found)
    if Obstacle.CONFLICT in stand:
        stand = stand - {Obstacle.CONFLICT} | {Obstacle.TIME if by_name else Obstacle.RESTS}
    return frozenset(stand)


def is_in_line(ask: Ask, giver: Giver) -> bool:
    """Say whether one of them is above the other, or the mentor leads the request's unit."""
    is_under_asker = ask.asker is not None and ask.asker in giver.above
    is_over = giver.pk in ask.line or not giver.leads.isdisjoint(ask.units)
    return is_under_asker or is_over


def is_in_conflict(ask: Ask, giver: Giver) -> bool:
    """Say whether she has declared who asked, or the unit or one above it."""
    is_person = ask.asker is not None and ask.asker in giver.conflict_persons
    return is_person or not giver.conflict_units.isdisjoint(ask.units)


def can_meet(ask: Ask, giver: Giver) -> bool:
    """Say whether she works where the team wants to meet."""
    is_onsite = giver.gives_onsite and ask.mode != "remote"
    is_remote = giver.gives_remotely and ask.mode != "onsite"
    return is_onsite or is_remote


def shared_months(ask: Ask, giver: Giver) -> Sequence[date]:
    """Return the months in which a day suits both, her days away left out.

    None where the parts of the day have nothing in common.
    """
    if ask.day_parts and giver.day_parts and ask.day_parts.isdisjoint(giver.day_parts):
        return ()
    return [month for month in ask.months if _has_day(ask, giver, month)]


def _has_day(ask: Ask, giver: Giver, month: date) -> bool:
    """Say whether a day of the month is one on which she works and is not away."""
    if giver.weekdays and giver.weekdays.isdisjoint(ask.weekdays_by_month[month]):
        return False
    if giver.days_away.isdisjoint(ask.days_by_month[month]):
        return True
    left = ask.days_by_month[month] - giver.days_away
    return any(not giver.weekdays or day.weekday() in giver.weekdays for day in left)


def months_with_time(ask: Ask, giver: Giver, *, with_asked: bool = False) -> Sequence[date]:
    """Return the shared months, from now on, in which she has the minutes left.

    `with_asked` counts what others have asked her for as taken. Where no day suits both, the
    months of the request count, so that hours and days are two different obstacles.
    """
    free = giver.free_with_asked if with_asked else giver.free
    months = shared_months(ask, giver) or ask.months
    return [month for month in months if month in free and free[month] >= ask.minutes]


def most_free(ask: Ask, giver: Giver) -> int:
    """Return the most minutes that she has left in any month of the request."""
    months = shared_months(ask, giver) or ask.months
    return max((giver.free.get(month, 0) for month in months), default=0)
