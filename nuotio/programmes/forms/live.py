from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nuotio.culture.models import SurveyRound
from nuotio.programmes.live import findings, steps
from nuotio.programmes.live.steps import Step
from nuotio.programmes.models import LiveRoom
from nuotio.programmes.services.live_rooms import Choices
from nuotio.programmes.services.live_voices import Said

LONGEST = 500
NAME = 60
YES, NO = "yes", "no"
Option = tuple[str, Any]


def has_words(text: str) -> bool:
    """Say whether there is a letter or a digit: pictures alone tell little in a record."""
    return any(one.isalnum() for one in text)


class CodeForm(forms.Form):
    """The code on the wall, typed."""

    code = forms.CharField(
        label=_("The code on the wall"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": _("Type the eight letters.")},
    )


class ComeInForm(forms.Form):
    """The name by which somebody wants to be seen in the room."""

    name = forms.CharField(
        label=_("Your name, as you want to be seen"),
        max_length=NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write a name. A first name is enough.")},
    )

    def clean_name(self) -> str:
        """Ask for a name with a letter in it."""
        name: str = self.cleaned_data["name"]
        if not has_words(name):
            raise forms.ValidationError(_("Write a name. A first name is enough."))
        return name


class SayForm(forms.Form):
    """What somebody writes in a step; the questions of the step stand on the page."""

    step = forms.ChoiceField(choices=[(one.value, "") for one in steps.WRITTEN])
    once = forms.UUIDField(widget=forms.HiddenInput)
    dimension = forms.ChoiceField(required=False)
    text = forms.CharField(
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "enterkeyhint": "send"}),
        error_messages={
            "required": _("Write something first."),
            "max_length": _(
                "Shorten it to %(limit_value)d characters: now there are %(show_value)d."
            ),
        },
    )

    def __init__(self, data: QueryDict | None = None, *, room: LiveRoom) -> None:
        super().__init__(data, initial={"once": uuid4(), "step": room.step})
        chosen = data.get("step") if data is not None else room.step
        self.is_mapped = chosen == Step.PRACTICES
        field: Any = self.fields["dimension"]
        field.choices = _dimensions(room, "" if self.is_mapped else _("The whole picture"))
        field.label = _("What does it support?") if self.is_mapped else _("What is it about?")
        field.required = self.is_mapped
        field.error_messages["required"] = _("Choose what it supports.")
        self.fields["text"].label = LABELS.get(str(room.step), "")

    def clean_text(self) -> str:
        """Ask for words."""
        text: str = self.cleaned_data["text"]
        if not has_words(text):
            raise forms.ValidationError(_("Write it in words, so that it can be read later."))
        return text

    def said(self) -> Said:
        """Return what a valid form tells."""
        told = self.cleaned_data
        return Said(told["step"], told["text"], told["dimension"])


LABELS: Mapping[str, Any] = {
    Step.SURPRISES: _("Your thought"),
    Step.PRACTICES: _("One practice"),
    Step.REASONS: _("One reason"),
}


def _dimensions(room: LiveRoom, whole: Any) -> Sequence[Option]:
    first: list[Option] = [("", whole or _("Choose"))]
    return [*first, *((one.code, one.words) for one in findings.read(room.findings))]


class DotsForm(forms.Form):
    """How many dots on what; absolute, so that twice is once."""

    target = forms.CharField(max_length=80)
    number = forms.IntegerField(min_value=0, max_value=20)


class LeadForm(forms.Form):
    """One press of the leader: what, and what she saw when she pressed."""

    GO, TIME, SHOW, CLOSE, AGAIN = "go", "time", "show", "close", "again"

    action = forms.ChoiceField(choices=[(one, "") for one in (GO, TIME, SHOW, CLOSE, AGAIN)])
    step = forms.ChoiceField(choices=[(one.value, "") for one in Step], required=False)
    seen_step = forms.ChoiceField(choices=[(one.value, "") for one in Step], required=False)
    seen = forms.IntegerField(required=False, min_value=0, max_value=2_000_000_000)


class OpenRoomForm(forms.Form):
    """What is chosen before a room opens: results, names, dots, times, what waits to be shown."""

    round = forms.ChoiceField(label=_("Which results do you look at?"))
    shows_names = forms.ChoiceField(
        label=_("What people write is shown"),
        choices=[(NO, _("without names")), (YES, _("with names"))],
        widget=forms.RadioSelect,
        help_text=_("The room is told of your choice. It cannot be changed afterwards."),
    )
    dots = forms.IntegerField(
        label=_("Dots for each person"),
        min_value=1,
        max_value=20,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    dots_on_reasons = forms.ChoiceField(
        label=_("Dots are placed on"),
        choices=[(NO, _("dimensions")), (YES, _("dimensions and reasons"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, data: QueryDict | None = None, *, rounds: Sequence[SurveyRound]) -> None:
        super().__init__(data, initial={"dots": 5, "shows_names": NO, "dots_on_reasons": NO})
        field: Any = self.fields["round"]
        field.choices = [
            *((str(one.pk), one.name) for one in rounds),
            (NO, _("No results: only the dimensions")),
        ]
        field.initial = str(rounds[0].pk) if rounds else NO
        for step in steps.TIMED:
            self._add_step(step)

    def _add_step(self, step: Step) -> None:
        usual = steps.USUAL[step]
        self.fields[f"minutes_{step}"] = forms.IntegerField(
            label=_("minutes"),
            min_value=1,
            max_value=240,
            initial=usual["minutes"],
            widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        )
        if step in steps.HIDEABLE:
            self.fields[f"hidden_{step}"] = forms.BooleanField(
                label=_("hidden until you show it"), initial=usual["hidden"], required=False
            )

    @property
    def rows(self) -> Sequence[tuple[Step, Any, Any]]:
        """The timed steps with their fields, as the page shows them; None where nothing hides."""
        return [
            (
                step,
                self[f"minutes_{step}"],
                self[f"hidden_{step}"] if step in steps.HIDEABLE else None,
            )
            for step in steps.TIMED
        ]

    def choices(self) -> Choices:
        """Return what a valid form tells."""
        told = self.cleaned_data
        return Choices(
            round_id=None if told["round"] == NO else int(told["round"]),
            shows_names=told["shows_names"] == YES,
            dots=told["dots"],
            dots_on_reasons=told["dots_on_reasons"] == YES,
            plan={
                step: {
                    "minutes": told[f"minutes_{step}"],
                    "hidden": told.get(f"hidden_{step}", False),
                }
                for step in steps.TIMED
            },
        )
