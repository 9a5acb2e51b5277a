"""How much working time mentors have left: their months, read in two queries for any number."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import (
    CharField,
    DateField,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Cast, Coalesce, TruncMonth

from nuotio.people.models import Membership, TimeBooking
from nuotio.people.queries import time_shares
from nuotio.support.budget import capacity
from nuotio.support.budget.capacity import WINDOW, Budget, Month, Share
from nuotio.support.models import Absence, MeetingTime, SupportInvitation

AHEAD = 6  # months that can be promised from now on, this one counted
BEFORE = BEYOND = WINDOW - 1  # those that only belong to three in a row
Minutes = defaultdict[tuple[int | None, date], int]
Spans = Sequence[tuple[date, date]]


def budgets(mentors: Sequence[Membership], *, day: date, besides: int = 0) -> Mapping[int, Budget]:
    """Return each mentor's budget by her key: two months before `day`'s, and six from it on.

    Without an agreed time share a month holds nothing. A promise whose month has passed takes from
    this one: it was not kept yet. What a mentor used in a month before her share began takes
    nothing. `besides` is the key of a promise that is left out, since it is to move.

    Whoever promises time by it has locked the mentors' memberships before asking.
    """
    now = capacity.first_of_month(day)
    months = capacity.months_from(capacity.months_before(now, BEFORE), BEFORE + AHEAD + BEYOND)
    shares = _shares(mentors)
    told = _told(mentors, since=months[0], now=now, besides=besides)

    def month(pk: int, first: date) -> Month:
        key, minutes = (pk, first), told.used[pk, first]
        agreed = _agreed(shares[pk], first, told.away[pk], used=minutes)
        return Month(first, agreed, minutes, promised=told.promised[key], asked=told.asked[key])

    def budget(pk: int) -> Budget:
        made = tuple(month(pk, first) for first in months)
        return Budget(
            made[:-BEYOND],
            beyond=made[-BEYOND:],
            away=tuple(told.away[pk]),
            is_agreed=bool(shares[pk]),
        )

    return {one.pk: budget(one.pk) for one in mentors}


def budget_of(mentor: Membership, *, day: date, besides: int = 0) -> Budget:
    """Return one mentor's budget, read in two queries."""
    return budgets([mentor], day=day, besides=besides)[mentor.pk]


def still_promised(promise: SupportInvitation) -> int:
    """Return the minutes of a promise that are not booked yet."""
    rows = _with_booked(SupportInvitation.objects.filter(pk=promise.pk))
    booked: int = rows.values_list("booked", flat=True).get()
    return max(0, promise.minutes - booked)


def _agreed(shares: Sequence[Share], first: date, away: Spans, *, used: int) -> int:
    if shares and not capacity.has_begun(shares, first):
        return used
    return capacity.agreed_minutes(shares, first, away=away)


def _shares(mentors: Sequence[Membership]) -> defaultdict[int, list[Share]]:
    found = defaultdict(list)
    for one in time_shares.shares_in_force(mentors):
        found[one.mentor_id].append(Share(one.starts_on, float(one.hours_a_month)))
    return found


def _minutes() -> Minutes:
    return defaultdict(int)


@dataclass
class _Told:
    """What takes these mentors' time, by mentor and month, and by mentor the days away."""

    used: Minutes = field(default_factory=_minutes)
    promised: Minutes = field(default_factory=_minutes)
    asked: Minutes = field(default_factory=_minutes)
    away: defaultdict[int | None, list[tuple[date, date]]] = field(
        default_factory=lambda: defaultdict(list)
    )


def _told(mentors: Sequence[Membership], *, since: date, now: date, besides: int) -> _Told:
    """Read bookings, days away and what is held in one query.

    What is booked for a promise is used already: only the rest of it is still promised.
    """
    found = _Told()
    for what, mentor, minutes, booked, first, last in _rows(mentors, since=since, besides=besides):
        held = (mentor, max(first, now))
        if what == "away":
            found.away[mentor].append((first, last))
        elif what == "used":
            found.used[mentor, first] += minutes
        elif what == SupportInvitation.State.ACCEPTED:
            found.promised[held] += max(0, minutes - booked)
        else:
            found.asked[held] += minutes
    for spans in found.away.values():
        spans.sort()
    return found


def _rows(mentors: Sequence[Membership], *, since: date, besides: int) -> Iterable[tuple[Any, ...]]:
    """Return what takes time in rows of one shape: what, whose, minutes, booked of them, days."""
    none = Value(0, output_field=IntegerField())
    away = Absence.objects.filter(mentor__in=mentors, last_day__gte=since)
    used = TimeBooking.objects.filter(mentor__in=mentors, day__gte=since).order_by()
    by_month = used.annotate(month=Cast(TruncMonth("day"), DateField())).values("mentor", "month")
    held = _with_booked(holding(mentors).exclude(pk=besides)).order_by()
    return _shaped("away", away.order_by(), none, none, "first_day", "last_day").union(
        _shaped("used", by_month, Sum("minutes"), none, "month", "month"),
        held.values_list("state", "mentor", "minutes", "booked", "month", "month"),
        all=True,
    )


def _shaped(what: str, rows: QuerySet[Any, Any], *columns: Any) -> QuerySet[Any, tuple[Any, ...]]:
    return rows.values_list(Value(what, output_field=CharField()), "mentor", *columns)


def holding(mentors: Sequence[Membership]) -> QuerySet[SupportInvitation]:
    """Return the invitations that hold these mentors' time: promises, and what they are asked."""
    rows: QuerySet[SupportInvitation] = SupportInvitation.objects.filter(
        mentor__in=mentors, state__in=SupportInvitation.HOLDING, ended_at=None
    )
    return rows.order_by("month", "pk")


def _with_booked(rows: QuerySet[SupportInvitation]) -> QuerySet[Any]:
    """Annotate the minutes that the mentor has booked since she promised each invitation.

    What she booked before she stepped back from an earlier promise was of that one.
    """
    times = MeetingTime.objects.filter(
        engagement__request=OuterRef("request"),
        mentor=OuterRef("mentor"),
        at__gte=OuterRef("answered_at"),
    )
    by_mentor = times.order_by().values("mentor").annotate(total=Sum("minutes")).values("total")
    return rows.annotate(booked=Coalesce(Subquery(by_mentor), 0))
