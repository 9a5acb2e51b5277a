from collections.abc import Iterable, Sequence
from datetime import datetime, time
from hashlib import sha256
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nuotio.programmes import agenda_lines, blueprints
from nuotio.programmes.forms.agendas import AgendaForm, language
from nuotio.programmes.forms.programmes import day_field
from nuotio.programmes.models import Event, Seat
from nuotio.programmes.services.event_details import Details, Extra

FALLS_BACK = _("Where this is empty, the Finnish one is shown.")
A_TIME = {
    "required": _("Write the time, for example 9.00."),
    "invalid": _("Write the time, for example 9.00."),
}


def time_field(**kwargs: Any) -> forms.TimeField:
    """Return a field for a clock time, with the browser's own picker."""
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    formats = ["%H:%M", "%H.%M", "%H:%M:%S"]
    return forms.TimeField(widget=widget, input_formats=formats, error_messages=A_TIME, **kwargs)


class LinesField(forms.CharField):
    """Several lines of text, each a thing of its own."""

    widget = forms.Textarea(attrs={"rows": 4})

    def to_python(self, value: Any) -> str:
        lines = (line.strip() for line in str(value or "").splitlines())
        return "\n".join(line for line in lines if line)


class ParagraphsField(forms.CharField):
    """A longer text; its line ends are those of the stored one."""

    widget = forms.Textarea(attrs={"rows": 6})

    def to_python(self, value: Any) -> str:
        return "\n".join(str(value or "").strip().splitlines())


class NamesForm(forms.Form):
    """A name in three languages."""

    name_fi = forms.CharField(
        label=_("Name in Finnish"),
        max_length=200,
        error_messages={"required": _("Write the name in Finnish.")},
    )
    name_sv = forms.CharField(
        label=_("Name in Swedish"), help_text=FALLS_BACK, max_length=200, required=False
    )
    name_en = forms.CharField(
        label=_("Name in English"), help_text=FALLS_BACK, max_length=200, required=False
    )


class EventForm(AgendaForm, NamesForm):
    """What an event is, when and where; its dates are fixed once it has begun."""

    day = day_field(label=_("Day"))
    starts = time_field(label=_("Begins at"))
    ends = time_field(label=_("Ends at"))
    mode = forms.ChoiceField(label=_("How you meet"), choices=Event.Mode.choices)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    link = forms.URLField(
        label=_("Link to the video meeting"),
        max_length=500,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Write the whole address, for example https://meet.fi/us.")},
    )
    leader = forms.ChoiceField(label=_("Who leads it"), required=False)
    objectives = LinesField(
        label=_("What you reach"),
        help_text=_("One aim on each line."),
        max_length=2000,
        required=False,
    )
    field_order = (
        *("name_fi", "name_sv", "name_en", "day", "starts", "ends", "mode", "place", "link"),
        *("leader", "objectives", "agenda"),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        event: Event,
        leaders: Sequence[Seat],
        has_begun: bool = False,
    ) -> None:
        super().__init__(data, initial=stored_event(event))
        self.event, self.has_begun = event, has_begun
        fields: Any = self.fields
        self._leaders = {str(seat.pk): seat for seat in leaders}
        choices = [(key, seat.name) for key, seat in self._leaders.items()]
        fields["leader"].choices = [("", _("Nobody yet")), *choices]
        if has_begun:
            for name in ("day", "starts", "ends"):
                del fields[name]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        starts, ends = told.get("starts"), told.get("ends")
        if isinstance(starts, time) and isinstance(ends, time) and ends <= starts:
            self.add_error("ends", _("It ends before it begins. Write a later time."))
        return told

    def begins_at(self) -> datetime:
        """Return when the agenda begins, as far as that is told."""
        if self.has_begun:
            return self.event.starts_at
        try:
            clock = self.fields["starts"].clean(self["starts"].value())
        except forms.ValidationError:
            clock = time(9, 0)
        return blueprints.local(self.event.starts_at.astimezone(blueprints.HELSINKI).date(), clock)

    def times(self) -> tuple[datetime, datetime]:
        """Return when it begins and ends."""
        if self.has_begun:
            return self.event.starts_at, self.event.ends_at
        told = self.cleaned_data
        day = told["day"]
        return blueprints.local(day, told["starts"]), blueprints.local(day, told["ends"])

    def details(self) -> Details:
        """Return what a valid form tells."""
        told = self.cleaned_data
        starts_at, ends_at = self.times()
        leader = self._leaders.get(told["leader"])
        names = ("name_fi", "name_sv", "name_en", "mode", "place", "link")
        return Details(
            **{name: told[name] for name in names},
            starts_at=starts_at,
            ends_at=ends_at,
            leader_id=leader.pk if leader else None,
            agenda=agenda_lines.written(
                told["agenda"], over=self.event.agenda, language=language()
            ),
            objectives=[
                agenda_lines.words_for(line, over=self.event.objectives, language=language())
                for line in told["objectives"].splitlines()
            ],
        )

    def would_be(self) -> Event:
        """Return the event as it would be, not to be saved: to look at what to be careful of."""
        told, kept = self.details(), self.event
        return Event(
            pk=kept.pk or 0,
            programme_id=kept.programme_id,
            private_to_id=kept.private_to_id,
            code=kept.code,
            phase=kept.phase,
            name_fi=told.name_fi,
            name_sv=told.name_sv,
            name_en=told.name_en,
            starts_at=told.starts_at,
            ends_at=told.ends_at,
            leader=self._leaders.get(str(told.leader_id)),
        )

    def is_known(self, cautions: Iterable[str]) -> bool:
        """Say whether the person has read exactly these cautions and saves all the same."""
        known: str = self.data.get("known", "")
        return known == mark_of(cautions)


def mark_of(cautions: Iterable[str]) -> str:
    """Return a mark of what a page has warned of."""
    return sha256("\n".join(cautions).encode()).hexdigest()[:16]


def stored_event(event: Event) -> dict[str, Any]:
    """Return the stored event in the shape of the form, in the language that is active."""
    here = language()
    begins = event.starts_at.astimezone(blueprints.HELSINKI)
    names = ("name_fi", "name_sv", "name_en", "mode", "place", "link", "version")
    return {
        **{name: getattr(event, name) for name in names},
        "day": begins.date(),
        "starts": begins.time(),
        "ends": event.ends_at.astimezone(blueprints.HELSINKI).time(),
        "leader": str(event.leader_id or ""),
        "objectives": "\n".join(agenda_lines.in_language(one, here) for one in event.objectives),
        "agenda": agenda_lines.read(event.agenda, language=here),
    }


class ExtraForm(EventForm):
    """An event beside the template's: what kind, and whom it concerns."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Event.Kind.choices)
    roles = forms.MultipleChoiceField(
        label=_("Whom it concerns"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one group.")},
    )
    once = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, data: QueryDict | None = None, *, event: Event, leaders: Sequence[Seat], own: bool
    ) -> None:
        super().__init__(data, event=event, leaders=leaders)
        self.initial.update(once=uuid4(), kind=event.kind, roles=event.roles)
        if data is None:
            for name in ("day", "starts", "ends"):
                self.initial[name] = None
        fields: Any = self.fields
        shown = OWN if own else list(Seat.Role)
        fields["roles"].choices = [(str(role), role.label) for role in shown]
        del fields["version"]
        self.order_fields(["kind", *self.field_order, "roles"])

    def extra(self) -> Extra:
        """Return what kind of event is added, and for whom."""
        told = self.cleaned_data
        return Extra(told["kind"], tuple(told["roles"]), told["once"])


OWN = [Seat.Role.HR, Seat.Role.SPONSOR, Seat.Role.MENTOR]
