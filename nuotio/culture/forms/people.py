from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nuotio.culture import lists
from nuotio.people.rosters.rows import Row
from nuotio.people.rosters.unreadable import LARGEST_FILE, TOO_LARGE, Unreadable


class ListForm(forms.Form):
    """A list of people without an account: pasted, or a file; a valid form has its `rows`."""

    pasted = forms.CharField(
        label=_("Paste the list here"),
        help_text=_("One person on a line: e-mail; unit; language. Only the e-mail is needed."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=400_000,
        required=False,
    )
    file = forms.FileField(
        label=_("Or bring a file"),
        help_text=_("Excel (XLSX) or CSV, at most 5 MB and 5,000 people."),
        allow_empty_file=True,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if self.errors:
            return told
        name = "file" if told.get("file") else "pasted"
        try:
            self.rows: list[Row] = self._read(told)
        except Unreadable as error:
            self.add_error(name, str(error.reason))
        return told

    def _read(self, told: dict[str, Any]) -> list[Row]:
        file = told.get("file")
        if file is None:
            return lists.read_text(told["pasted"])
        if (file.size or 0) > LARGEST_FILE:
            raise Unreadable(TOO_LARGE)
        return lists.read_file(file.read())
