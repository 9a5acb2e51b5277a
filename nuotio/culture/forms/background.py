from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nuotio.culture.forms.marked import MarkedForm
from nuotio.culture.instruments import LANGUAGES
from nuotio.culture.models import SurveyRound

Variable = dict[str, Any]
FEWEST, MOST = 2, 8  # classes
SPARE = 1
LABELS = {"fi": _("In Finnish"), "sv": _("In Swedish"), "en": _("In English")}


class VariableForm(MarkedForm):
    """A background question and its classes, with how many people HR thinks each one has."""

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        survey_round: SurveyRound,
        variable: Variable | None,
    ) -> None:
        self.variable = variable or {"words": {}, "classes": []}
        self.code = self.variable.get("code") or f"own_{uuid4().hex[:8]}"
        stored = stored_variable(self.variable)
        super().__init__(data, stored=stored, version=survey_round.version)
        self.shown = min(MOST, max(len(self.variable["classes"]) + SPARE, FEWEST + SPARE))
        for code in LANGUAGES:
            self.fields[code] = forms.CharField(
                label=LABELS[code], max_length=200, required=code == "fi", error_messages=A_QUESTION
            )
        for number in range(self.shown):
            for code in LANGUAGES:
                self.fields[f"class-{number}-{code}"] = forms.CharField(
                    label=LABELS[code], max_length=100, required=False
                )
            self.fields[f"class-{number}-people"] = forms.IntegerField(
                label=_("People, roughly"), required=False, min_value=0, max_value=100_000
            )

    @property
    def classes(self) -> Sequence[Sequence[forms.BoundField]]:
        """The fields of each class: three languages and the number of people."""
        names = (*LANGUAGES, "people")
        return [[self[f"class-{number}-{name}"] for name in names] for number in range(self.shown)]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        for number in range(self.shown):
            words = [told.get(f"class-{number}-{code}") for code in LANGUAGES]
            if any(words) and not words[0]:
                self.add_error(f"class-{number}-fi", _("Write the class in Finnish."))
        if not self.errors and len(self._rows(told)) < FEWEST:
            self.add_error("class-0-fi", _("Write at least two classes to choose from."))
        return told

    def told(self) -> Variable:
        """Return the variable as a round keeps it; classes keep their codes by their place."""
        told = self.cleaned_data
        return {
            "code": self.code,
            "words": {code: told[code] for code in LANGUAGES},
            "classes": [self._class(number, told) for number in self._rows(told)],
        }

    def _rows(self, told: Mapping[str, Any]) -> list[int]:
        return [number for number in range(self.shown) if told.get(f"class-{number}-fi")]

    def _class(self, number: int, told: Mapping[str, Any]) -> Variable:
        kept = self.variable["classes"]
        code = kept[number]["code"] if number < len(kept) else f"class_{uuid4().hex[:8]}"
        words = {language: told[f"class-{number}-{language}"] for language in LANGUAGES}
        return {"code": code, "words": words, "people": told[f"class-{number}-people"]}


A_QUESTION = {"required": _("Write the question in Finnish.")}


def stored_variable(variable: Variable) -> dict[str, Any]:
    """Return a variable in the shape of its form."""
    made = {code: variable["words"].get(code, "") for code in LANGUAGES}
    for number, told in enumerate(variable["classes"]):
        made |= {f"class-{number}-{code}": told["words"].get(code, "") for code in LANGUAGES}
        made[f"class-{number}-people"] = told.get("people")
    return made
