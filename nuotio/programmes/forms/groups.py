from collections.abc import Sequence
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

from nuotio.programmes.models import Event, Seat
from nuotio.programmes.queries.groups import Session
from nuotio.programmes.services.groups import Wish

USUAL = 4
A_SIZE = _("Write a number from 2 to 20.")


class GroupsForm(forms.Form):
    """Which sessions get mixed groups, how large, and of whom."""

    events = forms.TypedMultipleChoiceField(
        label=_("Sessions"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one session.")},
    )
    size = forms.IntegerField(
        label=_("People in a group"),
        min_value=2,
        max_value=20,
        initial=USUAL,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), A_SIZE),
    )
    roles = forms.MultipleChoiceField(
        label=_("Who are in the groups"),
        choices=[
            (Seat.Role.MENTOR, _("Learning mentors")),
            (Seat.Role.HR, _("HR contacts")),
            (Seat.Role.SPONSOR, _("Management sponsors")),
        ],
        initial=[Seat.Role.MENTOR],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose who are in the groups.")},
    )
    once = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, sessions: Sequence[Session]) -> None:
        coaching = [one.event.pk for one in sessions if one.event.kind == Event.Kind.COACHING]
        super().__init__(data, initial={"events": coaching, "once": uuid4()})
        events: forms.TypedMultipleChoiceField = self.fields["events"]  # type: ignore[assignment]
        events.choices = [(one.event.pk, _named(one.event)) for one in sessions]

    def wish(self) -> Wish:
        """Return what a valid form asks for; sent twice it asks for the same groups."""
        told = self.cleaned_data
        return Wish(told["events"], told["size"], told["roles"], told["once"].int)


def _named(event: Event) -> str:
    day = formats.date_format(timezone.localtime(event.starts_at), "SHORT_DATE_FORMAT")
    return f"{event.name}, {day}"
