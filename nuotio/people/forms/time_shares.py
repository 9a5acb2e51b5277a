import re
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nuotio.people.models import Membership, TimeShare
from nuotio.people.queries import units
from nuotio.people.services.time_shares import Proposal

A_NUMBER = _("Write a number, for example 10.")
MOST_HOURS = 200


class HoursField(forms.DecimalField):
    """Hours with a comma or a point, with or without the unit: 15,7 or 15.7 h."""

    def __init__(self, **kwargs: Any) -> None:
        errors = {
            "required": A_NUMBER,
            "invalid": A_NUMBER,
            "min_value": _("Write a number over zero."),
            "max_value": _("This is more than a month of work. Write a smaller number."),
            "max_decimal_places": _("One decimal is enough, for example 15.7."),
        }
        super().__init__(
            min_value=Decimal("0.1"),
            max_value=MOST_HOURS,
            decimal_places=1,
            error_messages=errors,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            **kwargs,
        )

    def to_python(self, value: Any) -> Any:
        typed = re.sub(r"\s*(h|t|tuntia|timmar|hours)\.?$", "", str(value or "").strip().lower())
        return super().to_python(typed.replace(",", ".").replace("\xa0", ""))


class ProposalForm(forms.Form):
    """Hours a month, from when, to whom."""

    hours_a_month = HoursField(label=_("Hours a month"))
    starts_on = forms.DateField(
        label=_("From"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Choose the day."),
            "invalid": _("Write the day, for example 1.12.2026."),
        },
    )
    supervisor = forms.TypedChoiceField(
        label=_("Who is your supervisor?"),
        coerce=int,
        empty_value=None,
        error_messages={"required": _("Choose your supervisor.")},
    )
    message = forms.CharField(
        label=_("Message to your supervisor"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, data: QueryDict | None = None, *, supervisor: Membership | None, by: Membership
    ) -> None:
        super().__init__(data)
        self._known = supervisor
        if supervisor is not None:
            del self.fields["supervisor"]
        else:
            field: Any = self.fields["supervisor"]
            others = [one for one in units.possible_leads(viewer=by) if one[0] != by.pk]
            field.choices = [("", _("Choose")), *others]

    def proposal(self) -> Proposal:
        """Return what a valid form proposes."""
        told = self.cleaned_data
        return Proposal(told["hours_a_month"], told["starts_on"], told["message"].strip())

    def asked(self) -> Membership | None:
        """Return who is asked: the known supervisor, else the chosen one."""
        if self._known is not None:
            return self._known
        chosen: Membership | None = Membership.objects.filter(
            pk=self.cleaned_data["supervisor"]
        ).first()
        return chosen


class AnswerForm(forms.Form):
    """The supervisor's words; needed only when the hours are to be talked over."""

    answer = forms.CharField(
        label=_("Answer to the mentor"),
        help_text=_("If you suggest another amount, write it here."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    # Which proposal was read: the mentor may change it while the page is open.
    proposed_at = forms.DateTimeField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: QueryDict | None = None, *, share: TimeShare) -> None:
        super().__init__(data, initial={"proposed_at": share.proposed_at.isoformat()})

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        is_silent = not told.get("answer", "").strip() and "answer" not in self.errors
        if self.data.get("action") == "return" and is_silent:
            self.add_error("answer", _("Write what you would like to talk over."))
        return told
