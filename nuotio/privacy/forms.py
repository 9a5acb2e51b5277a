from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _


class FeedbackForm(forms.Form):
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    message = forms.CharField(
        label=_("What was difficult?"),
        help_text=_("A few words are enough. Do not write about customers or patients."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write what was difficult.")},
    )
    page = forms.CharField(
        label=_("On which page?"),
        help_text=_("The address of the page, or its heading."),
        max_length=300,
        required=False,
    )
    email = forms.EmailField(
        label=_("Your e-mail, if you want an answer"),
        required=False,
        error_messages={"invalid": _("Check the address, for example name@organisation.fi.")},
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Answer"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write an answer.")},
    )


class EraseForm(forms.Form):
    """The own e-mail address, typed, so that nobody is erased by a slip."""

    email = forms.EmailField(
        label=_("Write your e-mail address to confirm"),
        error_messages={"required": _("Write your e-mail address.")},
    )

    def __init__(self, *args: object, own: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._own = own

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].strip().lower()
        if email != self._own:
            raise forms.ValidationError(_("This is not the address that you sign in with."))
        return email
