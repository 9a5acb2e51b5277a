from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from nuotio.foundation.versions import VersionedForm
from nuotio.programmes.forms.programmes import A_DAY
from nuotio.programmes.models import Decision, Event
from nuotio.programmes.services.decisions import Told

Kind = Decision.Kind


class NotesForm(VersionedForm):
    """The notes of a meeting."""

    notes = forms.CharField(
        label=_("Notes"),
        help_text=_("What those who were not there need to know. Leave out what is personal."),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
    )


def stored_notes(event: Event) -> dict[str, Any]:
    """Return the event's notes as the form shows them."""
    return {"notes": event.notes, "version": event.version}


class DecisionForm(forms.Form):
    """One decision, or one promise of support."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    text = forms.CharField(
        label=_("What?"),
        max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
        error_messages={"required": _("Write what was decided or promised.")},
    )
    kind = forms.ChoiceField(
        label=_("Which is it?"),
        choices=[(Kind.DECISION, _("A decision")), (Kind.SUPPORT, _("Promised support"))],
        initial=Kind.DECISION,
        widget=forms.RadioSelect,
    )
    who = forms.CharField(label=_("Who sees to it?"), max_length=150, required=False)
    by_when = forms.DateField(
        label=_("By when?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=A_DAY,
    )

    def told(self) -> Told:
        """Return what a valid form tells."""
        said = self.cleaned_data
        return Told(said["kind"], said["text"], said["who"], said["by_when"])
