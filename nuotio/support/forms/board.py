from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from nuotio.people.models.user import Language
from nuotio.support.models import Mode, SupportKind
from nuotio.support.queries.board import Wanted
from nuotio.ui import filters


def kind_choices() -> list[tuple[str, str]]:
    """Return what the board can be narrowed to, all kinds first."""
    return [("", _("All kinds")), *filters.capitals(SupportKind.choices)]


def mode_choices() -> list[tuple[str, str]]:
    """Return where a team may wish to meet; what suits either is in both."""
    chosen = [(one.value, one.label) for one in (Mode.ONSITE, Mode.REMOTE)]
    return [("", pgettext("where", "Anywhere")), *filters.capitals(chosen)]


class BoardForm(forms.Form):
    """Narrows the board; what makes no sense narrows nothing."""

    kind = forms.ChoiceField(required=False, choices=kind_choices)
    language = forms.ChoiceField(required=False, choices=[("", ""), *Language.choices])
    mode = forms.ChoiceField(required=False, choices=mode_choices)
    unit = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    fits = forms.BooleanField(required=False)

    def __init__(self, data: QueryDict, *, units: Sequence[tuple[int, str]]) -> None:
        super().__init__(data)
        fields: Any = self.fields
        fields["unit"].choices = [("", ""), *units]

    def wanted(self) -> Wanted:
        """Return what is looked for."""
        self.is_valid()
        return Wanted(**self.cleaned_data)
