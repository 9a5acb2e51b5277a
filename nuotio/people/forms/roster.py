from django import forms
from django.utils.translation import gettext_lazy as _


class RosterFileForm(forms.Form):
    """The file with the people."""

    file = forms.FileField(
        label=_("List of people"),
        help_text=_("Excel (XLSX) or CSV, at most 5 MB and 5,000 people."),
        allow_empty_file=True,
        error_messages={"required": _("Choose a file first.")},
    )
