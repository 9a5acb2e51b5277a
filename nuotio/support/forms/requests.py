from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nuotio.foundation.versions import VersionedForm
from nuotio.support import methods, weeks
from nuotio.support.forms.request_fields import HoursField, week_choices
from nuotio.support.models import DayPart, Mode, SupportKind, SupportRequest
from nuotio.support.services.requests import RequestDraft
from nuotio.ui import filters

Readers = SupportRequest.Readers
Options = Sequence[tuple[int, str]]
TEAM, ME = "team", "me"
FEWEST_LETTERS = 3
A_NUMBER = _("Write a number, for example 10.")
A_FEW_WORDS = _("Say in a few words what you wish for.")
GONE = _("This is not there any more. Choose again.")
FOLDED = ("hours", "mentors_needed", "goal", "unit", "team")


@dataclass(frozen=True)
class Offer:
    """What there is to choose from, and what day it is."""

    units: Options
    goals: Options
    languages: Sequence[tuple[str, str]]
    today: date


def _one(label: Any, choices: Callable[[], Any], **more: Any) -> forms.ChoiceField:
    told = {"required": _("Choose one."), "invalid_choice": GONE}
    widget = forms.RadioSelect
    return forms.ChoiceField(
        label=label, choices=choices, widget=widget, error_messages=told, **more
    )


def _some(label: Any, choices: Any, gone: Any = GONE) -> forms.MultipleChoiceField:
    told = {"invalid_choice": gone, "invalid_list": gone}
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=told,
    )


def _number(label: Any) -> forms.TypedChoiceField:
    told = {"invalid_choice": GONE}
    return forms.TypedChoiceField(
        label=label, required=False, coerce=int, empty_value=None, error_messages=told
    )


class RequestForm(VersionedForm):
    """What a team needs help with, in five minutes: own words, chips, and defaults for the rest."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    wish = forms.CharField(
        label=_("What do you wish for?"),
        help_text=_("A few sentences are enough. Leave out names of clients and colleagues."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": A_FEW_WORDS},
    )
    kinds = _some(_("What kind of support?"), lambda: filters.capitals(SupportKind.choices))
    who = _one(_("Who is it for?"), lambda: [(TEAM, _("my team or unit")), (ME, _("only me"))])
    people = forms.IntegerField(
        label=_("How many are you?"),
        min_value=1,
        max_value=500,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": A_NUMBER,
            "invalid": A_NUMBER,
            "min_value": A_NUMBER,
            "max_value": _("At most 500 people. Ask for each group by itself."),
        },
    )
    weeks = _some(
        _("When would it suit you?"),
        (),
        _("A week that you chose has passed. Choose again."),
    )
    day_parts = _some(_("What time of the day?"), lambda: filters.capitals(DayPart.choices))
    language = _one(_("In which language?"), list)
    mode = _one(_("Where?"), lambda: filters.capitals(Mode.choices))
    place = forms.CharField(
        label=_("Place"),
        help_text=_("For example the address or the name of the room."),
        max_length=200,
        required=False,
    )
    method = forms.ChoiceField(
        label=_("Method"),
        help_text=_("Leave it open if you are not sure: the mentor suggests what suits you."),
        choices=lambda: [("", pgettext_lazy("method", "none in particular")), *methods.choices()],
        required=False,
        error_messages={"invalid_choice": GONE},
    )
    hours = HoursField(
        label=_("About how many hours of a mentor’s working time?"),
        help_text=_("Preparing counts too: two hours are a talk of an hour and what it takes."),
    )
    mentors_needed = _one(
        _("How many mentors?"),
        lambda: [
            ("1", _("one is enough")),
            ("2", _("two together, for example for a large group")),
        ],
    )
    goal = _number(_("Does it serve a goal of your organisation?"))
    unit = _number(_("Unit"))
    team = forms.CharField(label=_("Name of the team"), max_length=120, required=False)
    readers = _one(_("Who may read this?"), lambda: filters.capitals(Readers.choices))

    def __init__(self, data: QueryDict | None = None, *, row: SupportRequest, offer: Offer) -> None:
        fresh: dict[str, Any] = {"once": uuid4()} if row.pk is None else {}
        if row.pk is None and not row.wish:
            fresh["people"] = None  # nobody is counted before it is said
        super().__init__(data, initial=stored_request(row, offer.today) | fresh)
        self.offer = offer
        fields: Any = self.fields
        fields["wish"].required = not self.is_kept
        fields["people"].required = not self.is_kept
        fields["weeks"].choices = week_choices(weeks.coming(offer.today))
        fields["language"].choices = offer.languages
        fields["goal"].choices = [("", pgettext_lazy("goal", "none of them")), *offer.goals]
        fields["unit"].choices = [("", pgettext_lazy("unit", "none")), *offer.units]

    @property
    def is_kept(self) -> bool:
        """Whether it is only kept as a draft: then hardly anything needs to be there."""
        return self.data.get("do") == "keep"

    @property
    def has_more_to_correct(self) -> bool:
        """Whether one of the fields that are folded away has an error."""
        return any(self[name].errors for name in FOLDED)

    def clean_wish(self) -> str:
        """What is sent says something in words: a few signs are no wish."""
        words: str = self.cleaned_data["wish"]
        letters = sum(one.isalpha() for one in words)
        if words and letters < FEWEST_LETTERS:
            raise forms.ValidationError(A_FEW_WORDS)
        return words

    def clean_kinds(self) -> list[str]:
        """Who is not sure says so; who names a kind is sure enough."""
        named = [one for one in self.cleaned_data["kinds"] if one != SupportKind.UNSURE]
        return named or [SupportKind.UNSURE.value]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("who") == ME:
            self.errors.pop("people", None)  # what stands unseen in the hidden field
            told["people"] = 1
            kinds = [one for one in told.get("kinds", []) if one != SupportKind.UNSURE]
            told["kinds"] = list(dict.fromkeys([*kinds, SupportKind.ONE_TO_ONE.value]))
        elif self.is_kept and "people" not in self.errors:
            told["people"] = told.get("people") or 1
        return told

    def draft(self) -> RequestDraft:
        """Return what a valid form says."""
        told = self.cleaned_data
        first, last = weeks.span(told["weeks"], self.offer.today)
        same = ("wish", "language", "method", "people", "mode", "place", "readers")
        return RequestDraft(
            **{name: told[name] for name in same},
            first_day=first,
            last_day=last,
            kinds=tuple(told["kinds"]),
            weeks=tuple(sorted(told["weeks"])),
            day_parts=tuple(told["day_parts"]),
            unit_id=told["unit"],
            team="" if told["who"] == ME else told["team"],
            minutes=int(told["hours"] * 60),
            mentors_needed=int(told["mentors_needed"]),
            goal_id=told["goal"],
        )


def stored_request(row: SupportRequest, today: date) -> dict[str, Any]:
    """Return a request in the shape of the form; weeks that have passed are left out."""
    same = ("wish", "kinds", "day_parts", "language", "mode", "place", "method", "team")
    is_alone = row.people == 1 and SupportKind.ONE_TO_ONE in row.kinds
    return {name: getattr(row, name) for name in same} | {
        "who": ME if is_alone else TEAM,
        "people": row.people,
        "weeks": weeks.still_ahead(row.weeks, today),
        "hours": Decimal(row.minutes) / 60,
        "mentors_needed": str(row.mentors_needed),
        "goal": row.goal_id,
        "unit": row.unit_id,
        "readers": row.readers,
        "version": row.version,
    }
