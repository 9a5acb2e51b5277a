"""The figures in words, for the page, the report and the spreadsheet, in the active language."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import dropwhile

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nuotio.support.figures import Ahead, Figures, Row
from nuotio.ui import filters

AN_HOUR = Decimal(60)


@dataclass(frozen=True)
class Table:
    """A table of requests and hours by something; `name` is the heading of its first column."""

    heading: str
    name: str
    rows: tuple[Row, ...]
    note: str = ""

    @property
    def is_hidden(self) -> bool:
        """Whether no group in it is large enough to be told."""
        return all(row.is_hidden for row in self.rows)


def hours(minutes: int) -> str:
    """Write minutes as hours, as short as they are true."""
    return filters.hours(minutes / AN_HOUR)


def lede(told: Figures) -> str:
    """Say in a sentence or two how much was asked for and given."""
    if told.total.count is None:
        return _("So few teams have asked for support that no figures are told.")
    asked = ngettext(
        "One team has asked for support in twelve months.",
        "%(count)s teams have asked for support in twelve months.",
        told.total.count,
    ) % {"count": told.total.count}
    given = _("They asked for %(asked)s of mentors' time, and mentors have used %(used)s for them.")
    values = {"asked": hours(told.total.minutes or 0), "used": hours(told.booked or 0)}
    return f"{asked} {given % values}" if told.total.count else asked


def period(told: Figures) -> str:
    """Say which days the figures are of."""
    values = {"since": filters.date(told.since), "until": filters.date(told.until)}
    return _("From %(since)s to %(until)s.") % values


def waiting(told: Figures) -> str:
    """Say how long teams waited for an answer."""
    if told.waiting is None:
        return _("Fewer than five requests have been answered, so waiting times are not told.")
    days = told.waiting.days
    said = ngettext(
        "Half of the teams had an answer within %(days)s working day.",
        "Half of the teams had an answer within %(days)s working days.",
        round(days),
    ) % {"days": filters.number(days)}
    kept = _("%(percent)s per cent were answered as promised.") % {"percent": told.waiting.percent}
    return f"{said} {kept}"


def decision(told: Figures) -> Iterator[str]:
    """Say what the months ahead hold and what is missing: enough to decide on more hours."""
    ahead = told.ahead
    if not ahead.mentors:
        yield _("There are no learning mentors yet.")
        return
    yield _agreed(ahead)
    if ahead.need is None:
        yield _("Few requests wait, so it is not told how much time they ask for.")
        return
    if not ahead.need:
        yield _("No request waits for a mentor.")
        return
    yield _("Requests that wait for a mentor ask for %(need)s.") % {"need": hours(ahead.need)}
    if ahead.short:
        yield _("Even if all free time suited, %(short)s would be missing.") % {
            "short": hours(ahead.short)
        }
    else:
        yield _(
            "There is enough free time, but not all of it suits: language, place and days"
            " count too. See below what was missing."
        )


def _agreed(ahead: Ahead) -> str:
    said = ngettext(
        "In the next three months one mentor has %(agreed)s of agreed time:"
        " %(used)s used, %(promised)s promised to teams and %(free)s free.",
        "In the next three months %(count)s mentors have %(agreed)s of agreed time:"
        " %(used)s used, %(promised)s promised to teams and %(free)s free.",
        ahead.mentors,
    )
    return said % {
        "count": ahead.mentors,
        "agreed": hours(ahead.agreed),
        "used": hours(ahead.used),
        "promised": hours(ahead.promised),
        "free": hours(ahead.free),
    }


def tables(told: Figures) -> tuple[Table, ...]:
    """Return the tables in the order of reading; where nothing was asked for there are none."""
    if not told.total.count:
        return ()
    missing = _there(told.missing)
    made = [
        Table(_("Where the requests stand"), _("State"), _there(told.states)),
        Table(
            _("What teams ask for"),
            _("Kind of support"),
            _there(told.kinds),
            _("A request may be of several kinds."),
        ),
        Table(_("Who asks"), _("Unit"), _there(told.units)),
        Table(_("When they ask"), _("Month"), _since_first(told.months)),
    ]
    if missing:
        made.append(
            Table(
                _("What was missing"),
                _("Reason"),
                missing,
                _("Requests that could not be served, by what HR or a coordinator gave as reason."),
            )
        )
    return tuple(made)


def _there(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    return tuple(row for row in rows if row.count != 0)


def _since_first(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Leave out the months before anybody asked."""
    return tuple(dropwhile(lambda row: row.count == 0, rows))


def count_of(row: Row) -> str:
    """Write how many requests; a hidden group says so."""
    return _("hidden") if row.count is None else str(row.count)


def hours_of(row: Row) -> str:
    """Write how many hours; a hidden group says so."""
    return _("hidden") if row.minutes is None else hours(row.minutes)


def about() -> str:
    """Say what is hidden and why."""
    return _(
        "Groups of fewer than five requests are hidden, and so is a larger one where the total"
        " would tell them."
    )


def answered(told: Figures) -> Iterator[tuple[str, str]]:
    """Return each question of the follow-up with its mean and number of answers."""
    for item in told.follow_up:
        release = item.release
        if release.mean is not None and release.n is not None:
            said = ngettext(
                "%(mean)s of 5, one answer", "%(mean)s of 5, %(count)s answers", release.n
            )
            yield item.words, said % {"mean": filters.fixed(release.mean), "count": release.n}
