from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class GalleryForm(forms.Form):
    """One of each control, for the gallery."""

    name = forms.CharField(label=_("Name"), help_text=_("As your colleagues know you."))
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        error_messages={"invalid": _("Check the address, for example name@organisation.fi.")},
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=[("fi", "suomi"), ("sv", "svenska"), ("en", "English")]
    )
    kinds = forms.MultipleChoiceField(
        label=_("What kind of support?"),
        widget=forms.CheckboxSelectMultiple,
        choices=[("talk", _("Team discussion")), ("workshop", _("Workshop"))],
    )
    words = forms.CharField(label=_("In your own words"), widget=forms.Textarea, required=False)
    agreed = forms.BooleanField(label=_("I have read who sees this"), required=False)
    roster = forms.FileField(label=_("List of people"), required=False)


NOON = datetime(2026, 12, 2, 10, 0, tzinfo=UTC)


def agenda_day() -> list[dict[str, Any]]:
    """Return a day by the clock for the gallery: before noon, the part at noon, and a break."""
    parts = [
        (30, {"fi": "Virittäytyminen", "sv": "Inledning", "en": "Check-in"}, {}),
        (60, {"fi": "Alustus ja keskustelu", "sv": "Samtal", "en": "A talk together"}, {}),
        (45, {"fi": "Kokeilupaja", "sv": "Verkstad", "en": "Workshop"}, {"fi": "Kolmikko"}),
        (45, {"fi": "Lounas", "sv": "Lunch", "en": "Lunch"}, {}),
    ]
    day, clock = [], NOON - timedelta(minutes=90)
    for minutes, words, method in parts:
        until = clock + timedelta(minutes=minutes)
        rests = words["fi"] == "Lounas"
        line = {"words": words, "method": method, "is_break": rests}
        day.append({**line, "starts_at": clock, "ends_at": until})
        clock = until
    return day
