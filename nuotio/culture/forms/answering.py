"""The survey as one plain form, for who answers with a printed code."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nuotio.culture import responses
from nuotio.culture.asking import Asked
from nuotio.culture.responses import LONGEST, Answer, Response
from nuotio.ui.filters import said

RATHER_NOT = ("", "")


class CodeForm(forms.Form):
    """A printed code and the answers; nothing but the code is required."""

    code = forms.CharField(
        label=_("Your code"),
        help_text=_("It stands on your paper. Small or capital letters and gaps do not matter."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={
            "required": _("Write the code from your paper."),
            "max_length": _("This is longer than a code. Check it from your paper."),
        },
    )

    def __init__(self, *args: Any, asked: Asked, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._asked = asked
        points = [(code, said(words)) for code, words in asked.points]
        for item in asked.statements:
            self._add("item", item.code, said(item.words), _choice(points))
        for question in asked.questions:
            self._add("words", question.code, said(question.words), _own_words())
        for one in asked.background:
            classes = [RATHER_NOT, *((code, said(words)) for code, words in one.classes)]
            self._add("background", one.code, said(one.words), _choice(classes))

    def _add(self, kind: str, code: str, label: str, field: forms.Field) -> None:
        field.label = label
        self.fields[f"{kind}-{code}"] = field

    def clean(self) -> None:
        """Refuse words that do not fit the envelope, which has one size for all."""
        try:
            responses.written(self.response)
        except ValueError:
            self.add_error(
                None,
                _("Your own words are too long for the envelope. Shorten them a little."),
            )

    @property
    def response(self) -> Response:
        """The answers as they are sealed; the code proves the node, so that none is named here."""
        asked = self._asked
        return Response(
            "",
            {item.code: _answer(self._given("item", item.code)) for item in asked.statements},
            self._chosen("background", [one.code for one in asked.background]),
            self._chosen("words", [question.code for question in asked.questions]),
        )

    def _chosen(self, kind: str, codes: Sequence[str]) -> dict[str, str]:
        return {code: given for code in codes if (given := self._given(kind, code))}

    def _given(self, kind: str, code: str) -> str:
        return str(self.cleaned_data.get(f"{kind}-{code}", ""))


def _answer(given: str) -> Answer:
    if not given:
        return None
    return given if given == responses.CANNOT_SAY else int(given)


def _choice(choices: Sequence[tuple[str, str]]) -> forms.ChoiceField:
    wrong = {"invalid_choice": _("Choose one of the answers, or leave this out.")}
    return forms.ChoiceField(choices=choices, required=False, error_messages=wrong)


def _own_words() -> forms.CharField:
    wrong = {"max_length": _("Shorten this to 1,000 characters.")}
    return forms.CharField(max_length=LONGEST, required=False, error_messages=wrong)
