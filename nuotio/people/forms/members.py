from typing import Any

from django import forms
from django.db.models import BigIntegerField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nuotio.people.forms.units import places
from nuotio.people.models import Membership, Role, Unit
from nuotio.people.queries import members, organisations, units
from nuotio.people.services.members import MemberDetails


class MemberForm(forms.Form):
    """What HR keeps of a member."""

    unit = forms.TypedChoiceField(label=_("Unit"), required=False, coerce=int, empty_value=None)
    job_title = forms.CharField(label=_("Main job"), max_length=120, required=False)
    supervisor = forms.TypedChoiceField(
        label=_("Supervisor"),
        help_text=_("Leave empty when the lead of the unit is the supervisor."),
        required=False,
        coerce=int,
        empty_value=None,
    )

    def __init__(
        self, data: QueryDict | None = None, *, member: Membership, by: Membership
    ) -> None:
        stored = {
            "unit": member.unit_id,
            "job_title": member.job_title,
            "supervisor": member.supervisor_id,
        }
        super().__init__(data, initial=stored)
        self._tree = units.tree(viewer=by)
        unit: Any = self.fields["unit"]
        unit.choices = [("", _("Not told")), *places(self._tree, but=Unit(pk=0))]
        supervisor: Any = self.fields["supervisor"]
        others = [one for one in units.possible_leads(viewer=by) if one[0] != member.pk]
        supervisor.choices = [("", _("The lead of the unit")), *others]

    def details(self) -> MemberDetails:
        """Return what a valid form says."""
        told = self.cleaned_data
        found = {branch.unit.pk: branch.unit for branch in units.walk(self._tree)}
        supervisor = told["supervisor"]
        return MemberDetails(
            found[told["unit"]] if told["unit"] else None,
            told["job_title"],
            Membership.objects.get(pk=supervisor) if supervisor else None,
        )


class SearchForm(forms.Form):
    """Narrows a list of people by words and unit; what makes no sense narrows nothing."""

    q = forms.CharField(required=False, max_length=100)
    unit = forms.IntegerField(required=False, max_value=BigIntegerField.MAX_BIGINT)


class FilterForm(SearchForm):
    """Narrows the list of members by role, too."""

    role = forms.ChoiceField(required=False, choices=[("", ""), *Role.choices])

    def filters(self) -> members.Filters:
        """Return what is narrowed by."""
        self.is_valid()
        told = self.cleaned_data
        return members.Filters(told.get("q", ""), told.get("unit"), told.get("role", ""))


def role_choices(by: Membership) -> list[tuple[str, str]]:
    """Return the roles that a list can be narrowed by, in the organisation's own words."""
    shown = [Role.MENTOR, Role.HR, Role.MANAGEMENT, Role.COORDINATOR]
    if by.organisation.is_provider:
        shown = [Role.COORDINATOR, Role.TRAINER]
    return [(role.value, organisations.role_name(role, by.organisation)) for role in shown]
