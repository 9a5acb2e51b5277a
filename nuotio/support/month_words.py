"""Months as they stand in a sentence: in December. Pure."""

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


def in_month(day: date) -> str:
    """Return "in December" in the active language."""
    return _IN[day.month - 1]()
