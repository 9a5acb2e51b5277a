from collections.abc import Sequence
from datetime import date
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nuotio.people.models import Membership
from nuotio.support import weeks
from nuotio.support.budget.promising import Room
from nuotio.support.fitting import Fitting
from nuotio.support.models import SupportRequest
from nuotio.support.story.invitation_story import week_said
from nuotio.support.words.reasons import hours_left
from nuotio.support.words.refusals import told_hours
from nuotio.ui import filters

WEEKS = 26
LONGEST = 500


class AskForm(forms.Form):
    """Which mentor is asked, with a word of one's own."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    mentor = forms.TypedChoiceField(
        label=_("Whom do you ask?"),
        coerce=int,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose a mentor.")),
    )
    message = forms.CharField(
        label=_("A word to the mentor"),
        help_text=_("The mentor reads your request anyway."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        mentors: Sequence[tuple[Membership, Fitting]],
    ) -> None:
        super().__init__(data, initial={"once": uuid4()})
        self._mentors = {one.pk: one for one, _fitting in mentors}
        field: forms.TypedChoiceField = self.fields["mentor"]  # type: ignore[assignment]
        named = [(one.pk, _named(one, fitting)) for one, fitting in mentors]
        field.choices = [("", _("Choose")), *named]

    def chosen(self) -> Membership:
        """Return the mentor that a valid form names."""
        return self._mentors[self.cleaned_data["mentor"]]


def _named(mentor: Membership, fitting: Fitting) -> str:
    left = hours_left(fitting.free, fitting.month) if fitting.month else ""
    unit = mentor.unit.name if mentor.unit else ""
    return ", ".join(part for part in (mentor.name, unit, left) if part)


class ChosenForm(forms.Form):
    """What a mentor's promise comes with: its month, and the request as she has read it."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    month = forms.DateField(widget=forms.HiddenInput, required=False)


class AcceptForm(ChosenForm):
    """From which month the time is taken; asked where there is more than one that has room."""

    def __init__(self, rooms: Sequence[Room], *, request: SupportRequest) -> None:
        first = rooms[0].first.isoformat() if rooms else ""
        known = {"once": uuid4(), "version": request.version, "month": first}
        super().__init__(initial=known)
        self.asks_month = len(rooms) > 1
        if self.asks_month:
            self.fields["month"] = forms.ChoiceField(
                label=_("From which month is your time taken?"),
                widget=forms.RadioSelect,
                choices=[(one.first.isoformat(), _left_of(one, request.minutes)) for one in rooms],
            )


def _left_of(room: Room, minutes: int) -> str:
    told = {
        "month": capfirst(filters.date(room.first, "month")),
        "left": told_hours(room.after(minutes)),
    }
    return gettext("%(month)s: %(left)s left after this") % told


class DeclineForm(forms.Form):
    """No, and if she likes, why."""

    reason = forms.CharField(
        label=_("Why not this time?"),
        help_text=_("You need not say. You, HR and the coordinators read it; the team never does."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SuggestForm(forms.Form):
    """Another week, and words on what would do."""

    week = forms.TypedChoiceField(
        label=_("From which week on would it suit you?"),
        coerce=date.fromisoformat,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose a week.")),
    )
    words = forms.CharField(
        label=_("Which times would do?"),
        help_text=_("For example: Tuesday or Thursday morning. The team reads this."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: QueryDict | None = None, *, today: date) -> None:
        super().__init__(data)
        week: forms.TypedChoiceField = self.fields["week"]  # type: ignore[assignment]
        mondays = weeks.coming(today, WEEKS)
        week.choices = [("", _("Choose")), *((one.isoformat(), week_said(one)) for one in mondays)]
