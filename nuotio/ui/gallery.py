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
