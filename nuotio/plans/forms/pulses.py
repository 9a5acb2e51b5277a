from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from nuotio.plans.pulse_questions import OPTIONS, SUGGESTIONS, suggestion_in
from nuotio.plans.services.pulses import LONGEST, PulseDraft

OWN = "own"
USUAL = timedelta(days=7)


class PulseForm(forms.Form):
    """One question, suggested or in the mentor's own words, its language and its last day."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    suggestion = forms.ChoiceField(
        label=_("What do you ask?"),
        widget=forms.RadioSelect,
        choices=[*SUGGESTIONS.items(), (OWN, _("Something else, in my own words"))],
        error_messages={"required": _("Choose a question, or write one of your own.")},
    )
    question = forms.CharField(
        label=_("Your own question"),
        help_text=_("It is answered from “not at all” to “very much”: begin with “How much”."),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    language = forms.ChoiceField(
        label=_("In which language?"),
        help_text=_("The question itself. The page around it speaks all three."),
        choices=[("fi", "suomi"), ("sv", "svenska"), ("en", "English")],
    )
    closes_on = forms.DateField(
        label=_("Last day for an answer"),
        help_text=_("At most 60 days from now. You can close it earlier."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=dict.fromkeys(
            ("required", "invalid"), _("Write the day, for example 1.12.2026.")
        ),
    )

    def __init__(self, data: QueryDict | None = None, *, today: date) -> None:
        language = (translation.get_language() or settings.LANGUAGE_CODE)[:2]
        known = {"suggestion": next(iter(SUGGESTIONS)), "language": language}
        super().__init__(data, initial={"once": uuid4(), "closes_on": today + USUAL, **known})
        self._today = today

    def clean_closes_on(self) -> date:
        """The last day is today or later, and not more than 60 days ahead."""
        day: date = self.cleaned_data["closes_on"]
        if not self._today <= day <= self._today + LONGEST:
            raise forms.ValidationError(_("Choose a day from today on, at most 60 days ahead."))
        return day

    def clean(self) -> dict[str, Any]:
        """Own words are needed where no question was chosen."""
        told: dict[str, Any] = self.cleaned_data
        if told.get("suggestion") == OWN and not told.get("question") and not self.errors:
            self.add_error("question", _("Write your question."))
        return told

    def draft(self) -> PulseDraft:
        """Return what a valid form says, a suggestion in the language that was chosen."""
        told = self.cleaned_data
        chosen, language = told["suggestion"], told["language"]
        words = told["question"] if chosen == OWN else suggestion_in(language, chosen)
        return PulseDraft(words, language, told["closes_on"])


class AnswerForm(forms.Form):
    """One of five answers."""

    answer = forms.TypedChoiceField(
        label=_("Your answer"),
        choices=list(OPTIONS.items()),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Choose one of the five answers.")
        ),
    )
