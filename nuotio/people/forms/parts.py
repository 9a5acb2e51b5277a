"""Fields that several forms share: names in three languages, what kind of an organisation it is."""

from django import forms
from django.utils.translation import gettext_lazy as _

from nuotio.people.models.user import Language
from nuotio.people.queries import organisations

FALLS_BACK = _("Where this is empty, the Finnish name is shown.")
LARGEST_STAFF = 1_000_000
A_NUMBER = {
    "invalid": _("Enter a number, for example 10."),
    "min_value": _("Enter a number, for example 10."),
    "max_value": _("The number is too large. Check it."),
}


class ThreeNamesForm(forms.Form):
    """A name in Finnish, and in Swedish and English where it has one."""

    name_fi = forms.CharField(
        label=_("Name in Finnish"),
        max_length=200,
        error_messages={"required": _("Write the name in Finnish.")},
    )
    name_sv = forms.CharField(
        label=_("Name in Swedish"), help_text=FALLS_BACK, max_length=200, required=False
    )
    name_en = forms.CharField(
        label=_("Name in English"), help_text=FALLS_BACK, max_length=200, required=False
    )


class KindForm(ThreeNamesForm):
    """What an organisation is called, what it is and which languages it works in."""

    kind = forms.ModelChoiceField(
        label=_("Kind"),
        queryset=organisations.kinds(),
        empty_label=None,
        error_messages={"required": _("Choose the kind that is nearest.")},
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages of the organisation"),
        choices=Language.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one language.")},
    )


class StaffForm(forms.Form):
    """How many people there are, where somebody knows."""

    staff_count = forms.IntegerField(
        label=_("How many people work there?"),
        help_text=_("A rough number is enough. You can leave this empty."),
        required=False,
        min_value=1,
        max_value=LARGEST_STAFF,
        error_messages=A_NUMBER,
    )
