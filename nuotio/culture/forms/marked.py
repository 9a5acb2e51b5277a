from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django import forms
from django.http import QueryDict

from nuotio.foundation.versions import VersionedForm


class MarkedForm(VersionedForm):
    """A form over one part of a versioned row; `was` is the mark of that part as it was seen.

    Who changes another part of the row at the same time is not in the way.
    """

    was = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: QueryDict | None = None, *, stored: Mapping[str, Any], version: int
    ) -> None:
        initial = {**stored, "version": version, "was": mark_of(stored)}
        super().__init__(data, initial=initial)
        self.stored_version = version

    def seen(self) -> int:
        """Return the version to change: the latest, where this part is as the person saw it."""
        is_same = self.cleaned_data["was"] == self.initial["was"]
        told: int = self.cleaned_data["version"]
        return self.stored_version if is_same else told


def mark_of(stored: Mapping[str, Any]) -> str:
    """Return a mark of a part as it is."""
    return sha256(repr(sorted(stored.items())).encode()).hexdigest()[:16]
