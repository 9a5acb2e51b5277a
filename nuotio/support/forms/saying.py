"""Fields that take a person's own words, days and times, with clear answers to what is wrong."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

A_DAY = {
    "required": _("Choose the day."),
    "invalid": _("Write the day, for example 1.12.2026."),
}
A_TIME = dict.fromkeys(("required", "invalid"), _("Write the time, for example 9.00."))


class WordsField(forms.CharField):
    """Own words: where something is written, it has letters; line ends are those of stored ones."""

    def to_python(self, value: Any) -> str:
        words = "\n".join(str(value or "").strip().splitlines())
        if words and not any(sign.isalnum() for sign in words):
            raise forms.ValidationError(_("Say it in words, too."))
        return words


def words_field(label: Any, *, longest: int, rows: int = 4, **kwargs: Any) -> WordsField:
    """Return a field for several lines of own words."""
    widget = forms.Textarea(attrs={"rows": rows})
    return WordsField(label=label, max_length=longest, widget=widget, **kwargs)


def day_field(label: Any, *, first: date | None = None, **kwargs: Any) -> forms.DateField:
    """Return a field for a day, with the browser's own calendar."""
    attrs = {"type": "date"} | ({"min": first.isoformat()} if first else {})
    widget = forms.DateInput(attrs=attrs, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, error_messages=A_DAY, **kwargs)


def time_field(label: Any, **kwargs: Any) -> forms.TimeField:
    """Return a field for a clock time, with the browser's own picker."""
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    formats = ["%H:%M", "%H.%M", "%H:%M:%S"]
    return forms.TimeField(
        label=label, widget=widget, input_formats=formats, error_messages=A_TIME, **kwargs
    )
