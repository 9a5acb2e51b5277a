from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nuotio.culture.forms.rounds import HELSINKI, MOST_CODES, day_field, local, time_field
from nuotio.culture.models import ReportingNode, SurveyRound


class ProlongForm(forms.Form):
    """A later day and time of closing."""

    closes_day = day_field(label=_("Closes on"))
    closes_time = time_field(label=_("At"))

    def __init__(self, data: QueryDict | None = None, *, survey_round: SurveyRound) -> None:
        closes = survey_round.closes_at.astimezone(HELSINKI) if survey_round.closes_at else None
        stored = {"closes_time": closes.time(), "closes_day": closes.date()} if closes else {}
        super().__init__(data, initial=stored)

    def closes_at(self) -> datetime:
        """Return when it closes."""
        return local(self.cleaned_data["closes_day"], self.cleaned_data["closes_time"])


class CloseForm(forms.Form):
    """The confirmation of closing early, with the trustee's passphrase where there is one."""

    sure = forms.BooleanField(
        label=_("Yes, close the survey now. Nobody can answer after this."),
        error_messages={"required": _("Tick this if you are sure.")},
    )
    # "password" in the name: what is typed here is never kept for after sign-in
    trustee_password = forms.CharField(
        label=_("Passphrase of the trustee"),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        max_length=200,
        error_messages={"required": _("The trustee types the passphrase here.")},
    )

    def __init__(self, data: QueryDict | None = None, *, survey_round: SurveyRound) -> None:
        super().__init__(data)
        if not survey_round.has_trustee:
            del self.fields["trustee_password"]

    def passphrase(self) -> str | None:
        """Return what the trustee typed; None where there is none."""
        return self.cleaned_data.get("trustee_password")


class CodesForm(forms.Form):
    """How many codes to print, and for which part of the organisation."""

    node = forms.ChoiceField(label=_("For whom"))
    number = forms.IntegerField(
        label=_("How many codes"),
        min_value=1,
        max_value=MOST_CODES,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            _("Write a number between 1 and 2,000."),
        ),
    )

    def __init__(self, data: QueryDict | None = None, *, nodes: list[ReportingNode]) -> None:
        super().__init__(data)
        self._nodes = {str(node.pk): node for node in nodes if node.invited}
        fields: Any = self.fields
        fields["node"].choices = [(key, node.name) for key, node in self._nodes.items()]

    def chosen(self) -> ReportingNode:
        """Return the node that was chosen."""
        return self._nodes[self.cleaned_data["node"]]
