from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nuotio.goals.models import StrategicCompetence
from nuotio.goals.services.goals import GoalDraft
from nuotio.people.models import Membership
from nuotio.programmes.forms.programmes import A_DAY
from nuotio.programmes.live import findings
from nuotio.programmes.models import LiveRoom

FINDING, COMPETENCE = "finding", "competence"


class LiveGoalForm(forms.Form):
    """A main goal as the room decides it: what it rests on, who decided, what is promised."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("The goal in one sentence"),
        max_length=300,
        error_messages={"required": _("Write the goal in one sentence.")},
    )
    ground = forms.ChoiceField(label=_("What does it rest on?"), required=False)
    why = forms.CharField(
        label=_("Why this?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    sign = forms.CharField(
        label=_("By which sign will you see it?"),
        help_text=_("Something that can be seen or heard in daily work."),
        max_length=400,
        error_messages={"required": _("Write one sign, even a small one.")},
    )
    decided_by = forms.CharField(
        label=_("Who decided?"),
        max_length=400,
        error_messages={"required": _("Write who decided, for example the management team.")},
    )
    decided_on = forms.DateField(
        label=_("When?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=A_DAY,
    )
    time_share = forms.IntegerField(
        label=_("Mentors' working time, %"),
        min_value=1,
        max_value=100,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    sponsor = forms.ChoiceField(label=_("Who in management stands behind it?"), required=False)
    commitment = forms.CharField(
        label=_("What does she or he do, so that all see it?"), max_length=1000, required=False
    )
    resources = forms.CharField(label=_("What else is promised?"), max_length=400, required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        room: LiveRoom,
        competences: Sequence[StrategicCompetence],
        sponsors: Sequence[Membership],
        initial: dict[str, Any],
    ) -> None:
        super().__init__(data, initial={"once": uuid4(), **initial})
        ground: Any = self.fields["ground"]
        ground.required = room.round_id is not None
        ground.error_messages["required"] = _("Choose a finding or a strategic competence.")
        ground.choices = _grounds(room, competences)
        sponsor: Any = self.fields["sponsor"]
        sponsor.choices = [("", _("Not known yet")), *((str(s.pk), s.name) for s in sponsors)]

    def draft(self, room: LiveRoom) -> GoalDraft:
        """Return what a valid form tells."""
        told = dict(self.cleaned_data)
        kind, _sep, which = told.pop("ground").partition(":")
        sponsor = told.pop("sponsor")
        del told["once"]
        draft = GoalDraft(**told, sponsor_id=int(sponsor) if sponsor else None)
        if kind == FINDING:
            return replace(draft, round_id=room.round_id, dimension=which)
        return replace(draft, competence_id=int(which) if which else None)


def _grounds(room: LiveRoom, competences: Sequence[StrategicCompetence]) -> Sequence[Any]:
    found = findings.read(room.findings) if room.round_id is not None else []
    groups = [
        (_("A finding of the survey"), [(f"{FINDING}:{one.code}", one.words) for one in found]),
        (
            _("A strategic competence"),
            [(f"{COMPETENCE}:{one.pk}", one.name) for one in competences],
        ),
    ]
    return [("", _("Choose")), *(group for group in groups if group[1])]
