"""What a person had better know before saving a date; said in words, never refused. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nuotio.programmes import holidays
from nuotio.programmes.blueprints import HELSINKI
from nuotio.ui import filters

OPENS, CLOSES = time(8, 0), time(17, 0)


@dataclass(frozen=True)
class Held:
    """An event as cautions see it; `programme` is named where it is another one."""

    name: str
    starts_at: datetime
    ends_at: datetime
    programme: str = ""

    def meets(self, other: "Held") -> bool:
        """Say whether two events are held at once."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


def of_agenda(agenda_minutes: int, length: int) -> list[str]:
    """Warn where the agenda does not add up to the length; an empty one says nothing."""
    gap = agenda_minutes - length
    if agenda_minutes == 0 or gap == 0:
        return []
    if gap > 0:
        words = ngettext(
            "The agenda is %(num)d minute longer than the event.",
            "The agenda is %(num)d minutes longer than the event.",
            gap,
        )
        return [words % {"num": gap}]
    words = ngettext(
        "The agenda is %(num)d minute shorter than the event.",
        "The agenda is %(num)d minutes shorter than the event.",
        -gap,
    )
    return [words % {"num": -gap}]


def of_beginning(event: Held, *, starts_on: date, is_preparation: bool) -> list[str]:
    """Warn where an event is held before its programme begins, but for those that prepare it."""
    if is_preparation or event.starts_at.astimezone(HELSINKI).date() >= starts_on:
        return []
    told = {"name": event.name, "day": filters.date(starts_on)}
    return [_("“%(name)s” would be before its programme begins on %(day)s.") % told]


def of_series(event: Held, *, before: Iterable[Held], after: Iterable[Held]) -> list[str]:
    """Warn where an event would pass those that stand before or after it in its series."""
    earlier = [
        _("“%(name)s” would be before “%(other)s”, which comes first.")
        % {"name": event.name, "other": one.name}
        for one in before
        if event.starts_at < one.starts_at
    ]
    later = [
        _("“%(name)s” would be after “%(other)s”, which builds on it.")
        % {"name": event.name, "other": one.name}
        for one in after
        if event.starts_at > one.starts_at
    ]
    return [*earlier, *later]


def of_leader(event: Held, *, leader: str, others: Iterable[Held]) -> list[str]:
    """Warn where the one who leads the event leads another at the same time."""
    return [_of_two(event, leader, other) for other in others if event.meets(other)]


def _of_two(event: Held, leader: str, other: Held) -> str:
    told = {
        "leader": leader,
        "name": event.name,
        "other": other.name,
        "programme": other.programme,
        "day": filters.date(other.starts_at, "weekday"),
        "time": filters.time(other.starts_at),
    }
    if other.programme:
        return (
            _(
                "%(leader)s would lead “%(name)s” and, in the programme %(programme)s,"
                " “%(other)s” at once (%(day)s %(time)s)."
            )
            % told
        )
    return _("%(leader)s would lead “%(name)s” and “%(other)s” at once (%(day)s %(time)s).") % told


def of_clock(event: Held) -> list[str]:
    """Warn of weekends, holidays, and times outside usual working hours (8 to 17)."""
    begins = event.starts_at.astimezone(HELSINKI)
    ends = event.ends_at.astimezone(HELSINKI)
    told = {"name": event.name, "day": filters.date(begins, "weekday")}
    if holidays.is_holiday(begins.date()):
        return [_("“%(name)s” would be on a public holiday, %(day)s.") % told]
    if holidays.is_weekend(begins.date()):
        return [_("“%(name)s” would be on a weekend, %(day)s.") % told]
    is_late = ends.date() != begins.date() or ends.time() > CLOSES
    if begins.time() < OPENS or is_late:
        return [_("“%(name)s” would be outside usual working hours (8 to 17).") % told]
    return []


def of_due(
    name: str, due_at: datetime, *, session: Held | None, next_session: Held | None
) -> list[str]:
    """Warn where an assignment is due before its session ends, or after the next one begins."""
    if session is not None and due_at < session.ends_at:
        told = {"name": name, "session": session.name}
        return [_("“%(name)s” would be due before “%(session)s”, where it is given out.") % told]
    if next_session is not None and due_at > next_session.starts_at:
        told = {"name": name, "session": next_session.name}
        return [_("“%(name)s” would be due after “%(session)s”, which needs it.") % told]
    return []


def neighbours(codes: Iterable[str], code: str) -> tuple[set[str], set[str]]:
    """Return the codes that stand before and after one in its series: coaching_1, coaching_2."""
    stem, number = _numbered(code)
    series = {one: n for one in codes for other, n in [_numbered(one)] if other == stem}
    before = {one for one, n in series.items() if n < number}
    return before, {one for one, n in series.items() if n > number}


def _numbered(code: str) -> tuple[str, int]:
    """Return a code's series and its number there; the first one may stand without a number."""
    stem, _mark, last = code.rpartition("_")
    return (stem, int(last)) if stem and last.isdecimal() else (code, 1)
