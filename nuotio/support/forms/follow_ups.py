from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nuotio.support import follow_up_questions
from nuotio.support.forms.saying import WordsField
from nuotio.ui import filters

CHOOSE = dict.fromkeys(("required", "invalid_choice"), _("Choose one of the five answers."))


class StatementsForm(forms.Form):
    """Three statements, each answered by one of five points, in the language that is active."""

    def __init__(
        self, data: QueryDict | None = None, *, initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        points = [(value, filters.said(words)) for value, words in follow_up_questions.points()]
        for item in follow_up_questions.items():
            self.fields[item.code] = forms.TypedChoiceField(
                label=filters.said(item.words),
                choices=points,
                coerce=int,
                widget=forms.RadioSelect,
                error_messages=CHOOSE,
            )
        self.order_fields([*follow_up_questions.codes(), "words"])

    @property
    def statements(self) -> Sequence[forms.BoundField]:
        """The three statements, in the order of asking."""
        return [self[code] for code in follow_up_questions.codes()]

    def answers(self) -> dict[str, int]:
        """Return what a valid form says, by statement."""
        return {code: self.cleaned_data[code] for code in follow_up_questions.codes()}


class SignedForm(StatementsForm):
    """The same under the own name, with room for own words."""

    words = WordsField(
        label=_("Something in your own words?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
