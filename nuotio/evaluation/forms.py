"""What a reader narrows the thread by, read from the address."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nuotio.evaluation.narrowing import By, Filters
from nuotio.evaluation.queries.choices import Choices

DAYS = (1900, 2900)  # years between which a day is one that anybody means


class NarrowForm(forms.Form):
    """Programme, goal, period, only gaps; what makes no sense narrows nothing and says so."""

    programme = forms.TypedChoiceField(
        label=gettext_lazy("Programme"), required=False, coerce=int, empty_value=None
    )
    goal = forms.TypedChoiceField(
        label=gettext_lazy("Goal"), required=False, coerce=int, empty_value=None
    )
    since = forms.DateField(
        label=gettext_lazy("From"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    until = forms.DateField(
        label=gettext_lazy("Until"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    gaps = forms.BooleanField(required=False, widget=forms.HiddenInput)
    narrow = forms.BooleanField(required=False, widget=forms.HiddenInput)
    view = forms.ChoiceField(
        required=False, choices=[("", ""), ("list", "")], widget=forms.HiddenInput
    )

    def __init__(self, data: Any, *, choices: Choices) -> None:
        super().__init__(data)
        self.fields["programme"].choices = _with_all(choices.programmes)  # type: ignore[attr-defined]
        self.fields["goal"].choices = _with_all(choices.goals)  # type: ignore[attr-defined]
        if not choices.programmes:
            self.fields["programme"].widget = forms.HiddenInput()

    def clean_since(self) -> date | None:
        """Take a day that anybody means."""
        return _sensible(self.cleaned_data["since"])

    def clean_until(self) -> date | None:
        """Take a day that anybody means."""
        return _sensible(self.cleaned_data["until"])

    def filters(self, by: By = "goal") -> Filters:
        """Return what was asked for; after `is_valid` or not."""
        told = self.cleaned_data
        return Filters(
            programme=told.get("programme"),
            goal=told.get("goal"),
            since=told.get("since"),
            until=told.get("until"),
            only_gaps=told.get("gaps", False),
            by=by,
        )


def _with_all(named: Sequence[tuple[int, str]]) -> list[tuple[int | str, str]]:
    return [("", _("All of them")), *named]


def _sensible(on: date | None) -> date | None:
    first, last = DAYS
    if on is not None and not first <= on.year < last:
        raise forms.ValidationError(_("Give a day of our time."))
    return on
