from collections.abc import Collection, Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nuotio.goals.models import Goal
from nuotio.plans import plan_texts
from nuotio.plans.models import Plan
from nuotio.plans.queries.plans import Coaching
from nuotio.plans.services.plans import PlanStart
from nuotio.ui.joint_writing import JointForm, WordsField

Options = Sequence[tuple[Any, str]]
MOST_HOURS = 40
HOURS_FAULT = _("Write hours between 0 and 40, for example 2 or 2.5.")
NAME_IT = _("Give the plan a name. You can change it later.")
CHOOSE_GOAL = _("Choose the goal that this plan is for.")
GONE = _("This is not there any more. Choose again.")


class BeginForm(forms.Form):
    """A plan begins with a name, a goal and those who make it."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    goal = forms.TypedChoiceField(
        label=_("Main goal"),
        help_text=_("Every plan serves a goal that HR and management have decided."),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE_GOAL, "invalid_choice": CHOOSE_GOAL},
    )
    title = forms.CharField(max_length=150, error_messages={"required": NAME_IT})
    partner = forms.TypedChoiceField(
        label=_("With whom?"),
        help_text=_("You both write the plan, and can ask others to join later."),
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": GONE},
    )
    more = forms.TypedMultipleChoiceField(
        label=_("Other goals that it serves"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": GONE},
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        goals: Sequence[Goal],
        partners: Options,
        coaching: Coaching,
        goal: str = "",
    ) -> None:
        known = {str(one.pk) for one in goals}
        only = next(iter(known)) if len(known) == 1 else None
        pair = [pk for pk, _name in partners if pk in coaching.partners]
        chosen = {"goal": goal if goal in known else only, "partner": pair[0] if pair else None}
        super().__init__(data, initial={"once": uuid4(), **chosen})
        self._coaching = coaching
        named = plan_texts.parts()[0]
        fields: Any = self.fields
        fields["title"].label, fields["title"].help_text = named.label, named.help
        fields["goal"].choices = fields["more"].choices = [(one.pk, one.title) for one in goals]
        fields["partner"].choices = [
            ("", pgettext_lazy("plan", "On my own")),
            *_your_pair_first(partners, coaching.partners),
        ]
        if len(known) < 2:
            del fields["more"]

    def start(self) -> PlanStart:
        """Return what a valid form says."""
        told = self.cleaned_data
        return PlanStart(
            title=told["title"],
            goal_id=told["goal"],
            more_goals=tuple(told.get("more", ())),
            partner_id=told["partner"],
            programme_id=self._coaching.programme_id,
        )


def _your_pair_first(partners: Options, pair: Collection[int]) -> Options:
    """Return the mentors to choose from, the pair of the coaching first and called so."""
    told = [
        (pk, _("%(name)s (your pair in coaching)") % {"name": name} if pk in pair else name)
        for pk, name in partners
    ]
    return sorted(told, key=lambda one: one[0] not in pair)


class HoursField(WordsField):
    """Hours a week, kept as text so that they are merged like the other fields."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget = forms.NumberInput(attrs={"min": 0, "max": MOST_HOURS, "step": "0.5"})
        self._number = forms.DecimalField(
            required=False,
            min_value=0,
            max_value=MOST_HOURS,
            max_digits=3,
            decimal_places=1,
            error_messages=dict.fromkeys(
                ("invalid", "min_value", "max_value", "max_digits", "max_decimal_places"),
                HOURS_FAULT,
            ),
        )

    def clean(self, value: Any) -> str:
        text = self.to_python(value).strip().replace(",", ".")
        return plan_texts.hours_as_text(self._number.clean(text))


class WriteForm(JointForm):
    """The texts of a plan, in the words of the programme's template."""

    def __init__(self, data: QueryDict | None = None, *, plan: Plan) -> None:
        parts = plan_texts.parts_of(plan)
        super().__init__(
            data,
            written={part.field: _field(part) for part in parts},
            stored=plan_texts.texts_of(plan),
            version=plan.version,
        )


def _field(part: plan_texts.Part) -> WordsField:
    told: dict[str, Any] = {
        "label": part.label,
        "help_text": part.help,
        "required": part.is_required,
    }
    if part.field == plan_texts.HOURS:
        return HoursField(**told)
    longest = plan_texts.longest(part.field)
    return WordsField(is_long=part.field not in plan_texts.SHORT, max_length=longest, **told)


class GoalsForm(forms.Form):
    """The goals of a plan; `seen` is the mark of those that it had when the page was opened."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=1000)
    goal = forms.TypedChoiceField(
        label=_("Main goal"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE_GOAL, "invalid_choice": CHOOSE_GOAL},
    )
    more = forms.TypedMultipleChoiceField(
        label=_("Other goals that it serves"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": GONE},
    )

    def __init__(
        self, data: QueryDict | None = None, *, plan: Plan, goals: Sequence[Goal], seen: str
    ) -> None:
        has = {plan.goal_id: plan.goal, **{one.goal_id: one.goal for one in plan.more_goals.all()}}
        further = [pk for pk in has if pk != plan.goal_id]
        super().__init__(data, initial={"seen": seen, "goal": plan.goal_id, "more": further})
        offered = {**has, **{one.pk: one for one in goals}}
        fields: Any = self.fields
        fields["goal"].choices = fields["more"].choices = [
            (pk, one.title) for pk, one in offered.items()
        ]

    def look_again(self, seen: str) -> None:
        """Say that somebody was faster; sent again, the choice is a decision."""
        self.add_error(
            None, _("The goals were changed just now. Look at them on the plan, then choose again.")
        )
        known = QueryDict(mutable=True)
        known.update(self.data)  # of several values the whole list
        known["seen"] = seen
        self.data = known


class MentorForm(forms.Form):
    """Which mentor joins the plan."""

    mentor = forms.TypedChoiceField(
        label=_("Who joins?"),
        coerce=int,
        error_messages={
            "required": _("Choose a mentor."),
            "invalid_choice": _("She or he is no mentor here any more. Choose again."),
        },
    )

    def __init__(self, data: QueryDict | None = None, *, mentors: Options) -> None:
        super().__init__(data)
        field: Any = self.fields["mentor"]
        field.choices = [("", _("Choose")), *mentors]
