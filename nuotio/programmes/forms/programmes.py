from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nuotio.people.models import Membership, Organisation
from nuotio.programmes.queries import programmes as queries
from nuotio.programmes.queries import templates
from nuotio.programmes.services.programmes import Acceptance, Proposal

A_DAY = {
    "required": _("Choose the day."),
    "invalid": _("Write the day, for example 1.12.2026."),
}


def day_field(**kwargs: Any) -> forms.DateField:
    """Return a field for a day, with the browser's own calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, error_messages=A_DAY, **kwargs)


class ProgrammeForm(forms.Form):
    """What a coordinator chooses for a new programme."""

    name = forms.CharField(
        label=_("Name of the programme"),
        help_text=_("For example: Learning mentors, spring 2027."),
        max_length=120,
        error_messages={"required": _("Give the programme a name.")},
    )
    template = forms.ChoiceField(label=_("Template"))
    starts_on = day_field(
        label=_("Day of the first HR day"),
        help_text=_("All other dates follow from it. You can move each of them later."),
    )
    organisations = forms.ModelMultipleChoiceField(
        label=_("Organisations to invite"),
        help_text=_("Three to six make a good group. You can invite more later."),
        queryset=Organisation.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one organisation.")},
    )
    trainers = forms.MultipleChoiceField(
        label=_("Trainers"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: QueryDict | None = None, *, by: Membership) -> None:
        super().__init__(data)
        self._templates = {key: (name, data) for key, name, data in templates.choices_for(by)}
        self._trainers = {str(one.pk): one for one in queries.trainers_of(by) if one.pk != by.pk}
        fields: Any = self.fields
        fields["template"].choices = [(key, name) for key, (name, _d) in self._templates.items()]
        fields["organisations"].queryset = queries.organisations_to_invite()
        fields["trainers"].choices = [(key, one.name) for key, one in self._trainers.items()]

    def proposal(self) -> Proposal:
        """Return what a valid form proposes."""
        told = self.cleaned_data
        return Proposal(
            name=told["name"].strip(),
            starts_on=told["starts_on"],
            template=self._templates[told["template"]][1],
            organisations=list(told["organisations"]),
            trainers=[self._trainers[key] for key in told["trainers"]],
        )


class AnswerForm(forms.Form):
    """Whom an organisation names when it takes part, or words when it does not."""

    contacts = forms.MultipleChoiceField(
        label=_("HR contacts"),
        help_text=_("They take care of the mentors and hold the meetings of mentors and HR."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    sponsor = forms.ChoiceField(
        label=_("Who speaks for management?"),
        help_text=_("Confirms the goals and clears obstacles. You can name somebody later."),
        required=False,
    )
    message = forms.CharField(
        label=_("Message to the organisers"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: QueryDict | None = None, *, by: Membership) -> None:
        super().__init__(data, initial={"contacts": [str(by.pk)]})
        self._contacts = {str(one.pk): one for one in queries.contacts_of(by)}
        self._sponsors = {str(one.pk): one for one in queries.sponsors_of(by)}
        fields: Any = self.fields
        fields["contacts"].choices = [(key, one.name) for key, one in self._contacts.items()]
        fields["sponsor"].choices = [
            ("", _("Nobody yet")),
            *((key, one.name) for key, one in self._sponsors.items()),
        ]

    def is_accepted(self) -> bool:
        """Say whether the organisation takes part: the button that was pressed."""
        return self.data.get("action") != "decline"

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if self.is_accepted() and not told.get("contacts"):
            self.add_error("contacts", _("Choose at least one person."))
        return told

    def acceptance(self) -> Acceptance:
        """Return whom the organisation names."""
        told = self.cleaned_data
        sponsor = self._sponsors.get(told["sponsor"])
        return Acceptance([self._contacts[key] for key in told["contacts"]], sponsor)


class InviteForm(forms.Form):
    """One more organisation for a programme."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        error_messages={"required": _("Choose the organisation.")},
    )

    def __init__(self, data: QueryDict | None = None, *, taking_part: set[int]) -> None:
        super().__init__(data)
        field: Any = self.fields["organisation"]
        field.queryset = queries.organisations_to_invite().exclude(pk__in=taking_part)


class LeaveForm(forms.Form):
    """Words to the organisers when an organisation leaves."""

    message = forms.CharField(
        label=_("Words to the organisers"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
