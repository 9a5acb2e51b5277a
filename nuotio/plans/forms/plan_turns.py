from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nuotio.foundation.versions import VersionedForm
from nuotio.plans import plan_texts
from nuotio.plans.models import Plan, PlanAction, PlanRemark
from nuotio.plans.naming import mentor_name
from nuotio.plans.services.plan_actions import ActionDraft
from nuotio.ui.joint_writing import PREFIX, JointForm, WordsField

State, Answer = Plan.State, PlanRemark.Answer
A_DAY = {"invalid": _("Write the day, for example 1.12.2026.")}
SAY_HOW = _("Choose how it ends.")


class PauseForm(forms.Form):
    """Why a plan is paused."""

    words = forms.CharField(
        label=_("Why do you pause?"),
        help_text=_("For example: the autumn is full of other things, we go on in January."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write in a sentence why you pause.")},
    )


class CloseForm(JointForm):
    """How a plan ends and what was learned; two mentors may write that at once."""

    state = forms.ChoiceField(
        label=_("How does it end?"),
        choices=[
            (State.COMPLETED, _("We did what we planned, or enough of it")),
            (State.ENDED, _("We stop before that; what we learned counts as much")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": SAY_HOW, "invalid_choice": SAY_HOW},
    )

    def __init__(self, data: QueryDict | None = None, *, plan: Plan) -> None:
        words = WordsField(
            label=_("What was learned?"),
            help_text=_("What changed, what did not, and what would you tell the next pair?"),
            max_length=plan_texts.longest("learned"),
            required=True,
        )
        super().__init__(
            data, written={"learned": words}, stored={"learned": plan.learned}, version=plan.version
        )
        self.initial["state"] = plan.state if plan.is_over else ""

    def ask_for_words(self) -> None:
        """Say that a plan is closed with a word on what was learned."""
        self.add_error(f"{PREFIX}learned", _("Write in a sentence what you learned."))


class RemarkForm(forms.Form):
    """Words on a plan; HR's may answer what the plan needs."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    answer = forms.ChoiceField(
        label=_("Your answer to the support that the plan needs"),
        choices=[
            (Answer.YES, pgettext_lazy("support", "We arrange it")),
            (Answer.PARTLY, pgettext_lazy("support", "We arrange a part of it")),
            (Answer.NOT_NOW, pgettext_lazy("support", "Not now")),
            (Answer.NONE, pgettext_lazy("support", "I only write a comment")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("What you would like to say"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write a sentence or two.")},
    )

    def __init__(self, data: QueryDict | None = None, *, answers: bool, by_hr: bool) -> None:
        super().__init__(data, initial={"once": uuid4(), "answer": Answer.NONE})
        if not answers:
            del self.fields["answer"]
        self.fields["words"].help_text = (
            _("What you find good, what you would ask, what you can arrange and when.")
            if by_hr
            else _("For example a question, or what you need and by when.")
        )


class ActionForm(VersionedForm):
    """A step of a plan."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    words = forms.CharField(
        label=_("What is to be done?"),
        max_length=300,
        error_messages={"required": _("Write in a few words what is to be done.")},
    )
    owner = forms.TypedChoiceField(
        label=_("Who sees to it?"), required=False, coerce=int, empty_value=None
    )
    due_on = forms.DateField(
        label=_("By when?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=A_DAY,
    )

    def __init__(
        self, data: QueryDict | None = None, *, plan: Plan, action: PlanAction | None = None
    ) -> None:
        super().__init__(data, initial=stored_action(action or PlanAction()))
        here = [one.membership for one in plan.mentors.all() if one.left_at is None]
        members = {one.pk: mentor_name(one) for one in here if one is not None}
        if action is not None and action.owner is not None:
            members.setdefault(action.owner.pk, mentor_name(action.owner))
        nobody = _("All of us") if len(members) > 1 else _("Nobody yet")
        field: Any = self.fields["owner"]
        field.choices = [("", nobody), *members.items()]

    def draft(self) -> ActionDraft:
        """Return what a valid form says."""
        told = self.cleaned_data
        return ActionDraft(told["words"], told["owner"], told["due_on"])


def stored_action(action: PlanAction) -> dict[str, Any]:
    """Return a stored step in the shape of the form."""
    return {
        "once": uuid4(),
        "words": action.words,
        "owner": action.owner_id,
        "due_on": action.due_on,
        "version": action.version,
    }


class VersionsForm(forms.Form):
    """Which two versions are read side by side; the last two unless told."""

    earlier = forms.TypedChoiceField(label=_("Earlier version"), coerce=int)
    later = forms.TypedChoiceField(label=_("Later version"), coerce=int)

    def __init__(
        self, data: Mapping[str, int] | None, *, versions: Sequence[tuple[int, str]]
    ) -> None:
        super().__init__(initial=dict(data or {}))
        for name in self.fields:
            field: Any = self.fields[name]
            field.choices = versions
