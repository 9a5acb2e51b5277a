"""What is written when a request is taken back, declined or handed on."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nuotio.people.models import Membership
from nuotio.support.models import SupportRequest
from nuotio.ui import filters

GONE = _("This is not there any more. Choose again.")


def _words(label: Any, hint: Any, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class WithdrawForm(forms.Form):
    """A word to those who were about to help; it may be left out."""

    words = _words(_("A word about why"), _("You need not give a reason."))


class DeclineForm(forms.Form):
    """Why it cannot be done now: what was missing, for planning, and words for who asked."""

    missing = forms.ChoiceField(
        label=_("What was missing?"),
        help_text=_("Counted for management, so that more help can be planned."),
        choices=lambda: filters.capitals(
            [one for one in SupportRequest.Missing.choices if one[0] != ""]
        ),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what was nearest."), "invalid_choice": GONE},
    )
    words = forms.CharField(
        label=_("Your answer to who asked"),
        help_text=_("Say why, and what could help instead or when to ask again. Thank them, too."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say in a sentence why.")},
    )

    def clean_words(self) -> str:
        """A reason has words in it."""
        words: str = self.cleaned_data["words"]
        if not any(one.isalpha() for one in words):
            raise forms.ValidationError(_("Say in a sentence why."))
        return words


class HandOnForm(forms.Form):
    """Who takes care of the request from now on."""

    person = forms.TypedChoiceField(
        label=_("Who takes care of it?"),
        widget=forms.RadioSelect,
        coerce=int,
        error_messages={"required": _("Choose a person."), "invalid_choice": GONE},
    )
    words = _words(_("A word to go with it"), _("Read by HR and the coordinators only."), rows=2)

    def __init__(self, data: QueryDict | None = None, *, people: Sequence[Membership]) -> None:
        super().__init__(data)
        self._people = {one.pk: one for one in people}
        field: forms.TypedChoiceField = self.fields["person"]  # type: ignore[assignment]
        field.choices = [(one.pk, one.name) for one in people]

    def chosen(self) -> Membership:
        """Return the person whom a valid form names."""
        return self._people[self.cleaned_data["person"]]
