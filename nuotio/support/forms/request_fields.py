"""Fields of their own kind on the form of a request."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nuotio.support import weeks
from nuotio.ui import filters

A_NUMBER = _("Write a number, for example 2.")


class HoursField(forms.DecimalField):
    """Hours of working time: half an hour at least, written with a comma or a point."""

    def __init__(self, **kwargs: Any) -> None:
        told = {
            "required": A_NUMBER,
            "invalid": A_NUMBER,
            "min_value": _("Half an hour (0.5) is the least that can be asked for."),
            "max_value": _("At most 80 hours. If you need more, ask in parts."),
        }
        super().__init__(
            min_value=Decimal("0.5"),
            max_value=Decimal(80),
            widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            error_messages=told,
            **kwargs,
        )

    def to_python(self, value: Any) -> Any:
        """Take 1,5 for 1.5, and leave out the word for hours."""
        if isinstance(value, str):
            value = value.strip().removesuffix("h").rstrip().replace(",", ".")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        """Write a stored number as the language does: 1,5."""
        return filters.number(value, 2) if isinstance(value, Decimal) else value


def week_choices(mondays: Sequence[date]) -> list[tuple[str, str]]:
    """Return weeks by the number they go by, with the day they begin."""
    return [(one.isoformat(), _week(one)) for one in mondays]


def _week(monday: date) -> str:
    told = {"number": weeks.number_of(monday), "day": filters.date(monday, "day")}
    return gettext("Week %(number)d, from %(day)s") % told
