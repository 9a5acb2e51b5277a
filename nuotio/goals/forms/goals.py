from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nuotio.foundation.versions import VersionedForm
from nuotio.goals import themes
from nuotio.goals.models import Goal
from nuotio.goals.queries.findings import Finding
from nuotio.goals.services.goals import GoalDraft

USUAL_SHARE = 10
A_SHARE = _("Write a share between 0 and 100, for example 10.")
A_DAY = {"invalid": _("Write the day, for example 1.12.2026.")}
Options = Sequence[tuple[Any, str]]


def _lines(rows: int, **kwargs: Any) -> forms.CharField:
    return forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


def _day(label: Any, **kwargs: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label, required=False, widget=widget, error_messages=A_DAY, **kwargs
    )


def _member(label: Any, **kwargs: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, required=False, coerce=int, empty_value=None, **kwargs
    )


@dataclass(frozen=True)
class Offer:
    """What the writer can choose from: findings she may see, competences, members, management."""

    findings: Sequence[Finding]
    competences: Options
    owners: Options
    sponsors: Options


class GoalForm(VersionedForm):
    """A goal in short parts; only its words are needed, the rest can come later."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    may_unsign = forms.BooleanField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label=_("Goal"),
        help_text=_("One sentence that everybody remembers: what will be different?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write the goal in one sentence.")},
    )
    emphasis = forms.CharField(
        label=_("Management's emphasis"),
        help_text=_("In a few words what management stresses with this goal."),
        max_length=150,
        required=False,
    )
    theme = forms.ChoiceField(
        label=_("Theme"),
        help_text=_("Lets goals be compared between organisations. It says nothing of yours."),
        required=False,
    )
    ground = forms.ChoiceField(
        label=_("A finding of the survey"),
        help_text=_("Everybody in the organisation reads the sentence that you choose here."),
        required=False,
    )
    competence = _member(_("A strategic competence"))
    why = _lines(3, label=_("Why?"), max_length=2000)
    sign = forms.CharField(
        label=_("A sign by which you will see it"),
        help_text=_("Something that anybody can notice in daily work."),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    starts_on = _day(_("From"))
    ends_on = _day(_("Until"))
    owner = _member(_("Owner"), help_text=_("Keeps the goal in view and asks how it goes."))
    sponsor = _member(
        _("Sponsor in management"), help_text=_("Supports the goal where everybody sees it.")
    )
    commitment = _lines(
        3,
        label=_("What the sponsor does"),
        help_text=_("Everybody sees this. For example: opens each coaching session herself."),
        max_length=1000,
    )
    time_share = forms.IntegerField(
        label=_("Mentors' working time, %"),
        help_text=_("About a tenth is usual."),
        required=False,
        min_value=0,
        max_value=100,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), A_SHARE),
    )
    resources = forms.CharField(label=_("What else is promised"), max_length=400, required=False)
    decided_by = forms.CharField(
        label=_("Who decided"),
        help_text=_("For example: the management team and HR, on the HR day."),
        max_length=400,
        required=False,
    )
    decided_on = _day(_("When it was decided"))

    def __init__(
        self, data: QueryDict | None = None, *, goal: Goal, offer: Offer, may_unsign: bool = False
    ) -> None:
        known = {"once": uuid4(), "may_unsign": may_unsign}
        super().__init__(data, initial={**known, **stored_goal(goal)})
        fields: Any = self.fields
        nobody = [("", _("Nobody yet"))]
        fields["theme"].choices = [("", _("None")), *((t.code, t.name) for t in themes.every())]
        fields["ground"].choices = [("", _("None yet")), *_grounds(goal, offer)]
        fields["competence"].choices = [
            ("", _("None yet")),
            *_with(offer.competences, goal.competence),
        ]
        fields["owner"].choices = [*nobody, *_with(offer.owners, goal.owner)]
        fields["sponsor"].choices = [*nobody, *_with(offer.sponsors, goal.sponsor)]

    def clean_ends_on(self) -> Any:
        """The period ends after it begins."""
        begins, ends = self.cleaned_data.get("starts_on"), self.cleaned_data["ends_on"]
        if begins and ends and ends < begins:
            raise forms.ValidationError(_("The period ends before it begins. Check the days."))
        return ends

    def warn_of_signatures(self) -> None:
        """Say that the goal has been signed meanwhile; sent again, the change takes that back."""
        self.add_error(
            None,
            _("The goal has been signed. Your change takes the signatures back. Send it again?"),
        )
        known = QueryDict(mutable=True)
        known.update(self.data)
        known["may_unsign"] = "True"
        self.data = known

    def draft(self) -> GoalDraft:
        """Return what a valid form says."""
        told = dict(self.cleaned_data)
        for name in ("version", "once", "may_unsign"):
            del told[name]
        round_id, _colon, dimension = told.pop("ground").partition(":")
        return GoalDraft(
            round_id=int(round_id) if round_id else None,
            dimension=dimension,
            competence_id=told.pop("competence"),
            owner_id=told.pop("owner"),
            sponsor_id=told.pop("sponsor"),
            **told,
        )


def _grounds(goal: Goal, offer: Offer) -> Options:
    """Findings that are offered, and the one that the goal rests on already, as it was read."""
    offered = [(one.key, f"{one.words} ({one.round_name})") for one in offer.findings]
    key = _ground_key(goal)
    is_there = not key or key in dict(offered)
    return offered if is_there else [(key, goal.finding), *offered]


def _with(offered: Options, chosen: Any) -> Options:
    """What is offered, and what the goal points at already: somebody may have left since."""
    is_there = chosen is None or chosen.pk in dict(offered)
    return offered if is_there else [(chosen.pk, str(chosen)), *offered]


def _ground_key(goal: Goal) -> str:
    return f"{goal.round_id}:{goal.dimension}" if goal.round_id else ""


def stored_goal(goal: Goal) -> dict[str, Any]:
    """Return the stored goal in the shape of the form."""
    same = ("title", "emphasis", "theme", "why", "sign", "starts_on", "ends_on", "commitment")
    promised = ("time_share", "resources", "decided_by", "decided_on", "version")
    return {
        **{name: getattr(goal, name) for name in (*same, *promised)},
        "ground": _ground_key(goal),
        "competence": goal.competence_id,
        "owner": goal.owner_id,
        "sponsor": goal.sponsor_id,
    }


class EndForm(forms.Form):
    """What came of a goal."""

    words = forms.CharField(
        label=_("What came of it?"),
        help_text=_("In a few sentences: what changed, and what you would do differently."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write in a sentence what came of it.")},
    )
