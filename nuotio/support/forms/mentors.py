from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import BigIntegerField
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nuotio.foundation.versions import VersionedForm
from nuotio.people.models.user import Language
from nuotio.support import methods as shipped
from nuotio.support.models import DayPart, Mode, Readiness, SupportKind
from nuotio.support.services.mentors import FURTHEST, ReadinessDraft
from nuotio.ui import filters

WEEKDAYS = (
    ("0", _("Monday")),
    ("1", _("Tuesday")),
    ("2", _("Wednesday")),
    ("3", _("Thursday")),
    ("4", _("Friday")),
)
MODES = (Mode.ONSITE, Mode.REMOTE)
A_DAY = _("Write the day, for example 1.12.2026.")
GONE = {"invalid_choice": _("This is not there any more. Choose again.")}


def kind_choices() -> list[tuple[str, str]]:
    """Return the kinds that a mentor can name, as they stand each on a chip."""
    named = [(one.value, one.label) for one in SupportKind if one != SupportKind.UNSURE]
    return filters.capitals(named)


def _chips(label: Any, choices: Any, **kwargs: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=GONE,
        **kwargs,
    )


def _day(label: Any, *, required: bool, **kwargs: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": A_DAY, "invalid": A_DAY},
        **kwargs,
    )


class ReadinessForm(VersionedForm):
    """What support a mentor gives, in what languages and when; what is left empty is anything."""

    kinds = _chips(_("What do you gladly give?"), kind_choices)
    methods = _chips(_("Methods that you can run"), shipped.choices)
    wished_kinds = _chips(_("Kinds of support that you would like to try"), kind_choices)
    wished_methods = _chips(_("Methods that you would like to try"), shipped.choices)
    languages = _chips(
        _("Languages"),
        Language.choices,
        help_text=_("Those in which you can lead a talk. None chosen: those of your profile."),
    )
    modes = _chips(
        _("Where?"),
        lambda: filters.capitals([(one.value, one.label) for one in MODES]),
    )
    weekdays = _chips(_("Weekdays"), WEEKDAYS)
    day_parts = _chips(
        _("Time of day"),
        lambda: filters.capitals(DayPart.choices),
    )
    rests = forms.BooleanField(label=_("I need a pause from new requests"), required=False)
    rests_until = _day(
        _("Until when?"),
        required=False,
        help_text=_(
            "Leave it empty if you do not know yet. What you have promised stays as it is."
        ),
    )

    def __init__(self, data: QueryDict | None = None, *, readiness: Readiness) -> None:
        super().__init__(data, initial=stored_readiness(readiness))

    def count_of(self, names: Sequence[str]) -> int:
        """Return how many are chosen in these fields: it stands beside what is folded."""
        return sum(len(self[name].value() or ()) for name in names)

    def clean_modes(self) -> list[str]:
        """A mentor meets a team somewhere."""
        modes: list[str] = self.cleaned_data["modes"]
        if not modes:
            raise forms.ValidationError(_("Choose at least one: on site or remotely."))
        return modes

    def clean(self) -> dict[str, Any]:
        """A pause may have an end, which is still to come; without a pause there is none."""
        told = super().clean() or {}
        today, until = timezone.localdate(), told.get("rests_until")
        if not told.get("rests"):
            self.errors.pop("rests_until", None)
            told["rests_until"] = None
        elif until is not None and until < today:
            self.add_error("rests_until", _("This day has passed. Choose one that is to come."))
        elif until is not None and until > today + FURTHEST:
            self.add_error("rests_until", _("Choose a day within two years, or leave it empty."))
        return told

    def draft(self) -> ReadinessDraft:
        """Return what a valid form says."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        modes = told.pop("modes")
        told["weekdays"] = [int(one) for one in told["weekdays"]]
        return ReadinessDraft(
            **told, gives_onsite=Mode.ONSITE in modes, gives_remotely=Mode.REMOTE in modes
        )


def stored_readiness(row: Readiness) -> dict[str, Any]:
    """Return what is stored in the shape of the form."""
    same = ("kinds", "methods", "wished_kinds", "wished_methods", "languages", "day_parts")
    gives = {Mode.ONSITE.value: row.gives_onsite, Mode.REMOTE.value: row.gives_remotely}
    return {name: getattr(row, name) for name in same} | {
        "modes": [mode for mode, is_given in gives.items() if is_given],
        "weekdays": [str(one) for one in row.weekdays],
        "rests": row.rests,
        "rests_until": row.rests_until,
        "version": row.version,
    }


class AbsenceForm(forms.Form):
    """Days away, without a reason; one day is enough."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    first_day = _day(_("First day away"), required=True)
    last_day = _day(
        _("Last day away"), required=False, help_text=_("Leave it empty if it is one day.")
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"once": uuid4()})

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first; left out it is the same."""
        told = super().clean() or {}
        first, last = told.get("first_day"), told.get("last_day")
        if first is not None and last is not None and last < first:
            self.add_error("last_day", _("The last day is before the first. Check both."))
        return told

    def days(self) -> tuple[date, date]:
        """Return the first and the last day of a valid form."""
        first = self.cleaned_data["first_day"]
        return first, self.cleaned_data["last_day"] or first


class ConflictForm(forms.Form):
    """A unit, or a colleague from the search, that a mentor would rather not serve."""

    unit = forms.TypedChoiceField(
        label=pgettext_lazy("conflict", "A unit"),
        required=False,
        coerce=int,
        empty_value=None,
        error_messages=GONE,
    )
    person = forms.IntegerField(
        required=False, max_value=BigIntegerField.MAX_BIGINT, widget=forms.HiddenInput
    )

    def __init__(self, data: QueryDict | None = None, *, units: Sequence[tuple[int, str]]) -> None:
        super().__init__(data)
        fields: Any = self.fields
        fields["unit"].choices = [("", _("Choose a unit")), *units]

    def clean(self) -> dict[str, Any]:
        """One of the two is chosen; a person that is none is nobody."""
        told = super().clean() or {}
        if self.errors.pop("person", None):
            told["person"] = None
        if not self.errors and (told.get("unit") is None) == (told.get("person") is None):
            self.add_error("unit", _("Choose a unit, or search for a colleague below."))
        return told


class ColleagueForm(forms.Form):
    """Words to find a colleague by; what makes no sense finds nobody."""

    q = forms.CharField(required=False, max_length=100)

    def words(self) -> str:
        """Return what is searched for."""
        self.is_valid()
        return str(self.cleaned_data.get("q", ""))
