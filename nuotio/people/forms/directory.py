from django import forms

from nuotio.people.models.user import Language
from nuotio.people.queries.directory import Wanted


class WantedForm(forms.Form):
    """Narrows the list of mentors; what makes no sense narrows nothing."""

    q = forms.CharField(required=False, max_length=100)
    unit = forms.IntegerField(required=False)
    language = forms.ChoiceField(required=False, choices=[("", ""), *Language.choices])

    def wanted(self) -> Wanted:
        """Return what kind of a mentor is looked for."""
        self.is_valid()
        told = self.cleaned_data
        return Wanted(told.get("q", ""), told.get("unit"), told.get("language", ""))
