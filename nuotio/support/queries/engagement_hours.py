"""Working time of one support: promised, booked, and what is left of it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from nuotio.people.models import Membership
from nuotio.support.models import Engagement, MeetingTime
from nuotio.support.queries.engagements import ACCEPTED


@dataclass(frozen=True)
class Hours:
    """Minutes that were promised and booked, of one mentor or of all together."""

    promised: int
    booked: int
    mentor: Membership | None = None

    @property
    def left(self) -> int:
        """What may still be used of the promise, never below nought."""
        return max(0, self.promised - self.booked)

    @property
    def over(self) -> int:
        """What was booked beyond the promise."""
        return max(0, self.booked - self.promised)


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
    for one in engagement.request.invitations.all():
        if one.state == ACCEPTED and one.mentor is not None:
            people[one.mentor.pk] = one.mentor
            promised[one.mentor.pk] += one.minutes
    for time in times:
        if time.mentor is not None:
            people.setdefault(time.mentor.pk, time.mentor)
            booked[time.mentor.pk] += time.minutes
    each = [Hours(promised[pk], booked[pk], people[pk]) for pk in people]
    total = Hours(sum(promised.values()), sum(time.minutes for time in times))
    return HoursOf(
        total, sorted(each, key=lambda one: (str(one.mentor), one.mentor and one.mentor.pk))
    )


def time_at(pk: int, *, viewer: Membership) -> MeetingTime | None:
    """Return a booking that the viewer made herself, with its engagement."""
    rows = MeetingTime.objects.filter(mentor=viewer, pk=pk)
    return rows.select_related("engagement__request", "meeting").first()
