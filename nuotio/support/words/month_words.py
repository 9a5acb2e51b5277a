"""Months as they stand in a sentence: in December, by the end of December. Pure."""

from collections.abc import Callable
from datetime import date

from django.utils.translation import pgettext

_IN: tuple[Callable[[], str], ...] = (
    lambda: pgettext("month", "in January"),
    lambda: pgettext("month", "in February"),
    lambda: pgettext("month", "in March"),
    lambda: pgettext("month", "in April"),
    lambda: pgettext("month", "in May"),
    lambda: pgettext("month", "in June"),
    lambda: pgettext("month", "in July"),
    lambda: pgettext("month", "in August"),
    lambda: pgettext("month", "in September"),
    lambda: pgettext("month", "in October"),
    lambda: pgettext("month", "in November"),
    lambda: pgettext("month", "in December"),
)

_BY_END: tuple[Callable[[], str], ...] = (
    lambda: pgettext("month", "by the end of January"),
    lambda: pgettext("month", "by the end of February"),
    lambda: pgettext("month", "by the end of March"),
    lambda: pgettext("month", "by the end of April"),
    lambda: pgettext("month", "by the end of May"),
    lambda: pgettext("month", "by the end of June"),
    lambda: pgettext("month", "by the end of July"),
    lambda: pgettext("month", "by the end of August"),
    lambda: pgettext("month", "by the end of September"),
    lambda: pgettext("month", "by the end of October"),
    lambda: pgettext("month", "by the end of November"),
    lambda: pgettext("month", "by the end of December"),
)


def in_month(day: date) -> str:
    """Return "in December" in the active language."""
    return _IN[day.month - 1]()


def by_end_of_month(day: date) -> str:
    """Return "by the end of December" in the active language."""
    return _BY_END[day.month - 1]()
