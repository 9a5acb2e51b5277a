from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nuotio.culture import instruments
from nuotio.foundation.versions import VersionedForm
from nuotio.plans import competences
from nuotio.plans.models import SelfAssessment
from nuotio.ui import filters

Moment = SelfAssessment.Moment


class MomentForm(forms.Form):
    """Which of the three moments is told of."""

    moment = forms.ChoiceField(choices=Moment.choices)


def moment_of(data: QueryDict | None, *, views: Mapping[str, SelfAssessment]) -> str:
    """Return the moment that was chosen, else the first that she has not told of."""
    chosen = MomentForm(data or {})
    if chosen.is_valid():
        return str(chosen.cleaned_data["moment"])
    return next((one for one in Moment.values if one not in views), Moment.AFTER.value)


class SelfAssessmentForm(VersionedForm):
    """The statements of the shipped instrument and own words; nothing has to be answered."""

    moment = forms.ChoiceField(choices=Moment.choices, widget=forms.HiddenInput)

    def __init__(
        self, data: QueryDict | None = None, *, moment: str, view: SelfAssessment | None
    ) -> None:
        super().__init__(data, initial={"moment": moment, **stored_view(view)})
        points = [(str(value), filters.said(words)) for value, words in instruments.points()]
        fields: Any = self.fields
        for item in competences.statements():
            fields[item.code] = forms.ChoiceField(
                label=filters.said(item.words),
                choices=points,
                widget=forms.RadioSelect,
                required=False,
            )
        fields["words"] = forms.CharField(
            label=_("In your own words"),
            help_text=_(
                "How do you learn best? What are your strengths, and which way would you like to"
                " grow?"
            ),
            max_length=2000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 5}),
        )

    @property
    def statements(self) -> list[forms.BoundField]:
        """The statements as they are asked."""
        return [self[item.code] for item in competences.statements()]

    def answers(self) -> dict[str, int]:
        """Return what a valid form answers, by statement."""
        told = self.cleaned_data
        codes = [item.code for item in competences.statements()]
        return {code: int(told[code]) for code in codes if told[code]}


def stored_view(view: SelfAssessment | None) -> dict[str, Any]:
    """Return a stored view in the shape of the form."""
    known = view or SelfAssessment()
    answers = {item.code: "" for item in competences.statements()}
    answers |= {code: str(value) for code, value in known.answers.items() if code in answers}
    return {**answers, "words": known.words, "version": known.version}
