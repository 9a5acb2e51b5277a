"""How dates, numbers and names are written in the three languages."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch
from django.utils import timezone, translation
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext_lazy as _

from nuotio.ui import addresses

SHAPES = {
    "fi": {"short": "j.n.Y", "day": "j.n.", "long": "j. E Y", "month": "F Y"},
    "sv": {"short": "j.n.Y", "day": "j.n", "long": "j F Y", "month": "F Y"},
    "en": {"short": "j M Y", "day": "j M", "long": "j F Y", "month": "F Y"},
}
WEEKDAYS = {
    "fi": ("ma", "ti", "ke", "to", "pe", "la", "su"),
    "sv": ("mån", "tis", "ons", "tors", "fre", "lör", "sön"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}


def date(value: dt.date | None, shape: str = "short") -> str:
    """Write a day: short 26.11.2026, day 26.11., weekday to 26.11., long 26. marraskuuta 2026.

    The shape month writes marraskuu 2026. Swedish has no dot after a day without its year: 26.11
    """
    if value is None:
        return ""
    local = timezone.localtime(value) if isinstance(value, dt.datetime) else value
    language = _language()
    if shape == "weekday":
        return f"{WEEKDAYS[language][local.weekday()]} {date(value, 'day')}"
    return format_date(local, SHAPES[language][shape])


def time(value: dt.datetime) -> str:
    """Write a time of day in Helsinki: 9.05 in Finnish and Swedish, 9:05 in English."""
    shape = "G:i" if _language() == "en" else "G.i"
    return format_date(timezone.localtime(value), shape)


def number(value: float | Decimal, decimals: int = 1) -> str:
    """Write a number with the language's decimal mark and without an idle zero."""
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals)) + 0  # no -0
    shown = rounded.normalize() if rounded != rounded.to_integral() else rounded.to_integral()
    mark = "." if _language() == "en" else ","
    return f"{shown:f}".replace(".", mark)


def fixed(value: float | Decimal, decimals: int = 1) -> str:
    """Write a number with all of its decimals: a mean of 3,0 beside one of 3,1."""
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals)) + 0
    return f"{rounded:f}".replace(".", "." if _language() == "en" else ",")


def hours(value: float | Decimal) -> str:
    """Write hours: 15,7 h; the space does not break."""
    return f"{number(value)}\N{NO-BREAK SPACE}h"


def percent(value: float | Decimal) -> str:
    """Write per cent: 10 % in Finnish and Swedish, 10% in English."""
    gap = "" if _language() == "en" else "\N{NO-BREAK SPACE}"
    return f"{number(value)}{gap}%"


def capital(words: str) -> str:
    """Begin with a capital letter and leave the rest as it is: HR stays HR."""
    return words[:1].upper() + words[1:]


def capitals(choices: Iterable[tuple[str, object]]) -> list[tuple[str, str]]:
    """Return the choices of a field as they stand each on a line of its own."""
    return [(key, capital(str(label))) for key, label in choices]


def said(words: Mapping[str, str]) -> str:
    """Return words kept as {"fi", "sv", "en"} in the active language, else in one that is there."""
    order = (_language(), settings.LANGUAGE_CODE, *words)
    return next((words[language] for language in order if words.get(language)), "")


def initials(name: str) -> str:
    """Return at most two capital letters of a name."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


LANGUAGE_NAMES = {"fi": _("Finnish"), "sv": _("Swedish"), "en": _("English")}


def language_name(code: str) -> str:
    """Return what a language is called; a language without a code is its own name."""
    return str(LANGUAGE_NAMES.get(code, code))


def here_in(request: HttpRequest, language: str) -> str:
    """Return the address of the same page in another language; the front page where there is none.

    A page that does not exist leads to the front page, so that nothing of the path is echoed.
    """
    match, path = getattr(request, "resolver_match", None), request.get_full_path()
    if match is None:
        return "/" if language == settings.LANGUAGE_CODE else f"/{language}/"
    try:
        there = addresses.address_in(language, match.view_name, *match.args, **match.kwargs)
    except NoReverseMatch:
        return path
    _here, mark, query = path.partition("?")
    return f"{there}{mark}{query}"


def _language() -> str:
    return (translation.get_language() or settings.LANGUAGE_CODE)[:2]
