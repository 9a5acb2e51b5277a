from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nuotio.foundation.versions import VersionedForm
from nuotio.plans import measures
from nuotio.plans.forms.experiments import day_field
from nuotio.plans.models import Measure
from nuotio.plans.services.measures import MeasureDraft
from nuotio.ui import filters

VALUES = ("before", "after", "target")
A_VALUE = _("Write a number with at most two decimals, such as 2,5, or a share such as 4/14.")
ALL_SHARES = _("Write all the values in the same way: as shares of the same people, or as numbers.")
NOT_SENSIBLE = {
    "before_on": _("Check the day: it is to come, or long ago."),
    "after_on": _("Check the day: it is to come, long ago, or before the value before."),
    "people": _("Fewer than ten people: write how many of them, such as 4/9, not per cents."),
    **dict.fromkeys(VALUES, A_VALUE),
}


def _value(label: Any, **kwargs: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off"})
    return forms.CharField(label=label, required=False, max_length=24, widget=widget, **kwargs)


class MeasureForm(VersionedForm):
    """What an experiment is seen by: values before and after, their days, source and people."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(
        label=_("What is measured"),
        help_text=_("For example solutions learned from others in a week."),
        max_length=200,
        error_messages={"required": _("Write what is measured.")},
    )
    unit = forms.CharField(
        label=_("Unit"),
        help_text=_("For example days, times, or a scale from 1 to 5."),
        max_length=40,
        required=False,
    )
    wanted = forms.ChoiceField(
        label=_("What you hope for"),
        choices=lambda: filters.capitals(Measure.Wanted.choices),
        widget=forms.RadioSelect,
    )
    target = _value(
        _("Smallest sign of success"), help_text=_("The smallest value with which you would go on.")
    )
    before = _value(
        _("Value before"), help_text=_("A number such as 2,5, or a share such as 4/14.")
    )
    before_on = day_field(_("Day of the value before"))
    after = _value(_("Value after"), help_text=_("Leave it empty until you know."))
    after_on = day_field(_("Day of the value after"))
    people = forms.IntegerField(
        label=_("How many people it tells about"),
        help_text=_("Few is fine: the page then says how far the numbers carry."),
        required=False,
        min_value=1,
        max_value=999_999,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("Write how many people, for example 14.")
        ),
    )
    source = forms.CharField(
        label=_("Where the values come from"),
        help_text=_("For example the team's own notes, or the shift list."),
        max_length=200,
        error_messages={"required": _("Write where the values come from.")},
    )

    def __init__(self, data: QueryDict | None = None, *, measure: Measure) -> None:
        super().__init__(data, initial={"once": uuid4(), **stored_measure(measure)})

    def clean(self) -> dict[str, Any]:
        """Values are numbers, or all of them shares of the same people."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        figures = {name: self._figure(name) for name in VALUES}
        there = {name: one for name, one in figures.items() if one is not None}
        of = next((one.of for one in there.values()), None)
        for name, one in there.items():
            if one.of != of:
                self.add_error(name, ALL_SHARES)
        people = told.get("people")
        if of is not None and people not in (None, of):
            self.add_error("people", _("The shares are of another number of people. Check it."))
        told |= {name: one.value if one else None for name, one in figures.items()}
        return told | {"people": people if of is None else of, "is_share": of is not None}

    def _figure(self, name: str) -> measures.Figure | None:
        typed = self.cleaned_data.get(name, "")
        found = measures.parsed(typed) if typed else None
        if typed and found is None:
            self.add_error(name, A_VALUE)
        return found

    def draft(self) -> MeasureDraft:
        """Return what a valid form says."""
        told = dict(self.cleaned_data)
        for name in ("version", "once"):
            del told[name]
        return MeasureDraft(wanted=Measure.Wanted(told.pop("wanted")), **told)


def stored_measure(measure: Measure) -> dict[str, Any]:
    """Return the stored measure in the shape of the form."""
    same = ("name", "unit", "wanted", "before_on", "after_on", "people", "source", "version")
    values: dict[str, Decimal | None] = {name: getattr(measure, name) for name in VALUES}
    return {
        **{name: getattr(measure, name) for name in same},
        **{name: measures.typed(measure, value) for name, value in values.items()},
    }
