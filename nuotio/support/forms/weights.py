from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nuotio.foundation import versions
from nuotio.support.fitting import Weights
from nuotio.support.fitting.parts import PARTS
from nuotio.support.models import MatchingWeights, SupportRequest
from nuotio.support.services.weights import Setting
from nuotio.support.story import naming

MOST = 10
MOST_DAYS = 20
HINTS = {
    "kind": _("Has listed or run the method, or gives this kind of support."),
    "community": _("Works in the same unit, or in one beside it."),
    "fairness": _("Has much of the month's working time left, so that the load is even."),
    "continuity": _("Has given this team support before."),
    "wish": _("Would like to learn the method or this kind of support."),
}
NOT_A_WEIGHT = _("Choose a number from 0 to 10.")
NOT_DAYS = _("Write a number from 1 to 20.")


def stored_weights(row: MatchingWeights) -> dict[str, Any]:
    """Return what the form begins with."""
    return {name: getattr(row, name) for name in (*PARTS, "answer_days", "version")}


class Slider(forms.NumberInput):
    """A number from 0 to 10, drawn as a slider."""

    input_type = "range"


class WeightsForm(versions.VersionedForm):
    """How much each wish weighs, and within how many working days a request is answered."""

    def __init__(self, data: QueryDict | None = None, *, row: MatchingWeights) -> None:
        super().__init__(data, initial=stored_weights(row))
        for name in PARTS:
            model_field = next(one for one in row._meta.fields if one.name == name)
            self.fields[name] = forms.IntegerField(
                label=model_field.verbose_name,
                help_text=HINTS[name],
                min_value=0,
                max_value=MOST,
                widget=Slider(attrs={"step": 1, "class": "slider"}),
                error_messages=dict.fromkeys(
                    ("required", "invalid", "min_value", "max_value"), NOT_A_WEIGHT
                ),
            )
        self.fields["answer_days"] = forms.IntegerField(
            label=_("Working days to an answer"),
            help_text=_("What a team is promised when it asks for support."),
            min_value=1,
            max_value=MOST_DAYS,
            error_messages=dict.fromkeys(
                ("required", "invalid", "min_value", "max_value"), NOT_DAYS
            ),
        )

    def setting(self) -> Setting:
        """Return what a valid form says."""
        told = self.cleaned_data
        return Setting(**{name: told[name] for name in (*PARTS, "answer_days")})

    def weights(self) -> Weights:
        """Return the weights to try; a slider with nonsense in it stands where it stood."""
        told = getattr(self, "cleaned_data", {})
        return Weights(**{name: told.get(name, self.initial[name]) for name in PARTS})


class ExampleForm(forms.Form):
    """Which open request shows what the weights do."""

    example = forms.TypedChoiceField(label=_("Try it on this request"), coerce=int, required=False)

    def __init__(self, data: QueryDict, *, requests: Sequence[SupportRequest]) -> None:
        super().__init__(data)
        self._requests = {one.pk: one for one in requests}
        field: forms.TypedChoiceField = self.fields["example"]  # type: ignore[assignment]
        field.choices = [(one.pk, f"{naming.circle(one)}: {naming.title(one)}") for one in requests]

    def chosen(self) -> SupportRequest | None:
        """Return the request that was chosen, else the newest; None where none is open."""
        newest = next(iter(self._requests.values()), None)
        if not self.is_valid():
            return newest
        return self._requests.get(self.cleaned_data["example"] or 0, newest)
