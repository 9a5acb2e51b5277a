from django import forms

from nuotio.people.forms.members import SearchForm
from nuotio.people.models.user import Language
from nuotio.people.queries.directory import Wanted


class WantedForm(SearchForm):
    """Narrows the list of mentors by language, too."""

    language = forms.ChoiceField(required=False, choices=[("", ""), *Language.choices])

    def wanted(self) -> Wanted:
        """Return what kind of a mentor is looked for."""
        self.is_valid()
        told = self.cleaned_data
        return Wanted(told.get("q", ""), told.get("unit"), told.get("language", ""))
