"""How much working time mentors have left: their months, read in four queries for any number."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, TruncMonth

from nuotio.people.models import Membership, TimeBooking
from nuotio.people.queries import time_shares
from nuotio.support import capacity
from nuotio.support.capacity import WINDOW, Budget, Month, Share
from nuotio.support.models import Absence, MeetingTime, SupportInvitation

AHEAD = 6  # months that can be promised from now on, this one counted
BEFORE = BEYOND = WINDOW - 1  # those that only belong to three in a row
Minutes = defaultdict[tuple[int | None, date], int]
Spans = Sequence[tuple[date, date]]


def budgets(mentors: Sequence[Membership], *, day: date) -> Mapping[int, Budget]:
    """Return each mentor's budget by her key: two months before `day`'s, and six from it on.

    Without an agreed time share a month holds nothing. A promise whose month has passed takes from
    this one: it was not kept yet. What a mentor used in a month before her share began takes
    nothing.

    Whoever promises time by it has locked the mentors' memberships before asking.
    """
    now = capacity.first_of_month(day)
    months = capacity.months_from(capacity.months_before(now, BEFORE), BEFORE + AHEAD + BEYOND)
    shares = _shares(mentors)
    used, away = _used(mentors, since=months[0]), _away(mentors, since=months[0])
    promised, asked = _held(mentors, now)

    def month(pk: int, first: date) -> Month:
        key, minutes = (pk, first), used[pk, first]
        agreed = _agreed(shares[pk], first, away[pk], used=minutes)
        return Month(first, agreed, minutes, promised=promised[key], asked=asked[key])

    def budget(pk: int) -> Budget:
        made = tuple(month(pk, first) for first in months)
        return Budget(
            made[:-BEYOND],
            beyond=made[-BEYOND:],
            away=tuple(away[pk]),
            is_agreed=bool(shares[pk]),
        )

    return {one.pk: budget(one.pk) for one in mentors}


def budget_of(mentor: Membership, *, day: date) -> Budget:
    """Return one mentor's budget, read in four queries."""
    return budgets([mentor], day=day)[mentor.pk]


def _agreed(shares: Sequence[Share], first: date, away: Spans, *, used: int) -> int:
    if shares and not capacity.has_begun(shares, first):
        return used
    return capacity.agreed_minutes(shares, first, away=away)


def _shares(mentors: Sequence[Membership]) -> defaultdict[int, list[Share]]:
    found = defaultdict(list)
    for one in time_shares.shares_in_force(mentors):
        found[one.mentor_id].append(Share(one.starts_on, float(one.hours_a_month)))
    return found


def _used(mentors: Sequence[Membership], *, since: date) -> Minutes:
    rows = TimeBooking.objects.filter(mentor__in=mentors, day__gte=since).order_by()
    by_month = rows.annotate(month=TruncMonth("day")).values_list("mentor", "month")
    found: Minutes = defaultdict(int)
    for mentor, month, minutes in by_month.annotate(Sum("minutes")):
        found[mentor, month] = minutes
    return found


def _away(
    mentors: Sequence[Membership], *, since: date
) -> defaultdict[int, list[tuple[date, date]]]:
    rows = Absence.objects.filter(mentor__in=mentors, last_day__gte=since).order_by("first_day")
    found = defaultdict(list)
    for absence in rows:
        found[absence.mentor_id].append((absence.first_day, absence.last_day))
    return found


def _held(mentors: Sequence[Membership], now: date) -> tuple[Minutes, Minutes]:
    """Return what is promised and what is asked for, by mentor and month.

    What is booked for a promise is used already: only the rest of it is still promised.
    """
    promised: Minutes = defaultdict(int)
    asked: Minutes = defaultdict(int)
    for one in _with_booked(holding(mentors)):
        key = (one.mentor_id, max(one.month, now))
        if one.is_promise:
            promised[key] += max(0, one.minutes - getattr(one, "booked", 0))
        else:
            asked[key] += one.minutes
    return promised, asked


def holding(mentors: Sequence[Membership]) -> QuerySet[SupportInvitation]:
    """Return the invitations that hold these mentors' time: promises, and what they are asked."""
    rows: QuerySet[SupportInvitation] = SupportInvitation.objects.filter(
        mentor__in=mentors, state__in=SupportInvitation.HOLDING, ended_at=None
    )
    return rows.order_by("month", "pk")


def _with_booked(rows: QuerySet[SupportInvitation]) -> QuerySet[SupportInvitation]:
    """Annotate the minutes that the mentor has booked for the request of each invitation."""
    times = MeetingTime.objects.filter(
        engagement__request=OuterRef("request"), mentor=OuterRef("mentor")
    )
    by_mentor = times.order_by().values("mentor").annotate(total=Sum("minutes")).values("total")
    return rows.annotate(booked=Coalesce(Subquery(by_mentor), 0))
