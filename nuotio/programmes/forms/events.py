from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

AN_ADDRESS = _("Write the whole address, for example https://example.org/slides.")


class SignUpForm(forms.Form):
    """The answer of the button that was pressed."""

    answer = forms.CharField(max_length=10)


class AttendanceForm(forms.Form):
    """The seats that were ticked; numbers only, the service leaves out what is not concerned."""

    there = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, data: QueryDict | None = None, *, seats: list[int]) -> None:
        super().__init__(data)
        field: Any = self.fields["there"]
        field.choices = [(pk, str(pk)) for pk in seats]


class MaterialForm(forms.Form):
    """A link with its title."""

    title = forms.CharField(
        label=_("What is it?"),
        help_text=_("For example: Slides of the morning."),
        max_length=200,
        error_messages={"required": _("Tell what the link leads to.")},
    )
    address = forms.URLField(
        label=_("Address"),
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"inputmode": "url", "placeholder": "https://"}),
        error_messages={"required": AN_ADDRESS, "invalid": AN_ADDRESS},
    )

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        if not address.lower().startswith(("https://", "http://")):
            raise forms.ValidationError(AN_ADDRESS)
        return address
