from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nuotio.foundation import addresses
from nuotio.people.models import Membership
from nuotio.programmes.models import Application, Seat
from nuotio.programmes.services.applications import Motivation

TEAM_SIZES = (2, 3)
LONGEST_LIST = 100


class ApplyForm(forms.Form):
    """Why somebody would like to be a mentor: her own words, and nothing about rank or years."""

    motivation = forms.CharField(
        label=_("Why would you like to be a learning mentor?"),
        help_text=_("A few sentences in your own words. There are no wrong reasons."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write a few words about why you would like to come along.")},
    )
    hopes = forms.CharField(
        label=_("What would you hope for?"),
        help_text=_("What you would like to learn, or what would make it easy to come along."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: QueryDict | None = None, *, own: Application | None = None) -> None:
        told = {"motivation": own.motivation, "hopes": own.hopes} if own is not None else {}
        super().__init__(data, initial=told)

    def words(self) -> Motivation:
        """Return what a valid form tells."""
        return Motivation(self.cleaned_data["motivation"], self.cleaned_data["hopes"])


class WordsForm(forms.Form):
    """Words to an applicant: they are read as they are written."""

    words = forms.CharField(
        label=_("Your words"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write a few kind words.")},
    )


class SeatForm(forms.Form):
    """Which of the organisation's mentors come along."""

    member = forms.MultipleChoiceField(
        label=_("Mentors"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one mentor."),
            "invalid_choice": _("One of those you chose can no longer be brought along."),
        },
    )

    def __init__(
        self, data: QueryDict | None = None, *, members: Sequence[Membership] = ()
    ) -> None:
        super().__init__(data)
        self._members = {str(one.pk): one for one in members}
        field: Any = self.fields["member"]
        field.choices = [(key, _named(one)) for key, one in self._members.items()]

    def chosen(self) -> list[Membership]:
        """Return whom a valid form names."""
        return [self._members[key] for key in self.cleaned_data["member"]]


def _named(member: Membership) -> str:
    return f"{member.name} · {member.unit.name}" if member.unit else member.name


class PairForm(forms.Form):
    """Two mentors, or three, chosen by hand."""

    seat = forms.MultipleChoiceField(
        label=_("Without a pair"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose two mentors."),
            "invalid_choice": _("One of those you chose has a pair already, or has left."),
        },
    )

    def __init__(self, data: QueryDict | None = None, *, free: Sequence[Seat]) -> None:
        super().__init__(data)
        field: Any = self.fields["seat"]
        field.choices = [
            (str(one.pk), f"{one.name} · {one.unit}" if one.unit else one.name) for one in free
        ]
        self.is_odd = len(free) % 2 == 1
        if self.is_odd:
            field.help_text = _("Choose two. As the number is odd, three may go together.")

    def clean_seat(self) -> list[int]:
        """Say early what a pair is; the service makes sure of it."""
        chosen = [int(key) for key in self.cleaned_data["seat"]]
        if len(chosen) not in TEAM_SIZES[: 1 + self.is_odd]:
            raise forms.ValidationError(
                _("Choose two mentors, or three.") if self.is_odd else _("Choose two mentors.")
            )
        return chosen


def teams_in(data: QueryDict) -> list[list[int]]:
    """Return the suggestions that a form sends, each as "12-15"; what is no such is left out."""
    rows = (text.split("-") for text in data.getlist("team")[:LONGEST_LIST])
    told = ([addresses.key_in(words) for words in row] for row in rows)
    return [[key for key in row if key is not None] for row in told if None not in row]
