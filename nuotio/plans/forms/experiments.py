from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nuotio.foundation.versions import VersionedForm
from nuotio.plans import canvas
from nuotio.plans.models import Experiment
from nuotio.plans.services.experiments import ExperimentDraft, Verdict
from nuotio.ui import filters

A_DAY = {"invalid": _("Write the day, for example 1.12.2026.")}
NOT_A_DAY = {
    "starts_on": _("Check the day: it is years away."),
    "ends_on": _("Check the last day: it is before the first day, or years away."),
    "on": _("Check the day: it is to come, too long ago, or does not fit the experiment's days."),
}
LARGEST_KEY = 2**53
WHAT_IS_SAID = (
    "title",
    "need",
    "goal",
    "observation",
    "belief",
    "action",
    "who",
    "starts_on",
    "ends_on",
    "seen_by",
    "success",
    "needs",
    "stop_rule",
)


def lines(rows: int, *, required: bool = False, **kwargs: Any) -> forms.CharField:
    """Return a field for a longer text."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(required=required, widget=widget, **kwargs)


def day_field(label: Any, *, required: bool = False, **kwargs: Any) -> forms.DateField:
    """Return a field for a day, which a phone offers as a calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label,
        required=required,
        widget=widget,
        error_messages={**A_DAY, "required": A_DAY["invalid"]},
        **kwargs,
    )


class ExperimentForm(VersionedForm):
    """The canvas in short parts; title, need and goal are needed, the rest can come later.

    `kept_need` says that the need stays as it was, where an experiment is carried on. While it
    runs, its first day is what happened, and a change of what was agreed asks for a reason.
    """

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    follows = forms.IntegerField(widget=forms.HiddenInput, required=False, max_value=LARGEST_KEY)
    idea = forms.IntegerField(widget=forms.HiddenInput, required=False, max_value=LARGEST_KEY)
    title = forms.CharField(
        label=_("Name of the experiment"),
        help_text=_("A name that people remember, such as Friday's five minutes."),
        max_length=150,
        error_messages={"required": _("Give the experiment a name.")},
    )
    need = forms.CharField(
        label=_("Need that it serves"),
        help_text=_("What in daily work should become easier, and for whom?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write which need the experiment serves.")},
    )
    goal = forms.TypedChoiceField(
        label=_("Management's goal"),
        coerce=int,
        error_messages={"required": _("Choose one of the plan's goals.")},
    )
    observation = lines(3, max_length=2000)
    belief = lines(3, max_length=2000)
    action = lines(3, max_length=2000)
    who = forms.CharField(max_length=300, required=False)
    starts_on = day_field(_("From"))
    ends_on = day_field(_("Last day"))
    seen_by = lines(2, label=_("How we will see it"), max_length=500)
    success = forms.CharField(label=_("Smallest sign of success"), max_length=300, required=False)
    needs = forms.CharField(
        label=_("What we need"),
        help_text=_("For example time, a room, or a word from a supervisor."),
        max_length=500,
        required=False,
    )
    stop_rule = forms.CharField(max_length=300, required=False)
    reason = lines(
        2,
        label=_("Why what was agreed is changed"),
        help_text=_(
            "Needed where you change the last day, the smallest sign of success or when you stop."
            " It becomes a part of the story."
        ),
        max_length=1000,
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        experiment: Experiment,
        goals: Sequence[tuple[int, str]],
        idea_id: int | None = None,
        kept_need: bool = False,
    ) -> None:
        known = {"once": uuid4(), "follows": experiment.follows_id, "idea": idea_id}
        super().__init__(data, initial={**known, **stored_experiment(experiment)})
        fields: Any = self.fields
        for name in ("observation", "belief", "action", "who", "stop_rule"):
            fields[name].label, fields[name].help_text = canvas.label(name), canvas.hint(name)
        fields["success"].help_text = canvas.hint("success")
        fields["seen_by"].help_text = canvas.measure_hint()
        fields["ends_on"].help_text = canvas.when_hint()
        fields["goal"].choices = _with(goals, experiment)
        if kept_need:
            fields["need"].required, fields["need"].disabled = False, True
        del fields["starts_on" if experiment.state == Experiment.State.RUNNING else "reason"]

    def clean_ends_on(self) -> date | None:
        """The last day comes after the first."""
        begins = self.cleaned_data.get("starts_on")
        ends: date | None = self.cleaned_data["ends_on"]
        if begins and ends and ends < begins:
            raise forms.ValidationError(NOT_A_DAY["ends_on"])
        return ends

    def draft(self) -> ExperimentDraft:
        """Return what a valid form says."""
        told = {name: self.cleaned_data[name] for name in WHAT_IS_SAID if name in self.fields}
        return ExperimentDraft(goal_id=told.pop("goal"), **told)


def _with(goals: Sequence[tuple[int, str]], experiment: Experiment) -> Sequence[tuple[int, str]]:
    """The plan's goals, and the one that the experiment has already: the plan may have changed."""
    has = experiment.goal_id
    return goals if has is None or has in dict(goals) else [(has, experiment.goal.title), *goals]


def stored_experiment(experiment: Experiment) -> dict[str, Any]:
    """Return the stored experiment in the shape of the form."""
    told = {name: getattr(experiment, name) for name in WHAT_IS_SAID if name != "goal"}
    return {**told, "goal": experiment.goal_id, "version": experiment.version}


class StartForm(forms.Form):
    """When an experiment started, and anything to tell with it."""

    on = day_field(_("It starts, or has started, on"), required=True)
    reason = lines(2, label=_("Something to tell with it"), max_length=1000)


class TakeBackForm(forms.Form):
    """Why a start is taken back."""

    reason = lines(
        2,
        required=True,
        label=_("Why is the start taken back?"),
        max_length=1000,
        error_messages={"required": _("Write in a sentence why the start is taken back.")},
    )


class DecideForm(forms.Form):
    """What happened, what was learned, what is decided and why."""

    happened = lines(
        4,
        required=True,
        label=_("What happened?"),
        help_text=_("What you saw, also what you did not expect."),
        max_length=3000,
        error_messages={"required": _("Write in a sentence what happened.")},
    )
    learned = lines(
        4,
        required=True,
        max_length=3000,
        error_messages={"required": _("Write in a sentence what you learned.")},
    )
    decision = forms.ChoiceField(
        label=_("What do you decide?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you decide.")},
    )
    reason = lines(
        2,
        required=True,
        label=_("Why?"),
        max_length=1000,
        error_messages={"required": _("Write in a sentence why you decide so.")},
    )
    on = day_field(_("Decided on"), required=True)

    def __init__(self, data: QueryDict | None = None, *, day: date) -> None:
        super().__init__(data, initial={"on": day})
        fields: Any = self.fields
        fields["learned"].label = canvas.label("learned")
        fields["learned"].help_text = _(
            "What did not work is worth as much as what did: it saves others the same detour."
        )
        fields["decision"].choices = filters.capitals(
            [(one.value, one.label) for one in Experiment.Decision if one.value]
        )

    def verdict(self) -> Verdict:
        """Return what a valid form says."""
        told = {n: self.cleaned_data[n] for n in ("happened", "learned", "reason")}
        return Verdict(Experiment.Decision(self.cleaned_data["decision"]), **told)
