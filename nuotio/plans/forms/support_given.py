from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from nuotio.foundation.versions import VersionedForm
from nuotio.plans.models import Audience, SupportGiven
from nuotio.plans.services.support_given import SupportDraft
from nuotio.ui import filters

OWN = "own"
USUAL = (15, 30, 45, 60, 90)
A_LENGTH = _("Write how many minutes it took, for example 20.")
A_COUNT = _("Write a number, for example 3.")
READERS = (Audience.ME, Audience.PAIR, Audience.MENTORS_HR, Audience.ORGANISATION)
Options = Sequence[tuple[int, str]]


@dataclass(frozen=True)
class Offer:
    """What the mentor can choose from, and what stands there already."""

    units: Options
    plans: Options
    today: date
    kind: str = ""


def _member(label: Any, **kwargs: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, required=False, coerce=int, empty_value=None, **kwargs
    )


class SupportForm(VersionedForm):
    """Support given in twenty seconds: what, how long, when; the rest only for who wants to."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=_("What was it?"),
        choices=lambda: filters.capitals(SupportGiven.Kind.choices),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what was nearest.")},
    )
    length = forms.ChoiceField(
        label=_("How long?"),
        widget=forms.RadioSelect,
        error_messages={"required": A_LENGTH},
    )
    minutes = forms.IntegerField(
        label=_("Minutes"),
        help_text=_("If none of the above is near."),
        required=False,
        min_value=1,
        max_value=1440,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), A_LENGTH),
    )
    given_on = forms.DateField(
        label=_("When?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Choose the day."),
            "invalid": _("Write the day, for example 1.12.2026."),
        },
    )
    people = forms.IntegerField(
        label=_("How many colleagues?"),
        required=False,
        min_value=0,
        max_value=10_000,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), A_COUNT),
    )
    unit = _member(_("In which unit?"))
    plan = _member(_("Which of your plans does it belong to?"))
    words = forms.CharField(
        label=_("What was it about?"),
        help_text=_("Leave names out: what a colleague told you is hers to tell."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    audience = forms.ChoiceField(
        label=_("Who may read these words?"),
        choices=lambda: filters.capitals([(one.value, one.label) for one in READERS]),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who may read.")},
    )

    def __init__(
        self, data: QueryDict | None = None, *, offer: Offer, given: SupportGiven | None = None
    ) -> None:
        blank = {"once": uuid4(), "given_on": offer.today, "kind": offer.kind, "version": 1}
        initial = stored_support(given) if given else blank | {"audience": Audience.ME.value}
        super().__init__(data, initial=initial)
        fields: Any = self.fields
        fields["given_on"].widget.attrs["max"] = offer.today.isoformat()
        usual = [(str(n), gettext("%(num)d min") % {"num": n}) for n in USUAL]
        fields["length"].choices = [*usual, (OWN, pgettext("length", "another time"))]
        fields["unit"].choices = [("", _("not said")), *offer.units]
        fields["plan"].choices = [("", pgettext("plan", "none of them")), *offer.plans]

    @property
    def has_more(self) -> bool:
        """Whether something stands in the part that opens on request."""
        rest = ("people", "unit", "plan", "words")
        return any(self[name].value() or self[name].errors for name in rest)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        length = told.get("length", "")
        if length not in ("", OWN):
            told["minutes"] = int(length)
            self.errors.pop("minutes", None)  # what stands unseen in the folded field
        elif length == OWN and told.get("minutes") is None and "minutes" not in self.errors:
            self.add_error("minutes", A_LENGTH)
        return told

    def draft(self) -> SupportDraft:
        """Return what a valid form writes down."""
        told = self.cleaned_data
        return SupportDraft(
            kind=told["kind"],
            given_on=told["given_on"],
            minutes=told["minutes"],
            people=told["people"],
            unit_id=told["unit"],
            words=told["words"],
            audience=told["audience"],
            plan_id=told["plan"],
        )


def stored_support(given: SupportGiven) -> dict[str, Any]:
    """Return stored support in the shape of the form."""
    is_usual = given.minutes in USUAL
    same = ("kind", "given_on", "people", "words", "audience", "version")
    return {name: getattr(given, name) for name in same} | {
        "once": given.once,
        "length": str(given.minutes) if is_usual else OWN,
        "minutes": None if is_usual else given.minutes,
        "unit": given.unit_id,
        "plan": given.plan_id,
    }
