"""How much working time mentors have left: their months, read in six queries for any number."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db.models import QuerySet, Sum
from django.db.models.functions import TruncMonth

from nuotio.people.models import Membership, TimeBooking, TimeShare
from nuotio.people.queries import time_shares
from nuotio.support import capacity
from nuotio.support.capacity import WINDOW, Budget, Month
from nuotio.support.models import Absence, MeetingTime, SupportInvitation

AHEAD = 6  # months from now on, this one counted
Minutes = defaultdict[tuple[int | None, date], int]
Spans = Sequence[tuple[date, date]]


def budgets(mentors: Sequence[Membership], *, day: date) -> Mapping[int, Budget]:
    """Return each mentor's budget by her key: two months before `day`'s, and six from it on.

    Without an agreed time share a month holds nothing. A promise whose month has passed takes
    from this one: it was not kept yet. What a mentor used before her share began takes nothing.
    """
    now = capacity.first_of_month(day)
    months = capacity.months_from(capacity.months_before(now, WINDOW - 1), WINDOW - 1 + AHEAD)
    shares = time_shares.agreed_hours(mentors)
    used, away = _used(mentors, since=months[0]), _away(mentors, since=months[0])
    promised, asked = _held(mentors, now)
    told = {}
    for one in mentors:
        share, spans = shares.get(one.pk), away[one.pk]
        told[one.pk] = Budget(
            tuple(
                Month(
                    first,
                    _agreed(share, first, spans, used=used[one.pk, first]),
                    used=used[one.pk, first],
                    promised=promised[one.pk, first],
                    asked=asked[one.pk, first],
                )
                for first in months
            ),
            away=tuple(spans),
        )
    return told


def budget_of(mentor: Membership, *, day: date) -> Budget:
    """Return one mentor's budget, read in five queries."""
    return budgets([mentor], day=day)[mentor.pk]


def _agreed(share: TimeShare | None, first: date, away: Spans, *, used: int) -> int:
    if share is None:
        return 0
    if first < capacity.first_of_month(share.starts_on):
        return used
    return capacity.agreed_minutes(float(share.hours_a_month), first, away=away)


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
    """Return what is promised and what is asked for, by mentor and month."""
    promised: Minutes = defaultdict(int)
    asked: Minutes = defaultdict(int)
    held = list(holding(mentors))
    booked = _booked(held)
    for one in held:
        month = max(one.month, now)
        if one.is_promise:
            left = one.minutes - booked[one.request_id, one.mentor_id]
            promised[one.mentor_id, month] += max(0, left)
        else:
            asked[one.mentor_id, month] += one.minutes
    return promised, asked


def holding(mentors: Sequence[Membership]) -> QuerySet[SupportInvitation]:
    """Return the invitations that hold these mentors' time: promises, and what they are asked."""
    rows: QuerySet[SupportInvitation] = SupportInvitation.objects.filter(
        mentor__in=mentors, state__in=SupportInvitation.HOLDING, ended_at=None
    )
    return rows.order_by("month", "pk")


def _booked(held: Iterable[SupportInvitation]) -> defaultdict[tuple[int, int | None], int]:
    """Return the minutes already booked for a request by each of its mentors."""
    promises = [one.request_id for one in held if one.is_promise]
    rows = MeetingTime.objects.filter(engagement__request__in=promises).order_by()
    found: defaultdict[tuple[int, int | None], int] = defaultdict(int)
    for request, mentor, minutes in rows.values_list("engagement__request", "mentor").annotate(
        Sum("minutes")
    ):
        found[request, mentor] = minutes
    return found
