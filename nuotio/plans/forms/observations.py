from datetime import date
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nuotio.plans.forms.experiments import day_field, lines


class ObservationForm(forms.Form):
    """What was seen along the way, and when."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    words = lines(
        3,
        required=True,
        label=_("What did you see?"),
        help_text=_("One line is enough. Leave names of people out."),
        max_length=1000,
        error_messages={"required": _("Write in a line what you saw.")},
    )
    seen_on = day_field(_("When"), required=True)

    def __init__(self, data: QueryDict | None = None, *, day: date) -> None:
        super().__init__(data, initial={"once": uuid4(), "seen_on": day})
