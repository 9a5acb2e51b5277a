from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import QuerySet, Sum
from django.db.models.functions import TruncMonth

from nuotio.people.models import Membership, TimeBooking
from nuotio.people.queries import directory, time_shares
from nuotio.people.rules import mentors as rules

MONTHS_BEFORE = 3
AN_HOUR = Decimal(60)


@dataclass(frozen=True)
class UsedMonth:
    """How much time was used in a month, and how much is agreed on where that is known."""

    month: date
    minutes: int
    agreed: Decimal | None = None

    @property
    def hours(self) -> Decimal:
        """The time used, in hours."""
        return self.minutes / AN_HOUR

    @property
    def percent(self) -> Decimal:
        """How much of the agreed time it is; nought where nothing is agreed."""
        return self.hours / self.agreed * 100 if self.agreed else Decimal(0)

    @property
    def is_over(self) -> bool:
        """Whether more was used than agreed."""
        return self.agreed is not None and self.hours > self.agreed


@dataclass(frozen=True)
class MentorHours:
    """A mentor with what she has agreed on and used in one month."""

    mentor: Membership
    used: UsedMonth


def minutes_by_month(mentor: Membership, *, since: date) -> dict[date, int]:
    """Return the minutes used by the first day of the month, from `since` on; one query.

    A month without a booking is not there.
    """
    rows = TimeBooking.objects.filter(mentor=mentor, day__gte=since).order_by()
    by_month = rows.annotate(month=TruncMonth("day")).values_list("month")
    return dict(by_month.annotate(Sum("minutes")).order_by("month"))


def minutes_used(mentors: Sequence[Membership], *, since: date, until: date) -> dict[int, int]:
    """Return the minutes used by each mentor's key, both days counted; one query.

    A mentor without a booking is not there.
    """
    rows = TimeBooking.objects.filter(mentor__in=mentors, day__range=(since, until)).order_by()
    return dict(rows.values_list("mentor").annotate(Sum("minutes")))


def months_of(mentor: Membership, *, day: date, agreed: Decimal | None) -> Sequence[UsedMonth]:
    """Return the month of `day` with what is agreed, then the three before it; one query."""
    months = [first_of_month(day)]
    for _ in range(MONTHS_BEFORE):
        months.append(_month_before(months[-1]))
    used = minutes_by_month(mentor, since=months[-1])
    now, *before = (UsedMonth(month, used.get(month, 0)) for month in months)
    return [UsedMonth(now.month, now.minutes, agreed), *before]


def months_for(
    viewer: Membership, mentor: Membership, *, supervisor_id: int | None, day: date
) -> Sequence[UsedMonth]:
    """Return a mentor's months for who may see them, else none; at most two queries."""
    if not rules.can_see_used_hours(viewer, mentor, supervisor_id):
        return []
    share = time_shares.agreed_hours([mentor]).get(mentor.pk)
    return months_of(mentor, day=day, agreed=share.hours_a_month if share else None)


def mentors_by_name(viewer: Membership) -> QuerySet[Membership]:
    """Return the mentors whose hours the viewer looks after, by name and never by hours."""
    return directory.mentors(viewer=viewer, wanted=directory.Wanted())


def hours_of(mentors: Sequence[Membership], *, day: date) -> Sequence[MentorHours]:
    """Return what each has agreed on and used in `day`'s month, in their order; two queries."""
    first = first_of_month(day)
    shares = time_shares.agreed_hours(mentors)
    used = minutes_used(mentors, since=first, until=_last_of_month(first))
    return [
        MentorHours(
            one,
            UsedMonth(
                first,
                used.get(one.pk, 0),
                shares[one.pk].hours_a_month if one.pk in shares else None,
            ),
        )
        for one in mentors
    ]


def first_of_month(day: date) -> date:
    """Return the first day of the month."""
    return day.replace(day=1)


def _month_before(first: date) -> date:
    year, month = (first.year, first.month - 1) if first.month > 1 else (first.year - 1, 12)
    return date(year, month, 1)


def _last_of_month(first: date) -> date:
    year, month = (first.year, first.month + 1) if first.month < 12 else (first.year + 1, 1)
    return date(year, month, 1) - timedelta(days=1)
