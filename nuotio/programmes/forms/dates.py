from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from nuotio.foundation.versions import VersionedForm
from nuotio.programmes import blueprints
from nuotio.programmes.forms.event_details import time_field
from nuotio.programmes.forms.programmes import day_field
from nuotio.programmes.models import Assignment, Event

AHEAD = _("Choose a time that is ahead.")
ONE, LATER = "one", "later"


class MoveForm(forms.Form):
    """When an event is to begin, and whether the later dates follow."""

    day = day_field(label=_("New day"))
    starts = time_field(label=_("Begins at"))
    scope = forms.ChoiceField(
        label=_("What moves"), widget=forms.RadioSelect, choices=((ONE, ""), (LATER, ""))
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: QueryDict | None = None, *, event: Event, at: datetime) -> None:
        self._at = at
        here = event.starts_at.astimezone(blueprints.HELSINKI)
        initial = {"day": here.date(), "starts": here.time(), "scope": ONE}
        super().__init__(data, initial=initial)
        is_own = event.private_to_id is not None
        later = (
            _("This and all your later own meetings")
            if is_own
            else _("This and all later dates: events, assignments, the organisations' own meetings")
        )
        fields: Any = self.fields
        fields["scope"].choices = [(ONE, _("This one only")), (LATER, later)]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.keys() >= {"day", "starts"} and self.to() <= self._at:
            self.add_error("day", AHEAD)
        return told

    def to(self) -> datetime:
        """Return when the event is to begin."""
        return blueprints.local(self.cleaned_data["day"], self.cleaned_data["starts"])

    def with_later(self) -> bool:
        """Say whether the later dates move too."""
        return bool(self.cleaned_data["scope"] == LATER)

    def seen_at(self) -> datetime | None:
        """Return when the event began as the person saw it."""
        return parse_datetime(self.cleaned_data["seen"]) if self.cleaned_data["seen"] else None

    def mark(self) -> str:
        """Return the mark of what the page shows, so that just that is moved."""
        return f"{self.to().isoformat()} {self.cleaned_data['scope']}"

    def is_shown(self) -> bool:
        """Say whether the person has seen what moves, and pressed the button that moves it."""
        return self.data.get("action") == "move" and self.data.get("shown") == self.mark()


class DueForm(VersionedForm):
    """When an assignment is due."""

    day = day_field(label=_("Due day"))
    clock = time_field(label=_("At"))

    def __init__(self, data: QueryDict | None = None, *, assignment: Assignment) -> None:
        super().__init__(data, initial=stored_due(assignment))

    def due_at(self) -> datetime:
        """Return when it is due."""
        return blueprints.local(self.cleaned_data["day"], self.cleaned_data["clock"])


def stored_due(assignment: Assignment) -> dict[str, Any]:
    """Return the stored due date in the shape of the form."""
    here = assignment.due_at.astimezone(blueprints.HELSINKI)
    return {"day": here.date(), "clock": here.time(), "version": assignment.version}
