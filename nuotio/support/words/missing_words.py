"""What is missing for a request, and what would do, in whole sentences."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from nuotio.support.fitting import Reason
from nuotio.support.words.month_words import by_end_of_month, in_month
from nuotio.ui import filters

Values = Mapping[str, Any]
Names = Mapping[int, str]

# Codes that say what is missing; all others say what would do.
LACKS = frozenset(
    {"nobody", "nobody_free", "no_language", "no_place", "no_day", "no_hours", "only_one"}
)


def told(reason: Reason, *, names: Names | None = None) -> str:
    """Return a sentence; an unknown code says nothing.

    `names` are mentors' by key, for who may know whose hours are short; without them nobody is
    named.
    """
    words = _WORDS.get(reason.code)
    if words is None:
        return ""
    name = (names or {}).get(reason.values.get("mentor", 0), "")
    return words({**reason.values, "name": name})


def _hours(minutes: int) -> str:
    return filters.hours(minutes / 60)


def _no_language(values: Values) -> str:
    words = {
        "fi": _("No mentor who could come speaks Finnish."),
        "sv": _("No mentor who could come speaks Swedish."),
        "en": _("No mentor who could come speaks English."),
    }
    return words.get(values["language"], _("No mentor who could come speaks the language."))


def _no_place(values: Values) -> str:
    if values["mode"] == "remote":
        return _("No mentor who could come works remotely.")
    return _("No mentor could come on site.")


def _no_day(values: Values) -> str:
    if values["has_passed"]:
        return _("The days that you named have passed, or are too far ahead to be known.")
    return _("No mentor is free on the days and at the times that you named.")


def _no_hours(values: Values) -> str:
    words = {
        "fi": _("No mentor who speaks Finnish has %(hours)s left %(by)s."),
        "sv": _("No mentor who speaks Swedish has %(hours)s left %(by)s."),
        "en": _("No mentor who speaks English has %(hours)s left %(by)s."),
    }
    text = words.get(values["language"], _("No mentor has %(hours)s left %(by)s."))
    by = by_end_of_month(date.fromisoformat(values["month"]))
    return text % {"hours": _hours(values["minutes"]), "by": by}


def _more_hours(values: Values) -> str:
    told = {"hours": _hours(values["minutes"]), "name": values["name"]}
    if values["name"]:
        return _("More working time would do: %(hours)s for %(name)s.") % told
    return _("More working time would do: %(hours)s for one mentor.") % told


def _other_month(values: Values) -> str:
    month = in_month(date.fromisoformat(values["month"]))
    return _("Another time would do: %(in_month)s.") % {"in_month": month}


def _fewer_hours(values: Values) -> str:
    return _("Less time would do: %(hours)s.") % {"hours": _hours(values["minutes"])}


def _other_place(values: Values) -> str:
    if values["mode"] == "remote":
        return _("Meeting remotely would do.")
    return _("Meeting on site would do.")


def _other_language(values: Values) -> str:
    words = {
        "fi": _("Support in Finnish would do."),
        "sv": _("Support in Swedish would do."),
        "en": _("Support in English would do."),
    }
    return words[values["language"]]


_WORDS: dict[str, Callable[[Values], str]] = {
    "nobody": lambda _values: _("There is no mentor who could be asked for this."),
    "nobody_free": lambda _values: _("No mentor takes new requests now."),
    "no_language": _no_language,
    "no_place": _no_place,
    "no_day": _no_day,
    "no_hours": _no_hours,
    "only_one": lambda _values: _("One mentor could come, but two are needed."),
    "more_hours": _more_hours,
    "other_month": _other_month,
    "fewer_hours": _fewer_hours,
    "other_days": lambda _values: _("Other days or times of day would do."),
    "other_place": _other_place,
    "other_language": _other_language,
    "one_mentor": lambda _values: _("One mentor instead of two would do."),
    "nothing_alone": lambda _values: _("No single change would do. HR or a coordinator helps on."),
}
