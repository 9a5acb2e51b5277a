from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nuotio.foundation.versions import VersionedForm
from nuotio.programmes import agenda_lines, drafts
from nuotio.programmes.blueprints import SEATS
from nuotio.programmes.forms.agendas import AgendaForm, language
from nuotio.programmes.forms.event_details import LinesField, NamesForm, ParagraphsField
from nuotio.programmes.models import Event, ProgrammeTemplate, Seat
from nuotio.programmes.services.templates import Names
from nuotio.ui.filters import said

A_WEEK = _("Write a week between -26 and 104.")
A_LENGTH = _("Write the minutes as a number, for example 90.")
LANGUAGES = agenda_lines.LANGUAGES


def week_field(**kwargs: Any) -> forms.IntegerField:
    """Return a field for a week counted from the first HR day."""
    errors = dict.fromkeys(("required", "invalid", "min_value", "max_value"), A_WEEK)
    return forms.IntegerField(
        min_value=drafts.EARLIEST, max_value=drafts.LATEST, error_messages=errors, **kwargs
    )


class CopyForm(NamesForm):
    """What a copy of a template is called."""

    def names(self) -> Names:
        """Return the names that were given."""
        return Names(**{name: self.cleaned_data[name] for name in Names.__dataclass_fields__})


class RenameForm(VersionedForm, CopyForm):
    """What a template is called."""

    def __init__(self, data: QueryDict | None = None, *, template: ProgrammeTemplate) -> None:
        super().__init__(data, initial=stored_names(template))


def stored_names(template: ProgrammeTemplate) -> dict[str, Any]:
    """Return the stored names in the shape of the form."""
    return {name: getattr(template, name) for name in ("name_fi", "name_sv", "name_en", "version")}


class PartForm(NamesForm):
    """A part of a template: `was` is the mark of it as the person saw it."""

    was = forms.CharField(widget=forms.HiddenInput, required=False)

    def title(self) -> dict[str, str]:
        """Return the names as words."""
        told = {code: self.cleaned_data[f"name_{code}"] for code in LANGUAGES}
        return {code: name for code, name in told.items() if name}


class TemplateEventForm(AgendaForm, PartForm):
    """An event of a template."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Event.Kind.choices)
    phase = forms.ChoiceField(label=_("Phase"), required=False)
    week = week_field(
        label=_("Week"), help_text=_("Counted from the first HR day, which is in week 0.")
    )
    duration = forms.IntegerField(
        label=_("Length in minutes"),
        min_value=1,
        max_value=24 * 60,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), A_LENGTH),
    )
    mode = forms.ChoiceField(label=_("How you meet"), choices=Event.Mode.choices)
    roles = forms.MultipleChoiceField(
        label=_("Whom it concerns"),
        help_text=_("Without coordinators and trainers it is each organisation's own meeting."),
        choices=[(told, Seat.Role(seat).label) for told, seat in SEATS.items()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one group.")},
    )
    objectives = LinesField(
        label=_("What you reach"),
        help_text=_("One aim on each line."),
        max_length=2000,
        required=False,
    )
    field_order = ("name_fi", "name_sv", "name_en", "kind", "phase", "week", "duration", "mode")

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        template: ProgrammeTemplate,
        event: dict[str, Any] | None = None,
    ) -> None:
        self.told = event or {}
        super().__init__(data, initial=stored_event(template, self.told))
        fields: Any = self.fields
        phases = [(one["id"], said(one["name"])) for one in template.content.get("phases", [])]
        fields["phase"].choices = [("", _("None")), *phases]

    def event(self) -> dict[str, Any]:
        """Return the event as templates tell it."""
        told, here = self.cleaned_data, language()
        others = [role for role in self.told.get("roles", []) if role not in SEATS]
        agenda = agenda_lines.written(
            told["agenda"], over=drafts.agenda_of(self.told), language=here
        )
        return {
            **self.told,
            "id": self.told.get("id") or f"own-{uuid4().hex[:12]}",
            "title": self.title(),
            "type": told["kind"],
            "phase": told["phase"],
            "week": told["week"],
            "duration_min": told["duration"],
            "mode": told["mode"],
            "roles": [*told["roles"], *others],
            "objectives": [
                agenda_lines.words_for(line, over=self.told.get("objectives", []), language=here)
                for line in told["objectives"].splitlines()
            ],
            "agenda": drafts.as_told(agenda),
        }


def stored_event(template: ProgrammeTemplate, told: dict[str, Any]) -> dict[str, Any]:
    """Return an event of a template in the shape of the form."""
    here = language()
    aims = [agenda_lines.in_language(words, here) for words in told.get("objectives", [])]
    return {
        **_stored_part(template, told),
        "kind": told.get("type", Event.Kind.NETWORK),
        "phase": told.get("phase", ""),
        "week": told.get("week"),
        "duration": told.get("duration_min"),
        "mode": told.get("mode", Event.Mode.EITHER),
        "roles": [role for role in told.get("roles", []) if role in SEATS],
        "objectives": "\n".join(aims),
        "agenda": agenda_lines.read(drafts.agenda_of(told), language=here),
    }


def _stored_part(template: ProgrammeTemplate, told: dict[str, Any]) -> dict[str, Any]:
    title = told.get("title", {})
    return {
        **{f"name_{code}": title.get(code, "") for code in LANGUAGES},
        "version": template.version,
        "was": drafts.mark_of(told),
    }


class TemplateAssignmentForm(VersionedForm, PartForm):
    """An assignment of a template."""

    after_event = forms.ChoiceField(label=_("Given out after"), required=False)
    due_week = week_field(
        label=_("Due week"), help_text=_("It is due on the day before this week's day.")
    )
    effort_hours = forms.IntegerField(label=_("Hours of work"), min_value=0, max_value=200)
    is_for_pairs = forms.BooleanField(label=_("Answered by a pair together"), required=False)
    instructions = ParagraphsField(label=_("Instructions"), max_length=4000, required=False)
    steps = LinesField(
        label=_("Steps"), help_text=_("One step on each line."), max_length=4000, required=False
    )
    deliverable = forms.CharField(label=_("What is given in"), max_length=300, required=False)
    field_order = ("name_fi", "name_sv", "name_en", "after_event", "due_week")

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        template: ProgrammeTemplate,
        assignment: dict[str, Any],
    ) -> None:
        self.told = assignment
        super().__init__(data, initial=stored_assignment(template, assignment))
        fields: Any = self.fields
        events = [(one["id"], said(one["title"])) for one in template.content["events"]]
        fields["after_event"].choices = [("", _("None")), *events]

    def assignment(self) -> dict[str, Any]:
        """Return the assignment as templates tell it."""
        told, kept, here = self.cleaned_data, self.told, language()
        return {
            **kept,
            "title": self.title(),
            **{name: told[name] for name in PLAIN},
            **{
                name: agenda_lines.words_for(told[name], over=[kept.get(name, {})], language=here)
                for name in ("instructions", "deliverable")
            },
            "steps": [
                agenda_lines.words_for(line, over=kept.get("steps", []), language=here)
                for line in told["steps"].splitlines()
            ],
        }


PLAIN = ("after_event", "due_week", "effort_hours", "is_for_pairs")


def stored_assignment(template: ProgrammeTemplate, told: dict[str, Any]) -> dict[str, Any]:
    """Return an assignment of a template in the shape of the form."""
    here = language()
    return {
        **_stored_part(template, told),
        **{name: told.get(name) for name in PLAIN},
        "instructions": agenda_lines.in_language(told.get("instructions", {}), here),
        "deliverable": agenda_lines.in_language(told.get("deliverable", {}), here),
        "steps": "\n".join(agenda_lines.in_language(one, here) for one in told.get("steps", [])),
    }
