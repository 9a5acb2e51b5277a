from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nuotio.support.forms.saying import day_field
from nuotio.support.models import MeetingTime

USUAL = (30, 60, 120, 240)
A_LENGTH = _("Write how many minutes it took, for example 20.")


class TimeForm(forms.Form):
    """Working time beside the meetings, or a correction: minutes and a day."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=1,
        max_value=1440,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "list": "usual-minutes"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), A_LENGTH),
    )
    day = day_field(_("Day"))

    def __init__(
        self, data: QueryDict | None = None, *, today: date, time: MeetingTime | None = None
    ) -> None:
        known = {"minutes": time.minutes, "day": time.day} if time else {"day": today}
        super().__init__(data, initial={"once": uuid4(), **known})
        self._today = today
        fields: Any = self.fields
        fields["day"].widget.attrs["max"] = today.isoformat()
        if time is not None and time.meeting_id is not None:
            del fields["day"]

    def clean_day(self) -> date:
        """What is booked has been."""
        day: date = self.cleaned_data["day"]
        if day > self._today:
            raise forms.ValidationError(_("This day is still to come. Book what has been."))
        return day

    def say_too_much(self, left: int) -> None:
        """Say how much of the day is left to book."""
        told = gettext("A day has 24 hours. %(num)d minutes of this one are not booked yet.")
        self.add_error("minutes", told % {"num": left})
