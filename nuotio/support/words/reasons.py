"""Reasons and obstacles in plain words, each short enough for a line of a card."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nuotio.support.fitting import CAUTIONS, Obstacle, Reason
from nuotio.support.models import DayPart
from nuotio.support.words.month_words import in_month
from nuotio.ui import filters

TWICE = 2
Values = Mapping[str, Any]


def said(reason: Reason) -> str:
    """Return a reason or a caution in words; an unknown code says nothing."""
    words = _WORDS.get(reason.code)
    return words(reason.values) if words is not None else ""


def ticks(reasons: Iterable[Reason]) -> list[str]:
    """Return what speaks for a mentor, in words."""
    return [said(one) for one in reasons if one.code not in CAUTIONS]


def cautions(reasons: Iterable[Reason]) -> list[str]:
    """Return what should be known before asking her, in words."""
    return [said(one) for one in reasons if one.code in CAUTIONS]


def hours_left(minutes: int, month: date) -> str:
    """Return how many hours are left in a month."""
    told = {"hours": filters.hours(minutes / 60), "in_month": in_month(month)}
    return _("%(hours)s left %(in_month)s") % told


def told(obstacle: Obstacle) -> str:
    """Return why a mentor cannot serve a request; a declared conflict is never told."""
    return _OBSTACLES[obstacle]()


def counted(obstacle: Obstacle, number: int) -> str:
    """Return how many cannot serve a request for this reason; nothing for private reasons."""
    words = _COUNTED.get(obstacle)
    return words(number) % {"number": number} if words is not None else ""


def _language(values: Values) -> str:
    words = {
        "fi": _("Speaks Finnish"),
        "sv": _("Speaks Swedish"),
        "en": _("Speaks English"),
    }
    return words.get(values["language"], _("Speaks the language you need"))


def _method_run(values: Values) -> str:
    times = values["times"]
    words = {1: _("Has run this method before"), TWICE: _("Has run this method twice")}
    return words.get(times) or _("Has run this method %(times)s times") % {"times": times}


def _kind_given(values: Values) -> str:
    times = values["times"]
    words = {1: _("Has given such support before"), TWICE: _("Has given such support twice")}
    return words.get(times) or _("Has given such support %(times)s times") % {"times": times}


def _day_parts(values: Values) -> str:
    parts = ", ".join(str(DayPart(one).label) for one in values["day_parts"])
    return _("Suits both: %(parts)s") % {"parts": parts}


def _free_from(values: Values) -> str:
    return _("First free %(in_month)s") % {"in_month": in_month(_month(values))}


def _month(values: Values) -> date:
    return date.fromisoformat(values["month"])


_WORDS: dict[str, Callable[[Values], str]] = {
    "same_community": lambda _values: _("Same work community"),
    "near_community": lambda _values: _("A neighbouring work community"),
    "before": lambda _values: _("Has supported this team before"),
    "method_run": _method_run,
    "method_listed": lambda _values: _("Knows this method"),
    "kind_given": _kind_given,
    "kind_listed": lambda _values: _("Gladly gives such support"),
    "wish": lambda _values: _("Would like to learn this"),
    "language": _language,
    "day_parts": _day_parts,
    "hours_left": lambda values: hours_left(values["minutes"], _month(values)),
    "remotely_only": lambda _values: _("Remotely only"),
    "on_site_only": lambda _values: _("On site only"),
    "free_from": _free_from,
    "asked_too": lambda _values: _("Another team has asked too"),
    "other_kinds": lambda _values: _("Has named other kinds of support"),
}


def _is_private() -> str:
    return _("Cannot be asked for this request")


_OBSTACLES: dict[Obstacle, Callable[[], str]] = {
    Obstacle.OWN: _is_private,
    Obstacle.LINE: _is_private,
    Obstacle.CONFLICT: _is_private,
    Obstacle.ASKED: lambda: _("Has been asked already"),
    Obstacle.DECLINED: lambda: _("Has answered: not this time"),
    Obstacle.RESTS: lambda: _("Takes no new requests now"),
    Obstacle.NO_SHARE: lambda: _("Has no agreed working time"),
    Obstacle.LANGUAGE: lambda: _("Does not speak the language"),
    Obstacle.MODE: lambda: _("Cannot meet where the team wishes"),
    Obstacle.TIME: lambda: _("No day suits both"),
    Obstacle.HOURS: lambda: _("Has too few hours left"),
}

_COUNTED: dict[Obstacle, Callable[[int], str]] = {
    Obstacle.ASKED: lambda number: ngettext(
        "%(number)s has been asked already.", "%(number)s have been asked already.", number
    ),
    Obstacle.DECLINED: lambda number: ngettext(
        "%(number)s cannot come this time.", "%(number)s cannot come this time.", number
    ),
    Obstacle.RESTS: lambda number: ngettext(
        "%(number)s takes no new requests now.", "%(number)s take no new requests now.", number
    ),
    Obstacle.NO_SHARE: lambda number: ngettext(
        "%(number)s has no agreed working time.", "%(number)s have no agreed working time.", number
    ),
    Obstacle.LANGUAGE: lambda number: ngettext(
        "%(number)s does not speak the language.", "%(number)s do not speak the language.", number
    ),
    Obstacle.MODE: lambda number: ngettext(
        "%(number)s cannot meet where you wish.", "%(number)s cannot meet where you wish.", number
    ),
    Obstacle.TIME: lambda number: ngettext(
        "%(number)s is not available for this request.",
        "%(number)s are not available for this request.",
        number,
    ),
    Obstacle.HOURS: lambda number: ngettext(
        "%(number)s has too few hours left.", "%(number)s have too few hours left.", number
    ),
}
