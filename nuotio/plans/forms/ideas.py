from collections.abc import Sequence
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nuotio.plans.models import Plan
from nuotio.plans.services.ideas import IdeaDraft

Options = Sequence[tuple[int, str]]


class IdeaForm(forms.Form):
    """An idea in half a minute: only its one sentence is needed."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label=_("Your idea in one sentence"),
        help_text=_("For example: a quiet hour every Wednesday for learning together."),
        max_length=200,
        error_messages={"required": _("Write your idea in one sentence.")},
    )
    words = forms.CharField(
        label=_("What would it change?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    unit = forms.TypedChoiceField(
        label=_("Which unit is it about?"),
        help_text=_("The mentors of the unit hear of it first."),
        required=False,
        coerce=int,
        empty_value=None,
    )

    def __init__(self, data: QueryDict | None = None, *, units: Options) -> None:
        super().__init__(data, initial={"once": uuid4()})
        unit: forms.TypedChoiceField = self.fields["unit"]  # type: ignore[assignment]
        unit.choices = [("", _("The whole organisation")), *units]

    def draft(self) -> IdeaDraft:
        """Return what a valid form says."""
        told = self.cleaned_data
        return IdeaDraft(told["title"], told["words"], told["unit"])


class PickForm(forms.Form):
    """In which of the mentor's own plans an idea is tried."""

    plan = forms.TypedChoiceField(
        label=_("In which of your plans?"),
        widget=forms.RadioSelect,
        coerce=int,
        error_messages={
            "required": _("Choose one of your plans."),
            "invalid_choice": _("Choose one of your plans."),
        },
    )

    def __init__(self, data: QueryDict | None = None, *, plans: Sequence[Plan]) -> None:
        super().__init__(data, initial={"plan": plans[0].pk if len(plans) == 1 else None})
        self._plans = {plan.pk: plan for plan in plans}
        field: forms.TypedChoiceField = self.fields["plan"]  # type: ignore[assignment]
        field.choices = [(plan.pk, plan.title) for plan in plans]

    def chosen(self) -> Plan:
        """Return the plan that a valid form names."""
        return self._plans[self.cleaned_data["plan"]]


class SetAsideForm(forms.Form):
    """Why an idea is not tried now."""

    reason = forms.CharField(
        label=_("Why not now?"),
        help_text=_("Who proposed it and those who would be in read this. Thank them, too."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say in a sentence why.")},
    )
