"""What a request says, as facts in the reader's language. Pure."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nuotio.support import methods, weeks
from nuotio.support.models import DayPart, SupportKind, SupportRequest
from nuotio.support.story import naming
from nuotio.ui import filters

Facts = Sequence[tuple[str, str]]


def kinds_of(request: SupportRequest) -> str:
    """Return the kinds of support, as a sentence counts them."""
    names = dict(SupportKind.choices)
    return naming.joined([str(names[one]) for one in request.kinds if one in names])


def when_of(request: SupportRequest) -> str:
    """Return the weeks that would do, else until when, and what part of the day."""
    numbers = [str(weeks.number_of(date.fromisoformat(one))) for one in request.weeks]
    told = {"weeks": naming.joined(numbers), "day": filters.date(request.last_day)}
    span = (
        ngettext("Week %(weeks)s", "Weeks %(weeks)s", len(numbers))
        if numbers
        else _("Until %(day)s")
    ) % told
    names = dict(DayPart.choices)
    parts = [str(names[one]) for one in request.day_parts if one in names]
    return f"{span}, {naming.joined(parts)}" if parts else span


def where_of(request: SupportRequest) -> str:
    """Return where it would be."""
    mode = filters.capital(str(request.get_mode_display()))
    return f"{mode}, {request.place}" if request.place else mode


def hours_of(request: SupportRequest) -> str:
    """Return the mentors' working time, of each where there are two."""
    told = {"hours": filters.hours(request.minutes / 60)}
    return (
        _("%(hours)s of each of two mentors") if request.mentors_needed > 1 else "%(hours)s"
    ) % told


def facts_of(request: SupportRequest) -> Facts:
    """Return what is asked for, without what is left open."""
    people = ngettext("%(num)d person", "%(num)d people", request.people) % {"num": request.people}
    unit = request.unit.name if request.unit else ""
    if request.team.startswith(unit):  # a team is often called after its unit
        unit = ""
    whom = [one for one in (request.team, unit, people) if one]
    told = [
        (_("Kind of support"), filters.capital(kinds_of(request))),
        (_("Method"), methods.title(request.method) if request.method else ""),
        (_("For whom"), ", ".join(dict.fromkeys(whom))),
        (_("When"), when_of(request)),
        (_("Where"), where_of(request)),
        (_("Language"), filters.capital(filters.language_name(request.language))),
        (_("A mentor’s working time"), hours_of(request)),
        (_("Goal"), request.goal.title if request.goal else ""),
    ]
    return [one for one in told if one[1]]
