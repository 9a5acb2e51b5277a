"""Working time of one support: promised, booked, and what is left of it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from nuotio.people.models import Membership
from nuotio.support.models import Engagement, MeetingTime
from nuotio.support.queries.engagements import ACCEPTED


@dataclass(frozen=True)
class Hours:
    """Minutes that were promised and booked, of one mentor or of all together.

    `kept` are those that were booked since the promise that stands: what was booked before a mentor
    stepped back was of her earlier promise.
    """

    promised: int
    booked: int
    mentor: Membership | None = None
    kept: int = 0

    @property
    def left(self) -> int:
        """What may still be used of the promise, never below nought."""
        return max(0, self.promised - self.kept)

    @property
    def over(self) -> int:
        """What was booked beyond the promise."""
        return max(0, self.kept - self.promised)


@dataclass(frozen=True)
class HoursOf:
    """The working time of one support: together, and by mentor."""

    together: Hours
    each: Sequence[Hours]

    def of(self, mentor: Membership) -> Hours:
        """Return what one mentor promised and booked."""
        return next((one for one in self.each if one.mentor == mentor), Hours(0, 0, mentor))


def times_of(engagement: Engagement) -> Sequence[MeetingTime]:
    """Return what was booked for this support, the newest first; one query."""
    rows = MeetingTime.objects.filter(engagement=engagement)
    return list(rows.select_related("mentor__user", "meeting").order_by("-day", "-pk"))


def hours_of(engagement: Engagement, times: Sequence[MeetingTime]) -> HoursOf:
    """Return the hours of each who promised or booked, by name; `engagement` with its people."""
    people: dict[int, Membership] = {}
    promised: defaultdict[int, int] = defaultdict(int)
    booked: defaultdict[int, int] = defaultdict(int)
    kept: defaultdict[int, int] = defaultdict(int)
    since: dict[int, datetime] = {}
    for one in engagement.request.invitations.all():
        if one.state == ACCEPTED and one.mentor is not None:
            people[one.mentor.pk] = one.mentor
            promised[one.mentor.pk] += one.minutes
            since[one.mentor.pk] = one.answered_at or one.invited_at
    for time in times:
        if time.mentor is not None:
            pk = time.mentor.pk
            people.setdefault(pk, time.mentor)
            booked[pk] += time.minutes
            kept[pk] += time.minutes if pk not in since or time.at >= since[pk] else 0
    each = [Hours(promised[pk], booked[pk], people[pk], kept[pk]) for pk in people]
    total = Hours(
        sum(promised.values()),
        sum(time.minutes for time in times),
        kept=sum(kept.values()),
    )
    return HoursOf(
        total, sorted(each, key=lambda one: (str(one.mentor), one.mentor and one.mentor.pk))
    )


def own_times(request_id: int, *, viewer: Membership) -> Sequence[MeetingTime]:
    """Return what the viewer has booked for the support of a request, the newest first."""
    rows = MeetingTime.objects.filter(engagement__request=request_id, mentor=viewer)
    return list(rows.select_related("meeting").order_by("-day", "-pk"))


def time_at(pk: int, *, viewer: Membership) -> MeetingTime | None:
    """Return a booking that the viewer made herself, with its engagement."""
    rows = MeetingTime.objects.filter(mentor=viewer, pk=pk)
    return rows.select_related("engagement__request", "meeting").first()
