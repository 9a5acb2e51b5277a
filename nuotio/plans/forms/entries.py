from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nuotio.foundation.versions import VersionedForm
from nuotio.plans import prompts
from nuotio.plans.audiences import Choice
from nuotio.plans.models import Audience, Entry
from nuotio.plans.queries.entry_places import Place, key_of
from nuotio.plans.services.entries import EntryDraft

A_DAY = _("Write the day, for example 1.12.2026.")
GONE = {"invalid_choice": _("This is not there any more. Choose again.")}
NOT_YOURS = {
    "required": _("Choose who may read this."),
    "invalid_choice": _("You cannot choose this audience now. Choose who may read this."),
}
WHERE = [one for one in Entry.Where.choices if one[0]]


@dataclass(frozen=True)
class Offer:
    """What the writer can choose from: plans and experiments, audiences; and what day it is."""

    places: Sequence[Place]
    audiences: Sequence[Choice]
    today: date


class EntryForm(VersionedForm):
    """A note or a reflection: its words are enough, all else can stay as it is."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(widget=forms.HiddenInput, choices=Entry.Kind.choices)
    prompt = forms.CharField(widget=forms.HiddenInput, required=False)
    words = forms.CharField(
        label=_("What happened, and what did you learn?"),
        help_text=_("A sentence or two are enough."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write a sentence first.")},
    )
    where = forms.ChoiceField(
        label=_("Where did you learn it?"),
        choices=WHERE,
        required=False,
        widget=forms.RadioSelect,
    )
    helped = forms.CharField(
        label=_("What helped you to learn?"),
        help_text=_("For example: time, a question, somebody who listened."),
        max_length=500,
        required=False,
    )
    happened_on = forms.DateField(
        label=_("When it happened"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": A_DAY, "invalid": A_DAY},
    )
    place = forms.ChoiceField(label=_("Plan or experiment"), required=False, error_messages=GONE)
    audience = forms.ChoiceField(
        label=_("Who may read this?"), widget=forms.RadioSelect, error_messages=NOT_YOURS
    )

    def __init__(self, data: QueryDict | None = None, *, entry: Entry, offer: Offer) -> None:
        super().__init__(data, initial={"once": uuid4(), **stored_entry(entry)})
        self.offer = offer
        fields: Any = self.fields
        fields["place"].choices = [("", _("None")), *((p.key, p.title) for p in offer.places)]
        fields["audience"].choices = [(one.key, one.label) for one in offer.audiences]
        if self.asked is not None:
            fields["words"].label = self.asked.text

    @property
    def asked(self) -> prompts.Prompt | None:
        """The question that is answered here, if there is one."""
        return prompts.find(str(self["prompt"].value() or ""))

    @property
    def has_more_to_correct(self) -> bool:
        """Whether one of the fields that are folded away has an error."""
        return any(self[name].errors for name in ("helped", "happened_on", "place"))

    def clean_prompt(self) -> str:
        """What is no question of ours is none."""
        asked = prompts.find(self.cleaned_data["prompt"])
        return asked.code if asked is not None else ""

    def clean_happened_on(self) -> date:
        """What was learned has happened."""
        day: date = self.cleaned_data["happened_on"]
        if day > self.offer.today:
            raise forms.ValidationError(_("This day is still to come. Check the day."))
        return day

    def draft(self) -> EntryDraft:
        """Return what a valid form says."""
        told = self.cleaned_data
        return EntryDraft(
            **{name: value for name, value in told.items() if name not in ("version", "once")}
        )


def stored_entry(entry: Entry) -> dict[str, Any]:
    """Return the stored entry in the shape of the form."""
    names = ("kind", "prompt", "words", "where", "helped", "happened_on", "version")
    return {
        **{name: getattr(entry, name) for name in names},
        "place": key_of(entry),
        "audience": Choice(Audience(entry.audience), entry.programme_id).key,
    }
