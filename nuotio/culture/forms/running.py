from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nuotio.culture.forms.rounds import A_COUNT, HELSINKI, MOST_CODES, day_field, local, time_field
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
    """For which part of the organisation codes are printed; all that were planned, or fewer."""

    node = forms.ChoiceField(
        label=_("For whom"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose for whom you print.")},
    )
    number = forms.IntegerField(
        label=_("How many codes"),
        help_text=_("Leave this empty to print all that were planned."),
        required=False,
        min_value=1,
        max_value=MOST_CODES,
        error_messages=A_COUNT,
    )

    def __init__(self, data: QueryDict | None = None, *, nodes: Sequence[ReportingNode]) -> None:
        self._nodes = {str(node.pk): node for node in nodes if node.paper_codes}
        only = next(iter(self._nodes)) if len(self._nodes) == 1 else None
        super().__init__(data, initial={"node": only})
        fields: Any = self.fields
        fields["node"].choices = [
            (key, f"{node.name} · {node.paper_codes}") for key, node in self._nodes.items()
        ]

    def chosen(self) -> tuple[ReportingNode, int]:
        """Return the node that was chosen, and how many codes it gets."""
        node = self._nodes[self.cleaned_data["node"]]
        return node, self.cleaned_data["number"] or node.paper_codes
