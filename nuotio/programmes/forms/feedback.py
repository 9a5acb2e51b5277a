from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nuotio.programmes.models import Submission
from nuotio.programmes.services.feedback import Words

ONLY_WORDS = "words"


class FeedbackForm(forms.Form):
    """Words on a submission, and where the answer stands after them."""

    text = forms.CharField(
        label=_("Your feedback"),
        help_text=_("What works well? What would take it further?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write at least one sentence.")},
    )
    state = forms.ChoiceField(
        label=_("What next?"),
        choices=[
            (ONLY_WORDS, _("Only words, no decision yet")),
            (Submission.State.RETURNED, _("To be gone on with")),
            (Submission.State.ACCEPTED, _("Accepted")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what happens next."),
            "invalid_choice": _("Choose what happens next."),
        },
    )
    once = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"once": uuid4(), "state": ONLY_WORDS})

    def words(self) -> Words:
        """Return what a valid form says."""
        told = self.cleaned_data
        state = "" if told["state"] == ONLY_WORDS else told["state"]
        return Words(told["text"].strip(), state, told["once"])
